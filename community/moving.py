"""Where the days of a calendar entry go in another academic year. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from community.holidays import buddhist_days
from community.models import CalendarEntry, Movement, Repeat, Span
from community.years import calendar_year, first_of, last_of, year_days
from schoolcare.thai import thai_date, thai_weekday

NEAR = timedelta(days=7)  # this far from a Buddhist day an entry is meant to move with it
FRIDAY = 4


@dataclass(frozen=True)
class Proposal:
    """The days in the other year, and what to know of them; without days: over the whole year.

    `needs_date`: nobody can tell yet; the days are those of last year, for sorting.
    """

    starts_on: date | None
    ends_on: date | None
    note: str = ""
    needs_date: bool = False


def proposal(entry: CalendarEntry, year: int, movement: str = "") -> Proposal:
    """Where an entry of one academic year stands in that of `year` (พ.ศ.), by its own movement or
    by another one."""
    movement = movement or entry.movement
    start, end = entry.starts_on, entry.ends_on
    if entry.span == Span.ALL_YEAR or start is None or end is None:
        return Proposal(None, None)
    if entry.span == Span.MONTHS:
        return _months(entry, start, end, year)
    if movement == Movement.LUNAR:
        return _lunar(entry, start, end, year)
    if movement == Movement.SAME_WEEKDAY or entry.repeat == Repeat.WEEKLY:
        first, note = same_weekday(start, year)
    else:
        first, note = same_day(start, year)
    return _with_length(first, end - start, year, note)


def _months(entry: CalendarEntry, start: date, end: date, year: int) -> Proposal:
    months = entry.months or [start.month, end.month]
    return Proposal(first_of(year, months[0]), last_of(year, months[-1]))


def _lunar(entry: CalendarEntry, start: date, end: date, year: int) -> Proposal:
    name, offset = nearest_buddhist_day(start, entry.title)
    if name and (day := buddhist_day(name, year)):
        note = f"{name} ตรงกับ {thai_date(day)} ตามการคำนวณ โปรดตรวจกับประกาศ"
        return _with_length(day + offset, end - start, year, note)
    first, _note = same_day(start, year)
    found = _with_length(first, end - start, year, "ตามจันทรคติ ใส่วันของปีนี้ เว้นว่างไว้ก็ได้ถ้ายังไม่ทราบ")
    return Proposal(found.starts_on, found.ends_on, found.note, needs_date=True)


def _with_length(first: date, length: timedelta, year: int, note: str) -> Proposal:
    """It begins in the year; what runs into the next keeps its length."""
    opens, closes = year_days(year)
    first = min(max(first, opens), closes)
    return Proposal(first, first + length, note)


def same_day(day: date, year: int) -> tuple[date, str]:
    """The same day and month; of 29 February the 28th where the year has no such day."""
    month = first_of(year, day.month)
    last = monthrange(month.year, month.month)[1]
    found = month.replace(day=min(day.day, last))
    if found.day == day.day:
        return found, ""
    note = f"ปีนี้ไม่มี {day.day} ก.พ. เสนอ {thai_date(found)} แก้ได้"
    return found, note


def same_weekday(day: date, year: int) -> tuple[date, str]:
    """The same weekday of the same week of the month (the second Saturday); else the last one."""
    number = (day.day - 1) // 7
    found = nth_weekday(first_of(year, day.month), day.weekday(), number + 1)
    if (found.day - 1) // 7 == number:
        return found, ""
    return found, f"เดือนนี้ไม่มี{thai_weekday(day)}ที่ {number + 1} เสนอ {thai_date(found)}"


def nth_weekday(month: date, weekday: int, number: int) -> date:
    """The `number`th such weekday (0 is Monday) of a month, or its last where there are fewer."""
    first = month.replace(day=1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    while day.month != first.month:
        day -= timedelta(days=7)
    return day


def nearest_buddhist_day(day: date, title: str) -> tuple[str, timedelta]:
    """The day of the lunar year that an entry goes by, and how far from it; "" for none.

    The one that its title names, else the one next to it, within a week either way.
    """
    found = {name: day - on for name, on in buddhist_days(day.year).items()}
    near = {name: apart for name, apart in found.items() if abs(apart) <= NEAR}
    named = {name: apart for name, apart in near.items() if name.removeprefix("วัน") in title}
    ranked = sorted((named or near).items(), key=lambda pair: abs(pair[1]))
    return ranked[0] if ranked else ("", timedelta())


def buddhist_day(name: str, year: int) -> date | None:
    """When the day is in an academic year (พ.ศ.); None where the list does not know."""
    opens, closes = year_days(year)
    for era in (opens.year, closes.year):
        day = buddhist_days(era).get(name)
        if day and calendar_year(day) == year:
            return day
    return None


def weekday_before(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - FRIDAY, 0))
