"""Attendance in figures: of days that were checked while a pupil sat in the class, how many came.

Who is late came; who is on leave did not. Beside a share stand the school's rule and the condition
of ทุนเสมอภาค (`Asked`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from schoolcare import asked_together, registry
from schoolcare.counting import Counted, counted
from schoolcare.models import School, Term, User
from schoolcare.prepared import Slot
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


def shares_of(student: int, spans: Sequence[tuple[date, date]]) -> tuple[list[Share], Asked]:
    """The share of one pupil in each span of days, and what is asked of it; one query for all."""
    columns = [column for span in spans for column in _columns(*span)]
    pupil = Student.objects.filter(pk=student)
    [(*counts, of_school, of_fund)] = pupil.values_list(*columns, *_least())
    size = len(fields(Share))
    shares = [Share(*counts[at : at + size]) for at in range(0, len(counts), size)]
    return shares, Asked(of_school, of_fund)


def asked_share(pupil: Any, kept_out: User | None) -> asked_together.Asked:
    """The share of one span among other things asked of a pupil; its days go into two slots."""
    columns = _columns(Slot("first", DateField()), Slot("last", DateField()))
    named = zip([one.name for one in fields(Share)], columns, strict=True)
    least = zip([one.name for one in fields(Asked)], _least(), strict=True)
    return Student.objects.filter(pk=pupil), {**dict(named), **dict(least)}


def share_told(row: dict[str, int]) -> tuple[Share, Asked]:
    """What `asked_share` asks, from its row."""
    shares, asked = ({one.name: row[one.name] for one in fields(kind)} for kind in (Share, Asked))
    return Share(**shares), Asked(**asked)


def _least() -> tuple[Coalesce, Coalesce]:
    """On a pupil: the shares that school and fund ask for."""
    rule, path = AttendanceRule(), "school__attendance_rule__"
    least = Coalesce(f"{path}least_share", rule.least_share)
    return least, Coalesce(f"{path}fund_share", rule.fund_share)


def _columns(first: Any, last: Any) -> list[Any]:
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


def rule_of(school: School) -> AttendanceRule:
    """The school's own rule, else the usual one, unsaved."""
    try:
        return school.attendance_rule
    except AttendanceRule.DoesNotExist:
        return AttendanceRule(school=school)


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
