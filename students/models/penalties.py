"""Penalties, the four that the rule of 2548 knows and no other; letters to guardians about points.

ระเบียบกระทรวงศึกษาธิการว่าด้วยการลงโทษนักเรียนและนักศึกษา พ.ศ. 2548: none may hurt or humiliate.
"""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from students.models.behaviour import MOST_POINTS, BehaviourNote
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class PenaltyQuerySet(PupilScopedQuerySet):
    def standing(self) -> Self:
        return self.filter(voided_at=None)

    def waiting(self) -> Self:
        """Bonds that nobody has signed, activities without a result."""
        bond, activity = Penalty.Kind.BOND, Penalty.Kind.ACTIVITY
        unsigned = Q(kind=bond, signed_on=None)
        return self.standing().filter(unsigned | Q(kind=activity, result=""))

    def in_period(self, year: int, semester: int | None) -> Self:
        """Of a semester; of the whole year without one."""
        found = self.filter(year=year)
        return found.filter(semester=semester) if semester else found


class Penalty(models.Model):
    """One penalty of a pupil, why, by whom; what its kind needs beside."""

    class Kind(models.TextChoices):
        WARNING = "warning", "ว่ากล่าวตักเตือน"
        BOND = "bond", "ทำทัณฑ์บน"
        POINTS = "points", "ตัดคะแนนความประพฤติ"
        ACTIVITY = "activity", "ทำกิจกรรมเพื่อให้ปรับเปลี่ยนพฤติกรรม"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="penalties")
    kind = models.CharField("โทษ", max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    semester = models.PositiveSmallIntegerField("ภาคเรียนที่")
    decided_on = models.DateField("วันที่พิจารณา")
    reason = models.TextField("เหตุผล", max_length=2000)
    notes = models.ManyToManyField(
        BehaviourNote, blank=True, related_name="penalties", verbose_name="พฤติกรรมที่เป็นเหตุ"
    )
    points = models.PositiveSmallIntegerField("คะแนนที่ตัดเพิ่ม", null=True, blank=True)
    terms = models.TextField("เงื่อนไขทัณฑ์บน", max_length=2000, blank=True)
    until = models.DateField("ถึงวันที่", null=True, blank=True)
    signed_on = models.DateField("ผู้ปกครองลงชื่อเมื่อ", null=True, blank=True)
    guardian_name = models.CharField("ผู้ปกครองที่ลงชื่อ", max_length=200, blank=True)
    activity = models.TextField("กิจกรรม", max_length=1000, blank=True)
    hours = models.DecimalField("จำนวนชั่วโมง", max_digits=5, decimal_places=1, null=True, blank=True)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ครูผู้ดูแล",
    )
    result = models.TextField("ผลที่เกิดขึ้น", max_length=2000, blank=True)
    result_on = models.DateField("วันที่บันทึกผล", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้พิจารณา"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_reason = models.CharField("เหตุที่ยกเลิก", max_length=300, blank=True)

    objects = PenaltyQuerySet.as_manager()

    class Meta:
        verbose_name = "บทลงโทษ"
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["student", "year", "semester"], name="penalty_student"),
            models.Index(fields=["-decided_on", "-id"], name="penalty_newest"),
            models.Index(
                fields=["supervisor"],
                condition=Q(kind="activity", result="", voided_at=None),
                name="penalty_supervised",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["warning", "bond", "points", "activity"]),
                name="penalty_of_the_four",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="penalty_reason"),
            models.CheckConstraint(
                condition=Q(kind="points", points__lte=MOST_POINTS)
                | (~Q(kind="points") & Q(points=None)),
                name="penalty_points",
            ),
            models.CheckConstraint(
                condition=(Q(kind="activity") & ~Q(activity=""))
                | (~Q(kind="activity") & Q(activity="", hours=None, supervisor=None)),
                name="penalty_activity",
            ),
            models.CheckConstraint(
                condition=Q(kind="bond") | Q(terms="", until=None, signed_on=None),
                name="penalty_bond",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, guardian_name="")
                | (Q(signed_on__isnull=False) & ~Q(guardian_name="")),
                name="penalty_signed",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("decided_on")),
                name="penalty_until",
                violation_error_message="วันสิ้นสุดทัณฑ์บนต้องไม่มาก่อนวันที่พิจารณา",
            ),
            models.CheckConstraint(
                condition=Q(result="", result_on=None)
                | (Q(kind="activity", result_on__isnull=False) & ~Q(result="")),
                name="penalty_result",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="penalty_voided",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("students:penalty-detail", args=[self.pk])

    @property
    def state(self) -> tuple[str, str]:
        """Kind and word of its badge."""
        if self.voided_at:
            return ("none", "ยกเลิกแล้ว")
        if self.kind == self.Kind.BOND and self.signed_on is None:
            return ("warn", "รอผู้ปกครองลงชื่อ")
        if self.kind == self.Kind.ACTIVITY and not self.result:
            return ("warn", "รอผลกิจกรรม")
        return ("ok", "ดำเนินการแล้ว")

    @property
    def is_waiting(self) -> bool:
        return self.state[0] == "warn"


class LetterQuerySet(PupilScopedQuerySet):
    def due(self) -> Self:
        return self.filter(state=BehaviourLetter.State.DUE)


class BehaviourLetter(models.Model):
    """A guardian to be told that a pupil lost so many points in a period; one a threshold.

    `semester` 0 stands for the whole year.
    """

    class State(models.TextChoices):
        DUE = "due", "รอแจ้ง"
        SENT = "sent", "แจ้งแล้ว"
        DROPPED = "dropped", "ไม่แจ้ง"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="behaviour_letters")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    semester = models.PositiveSmallIntegerField("ภาคเรียนที่", default=0)
    points = models.PositiveSmallIntegerField("เกณฑ์ (คะแนน)")
    title = models.CharField("สิ่งที่ทำ", max_length=150)
    state = models.CharField("สถานะ", max_length=8, choices=State, default=State.DUE)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_on = models.DateField("วันที่", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.CharField("บันทึก", max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "หนังสือแจ้งความประพฤติ"
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["student"], condition=Q(state="due"), name="behaviour_letter_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "year", "semester", "points"], name="behaviour_letter_once"
            ),
            models.CheckConstraint(
                condition=Q(state="due", settled_on=None, settled_by=None)
                | Q(state="sent", settled_on__isnull=False, settled_by__isnull=False)
                | (
                    Q(state="dropped", settled_on__isnull=False, settled_by__isnull=False)
                    & ~Q(remark="")
                ),
                name="behaviour_letter_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.points} คะแนน)"

    @property
    def period_text(self) -> str:
        when = f"ภาคเรียนที่ {self.semester}/" if self.semester else "ปีการศึกษา "
        return f"{when}{self.year}"

    def is_late(self, today: date, days: int = 7) -> bool:
        """Whether nobody has told the guardian for so many days."""
        return self.state == self.State.DUE and (today - self.made_at.date()).days > days
