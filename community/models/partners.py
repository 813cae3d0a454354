"""Whom the school works with: home, temple, school and everybody around (admin.md §3.2)."""

from django.db import models
from django.urls import reverse

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, Village


class Partner(models.Model):
    """An organisation, a group or a person that works with the school."""

    class Kind(models.TextChoices):
        HOME = "home", "บ้าน/ชุมชน"
        TEMPLE = "temple", "วัด/ศาสนสถาน"
        LOCAL = "local", "องค์กรปกครองส่วนท้องถิ่น"
        STATE = "state", "หน่วยงานรัฐ"
        PRIVATE = "private", "เอกชน/ร้านค้า"
        FOUNDATION = "foundation", "มูลนิธิ/องค์กรพัฒนาเอกชน"
        SCHOOL = "school", "สถานศึกษา"
        ALUMNI = "alumni", "ศิษย์เก่า"
        PARENTS = "parents", "เครือข่ายผู้ปกครอง"
        OTHER = "other", "อื่น ๆ"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, related_name="partners")
    kind = models.CharField("ประเภท", max_length=12, choices=Kind)
    name = models.CharField("ชื่อ", max_length=200, db_collation="thai")
    village = models.ForeignKey(
        Village,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หมู่บ้าน/ชุมชน",
    )
    is_active = models.BooleanField("ยังร่วมงานอยู่", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาคีเครือข่าย"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "name"],
                name="partner_once",
                violation_error_message="มีภาคีชื่อนี้ในประเภทนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:partner-detail", args=[self.pk])
