"""The academic year of a calendar: its days from May to April, and days typed without a year."""

import re
from calendar import monthrange
from datetime import date

from schoolcare.text import arabic_digits, normalize
from schoolcare.thai import BUDDHIST, parse_thai_date, thai_date

FIRST_MONTH = 5  # May; the legal year runs from the 16th (admin.md §5.6)
MONTH_ORDER = (*range(FIRST_MONTH, 13), *range(1, FIRST_MONTH))
_DAY_AND_MONTH = re.compile(r"(\d{1,2})\s?(?:[/.\-]\s?(\d{1,2})|(?:เดือน)?\s?[ก-๎.]+)")


def year_days(year: int) -> tuple[date, date]:
    """First and last day that the calendar of academic year `year` (พ.ศ.) shows: May to April."""
    return first_of(year, FIRST_MONTH), last_of(year, FIRST_MONTH - 1)


def calendar_year(day: date) -> int:
    """The academic year (พ.ศ.) in whose calendar a day stands."""
    return day.year + BUDDHIST - (day.month < FIRST_MONTH)


def first_of(year: int, month: int) -> date:
    """First day of a month (1 to 12) of the academic year."""
    return date(year - BUDDHIST + (month < FIRST_MONTH), month, 1)


def last_of(year: int, month: int) -> date:
    first = first_of(year, month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def months_of(year: int) -> list[date]:
    """The first days of its twelve months, in order."""
    return [first_of(year, month) for month in MONTH_ORDER]


def day_in_year(text: str, year: int) -> date:
    """A day as people type it; without a year (5/1, 5 ม.ค.) it lies in the academic year.

    Raises ValueError for what is no day.
    """
    typed = normalize(arabic_digits(text))
    unread: ValueError | None = None
    if _DAY_AND_MONTH.fullmatch(typed):
        for era in (year, year + 1):
            joint = "/" if typed[-1].isdigit() else " "
            try:
                day = parse_thai_date(f"{typed}{joint}{era}")
            except ValueError as error:  # 29 February, of the other of the two years
                unread = error
                continue
            if calendar_year(day) == year:
                return day
    if unread:
        raise unread
    return parse_thai_date(text)


def outside(day: date, year: int, *, is_end: bool = False) -> str:
    """Why a day cannot stand in the calendar of a year, and what to do; empty where it can.

    An entry begins in its year; its end may lie in the next one.
    """
    belongs = calendar_year(day)
    if belongs == year or (is_end and belongs == year + 1):
        return ""
    first, last = year_days(year)
    reach = f"ปฏิทินปีการศึกษา {year} มีวันที่ {thai_date(first)} ถึง {thai_date(last)}"
    if abs(belongs - year) == 1 and (meant := _same_day(day, year)):
        return f"{reach} ถ้าหมายถึง {thai_date(meant)} ให้แก้ปี ถ้าไม่ใช่ ให้ใส่ในปฏิทินปี {belongs}"
    return f"{reach} วันนี้อยู่ในปฏิทินปี {belongs}"


def later_by_a_year(day: date) -> date | None:
    """The same day and month a year later; None for 29 February."""
    return _same_day(day, calendar_year(day) + 1)


def _same_day(day: date, year: int) -> date | None:
    try:
        return day.replace(year=first_of(year, day.month).year)
    except ValueError:  # 29 February
        return None
