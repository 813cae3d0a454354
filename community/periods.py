"""When an entry of the calendar is: in the words of the paper, and as stretches of days.

Pure. Years of months come from the days that enclose the entry, so that a month before the
academic year is right too. A day that a shorter month lacks is that month's last day.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from community.models import CalendarEntry, Repeat, Span
from schoolcare.thai import BUDDHIST, MONTHS, thai_date_full, thai_weekday

ALL_YEAR = "ตลอดปีการศึกษา"
WEEK = timedelta(days=7)

Month = tuple[int, int]  # year of our era, month 1 to 12
Stretch = tuple[date, date]  # both days included


def period_words(entry: CalendarEntry) -> str:
    """ระยะเวลา as the paper says it, in Arabic digits; what the school has put into words stays.

    1 - 30 มิถุนายน 2569 · สิงหาคม - กันยายน 2569 · ตุลาคม 2569 และมีนาคม 2570 · ทุกวันศุกร์ 5 - 26
    มิถุนายน 2569 · ตลอดปีการศึกษา
    """
    if entry.period_text:
        return entry.period_text
    first, last = entry.starts_on, entry.ends_on
    if entry.span == Span.ALL_YEAR or first is None or last is None:
        return ALL_YEAR
    if entry.span == Span.MONTHS:
        return _months_words(_runs(entry, first, last))
    if first != last and entry.repeat == Repeat.WEEKLY:
        return f"ทุก{thai_weekday(first)} {range_words(first, last)}"
    if first != last and entry.repeat == Repeat.MONTHLY:
        months = _run_words(((first.year, first.month), (last.year, last.month)))
        return f"ทุกวันที่ {first.day} ของเดือน {months}"
    return range_words(first, last)


def range_words(first: date, last: date) -> str:
    """1 - 30 มิถุนายน 2569 · 28 พฤศจิกายน - 2 ธันวาคม 2569; a single day as one day."""
    if first == last:
        return thai_date_full(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} - {thai_date_full(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} - {thai_date_full(last)}"
    return f"{thai_date_full(first)} - {thai_date_full(last)}"


def days_of(entry: CalendarEntry, first: date, last: date) -> list[Stretch]:
    """The stretches of days of an entry within `first` to `last`, cut to them, in order.

    Neighbouring months are one stretch. An entry over the whole year has none: it is named beside
    the days.
    """
    if entry.starts_on is None or entry.ends_on is None or entry.span == Span.ALL_YEAR:
        return []
    first, last = max(first, entry.starts_on), min(last, entry.ends_on)
    if first > last:
        return []
    found = _stretches(entry, entry.starts_on, entry.ends_on)
    return [(max(a, first), min(b, last)) for a, b in found if a <= last and b >= first]


def month_day(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last where it is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _stretches(entry: CalendarEntry, first: date, last: date) -> Iterator[Stretch]:
    if entry.span == Span.MONTHS:
        for (from_year, from_month), (to_year, to_month) in _runs(entry, first, last):
            yield date(from_year, from_month, 1), month_day(to_year, to_month, 31)
    elif entry.repeat == Repeat.WEEKLY:
        for number in range((last - first) // WEEK + 1):
            day = first + number * WEEK
            yield day, day
    elif entry.repeat == Repeat.MONTHLY:
        for year, month in _months_between(first, last):
            day = month_day(year, month, first.day)
            if day <= last:
                yield day, day
    else:
        yield first, last


def _months_between(first: date, last: date) -> list[Month]:
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [(number // 12, number % 12 + 1) for number in range(start, end + 1)]


def _runs(entry: CalendarEntry, first: date, last: date) -> list[tuple[Month, Month]]:
    """First and last of each row of neighbouring months that the entry means."""
    runs: list[tuple[Month, Month]] = []
    previous = None
    for number, month in enumerate(_months_between(first, last)):
        if entry.months and month[1] not in entry.months:
            continue
        if runs and previous == number - 1:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
        previous = number
    return runs


def _months_words(runs: list[tuple[Month, Month]]) -> str:
    """Runs in words; a year is named once where the next run lies in it too."""
    words = []
    for number, run in enumerate(runs):
        is_followed = number + 1 < len(runs) and runs[number + 1][1][0] == run[0][0]
        words.append(_run_words(run, with_year=not is_followed))
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} และ{words[-1]}"


def _run_words(run: tuple[Month, Month], *, with_year: bool = True) -> str:
    (from_year, from_month), (to_year, to_month) = run
    end = MONTHS[to_month - 1] + (f" {to_year + BUDDHIST}" if with_year else "")
    if run[0] == run[1]:
        return end
    start = MONTHS[from_month - 1]
    return f"{start} - {end}" if from_year == to_year else f"{start} {from_year + BUDDHIST} - {end}"
