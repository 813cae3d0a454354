"""The calendar behind a link as people read it on a phone: a list for each month."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from community.listing import Line
from schoolcare.thai import BUDDHIST, MONTHS, thai_time


@dataclass(frozen=True, slots=True)
class Row:
    """`days` like 2, 3–5 or 2, 9, 16; a holiday has no area."""

    days: str
    title: str
    time: str = ""
    place: str = ""
    area: str = ""
    owners: str = ""
    is_holiday: bool = False


@dataclass(slots=True)
class Month:
    name: str
    rows: list[Row] = field(default_factory=list)
    is_past: bool = False


def months_of(
    lines: Iterable[Line],
    holidays: dict[date, list[str]],
    days: tuple[date, date],
    *,
    today: date,
    names_owners: bool,
) -> list[Month]:
    """The months from the first to the last of `days`, each line once a month with its days."""
    found: dict[tuple[int, int], list[tuple[date, Row]]] = defaultdict(list)
    for day, names in holidays.items():
        row = Row(str(day.day), ", ".join(names), is_holiday=True)
        found[day.year, day.month].append((day, row))
    for line in lines:
        for month, stretches in by_month(line, days).items():
            row = Row(
                days=", ".join(days_words(*one) for one in stretches),
                title=line.title,
                time=thai_time(line.entry.starts_at) if line.entry else "",
                place=line.place,
                area=line.area,
                owners=line.owners if names_owners else "",
            )
            found[month].append((stretches[0][0], row))
    months = []
    for year, number in _numbers(*days):
        rows = sorted(found[year, number], key=lambda one: one[0])
        is_past = (year, number) < (today.year, today.month)
        name = f"{MONTHS[number - 1]} {year + BUDDHIST}"
        months.append(Month(name, [row for _day, row in rows], is_past))
    return months


def by_month(line: Line, days: tuple[date, date]) -> dict[tuple[int, int], list[tuple[date, date]]]:
    """The stretches of a line, cut at the ends of months."""
    found: dict[tuple[int, int], list[tuple[date, date]]] = defaultdict(list)
    for start, end in line.days(*days):
        for year, number in _numbers(start, end):
            first = date(year, number, 1)
            following = date(year + number // 12, number % 12 + 1, 1)
            last = date.fromordinal(following.toordinal() - 1)
            found[year, number].append((max(start, first), min(end, last)))
    return found


def days_words(start: date, end: date) -> str:
    return str(start.day) if start == end else f"{start.day}–{end.day}"


def _numbers(start: date, end: date) -> list[tuple[int, int]]:
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [(one // 12, one % 12 + 1) for one in range(first, last + 1)]
