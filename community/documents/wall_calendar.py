"""Twelve months on one page to hang up: A3 or A4, landscape."""

from calendar import SUNDAY, Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unicodedata import category

from community.documents.calendars import DIVISION, READERS, CalendarPaper, division_words
from community.documents.month_grid import NEUTRAL, stretches
from community.holidays import holidays_of
from community.listing import Line
from community.periods import Stretch
from community.years import last_of, months_of, year_days
from schoolcare.collation import thai_key
from schoolcare.documents import register
from schoolcare.paper.choices import Option
from schoolcare.thai import BUDDHIST, MONTHS

SIZE = Option("size", "ขนาดกระดาษ", (("", "A3 แนวนอน"), ("a4", "A4 แนวนอน")))
WEEKDAYS = ("อา", "จ", "อ", "พ", "พฤ", "ศ", "ส")
LINES = 16  # beside a month, at both sizes: type and room shrink alike
SIGNS = 21  # that take room, in one of these lines
LONGEST = 78  # signs of a name
MARKS = 3  # kinds of work under the number of a day
ALL_YEAR_SIGNS = 300  # of what lasts all year, above the months
HOLIDAY = "hol"
_weeks = Calendar(SUNDAY)


@dataclass(frozen=True, slots=True)
class Square:
    number: int
    is_holiday: bool
    marks: list[str]


@dataclass(frozen=True, slots=True)
class Item:
    """A line beside a month: `days` like 2, 2-6 or ทั้งเดือน."""

    days: str
    title: str
    mark: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: list[list[Square | None]]
    items: list[Item]
    more: int


def shortened(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"


def width(text: str) -> int:
    """Its signs that take room of their own: not the vowels and tones above and below."""
    return sum(category(sign) != "Mn" for sign in text)


def fitting(items: list[Item]) -> tuple[list[Item], int]:
    """The first lines that the room beside a month holds, and how many are left out."""
    room = LINES
    for number, one in enumerate(items):
        room -= -(-width(f"{one.days} {one.title}") // SIGNS)
        is_last = number == len(items) - 1
        if room < (0 if is_last else 1):  # one line says how many more there are
            return items[:number], len(items) - number
    return items, 0


def month_beside(
    first: date, last: date, rows: list[tuple[Stretch, Line]], holidays: dict[date, list[str]]
) -> Month:
    """One month of `rows`, which are cut to it: its squares and what stands beside them."""
    kinds: dict[date, list[str]] = defaultdict(list)
    days: dict[str, list[str]] = defaultdict(list)  # of each line, also of those that come again
    for (start, end), line in rows:
        days[line.key].append(days_words(start, end, first, last))
        is_marked = not line.plan and (start, end) != (first, last)
        for number in range((end - start).days + 1 if is_marked else 0):
            day, mark = start + timedelta(days=number), line.mark or NEUTRAL
            if mark not in kinds[day]:
                kinds[day].append(mark)
    off = {day: names for day, names in holidays.items() if first <= day <= last}
    found = [(day, Item(str(day.day), shortened(", ".join(off[day])), HOLIDAY)) for day in off]
    for (start, _end), line in rows:
        if when := days.pop(line.key, None):
            item = Item(", ".join(when), shortened(line.title), line.mark or NEUTRAL)
            found.append((start, item))
    found.sort(key=lambda one: one[0])  # stable: a holiday first
    items, more = fitting([one for _start, one in found])
    name = f"{MONTHS[first.month - 1]} {first.year + BUDDHIST}"
    return Month(name, squares(first, off, kinds), items, more)


def days_words(start: date, end: date, first: date, last: date) -> str:
    if (start, end) == (first, last):
        return "ทั้งเดือน"
    return str(start.day) if start == end else f"{start.day}-{end.day}"


def squares(
    first: date, holidays: dict[date, list[str]], kinds: dict[date, list[str]]
) -> list[list[Square | None]]:
    """The weeks of a month from Sunday; None stands outside of it."""
    return [
        [
            Square(day.day, day in holidays, sorted(kinds.get(day, []))[:MARKS])
            if day.month == first.month
            else None
            for day in week
        ]
        for week in _weeks.monthdatescalendar(first.year, first.month)
    ]


@register
class WallCalendar(CalendarPaper):
    """What does not fit beside its month is counted there; the annual calendar lists all."""

    slug = "wall-calendar"
    title = "ปฏิทินติดผนัง"
    template = "community/print/wall_calendar.html"
    options = (SIZE, DIVISION, READERS)

    @property
    def page_class(self) -> str:  # type: ignore[override] # by the size asked for
        return "wall-a4" if self.option(SIZE.name) == "a4" else "wall-a3"

    def __str__(self) -> str:
        return f"ปฏิทินปีการศึกษา {self.year}"

    def context(self) -> dict[str, Any]:
        holidays = holidays_of(self.office, *year_days(self.year))
        lines = self.drawn
        spans = [(first, last_of(self.year, first.month)) for first in months_of(self.year)]
        months = [month_beside(*days, stretches(lines, *days), holidays) for days in spans]
        all_year, more = self.all_year
        return {
            "rows": [months[at : at + 4] for at in range(0, 12, 4)],
            "weekdays": WEEKDAYS,
            "legend": self.legend,
            "all_year": all_year,
            "more": more,
            "division": division_words(self.option(DIVISION.name)),
        }

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Each mark on the page with the kinds of work it stands for."""
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for line in self.lines:
            names[line.mark or NEUTRAL][line.area or "กำหนดการอื่น"] = None
        return [
            (mark, shortened(" / ".join(sorted(names[mark], key=thai_key))))
            for mark in sorted(names)
        ]

    @property
    def all_year(self) -> tuple[list[Item], int]:
        """What lasts all year, as much as two lines hold, and how many are left out."""
        lines = [one for one in self.lines if one.is_all_year]
        shown: list[Item] = []
        room = ALL_YEAR_SIGNS
        for line in lines:
            item = Item("", shortened(line.title), line.mark or NEUTRAL)
            room -= len(item.title) + 4
            if room < 0:
                break
            shown.append(item)
        return shown, len(lines) - len(shown)
