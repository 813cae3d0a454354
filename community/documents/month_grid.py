"""A month on paper: its weeks from Sunday, bars over several days, lines within a day. Pure."""

from calendar import SUNDAY, Calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from community.listing import Line
from community.periods import Stretch
from schoolcare.thai import thai_time

WEEKDAYS = ("อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์")
BARS, IN_A_DAY = 4, 5  # of a week, of a day; the list under the month holds all
LONGEST = 60  # signs of a name within a day, two or three lines
NUMBERS, LINE, BAR = 18.0, 13.2, 15.6  # points: static/css/print.css, .month
IN_A_LINE = 22  # signs across a day
NEUTRAL = "k0"  # of a date that belongs to no kind of work
_weeks = Calendar(SUNDAY)


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in a day or along a bar; `at` is the time of day."""

    title: str
    mark: str
    at: str = ""


@dataclass(slots=True)
class Day:
    number: int
    holidays: list[str]
    items: list[Item] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a lane `span` days wide; without an item it is empty."""

    span: int
    item: Item | None = None


@dataclass(slots=True)
class Week:
    """Seven days, those of other months None; lanes of bars above the lines of each day."""

    days: list[Day | None]
    lanes: list[list[Cell]]
    room: int = 0  # points for the lines of its days


@dataclass(frozen=True, slots=True)
class Month:
    """`whole` lasts all of it and stands above; `is_cut`: not everything is written in full."""

    weeks: list[Week]
    whole: list[Item]
    is_cut: bool

    def fill(self, height: float) -> None:
        """Give the weeks all of `height` points, the same to each as far as their lines let."""
        fixed = [_above(week) for week in self.weeks]
        needs = [_lines(week) for week in self.weeks]
        share, open_ = height / len(self.weeks), set(range(len(self.weeks)))
        while full := {at for at in open_ if fixed[at] + needs[at] > share}:
            open_ -= full
            taken = sum(fixed[at] + needs[at] for at in range(len(self.weeks)) if at not in open_)
            share = (height - taken) / len(open_) if open_ else 0
        for at, week in enumerate(self.weeks):
            week.room = int(max(needs[at], share - fixed[at] if at in open_ else 0))


def stretches(lines: Iterable[Line], first: date, last: date) -> list[tuple[Stretch, Line]]:
    """What stands on days from `first` to `last`, cut to them, by day; a day not set is none."""
    dated = [one for one in lines if not (one.entry and one.entry.needs_date)]
    found = [(stretch, line) for line in dated for stretch in line.days(first, last)]
    return sorted(found, key=lambda row: (row[0][0], -(row[0][1] - row[0][0]).days))


def month_of(
    rows: list[tuple[Stretch, Line]], first: date, last: date, holidays: dict[date, list[str]]
) -> Month:
    """The month of `rows`, as `stretches` gives them."""
    days = [day for week in _weeks.monthdatescalendar(first.year, first.month) for day in week]
    found = {day: Day(day.day, holidays.get(day, [])) for day in days if first <= day <= last}
    whole = [item_of(line) for stretch, line in rows if stretch == (first, last)]
    bars = [row for row in rows if row[0][0] < row[0][1] and row[0] != (first, last)]
    for (day, end), line in rows:
        if day == end:
            found[day].items.append(item_of(line))
    is_cut = any(len(line.title) > LONGEST for _stretch, line in rows)
    for one in found.values():
        if len(one.items) > IN_A_DAY:
            one.more = len(one.items) - IN_A_DAY + 1
            del one.items[IN_A_DAY - 1 :]
            is_cut = True
    weeks = []
    for at in range(0, len(days), 7):
        week = days[at : at + 7]
        lanes = lanes_of(bars, week)
        is_cut |= len(lanes) > BARS
        weeks.append(Week([found.get(day) for day in week], lanes[:BARS]))
    return Month(weeks, whole, is_cut)


def _above(week: Week) -> float:
    """Points of a week's numbers, holidays and bars."""
    names = max(sum(map(len, day.holidays)) for day in week.days if day)
    return NUMBERS + LINE * (names // IN_A_LINE) + BAR * len(week.lanes)


def _lines(week: Week) -> float:
    """Points of the lines in the fullest of its days."""
    days = [day for day in week.days if day]
    return LINE * max(
        sum(1 + (len(one.title) + len(one.at)) // IN_A_LINE for one in day.items) + bool(day.more)
        for day in days
    )


def item_of(line: Line) -> Item:
    """Shortened where it would fill the day; with the time of day it begins."""
    title = line.title if len(line.title) <= LONGEST else f"{line.title[: LONGEST - 1]}…"
    at = thai_time(line.entry.starts_at, separator=".") if line.entry else ""
    return Item(title, line.mark or NEUTRAL, at)


def lanes_of(bars: list[tuple[Stretch, Line]], week: list[date]) -> list[list[Cell]]:
    """The bars of a week in as few lanes as they need, none over another."""
    lanes: list[list[Cell]] = []
    ends: list[int] = []  # the first free day of each lane
    for (start, end), line in bars:
        if end < week[0] or start > week[-1]:
            continue
        left, right = (max(start, week[0]) - week[0]).days, (min(end, week[-1]) - week[0]).days
        lane = next((at for at, free in enumerate(ends) if free <= left), len(ends))
        if lane == len(ends):
            lanes.append([])
            ends.append(0)
        lanes[lane] += [Cell(1)] * (left - ends[lane]) + [Cell(right - left + 1, item_of(line))]
        ends[lane] = right + 1
    return [lane + [Cell(1)] * (7 - end) for lane, end in zip(lanes, ends, strict=True)]
