"""Numbers of letters, orders and announcements, taken from a register of our own."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schoolcare.access import OfficeQuerySet


class Register(models.TextChoices):
    """Each register counts by itself, from 1 in every calendar year (admin.md §4.6)."""

    SENT = "sent", "หนังสือส่ง"
    MEMO = "memo", "บันทึกข้อความ"
    ORDER = "order", "คำสั่ง"
    ANNOUNCEMENT = "announcement", "ประกาศ"


class NumberEntry(models.Model):
    """One number of one school's or office's register; never reused, a cancelled one stays.

    `slug` and `subject_key` name the paper that carries it, where one of ours does.
    """

    school = models.ForeignKey(
        "schoolcare.School", models.PROTECT, null=True, blank=True, related_name="numbers"
    )
    district = models.ForeignKey(
        "schoolcare.District", models.PROTECT, null=True, blank=True, related_name="numbers"
    )
    register = models.CharField("ทะเบียน", max_length=12, choices=Register)
    year = models.PositiveSmallIntegerField("ปี พ.ศ.")
    number = models.PositiveIntegerField("เลขที่")
    is_circular = models.BooleanField("หนังสือเวียน (ว)", default=False)
    prefix = models.CharField("รหัสนำหน้า", max_length=50, blank=True)
    dated_on = models.DateField("ลงวันที่")
    subject = models.CharField("เรื่อง", max_length=300)
    to = models.CharField("ถึง", max_length=200, blank=True)
    slug = models.CharField(max_length=60, blank=True, editable=False)
    subject_key = models.CharField(max_length=100, blank=True, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ออกเลข"
    )
    taken_at = models.DateTimeField("ออกเลขเมื่อ", auto_now_add=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ยกเลิก",
    )
    cancelled_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    cancel_reason = models.CharField("เหตุที่ยกเลิก", max_length=200, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "เลขทะเบียนหนังสือ"
        ordering = ["-year", "-number", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None, district__isnull=False)
                | Q(school__isnull=False, district=None),
                name="number_one_office",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="number_from_one"),
            models.UniqueConstraint(
                fields=["school", "register", "year", "number"], name="number_once_school"
            ),
            models.UniqueConstraint(
                fields=["district", "register", "year", "number"], name="number_once_district"
            ),
            models.UniqueConstraint(
                fields=["school", "slug", "subject_key"],
                condition=~Q(slug="") & Q(cancelled_at=None),
                name="number_one_paper_school",
            ),
            models.UniqueConstraint(
                fields=["district", "slug", "subject_key"],
                condition=~Q(slug="") & Q(cancelled_at=None),
                name="number_one_paper_district",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def text(self) -> str:
        """As it stands on the paper: ศธ 04140.087/ว 25, of orders and announcements 114/2569."""
        if self.register in {Register.ORDER, Register.ANNOUNCEMENT}:
            return f"{self.number}/{self.year}"
        mark = "ว " if self.is_circular else ""
        prefix = f"{self.prefix.rstrip('/')}/" if self.prefix else ""
        return f"{prefix}{mark}{self.number}"
