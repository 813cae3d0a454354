"""Points of conduct: what a pupil began with, won, lost and has left in a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum, Value

from schoolcare.models import School, Term
from schoolcare.thai import academic_year, semester
from students.models import BehaviourNote, BehaviourScale, Penalty


@dataclass(frozen=True)
class Period:
    """A semester, or the year without one: within it points are counted together."""

    year: int
    semester: int | None

    def __str__(self) -> str:
        return f"ภาคเรียนที่ {self.semester}/{self.year}" if self.semester else f"ปีการศึกษา {self.year}"


@dataclass(frozen=True)
class Balance:
    """Points of one pupil in one period; `good` and `lost` are sums, both positive."""

    start: int
    good: int = 0
    lost: int = 0
    good_adds: bool = True

    @property
    def left(self) -> int:
        return self.start - self.lost + (self.good if self.good_adds else 0)


def time_of(school: School, day: date) -> tuple[int, int]:
    """Academic year (พ.ศ.) and semester of a day: by the school's terms, else by the legal ones.

    A day between two terms belongs to the one before.
    """
    year = academic_year(day)
    begun = Term.objects.filter(school=school, year=year, starts_on__lte=day)
    found = begun.order_by("-starts_on").values_list("semester", flat=True).first()
    return year, found or semester(day)


def period_of(scale: BehaviourScale, year: int, semester: int) -> Period:
    """The period of the scale in which a semester lies."""
    return Period(year, semester if scale.period == BehaviourScale.Period.SEMESTER else None)


def balances(scale: BehaviourScale, period: Period, students: Iterable[int]) -> dict[int, Balance]:
    """The balance of each of some pupils, by key; one query.

    Lost is what notes of behaviour and penalties took.
    """
    keys = list(students)
    notes = BehaviourNote.objects.standing().in_period(period.year, period.semester)
    taken = Penalty.objects.standing().in_period(period.year, period.semester)
    good = Sum("event__points", filter=Q(event__is_good=True), default=0)
    lost = Sum("event__points", filter=Q(event__is_good=False), default=0)
    sums = notes.filter(student__in=keys).order_by().values("student")
    more = taken.filter(student__in=keys, points__isnull=False).order_by().values("student")
    rows = sums.annotate(good=good, lost=lost).values_list("student", "good", "lost")
    rows = rows.union(
        more.annotate(good=Value(0), lost=Sum("points")).values_list("student", "good", "lost"),
        all=True,
    )
    found: dict[int, tuple[int, int]] = {}
    for key, won, gone in rows:
        before = found.get(key, (0, 0))
        found[key] = (before[0] + won, before[1] + gone)
    return {
        key: Balance(scale.starting_points, *found.get(key, (0, 0)), good_adds=scale.good_adds)
        for key in keys
    }
