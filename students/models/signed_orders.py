"""Scans of orders of the school as they were signed: teams of the care work, advisers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, StoredFile


class SignedOrder(models.Model):
    """One scan; an order that is changed within the year has several."""

    class Kind(models.TextChoices):
        TEAMS = "care-order", "คำสั่งแต่งตั้งทีมระบบดูแล"
        ADVISERS = "adviser-order", "คำสั่งแต่งตั้งครูที่ปรึกษา"

    MOST = 20  # of a school, year and kind
    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="signed_orders")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    kind = models.CharField("คำสั่ง", max_length=15, choices=Kind)
    note = models.CharField(
        "เลขที่หรือหมายเหตุ", max_length=100, blank=True, help_text="เช่น 45/2569 หรือ เพิ่มเติม ฉบับที่ 2"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "คำสั่งที่ลงนามแล้ว"
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "kind", "file"], name="signed_order_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["care-order", "adviser-order"]), name="signed_order_kind"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="signed_order_year_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.note}".strip()
