"""Projects from proposal to report (admin.md §3.9)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from community.models.areas import WorkArea
from schoolcare.access import OfficeQuerySet, one_place
from schoolcare.models import District, School


class Project(models.Model):
    """One project of a school or office, planned by academic or by fiscal year (`year_kind`)."""

    class YearKind(models.TextChoices):
        ACADEMIC = "academic", "ปีการศึกษา"
        FISCAL = "fiscal", "ปีงบประมาณ"

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        PROPOSED = "proposed", "เสนอ"
        ENDORSED = "endorsed", "คณะกรรมการเห็นชอบ"
        APPROVED = "approved", "อนุมัติ"
        RUNNING = "running", "ดำเนินการ"
        REPORTED = "reported", "รายงานผล"
        CLOSED = "closed", "ปิด"
        CANCELLED = "cancelled", "ยกเลิก"

    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="projects"
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="projects"
    )
    name = models.CharField("ชื่อโครงการ", max_length=300)
    area = models.ForeignKey(
        WorkArea, models.PROTECT, null=True, related_name="projects", verbose_name="งานในฝ่าย"
    )
    year_kind = models.CharField(
        "แผนตาม", max_length=8, choices=YearKind, default=YearKind.ACADEMIC
    )
    year = models.PositiveSmallIntegerField("ปี")
    starts_on = models.DateField("เริ่ม")
    ends_on = models.DateField("สิ้นสุด")
    owners = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="ผู้รับผิดชอบ (บุคลากร)"
    )
    owner_text = models.CharField("ผู้รับผิดชอบ", max_length=300, blank=True)
    budget = models.DecimalField("งบประมาณ (บาท)", max_digits=12, decimal_places=2, default=0)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "โครงการ"
        ordering = ["-year", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=one_place(), name="project_one_place"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="project_dates",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="project_year_buddhist"
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0),
                name="project_budget",
                violation_error_message="งบประมาณต้องไม่ติดลบ",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:project-detail", args=[self.pk])
