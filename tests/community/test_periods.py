"""When an entry is, in words and in days."""

from datetime import date

import pytest

from community.models import CalendarEntry, Repeat, Span
from community.periods import days_of, period_words

YEAR = (date(2026, 5, 1), date(2027, 4, 30))


def entry(starts_on=None, ends_on=None, **fields):
    span = fields.pop("span", Span.RANGE)
    return CalendarEntry(span=span, starts_on=starts_on, ends_on=ends_on or starts_on, **fields)


def months(*numbers, first, last):
    return entry(first, last, span=Span.MONTHS, months=list(numbers))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (entry(date(2026, 5, 16), span=Span.DAY), "16 พฤษภาคม 2569"),
        (entry(date(2026, 6, 1), date(2026, 6, 30)), "1 - 30 มิถุนายน 2569"),
        (entry(date(2026, 11, 28), date(2026, 12, 2)), "28 พฤศจิกายน - 2 ธันวาคม 2569"),
        (entry(date(2026, 12, 28), date(2027, 1, 3)), "28 ธันวาคม 2569 - 3 มกราคม 2570"),
        (entry(date(2028, 2, 29), span=Span.DAY), "29 กุมภาพันธ์ 2571"),
        (months(5, first=date(2026, 5, 1), last=date(2026, 5, 31)), "พฤษภาคม 2569"),
        (months(8, 9, first=date(2026, 8, 1), last=date(2026, 9, 30)), "สิงหาคม - กันยายน 2569"),
        (
            months(10, 3, first=date(2026, 10, 1), last=date(2027, 3, 31)),
            "ตุลาคม 2569 และมีนาคม 2570",
        ),
        (
            months(11, 12, 1, first=date(2026, 11, 1), last=date(2027, 1, 31)),
            "พฤศจิกายน 2569 - มกราคม 2570",
        ),
        (
            months(6, 8, 10, first=date(2026, 6, 1), last=date(2026, 10, 31)),
            "มิถุนายน, สิงหาคม และตุลาคม 2569",
        ),
        (
            months(6, 8, 1, first=date(2026, 6, 1), last=date(2027, 1, 31)),
            "มิถุนายน, สิงหาคม 2569 และมกราคม 2570",
        ),
        (entry(span=Span.ALL_YEAR), "ตลอดปีการศึกษา"),
        (entry(span=Span.ALL_YEAR, period_text="ภาคเรียนละ 2 ฉบับ"), "ภาคเรียนละ 2 ฉบับ"),
        (
            entry(date(2026, 6, 5), date(2026, 6, 26), repeat=Repeat.WEEKLY, span=Span.DAY),
            "ทุกวันศุกร์ 5 - 26 มิถุนายน 2569",
        ),
        (
            entry(date(2026, 8, 31), date(2027, 2, 28), repeat=Repeat.MONTHLY, span=Span.DAY),
            "ทุกวันที่ 31 ของเดือน สิงหาคม 2569 - กุมภาพันธ์ 2570",
        ),
        (
            entry(date(2026, 6, 5), repeat=Repeat.WEEKLY, span=Span.DAY),
            "5 มิถุนายน 2569",
        ),
    ],
)
def test_period_words(given, words):
    assert period_words(given) == words


def test_days_of_range_is_cut_to_the_days_asked_for():
    over_the_month = entry(date(2026, 6, 28), date(2026, 7, 3))

    days = days_of(over_the_month, date(2026, 7, 1), date(2026, 7, 31))

    assert days == [(date(2026, 7, 1), date(2026, 7, 3))]


def test_days_of_entry_outside_the_days_asked_for_is_empty():
    assert days_of(entry(date(2026, 6, 1)), date(2026, 6, 2), date(2026, 6, 30)) == []


def test_days_of_months_that_are_no_neighbours_are_stretches_apart():
    apart = months(10, 11, 3, first=date(2026, 10, 1), last=date(2027, 3, 31))

    assert days_of(apart, *YEAR) == [
        (date(2026, 10, 1), date(2026, 11, 30)),
        (date(2027, 3, 1), date(2027, 3, 31)),
    ]
    assert days_of(apart, date(2026, 12, 1), date(2027, 2, 28)) == []


def test_days_of_february_by_months_knows_the_leap_year():
    february = months(2, first=date(2028, 2, 1), last=date(2028, 2, 29))

    assert days_of(february, date(2028, 1, 1), date(2028, 12, 31)) == [
        (date(2028, 2, 1), date(2028, 2, 29))
    ]


def test_days_of_weekly_entry_end_with_its_last_week():
    weekly = entry(date(2026, 6, 5), date(2026, 6, 25), repeat=Repeat.WEEKLY)

    days = [date(2026, 6, 5), date(2026, 6, 12), date(2026, 6, 19)]
    assert days_of(weekly, *YEAR) == [(day, day) for day in days]
    assert days_of(weekly, date(2026, 6, 6), date(2026, 6, 12)) == [(days[1], days[1])]


def test_days_of_monthly_entry_on_the_31st_take_the_last_day_of_shorter_months():
    monthly = entry(date(2026, 12, 31), date(2027, 4, 30), repeat=Repeat.MONTHLY)

    assert [first for first, _ in days_of(monthly, *YEAR)] == [
        date(2026, 12, 31),
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


def test_days_of_monthly_entry_leave_out_the_month_that_ends_before_its_day():
    monthly = entry(date(2026, 6, 20), date(2026, 8, 10), repeat=Repeat.MONTHLY)

    assert [first for first, _ in days_of(monthly, *YEAR)] == [date(2026, 6, 20), date(2026, 7, 20)]


def test_days_of_entry_over_the_whole_year_are_none():
    assert days_of(entry(span=Span.ALL_YEAR), *YEAR) == []
