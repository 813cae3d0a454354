"""Attendance in figures: of days that were checked while a pupil sat in the class, how many came.

Who is late came; who is on leave did not. Beside a share stand the school's rule and the condition
of ทุนเสมอภาค (`Asked`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from schoolcare import registry
from schoolcare.counting import Counted, counted
from schoolcare.models import School, Term
from students.models import (
    Absence,
    AttendanceRule,
    ClassDay,
    Classroom,
    Enrolment,
    Student,
)

SATURDAY = 5


@dataclass(frozen=True)
class Share:
    """Days of one pupil, or of all pupils of a class together."""

    days: int = 0
    absent: int = 0
    sick: int = 0
    errand: int = 0
    late: int = 0

    @property
    def came(self) -> int:
        return self.days - self.absent - self.sick - self.errand

    @property
    def leave(self) -> int:
        return self.sick + self.errand

    @property
    def percent(self) -> float | None:
        """One decimal place; None where nothing was checked."""
        return round(100 * self.came / self.days, 1) if self.days else None

    def is_under(self, least: int) -> bool:
        """Whether less than `least` per cent of the days were attended."""
        return bool(self.days) and 100 * self.came < least * self.days


@dataclass(frozen=True)
class Condition:
    """What somebody asks of a share of days, in per cent, and whether it is missed."""

    label: str
    least: int
    is_missed: bool


@dataclass(frozen=True)
class Asked:
    """The least share of days, in per cent, by the school's rule and by the fund's conditions."""

    school: int
    fund: int

    def of(self, share: Share) -> list[Condition]:
        """Nothing is missed where no day was checked."""
        named = (("เกณฑ์เวลาเรียน", self.school), ("เงื่อนไขทุนเสมอภาค", self.fund))
        return [Condition(label, least, share.is_under(least)) for label, least in named]


def attendance_share(pupils: Any, first: date, last: date) -> dict[int, Share]:
    """The share of each pupil by key, between two days, both included; two queries.

    `pupils`: keys, or a queryset of them. Who sat in no checked class is left out.
    """
    seats = Enrolment.objects.filter(student__in=pupils)
    days = F("classroom__class_days__on")
    here = (Q(starts_on=None) | Q(starts_on__lte=days)) & (Q(ends_on=None) | Q(ends_on__gte=days))
    seats = seats.filter(here, classroom__class_days__on__range=(first, last))
    counted = seats.order_by().values_list("student").annotate(Count("classroom__class_days"))
    missed: dict[int, dict[str, int]] = {}
    absences = Absence.objects.filter(student__in=pupils).between(first, last)
    kinds = absences.order_by().values_list("student", "kind")
    for student, kind, count in kinds.annotate(Count("pk")):
        missed.setdefault(student, {})[kind] = count
    return {student: Share(days=count, **missed.get(student, {})) for student, count in counted}


def share_of(student: int, first: date, last: date) -> tuple[Share, Asked]:
    """The share of one pupil, and what is asked of it; one query."""
    [share], asked = shares_of(student, [(first, last)])
    return share, asked


def shares_of(student: int, spans: Sequence[tuple[date, date]]) -> tuple[list[Share], Asked]:
    """As `share_of`, for each of several spans of days; one query for all."""
    rule, path = AttendanceRule(), "school__attendance_rule__"
    least = Coalesce(f"{path}least_share", rule.least_share)
    fund = Coalesce(f"{path}fund_share", rule.fund_share)
    columns = [column for span in spans for column in _columns(*span)]
    found = Student.objects.filter(pk=student).values_list(*columns, least, fund).get()
    *counts, of_school, of_fund = found
    size = len(fields(Share))
    shares = [Share(*counts[at : at + size]) for at in range(0, len(counts), size)]
    return shares, Asked(of_school, of_fund)


def _columns(first: date, last: date) -> list[Any]:
    """On a pupil: days and each kind of absence, in the order of `Share`."""
    on = F("on")
    begun = Q(classroom__enrolments__starts_on=None) | Q(classroom__enrolments__starts_on__lte=on)
    open_ = Q(classroom__enrolments__ends_on=None) | Q(classroom__enrolments__ends_on__gte=on)
    sat = Q(classroom__enrolments__student=OuterRef("pk"))
    days = ClassDay.objects.between(first, last).filter(begun, open_, sat)
    absences = Absence.objects.between(first, last)
    kinds = [one.name for one in fields(Share)[1:]]
    missed = [counted(absences.filter(kind=kind), "student") for kind in kinds]
    return [Counted(days.order_by().values("pk")), *missed]


def class_shares(rooms: Iterable[Classroom], first: date, last: date) -> dict[int, Share]:
    """The share of all pupils of each class together, by its key; two queries."""
    keys = [one.pk for one in rooms]
    days = ClassDay.objects.filter(classroom__in=keys).between(first, last).order_by()
    sums = dict(days.values_list("classroom").annotate(Sum("pupils")))
    missed: dict[int, dict[str, int]] = {}
    absences = Absence.objects.filter(day__classroom__in=keys).between(first, last).order_by()
    kinds = absences.values_list("day__classroom", "kind").annotate(Count("pk"))
    for room, kind, count in kinds:
        missed.setdefault(room, {})[kind] = count
    return {room: Share(days=total, **missed.get(room, {})) for room, total in sums.items()}


def rule_of(school: School | int) -> AttendanceRule:
    """The school's own rule, else the usual one, unsaved."""
    key = school if isinstance(school, int) else school.pk
    own = AttendanceRule.objects.filter(school=key).first()
    return own or AttendanceRule(school_id=key)


def term_on(school: School | int, day: date) -> Term | None:
    key = school if isinstance(school, int) else school.pk
    found = Term.objects.filter(school=key, starts_on__lte=day, ends_on__gte=day)
    return found.order_by("starts_on").first()


def days_off(school: School, first: date, last: date) -> dict[date, list[str]]:
    """Weekends, and the holidays that other apps know, with their names."""
    found: dict[date, list[str]] = {}
    for source in registry.days_off:
        for day, names in source(school, first, last).items():
            found.setdefault(day, []).extend(names)
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        if day.weekday() >= SATURDAY:
            found.setdefault(day, []).append("วันหยุดสุดสัปดาห์")
    return found


def term_span(school: School | int, year: int, semester: int) -> tuple[date, date] | None:
    """The first day of a term, and its last or today, whichever is earlier."""
    key = school if isinstance(school, int) else school.pk
    term = Term.objects.filter(school=key, year=year, semester=semester).first()
    if term is None:
        return None
    return term.starts_on, min(term.ends_on, timezone.localdate())
