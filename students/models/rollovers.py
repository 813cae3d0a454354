"""Every pupil into the next year: the plan that is rehearsed, what differs from it, its teams."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School
from students.models.classrooms import Classroom
from students.models.leaving import LeavingReason
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class Rollover(models.Model):
    """One school's way from a year into the next. A draft follows the classes as they are today."""

    class State(models.TextChoices):
        DRAFT = "draft", "ซักซ้อม"
        COMMITTED = "committed", "เลื่อนชั้นแล้ว"

    class Advisers(models.TextChoices):
        STAY = "stay", "ครูอยู่ประจำห้องเดิม (ครู ป.4/1 ดูแล ป.4/1 ของปีใหม่)"
        FOLLOW = "follow", "ครูตามนักเรียนขึ้นไป"
        NONE = "none", "ยังไม่กำหนดครูที่ปรึกษา"

    class Rolls(models.TextChoices):
        SEX_NAME = "sex_name", "ชายก่อนหญิง แล้วตามชื่อ"
        SEX_CODE = "sex_code", "ชายก่อนหญิง แล้วตามรหัสนักเรียน"
        NAME = "name", "ตามชื่อ"
        OLD = "old", "ตามเลขที่เดิม"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="rollovers")
    year = models.PositiveSmallIntegerField("จากปีการศึกษา")
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.DRAFT)
    graduating = models.JSONField("ชั้นที่จบการศึกษา", default=list, blank=True)
    advisers = models.CharField(
        "ครูที่ปรึกษาของปีใหม่", max_length=10, choices=Advisers, default=Advisers.STAY
    )
    rolls = models.CharField("เลขที่ของปีใหม่", max_length=10, choices=Rolls, default=Rolls.SEX_NAME)
    left_on = models.DateField("วันที่จบหรือออก")
    counts = models.JSONField(default=dict, blank=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การเลื่อนชั้น"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="rollover_once_a_year"),
            models.CheckConstraint(
                condition=Q(state="draft", committed_at=None, committed_by=None)
                | Q(state="committed", committed_at__isnull=False, committed_by__isnull=False),
                name="rollover_committed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"เลื่อนชั้น {self.year} เป็น {self.to_year}"

    @property
    def to_year(self) -> int:
        return self.year + 1

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class RolloverClass(models.Model):
    """A class of the old year that does not simply keep its room number."""

    SCHOOL_PATH = "rollover__school"
    DISTRICT_PATH = "rollover__school__district"

    rollover = models.ForeignKey(Rollover, models.CASCADE, related_name="classes")
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="+")
    target = models.ForeignKey(Classroom, models.CASCADE, related_name="+", verbose_name="ไปห้อง")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ห้องที่ไปต่างจากเลขห้องเดิม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rollover", "classroom"], name="rollover_class_once")
        ]

    def __str__(self) -> str:
        return f"{self.classroom} → {self.target}"


class RolloverTeam(models.Model):
    """The advisers of a class of the new year, where somebody chose them."""

    SCHOOL_PATH = "rollover__school"
    DISTRICT_PATH = "rollover__school__district"

    rollover = models.ForeignKey(Rollover, models.CASCADE, related_name="teams")
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="+")
    users = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ครูที่ปรึกษาที่เลือกไว้"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rollover", "classroom"], name="rollover_team_once")
        ]

    def __str__(self) -> str:
        return str(self.classroom)


class RolloverLine(models.Model):
    """A pupil who does not do what their class does; everybody else needs no line."""

    class Kind(models.TextChoices):
        MOVE = "move", "ไปห้องอื่น"
        REPEAT = "repeat", "ซ้ำชั้น"
        GRADUATE = "graduate", "จบการศึกษา"
        LEAVE = "leave", "ออกจากโรงเรียน"
        STAY = "stay", "ยังไม่เลื่อน"

    SCHOOL_PATH = "rollover__school"
    DISTRICT_PATH = "rollover__school__district"
    PUPIL_PATH = "student"

    rollover = models.ForeignKey(Rollover, models.CASCADE, related_name="lines")
    student = models.ForeignKey(Student, models.CASCADE, related_name="+")
    kind = models.CharField("ปลายทาง", max_length=10, choices=Kind)
    target = models.ForeignKey(
        Classroom, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="ห้อง"
    )
    reason = models.ForeignKey(
        LeavingReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="เหตุ"
    )

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "นักเรียนที่ไปต่างจากห้อง"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rollover", "student"], name="rollover_line_once"),
            models.CheckConstraint(
                condition=(Q(kind="move", target__isnull=False, reason=None))
                | Q(kind="leave", target=None, reason__isnull=False)
                | Q(kind__in=["repeat", "graduate", "stay"], target=None, reason=None),
                name="rollover_line_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.get_kind_display()}"
