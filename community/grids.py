"""A year and a month as calendars draw them: weeks from Sunday, what stands on which day. Pure."""

from calendar import SUNDAY, Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter

from community.listing import Line, by_day
from community.models import Span
from community.periods import Stretch
from community.years import last_of, months_of, year_days
from schoolcare.thai import BUDDHIST, MONTHS, SHORT_MONTHS, WEEKDAYS

WEEK_NAMES = list(
    zip(("อา", "จ", "อ", "พ", "พฤ", "ศ", "ส"), (WEEKDAYS[6], *WEEKDAYS[:6]), strict=True)
)
NEUTRAL = "k0"  # a date that belongs to no kind of work
WRITTEN = 12  # lines under a month of the year's page; the rest is a step away
IN_A_DAY = 6  # lines in a day of a month's page
_weeks = Calendar(SUNDAY)


@dataclass
class Day:
    """One square; `css` is the kind of what stands there, a holiday, today."""

    on: date
    css: str = ""
    holidays: list[str] = field(default_factory=list)
    items: "list[Item]" = field(default_factory=list)
    more: int = 0

    @property
    def is_told(self) -> bool:
        """Whether a list of days names it: something begins there, nobody works, it is today."""
        begins = any(one.is_start for one in self.items)
        return bool(begins or self.holidays or self.more or "today" in self.css)


@dataclass(frozen=True)
class Item:
    """A line under a month, or in a square: `when` are days of the month (2, 2–30).

    In a square it is `is_first` on the first day of its stretch and of every week.
    """

    title: str
    url: str
    mark: str
    when: str
    is_first: bool = True
    is_start: bool = True


@dataclass(frozen=True)
class Month:
    """A month; squares outside of it are None. `whole` are the lines that last all of it."""

    first: date
    weeks: list[list[Day | None]]
    items: list[Item]
    more: int
    whole: list[Line]

    @property
    def name(self) -> str:
        return f"{MONTHS[self.first.month - 1]} {self.first.year + BUDDHIST}"

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class Spread:
    """The lines of a year by where they are drawn."""

    all_year: list[Line]
    undated: list[Line]
    days: list[tuple[Line, Stretch]]


def spread(lines: Iterable[Line], year: int) -> Spread:
    """Sort the lines of an academic year into those without days and stretches of days."""
    first, last = year_days(year)
    all_year, undated, days = [], [], []
    for line in by_day(lines):
        if line.needs_date:
            undated.append(line)
        elif line.is_all_year:
            all_year.append(line)
        else:
            days += [(line, one) for one in line.days(first, last)]
    days.sort(key=lambda pair: pair[1])
    return Spread(all_year, undated, days)


def year_grid(
    found: Spread, year: int, *, holidays: dict[date, list[str]], today: date
) -> list[Month]:
    """The twelve months of the academic year, May first, with what is written under each."""
    by_month: dict[tuple[int, int], list[tuple[Line, Stretch]]] = defaultdict(list)
    for line, (start, end) in found.days:
        for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
            by_month[number // 12, number % 12 + 1].append((line, (start, end)))
    return [
        _month(first, by_month[first.year, first.month], year, holidays, today)
        for first in months_of(year)
    ]


def _month(
    first: date,
    rows: list[tuple[Line, Stretch]],
    year: int,
    holidays: dict[date, list[str]],
    today: date,
) -> Month:
    last = last_of(year, first.month)
    cut = [(line, (max(first, start), min(last, end))) for line, (start, end) in rows]
    colours = _colours(cut)
    weeks = _squares(first)
    for day in filter(None, (one for week in weeks for one in week)):
        day.holidays = holidays.get(day.on, [])
        day.css = "today" if day.on == today else "hol" if day.holidays else colours.get(day.on, "")
    off = [day for week in weeks for day in week if day and day.holidays]
    written: list[tuple[int, Line | Day, Stretch]] = [(one[0].day, line, one) for line, one in cut]
    written += [(day.on.day, day, (day.on, day.on)) for day in off]
    written.sort(key=itemgetter(0))
    kept = written if len(written) <= WRITTEN else written[: WRITTEN - 1]
    items = [_item(one, stretch) for _day, one, stretch in kept]
    return Month(first, weeks, items, len(written) - len(kept), [])


def month_grid(
    lines: list[Line], first: date, last: date, *, holidays: dict[date, list[str]], today: date
) -> Month:
    """One month with its lines written into the days; what lasts all of it stands above."""
    weeks, whole = _squares(first), []
    squares = {day.on: day for week in weeks for day in week if day}
    for line in by_day(lines):
        if line.needs_date or line.is_all_year:
            continue
        for start, end in line.days(first, last):
            if (start, end) == (first, last):
                whole.append(line)
            else:
                _write(squares, line, (start, end))
    for day in squares.values():
        day.holidays = holidays.get(day.on, [])
        day.css = " ".join(
            word
            for word, is_so in (("today", day.on == today), ("hol", bool(day.holidays)))
            if is_so
        )
        if len(day.items) > IN_A_DAY:
            day.more = len(day.items) - IN_A_DAY + 1
            day.items = day.items[: IN_A_DAY - 1]
    return Month(first, weeks, [], 0, whole)


def _write(squares: dict[date, Day], line: Line, stretch: Stretch) -> None:
    start, end = stretch
    when = days_words(start, end)
    for number in range((end - start).days + 1):
        on = start + timedelta(days=number)
        is_start = number == 0
        is_first = is_start or on.isoweekday() % 7 == 0 or on.day == 1
        squares[on].items.append(
            Item(line.title, line.url, line.mark or NEUTRAL, when, is_first, is_start)
        )


def _squares(first: date) -> list[list[Day | None]]:
    weeks = _weeks.monthdatescalendar(first.year, first.month)
    return [[Day(on) if on.month == first.month else None for on in week] for week in weeks]


def _colours(rows: list[tuple[Line, Stretch]]) -> dict[date, str]:
    """The kind of each day: of several that of the shortest, so that a feast shows in a round.

    What is meant for a month, and for no day of it, and what is due is written below only.
    """
    found: dict[date, str] = {}
    for line, (start, end) in sorted(rows, key=lambda row: row[1][0] - row[1][1]):
        if line.plan or (line.entry and line.entry.span == Span.MONTHS):
            continue
        for number in range((end - start).days + 1):
            found[start + timedelta(days=number)] = line.mark or NEUTRAL
    return found


def _item(line: Line | Day, stretch: Stretch) -> Item:
    start, end = stretch
    if isinstance(line, Day):
        return Item(", ".join(line.holidays), "", "bad", str(start.day))
    when = str(start.day) if start == end else f"{start.day}–{end.day}"
    return Item(line.title, line.url, line.mark or NEUTRAL, when)


def days_words(start: date, end: date) -> str:
    """2–6 พ.ย. of a stretch within a month; empty for a single day."""
    if start == end:
        return ""
    return f"{start.day}–{end.day} {SHORT_MONTHS[end.month - 1]}"
