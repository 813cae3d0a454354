"""The three years that reports are asked for by: academic, fiscal, calendar (admin.md §5.6). Pure.

Days are stored, years are derived; every report says which of them it means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from schoolcare.text import sent_number
from schoolcare.thai import BUDDHIST, academic_year, fiscal_year

FIRST, LAST = 2450, 2700


class YearKind(models.TextChoices):
    ACADEMIC = "academic", "ปีการศึกษา"
    FISCAL = "fiscal", "ปีงบประมาณ"
    CALENDAR = "calendar", "ปีปฏิทิน พ.ศ."


# Month and day on which each begins, and by how many years that is before what it is called.
BEGINS = {
    YearKind.ACADEMIC: (5, 16, 0),
    YearKind.FISCAL: (10, 1, 1),
    YearKind.CALENDAR: (1, 1, 0),
}


@dataclass(frozen=True)
class Year:
    """One year of one kind; `number` in พ.ศ."""

    kind: YearKind
    number: int

    def __str__(self) -> str:
        return f"{self.kind.label} {self.number}"

    @property
    def key(self) -> str:
        """As an address names it: fiscal-2570."""
        return f"{self.kind.value}-{self.number}"

    @property
    def first(self) -> date:
        month, day, before = BEGINS[self.kind]
        return date(self.number - BUDDHIST - before, month, day)

    @property
    def last(self) -> date:
        return Year(self.kind, self.number + 1).first - timedelta(days=1)

    @property
    def months(self) -> list[tuple[int, int]]:
        """(year of our era, month) of each of its months; the academic year touches thirteen."""
        found, (year, month) = [], (self.first.year, self.first.month)
        while (year, month) <= (self.last.year, self.last.month):
            found.append((year, month))
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return found


def year_of(kind: YearKind, day: date) -> Year:
    """The year of that kind in which a day lies."""
    if kind == YearKind.ACADEMIC:
        return Year(kind, academic_year(day))
    return Year(kind, fiscal_year(day) if kind == YearKind.FISCAL else day.year + BUDDHIST)


def read(key: str) -> Year | None:
    """fiscal-2570 → ปีงบประมาณ 2570; None for what names no year."""
    kind, _, number = key.partition("-")
    found = sent_number(number)
    if kind not in YearKind.values or not FIRST <= found <= LAST:
        return None
    return Year(YearKind(kind), found)


def usual(today: date) -> Year:
    """The fiscal year of today, as money is reported by."""
    return year_of(YearKind.FISCAL, today)


def offered(today: date, *, back: int = 5) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices in groups by kind, this year first."""
    return [(str(kind.label), list(_of_kind(kind, today, back))) for kind in YearKind]


def _of_kind(kind: YearKind, today: date, back: int) -> Iterator[tuple[str, str]]:
    this = year_of(kind, today)
    for number in range(this.number, this.number - back - 1, -1):
        one = Year(kind, number)
        yield one.key, str(one)
