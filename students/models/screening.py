"""Rounds of screening, and what was found in them (care.md §2.1 to §2.3)."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, Q, Value, When

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, Term, User
from students.models.classrooms import Classroom
from students.models.danger import hides_from, is_closed, is_veiled, own_words, seen_level
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet
from students.models.screening_forms import (
    NEEDS_ACTION,
    SEVERITY,
    Aspect,
    Criterion,
    Level,
    ScreeningTemplate,
)

USER = settings.AUTH_USER_MODEL


class ScreeningRoundQuerySet(ScopedQuerySet):
    def of_place(self, school: School | int | None, year: int) -> Self:
        """Rounds of one school in one academic year, with their term."""
        return self.of_school(school).filter(term__year=year)

    def of_school(self, school: School | int | None) -> Self:
        """Two or three a year, the newest first, with their term."""
        return self.filter(school=school).select_related("term", "template")

    def is_open(self) -> Self:
        return self.filter(closed_at=None)


class ScreeningRound(models.Model):
    """A round of a term: screening, SDQ and other tests stand in it; its form stays its own."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="screening_rounds")
    term = models.ForeignKey(
        Term, models.PROTECT, related_name="screening_rounds", verbose_name="ภาคเรียน"
    )
    number = models.PositiveSmallIntegerField("รอบที่", default=1)
    template = models.ForeignKey(
        ScreeningTemplate, models.PROTECT, related_name="rounds", verbose_name="แบบคัดกรอง"
    )
    opens_on = models.DateField("เริ่มวันที่")
    closes_on = models.DateField("ถึงวันที่")
    created_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField("ปิดรอบเมื่อ", null=True, blank=True, editable=False)

    objects = ScreeningRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "รอบคัดกรอง"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="screening_round_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="screening_round_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"รอบที่ {self.number} {self.term}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def nearest(self, day: date) -> date:
        """The day itself, or the day of the round that is nearest to it."""
        return min(max(day, self.opens_on), self.closes_on)


class ScreeningQuerySet(PupilScopedQuerySet):
    def complete(self) -> Self:
        """Every aspect has its answer."""
        return self.exclude(group="")

    def with_place(self) -> Self:
        return self.select_related("student", "classroom", "round__term")

    def of_year(self, school: School | None, year: int) -> Self:
        return self.filter(round__school=school, round__term__year=year)

    def without_action(self) -> Self:
        """Something is เสี่ยง or มีปัญหา and nobody has said what is done about it."""
        return self.filter(Exists(_own(AspectResult.objects.without_action())))

    def seen_by(self, user: User | None) -> Self:
        """With their results, for `seen` to make of them what `user` may see; None sees all."""
        ticks = Prefetch("criteria", to_attr="ticked")
        results = AspectResult.objects.seen_by(user).select_related("aspect", "action")
        return self.annotate(
            seen_group=seen_group(user),
            seen_special=seen_special(user),
            is_closed=is_closed(user, "screening"),
        ).prefetch_related(Prefetch("results", results.prefetch_related(ticks)))

    def with_steps(self, today: date, user: User) -> Self:
        """At-risk ones as `user` sees it, each with a truth for every step of what is done.

        `waits`: of a result nobody has said anything; `due`: a day to look again has come; `watch`,
        `case`, `none`: the kind of what is done about one of its results.
        """
        at_risk = _own(AspectResult.objects.at_risk_to(user))
        kinds = {kind.value: Q(action__kind=kind) for kind in ScreeningAction.Kind}
        asked = {"waits": Q(action=None), "due": Q(action__watch_until__lte=today)} | kinds
        steps = {name: Exists(at_risk.filter(one)) for name, one in asked.items()}
        return self.filter(Exists(at_risk)).annotate(**steps)


def _own(results: models.QuerySet) -> models.QuerySet:
    """Of the results, those of the screening that asks."""
    return results.filter(screening=OuterRef("pk"))


class Screening(models.Model):
    """What one round found of one pupil; `group` is the worst aspect, "" until all are answered.

    `own_words`, as with each result: what every person wrote of it last, for `models.danger`.
    """

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    round = models.ForeignKey(ScreeningRound, models.PROTECT, related_name="screenings")
    student = models.ForeignKey(Student, models.PROTECT, related_name="screenings")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="screenings")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    screened_on = models.DateField("วันที่คัดกรอง")
    screened_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="ผู้คัดกรอง")
    group = models.CharField("กลุ่ม", max_length=8, choices=Level, blank=True)
    is_special = models.BooleanField("กลุ่มพิเศษ", default=False)
    remark = models.TextField("หมายเหตุ", max_length=1000, blank=True)
    own_words = models.JSONField("ข้อความของแต่ละคน", default=dict, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลคัดกรอง"
        ordering = ["-screened_on", "-pk"]
        indexes = [
            models.Index(fields=["round", "classroom", "group"], name="screening_round_class"),
            models.Index(fields=["student", "-screened_on"], name="screening_student"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "student"], name="screening_once_a_round"),
            models.CheckConstraint(
                condition=Q(group__in=["", "normal", "risk", "problem"]), name="screening_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.round}"

    @property
    def needing(self) -> "list[AspectResult]":
        return [one for one in self.results.all() if one.level in NEEDS_ACTION]

    @property
    def is_answered(self) -> bool:
        return all(one.action_id for one in self.needing)

    @property
    def telling(self) -> "list[AspectResult]":
        """Results that are not ปกติ or ไม่มี, in the order of the form."""
        quiet = {Level.NORMAL, Level.LACKS}
        return [one for one in self.results.all() if one.level not in quiet]


class ResultQuerySet(PupilScopedQuerySet):
    def without_action(self) -> Self:
        return self.filter(level__in=NEEDS_ACTION, action=None)

    def seen_by(self, user: User | None) -> Self:
        return self.annotate(seen_level=seen_level(user), is_veiled=is_veiled(user))

    def at_risk_to(self, user: User) -> Self:
        """เสี่ยง or มีปัญหา as `user` sees it; the first condition is the one with an index."""
        told = self.filter(level__in=NEEDS_ACTION).alias(told=seen_level(user))
        return told.filter(told__in=NEEDS_ACTION)


class AspectResult(models.Model):
    """How one aspect stands, by which criteria; `hint_…` is what other records had said.

    `action` is what is done about it: a level that gets worse asks for a new one.
    """

    SCHOOL_PATH = "screening__student__school"
    DISTRICT_PATH = "screening__student__school__district"
    PUPIL_PATH = "screening__student"

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="results")
    aspect = models.ForeignKey(Aspect, models.PROTECT, related_name="results")
    level = models.CharField("ระดับ", max_length=8, choices=Level)
    criteria: models.ManyToManyField = models.ManyToManyField(
        Criterion, blank=True, related_name="results", verbose_name="เกณฑ์ที่พบ"
    )
    remark = models.CharField("หมายเหตุ", max_length=500, blank=True)
    hint_level = models.CharField("ข้อเสนอ", max_length=8, choices=Level, blank=True)
    hint_source = models.CharField("ที่มาของข้อเสนอ", max_length=300, blank=True)
    reason = models.CharField("เหตุผลที่ต่างจากข้อเสนอ", max_length=300, blank=True)
    own_words = models.JSONField("ข้อความของแต่ละคน", default=dict, editable=False)
    action = models.ForeignKey(
        "students.ScreeningAction", models.SET_NULL, null=True, blank=True, related_name="results"
    )

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลรายด้าน"
        ordering = ["screening", "aspect__order"]
        indexes = [
            models.Index(
                fields=["screening"],
                condition=Q(level__in=["risk", "problem"], action=None),
                name="screening_result_unacted",
            ),
            models.Index(fields=["aspect", "level"], name="screening_result_level"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["screening", "aspect"], name="screening_result_once"),
            models.CheckConstraint(
                condition=Q(level__in=["normal", "risk", "problem", "has", "lacks"]),
                name="screening_result_level_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aspect} {self.get_level_display()}"


class ScreeningAction(models.Model):
    """What is done about results of one screening: a case, watching until a day, nothing and why.

    Later ones follow earlier ones; each result points to its newest.
    """

    class Kind(models.TextChoices):
        CASE = "case", "เปิดรายกรณี"
        WATCH = "watch", "เฝ้าระวัง"
        NONE = "none", "ไม่ดำเนินการ"

    SCHOOL_PATH = "screening__student__school"
    DISTRICT_PATH = "screening__student__school__district"
    PUPIL_PATH = "screening__student"

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="actions")
    kind = models.CharField("การดำเนินการ", max_length=5, choices=Kind)
    watch_until = models.DateField("เฝ้าระวังถึงวันที่", null=True, blank=True)
    reason = models.CharField("เหตุผล", max_length=500, blank=True)
    case = models.ForeignKey(
        "students.CareCase", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    decided_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การดำเนินการต่อผลคัดกรอง"
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["kind", "watch_until"], name="screening_action_watch")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="case", case__isnull=False, watch_until=None)
                    | Q(kind="watch", case=None, watch_until__isnull=False)
                    | (Q(kind="none", case=None, watch_until=None) & ~Q(reason=""))
                ),
                name="screening_action_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


def worst(levels: Any) -> str:
    """The group of a pupil by the levels of the aspects; presence does not count (care.md §2.3)."""
    graded = [SEVERITY.index(Level(level)) for level in levels if level in SEVERITY]
    return SEVERITY[max(graded)].value if graded else Level.NORMAL.value


def seen_group(user: User | None, screening: str = "") -> Case | F:
    """The group of a screening as `user` sees it; `screening` is the path to it, with its "__"."""
    if not hides_from(user):
        return F(f"{screening}group")
    graded = {one: Exists(_seen(user, screening).filter(told=one)) for one in NEEDS_ACTION}
    told = Q(**{f"{screening}group__in": NEEDS_ACTION})
    told &= is_closed(user, "screening", f"{screening}pk")
    return Case(
        When(told & Q(graded[Level.PROBLEM]), then=Value(Level.PROBLEM.value)),
        When(told & Q(graded[Level.RISK]), then=Value(Level.RISK.value)),
        When(told, then=Value(Level.NORMAL.value)),
        default=F(f"{screening}group"),
        output_field=CharField(),
    )


def seen_special(user: User | None, screening: str = "") -> Case | F:
    """Whether a screening is กลุ่มพิเศษ to `user`, by what they see; `screening` as above."""
    if not hides_from(user):
        return F(f"{screening}is_special")
    marks = _seen(user, screening).filter(told=Level.HAS, aspect__makes_special=True)
    told = Q(**{f"{screening}is_special": True})
    told &= is_closed(user, "screening", f"{screening}pk") & ~Q(Exists(marks))
    return Case(
        When(told, then=Value(False)),
        default=F(f"{screening}is_special"),
        output_field=models.BooleanField(),
    )


def _seen(user: User | None, screening: str) -> models.QuerySet:
    found = AspectResult.objects.filter(screening=OuterRef(f"{screening}pk"))
    return found.order_by().alias(told=seen_level(user))


def seen(screenings: Iterable[Screening], user: User | None) -> list[Screening]:
    """Screenings of `seen_by` as they are shown to whom they were asked for; never saved."""
    found = list(screenings)
    for one in found:
        one.group, one.is_special = one.seen_group, one.seen_special  # type: ignore[attr-defined]
        leave_own_words(one, user)
        for result in one.results.all():
            veil(result, user)
    return found


def leave_own_words(screening: Screening, user: User | None) -> None:
    """Of a screening that its alert closes to `user`, the remark that they wrote themselves.

    `is_closed` comes with `seen_by`. What others wrote of the whole may be the very thing that is
    hidden; that one's own words are gone would tell of it too.
    """
    if screening.is_closed:  # type: ignore[attr-defined]
        screening.remark = own_words(screening, user)


def veil(result: AspectResult, user: User | None) -> None:
    """Take from a result of `ResultQuerySet.seen_by` what is hidden, and others' words about it."""
    row: Any = result
    row.level = row.seen_level
    if not row.is_veiled:
        return
    row.ticked = [one for one in getattr(row, "ticked", []) if not one.is_danger]
    row.remark, row.reason = own_words(row, user), own_words(row, user, "reason")
    row.hint_level = row.hint_source = ""
    if row.level not in NEEDS_ACTION:
        row.action = None
    elif row.action:
        row.action.reason = ""
