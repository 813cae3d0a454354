"""Whom the office chased about their boards, when, and about what."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Max

from schoolcare.access import ScopedQuerySet
from schoolcare.models import District, School


class Chase(models.Model):
    """One letter of the office to the schools that lag, one sheet a school."""

    class Kind(models.TextChoices):
        REGISTRY = "registry", "ทวงทะเบียนคณะกรรมการ"
        EXPIRY = "expiry", "แจ้งครบวาระ"

    SCHOOL_PATH = "lines__school"
    DISTRICT_PATH = "district"

    district = models.ForeignKey(District, models.CASCADE, related_name="chases")
    kind = models.CharField("เรื่อง", max_length=10, choices=Kind)
    chased_on = models.DateField("วันที่ทวง")
    answer_by = models.DateField("ขอให้ดำเนินการภายใน", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ทวง"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "หนังสือทวง"
        ordering = ["-chased_on", "-pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class ChaseLineQuerySet(ScopedQuerySet):
    def by_school(self) -> models.QuerySet:
        """A row a school: how often it was chased, and last when."""
        rows = self.order_by().values("school")
        return rows.annotate(times=Count("pk"), last=Max("chase__chased_on"))


class ChaseLine(models.Model):
    """One school that was chased, and what it lacked on that day."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "chase__district"

    chase = models.ForeignKey(Chase, models.CASCADE, related_name="lines")
    school = models.ForeignKey(School, models.CASCADE, related_name="+", verbose_name="โรงเรียน")
    reasons = models.JSONField("สิ่งที่ยังขาด")

    objects = ChaseLineQuerySet.as_manager()

    class Meta:
        verbose_name = "โรงเรียนที่ทวง"
        ordering = ["school__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["chase", "school"], name="chase_school_once")
        ]

    def __str__(self) -> str:
        return f"{self.chase} {self.school}"
