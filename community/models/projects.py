"""Projects from proposal to report (admin.md §3.9)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from community.models.areas import WorkArea
from schoolcare.access import OfficeQuerySet, Permission, one_place
from schoolcare.models import District, School

LONGEST = 10_000  # characters of one section of a proposal
MOST_SCORE = 5  # of a survey of satisfaction


class ProjectQuerySet(OfficeQuerySet):
    def changeable_by(self, user: Any) -> "ProjectQuerySet":
        """Every project where `user` may edit them all, else those one made or is responsible for.

        What their state lets be changed is the services' question.
        """
        responsible = Project.owners.through.objects.filter(user=user).values("project")
        own = Q(made_by=user) | Q(pk__in=responsible)
        own &= self.reach(user, Permission.PROJECT_WRITE)
        return self.filter(self.reach(user, Permission.PROJECT_EDIT) | own)


class Project(models.Model):
    """One project of a school or office, planned by academic or by fiscal year (`year_kind`).

    `returned_why` stands while a proposal that was sent back is put right. Satisfaction is typed:
    the mean of five, and how many answered. `version` counts every change, of its rows too.
    """

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

    class Nature(models.TextChoices):
        NEW = "new", "โครงการใหม่"
        CONTINUING = "continuing", "โครงการต่อเนื่อง"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "district"

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
    nature = models.CharField("ลักษณะโครงการ", max_length=10, choices=Nature, default=Nature.NEW)
    plan_name = models.CharField("แผนงาน", max_length=200, blank=True)
    strategy = models.CharField("สนองกลยุทธ์", max_length=500, blank=True)
    standards = models.CharField("สนองมาตรฐาน", max_length=500, blank=True)
    unit = models.CharField("หน่วยงาน/กลุ่มงาน", max_length=200, blank=True)
    rationale = models.TextField("หลักการและเหตุผล", max_length=LONGEST, blank=True)
    objectives = models.TextField("วัตถุประสงค์", max_length=LONGEST, blank=True)
    quantity_target = models.TextField("เป้าหมายเชิงปริมาณ", max_length=LONGEST, blank=True)
    quality_target = models.TextField("เป้าหมายเชิงคุณภาพ", max_length=LONGEST, blank=True)
    place = models.CharField("สถานที่ดำเนินการ", max_length=300, blank=True)
    expected = models.TextField("ผลที่คาดว่าจะได้รับ", max_length=LONGEST, blank=True)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.DRAFT)
    returned_why = models.CharField("เหตุที่ส่งกลับ", max_length=1000, blank=True)
    outcome = models.TextField("ผลการดำเนินงานโดยสรุป", max_length=LONGEST, blank=True)
    problems = models.TextField("ปัญหาและอุปสรรค", max_length=LONGEST, blank=True)
    suggestions = models.TextField("ข้อเสนอแนะสำหรับปีต่อไป", max_length=LONGEST, blank=True)
    satisfaction = models.DecimalField(
        "ความพึงพอใจเฉลี่ย (เต็ม 5)", max_digits=3, decimal_places=2, null=True, blank=True
    )
    answers = models.PositiveIntegerField("ผู้ตอบแบบประเมิน (คน)", null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้จัดทำ",
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "โครงการ"
        ordering = ["-year", "name", "pk"]
        indexes = [
            models.Index(fields=["school", "year"], name="project_school_year"),
            models.Index(fields=["district", "year"], name="project_office_year"),
        ]
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
            models.CheckConstraint(
                condition=Q(satisfaction=None)
                | Q(satisfaction__gte=0, satisfaction__lte=MOST_SCORE),
                name="project_satisfaction",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction=None) | Q(answers__gte=1), name="project_answers"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:project-detail", args=[self.pk])

    @property
    def office(self) -> School | District:
        return self.school or self.district  # type: ignore[return-value] # one_place: one is set

    @property
    def year_words(self) -> str:
        """ปีการศึกษา 2569, ปีงบประมาณ 2570"""
        return f"{self.get_year_kind_display()} {self.year}"

    @property
    def is_draft(self) -> bool:
        """Whether its proposal may be changed."""
        return self.state == self.State.DRAFT

    @property
    def has_begun(self) -> bool:
        """Whether it has been approved and begun, be it over since."""
        return self.state in {self.State.RUNNING, self.State.REPORTED, self.State.CLOSED}

    @property
    def is_under_way(self) -> bool:
        """Whether money is spent and results are noted."""
        return self.state == self.State.RUNNING
