"""Yearly procedures (SOP) as data: what is done when, by whom; and what became of it each year."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schoolcare.access import OfficeQuerySet, Permission, one_place
from schoolcare.thai import MONTHS

if TYPE_CHECKING:
    from schoolcare.models import User


class ProcedureQuerySet(OfficeQuerySet):
    """`for_user`: what a school or office has written itself; what is shipped is nobody's."""

    def in_sight(self, user: "User", permission: Permission) -> Self:
        """Also what is shipped, what the office above wrote for its schools, and its schools'.

        Drafts are seen by who wrote them alone.
        """
        grant = user.access.grant(permission)
        above = {
            one.school.district_id
            for one in user.access.memberships
            if one.school_id in grant.schools
        }
        shipped = Q(school=None, district=None)
        for_schools = Q(district__in=above, level=Procedure.Level.SCHOOL)
        of_schools = Q(school__district__in=grant.districts)
        written_out = (for_schools | of_schools) & Q(is_active=True)
        return self.filter(shipped | written_out | self.reach(user, permission))


class Procedure(models.Model):
    """A procedure of every office above, or of every school (admin.md §3.10).

    `forms` names papers of the catalogue by their slug, and other forms in words. Without a school
    and an office it is shipped; a school's own is that school's, an office's own of level school
    its schools'. An edition of another one names the first in `family`; which of them a place goes
    by in a year says schoolcare/editions.py. `is_active`: written out, no longer a draft.
    """

    class Level(models.TextChoices):
        DISTRICT = "district", "หน่วยงานต้นสังกัด"
        SCHOOL = "school", "โรงเรียน"

    code = models.CharField("รหัส", max_length=40, unique=True)
    name = models.CharField("ชื่อกระบวนงาน", max_length=200)
    level = models.CharField("ระดับ", max_length=10, choices=Level)
    unit = models.CharField("กลุ่มงาน", max_length=200, blank=True)
    objective = models.TextField("วัตถุประสงค์", blank=True)
    scope = models.TextField("ขอบเขตของงาน", blank=True)
    definitions = models.TextField("คำจำกัดความ", blank=True)
    forms = models.JSONField("แบบฟอร์มที่ใช้", default=list, blank=True)
    references = models.TextField("เอกสาร/หลักฐานอ้างอิง", blank=True)
    version = models.CharField("ฉบับ", max_length=50, blank=True)
    summary = models.TextField("มาตรฐานงานโดยสรุป", blank=True)
    source = models.CharField("ที่มา", max_length=200, blank=True)
    is_active = models.BooleanField("ใช้งาน", default=True)
    school = models.ForeignKey(
        "schoolcare.School", models.CASCADE, null=True, blank=True, related_name="+"
    )
    district = models.ForeignKey(
        "schoolcare.District", models.CASCADE, null=True, blank=True, related_name="+"
    )
    family = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="editions"
    )
    from_year = models.PositiveSmallIntegerField("ใช้ตั้งแต่ปีการศึกษา", null=True, blank=True)
    until_year = models.PositiveSmallIntegerField("ใช้ถึงปีการศึกษา", null=True, blank=True)

    used_on = models.DateField("เริ่มใช้เมื่อ", null=True, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "กระบวนงาน"
        ordering = ["level", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None) | Q(district=None, level="school"),
                name="procedure_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(from_year=None)
                | Q(until_year=None)
                | Q(until_year__gte=F("from_year")),
                name="procedure_years",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def root_id(self) -> int:
        """The first of its editions."""
        return self.family_id or self.pk

    @property
    def root_code(self) -> str:
        return self.family.code if self.family else self.code

    @property
    def begun_on(self) -> date:
        """Before this day nobody could be late with it; an edition takes over what was due."""
        return date.min if self.family_id or self.used_on is None else self.used_on

    @property
    def nearness(self) -> int:
        """A school's own goes before its office's, that before what is shipped."""
        return 2 if self.school_id else 1 if self.district_id else 0

    def is_of(self, year: int) -> bool:
        return (self.from_year or 0) <= year <= (self.until_year or year)


class ProcedureStep(models.Model):
    """One step; `periods` holds [first month, last month] of each time it is due in a year.

    January to April belong to the next calendar year, unless the step precedes the academic year
    that it plans. No period: all year; `weeks`: so many after the step before, counted from the
    start that each office sets for a year (`ProcedureStart`). `evidence` names what in the product
    may prove it (`registry.procedure_evidence`), `awaits` says in words which record that the
    product does not keep yet would. With a `question` the flow goes on where it is
    answered yes, else back to the step `back_to`.
    """

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField("ที่")
    name = models.CharField("รายละเอียดงาน", max_length=300)
    owner = models.CharField("ผู้รับผิดชอบ", max_length=200, blank=True)
    method = models.TextField("วิธีการปฏิบัติ", blank=True)
    document = models.CharField("เอกสาร", max_length=200, blank=True)
    standard = models.CharField("มาตรฐานคุณภาพงาน", max_length=300, blank=True)
    periods = models.JSONField("เวลาดำเนินการ", default=list, blank=True)
    precedes_year = models.BooleanField("ทำก่อนขึ้นปีการศึกษา", default=False)
    weeks = models.PositiveSmallIntegerField("จำนวนสัปดาห์", default=0)
    question = models.CharField("จุดตัดสินใจ", max_length=100, blank=True)
    back_to = models.PositiveSmallIntegerField("ถ้าไม่ กลับไปขั้นที่", null=True, blank=True)
    evidence = models.CharField(max_length=40, blank=True)
    awaits = models.CharField("หลักฐานที่ระบบยังไม่มี", max_length=300, blank=True)

    class Meta:
        verbose_name = "ขั้นตอนของกระบวนงาน"
        ordering = ["procedure", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def time_words(self) -> str:
        """When it is done in any year, as the manual says it."""
        if self.weeks:
            return f"{self.weeks} สัปดาห์"
        return " และ ".join(map(months_words, self.periods)) or "ตลอดปีการศึกษา"


def months_words(period: list[int]) -> str:
    """[3, 4]: มีนาคม–เมษายน."""
    first, last = period
    return MONTHS[first - 1] if first == last else f"{MONTHS[first - 1]}–{MONTHS[last - 1]}"


class ProcedureStart(models.Model):
    """The day an office or school begins a procedure of weeks in one academic year (พ.ศ.).

    It may begin several times a year: `period` counts the rounds from 0, as runs of its steps do.
    """

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="starts")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    school = models.ForeignKey(
        "schoolcare.School", models.CASCADE, null=True, blank=True, related_name="+"
    )
    district = models.ForeignKey(
        "schoolcare.District", models.CASCADE, null=True, blank=True, related_name="+"
    )
    period = models.PositiveSmallIntegerField(default=0)
    name = models.CharField("ชื่อรอบ", max_length=100, blank=True)
    starts_on = models.DateField("วันเริ่มดำเนินการ")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "วันเริ่มกระบวนงาน"
        ordering = ["procedure", "year", "period"]
        constraints = [
            models.CheckConstraint(condition=one_place(), name="procedure_start_one_place"),
            models.UniqueConstraint(
                fields=["procedure", "year", "period", "school"], name="procedure_start_once_school"
            ),
            models.UniqueConstraint(
                fields=["procedure", "year", "period", "district"],
                name="procedure_start_once_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} ({self.year})"


class StepRunQuerySet(OfficeQuerySet):
    def in_sight(self, user: "User", permission: Permission) -> Self:
        """Also what the schools of an office have noted, for its people: they read it."""
        above = Q(school__district__in=user.access.grant(permission).districts)
        return self.filter(self.reach(user, permission) | above)

    def saying(self) -> Self:
        """Something was noted; the page of a step makes an empty row."""
        days = Q(done_on__isnull=False) | Q(due_on__isnull=False) | Q(is_prior=True)
        return self.filter(days | ~Q(note="") | ~Q(owner="") | Q(file__isnull=False))


class StepRun(models.Model):
    """What one office or school did of a step in one academic year (พ.ศ.); made when first noted.

    `period` counts the periods of the step from 0; of a step of weeks, the rounds of the year.
    Dates that are empty follow from the step.
    """

    step = models.ForeignKey(ProcedureStep, models.PROTECT, related_name="runs")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    period = models.PositiveSmallIntegerField(default=0)
    school = models.ForeignKey(
        "schoolcare.School", models.CASCADE, null=True, blank=True, related_name="+"
    )
    district = models.ForeignKey(
        "schoolcare.District", models.CASCADE, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField("กำหนดเสร็จ", null=True, blank=True)
    owner = models.CharField("ผู้รับผิดชอบ", max_length=200, blank=True)
    done_on = models.DateField("ทำเสร็จเมื่อ", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้บันทึก",
    )
    note = models.CharField("ผลการดำเนินงาน", max_length=500, blank=True)
    file = models.ForeignKey(
        "schoolcare.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หลักฐาน",
    )
    is_prior = models.BooleanField("ปิดไว้ เพราะเป็นงานก่อนเริ่มใช้ระบบ", default=False)

    objects = StepRunQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลของขั้นตอน"
        ordering = ["step", "period"]
        constraints = [
            models.CheckConstraint(condition=one_place(), name="step_run_one_place"),
            models.UniqueConstraint(
                fields=["step", "year", "period", "school"], name="step_run_once_school"
            ),
            models.UniqueConstraint(
                fields=["step", "year", "period", "district"], name="step_run_once_district"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} ({self.year})"

    @property
    def says_something(self) -> bool:
        """As `saying` of the queryset."""
        return bool(
            self.done_on or self.note or self.file_id or self.due_on or self.owner or self.is_prior
        )
