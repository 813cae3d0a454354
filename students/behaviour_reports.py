"""Counts of noted behaviour by kind, level, class, month, sex; never a name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from schoolcare.access import Permission
from schoolcare.models import Level, School, User
from schoolcare.spreadsheet import Page
from schoolcare.thai import MONTHS
from students.models import BehaviourNote, Classroom, Penalty, Student

SEXES = dict(Student.Sex.choices) | {"": "ไม่ระบุ"}
NO_LEVEL = max(Level.values) + 1  # after them all
HEADERS = ["ความดี (ครั้ง)", "ต้องปรับ (ครั้ง)", "นักเรียนที่ต้องปรับ (คน)"]


@dataclass(frozen=True)
class Line:
    label: str
    good: int
    mend: int
    pupils: int  # different ones with something to mend


@dataclass(frozen=True)
class Table:
    title: str
    head: str
    lines: list[Line]

    def sheet(self) -> Page:
        rows: list[list[Any]] = [[one.label, one.good, one.mend, one.pupils] for one in self.lines]
        return Page(self.title, [self.head, *HEADERS], rows, [44, 16, 16, 24])


def tables(user: User, school: School, year: int, semester: int | None) -> list[Table]:
    """Six queries for any number of notes, within what `user` may see."""
    notes: Any = (
        BehaviourNote.objects.for_user(user, Permission.BEHAVIOUR_VIEW)
        .standing()
        .in_period(year, semester)
    )
    notes = notes.filter(event__school=school)
    rooms = Classroom.objects.filter(school=school, year=year)
    labels = {one.pk: one.label for one in rooms}
    order = list(labels)
    return [
        Table("ตามพฤติกรรม", "พฤติกรรม", _lines(notes, "event__name", str)),
        Table(
            "ตามระดับชั้น",
            "ระดับชั้น",
            _lines(notes, "classroom__level", _level, lambda key: key or NO_LEVEL),
        ),
        Table(
            "ตามห้อง",
            "ห้อง",
            _lines(
                notes,
                "classroom",
                lambda key: labels.get(key, "ไม่มีห้อง"),
                lambda key: order.index(key) if key in labels else len(order),
            ),
        ),
        Table(
            "ตามเดือน",
            "เดือน",
            _lines(notes, "month", lambda day: f"{MONTHS[day.month - 1]} {day.year + 543}", str),
        ),
        Table("ตามเพศ", "เพศ", _lines(notes, "student__sex", lambda key: SEXES[key], _by_sex)),
    ]


def _level(key: int | None) -> str:
    return str(Level(key).label) if key else "ไม่มีห้อง"


def _by_sex(key: str) -> int:
    return list(SEXES).index(key)


def _lines(
    notes: QuerySet,
    by: str,
    word: Callable[[Any], str],
    order: Callable[[Any], Any] | None = None,
) -> list[Line]:
    """Grouped by `by`; without an order the most frequent first."""
    mend = Q(event__is_good=False)
    rows = notes.annotate(month=TruncMonth("event__on")).order_by().values(by)
    found = rows.annotate(
        good=Count("pk", filter=~mend),
        mend=Count("pk", filter=mend),
        pupils=Count("student", filter=mend, distinct=True),
    )
    ranked = sorted(
        found, key=lambda row: order(row[by]) if order else (-row["good"] - row["mend"], row[by])
    )
    return [Line(word(row[by]), row["good"], row["mend"], row["pupils"]) for row in ranked]


def penalty_counts(
    user: User, school: School, year: int, semester: int | None
) -> list[tuple[str, int]]:
    """How often each of the four penalties stands, within what `user` may see."""
    rows: Any = Penalty.objects.for_user(user, Permission.BEHAVIOUR_VIEW).standing()
    rows = rows.filter(student__school=school).in_period(year, semester).order_by()
    found = dict(rows.values_list("kind").annotate(Count("pk")))
    return [(str(kind.label), found.get(kind.value, 0)) for kind in Penalty.Kind]
