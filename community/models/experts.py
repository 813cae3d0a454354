"""Local experts: who in the community knows what, and what they have taught (admin.md §3.3)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.models.activities import Activity
from community.models.archiving import Archivable
from community.models.choices import Choice
from community.models.projects import Project
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, StoredFile, Village
from students.models import Classroom

FRESH = timedelta(days=730)  # the registry is asked for again after two years (admin.md §3.3)


class Branch(Choice):
    """A branch of local wisdom: ten are shipped, schools add their own."""

    name = models.CharField("ภูมิปัญญาด้าน", max_length=150, db_collation="thai")

    class Meta:
        verbose_name = "ภูมิปัญญาด้าน"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                name="branch_once",
                violation_error_message="มีภูมิปัญญาด้านนี้แล้ว",
            )
        ]


class ExpertQuerySet(ScopedQuerySet):
    def active(self) -> "ExpertQuerySet":
        return self.filter(is_active=True)

    def stale(self, today: date) -> "ExpertQuerySet":
        """What was written down more than two years ago, or nobody knows when."""
        return self.active().filter(Q(refreshed_on=None) | Q(refreshed_on__lt=today - FRESH))


class Expert(Archivable):
    """A person of the community who knows something that can be taught."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="experts")
    title = models.CharField("คำนำหน้า", max_length=50, blank=True)
    name = models.CharField("ชื่อ-สกุล", max_length=200, db_collation="thai")
    village = models.ForeignKey(
        Village,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หมู่บ้าน/ชุมชน",
    )
    address = models.CharField("ที่อยู่", max_length=300, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    branches = models.ManyToManyField(Branch, related_name="experts", verbose_name="ภูมิปัญญาด้าน")
    knowledge = models.TextField("เรื่องที่เชี่ยวชาญ", max_length=2000, blank=True)
    passing_on = models.TextField("การสร้างเครือข่าย/การถ่ายทอดความรู้", max_length=2000, blank=True)
    awards = models.TextField("รางวัลและการยกย่อง", max_length=1000, blank=True)
    consented_on = models.DateField("ยินยอมให้เก็บและใช้ข้อมูลเมื่อ", null=True, blank=True)
    refreshed_on = models.DateField("สอบถามข้อมูลล่าสุดเมื่อ", null=True, blank=True)
    photo = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="รูปถ่าย"
    )
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)
    is_active = models.BooleanField("ยังถ่ายทอดความรู้ได้", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = "ปราชญ์/ภูมิปัญญาท้องถิ่น"
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["school", "name"], name="expert_school_name")]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("community:expert-detail", args=[self.pk])

    @property
    def full_name(self) -> str:
        """The title stands glued to the name (admin.md §4.6)."""
        return f"{self.title}{self.name}"

    def is_stale(self, today: date) -> bool:
        return self.refreshed_on is None or self.refreshed_on < today - FRESH


class ExpertTeaching(models.Model):
    """One lesson that an expert gave: to whom, for how many hours, for what fee (baht).

    `class_names` keeps what the classes were called on that day.
    """

    SCHOOL_PATH = "expert__school"
    DISTRICT_PATH = "expert__school__district"

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="teachings")
    taught_on = models.DateField("วันที่สอน")
    subject = models.CharField("เรื่อง/วิชาที่สอน", max_length=200)
    classrooms = models.ManyToManyField(
        Classroom, blank=True, related_name="+", verbose_name="ห้องเรียน"
    )
    class_names = models.CharField(max_length=300, blank=True, editable=False)
    audience = models.CharField("ผู้เรียนอื่น", max_length=200, blank=True)
    hours = models.DecimalField("ชั่วโมง", max_digits=5, decimal_places=1)
    fee = models.DecimalField(
        "ค่าตอบแทน (บาท)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="teachings",
        verbose_name="โครงการ",
    )
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="teachings",
        verbose_name="กิจกรรม",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การสอนของภูมิปัญญาท้องถิ่น"
        ordering = ["-taught_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="teaching_hours"),
            models.CheckConstraint(condition=Q(fee=None) | Q(fee__gte=0), name="teaching_fee"),
        ]

    def __str__(self) -> str:
        return self.subject
