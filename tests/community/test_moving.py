"""Where the days of an entry go in another year."""

from datetime import date

import pytest

from community.models import CalendarEntry, Movement, Repeat, Span
from community.moving import Proposal, buddhist_day, proposal
from community.years import calendar_year, day_in_year

NEXT = 2570  # May 2027 to April 2028; 2571 (2028) has a 29 February


def entry(start, end=None, **fields) -> CalendarEntry:
    facts = {"span": Span.RANGE if end else Span.DAY, "starts_on": start, "ends_on": end or start}
    return CalendarEntry(**{"title": "รายการ", "year": calendar_year(start)} | facts | fields)


def days(found: Proposal):
    return found.starts_on, found.ends_on


def test_same_day_keeps_day_and_month_on_both_sides_of_new_year():
    assert days(proposal(entry(date(2026, 11, 24)), NEXT)) == (date(2027, 11, 24),) * 2
    assert days(proposal(entry(date(2027, 1, 5)), NEXT)) == (date(2028, 1, 5),) * 2
    over = proposal(entry(date(2026, 12, 28), date(2027, 1, 3)), NEXT)
    assert days(over) == (date(2027, 12, 28), date(2028, 1, 3))


def test_leap_day_in_a_common_year_is_the_28th_and_says_so():
    found = proposal(entry(date(2028, 2, 29)), 2571)

    assert days(found) == (date(2029, 2, 28),) * 2
    assert found.note == "ปีนี้ไม่มี 29 ก.พ. เสนอ 28 ก.พ. 2572 แก้ได้"
    assert days(proposal(entry(date(2024, 2, 29)), NEXT)) == (date(2028, 2, 29),) * 2


def test_same_weekday_is_the_same_one_of_the_month():
    childrens_day = entry(date(2027, 1, 9), movement=Movement.SAME_WEEKDAY)
    assert days(proposal(childrens_day, NEXT)) == (date(2028, 1, 8),) * 2


def test_fifth_weekday_where_there_is_none_is_the_last_and_says_so():
    found = proposal(entry(date(2026, 5, 29), movement=Movement.SAME_WEEKDAY), NEXT)

    assert days(found) == (date(2027, 5, 28),) * 2
    assert found.note == "เดือนนี้ไม่มีวันศุกร์ที่ 5 เสนอ 28 พ.ค. 2570"


def test_every_week_stays_on_its_weekday():
    weekly = entry(date(2026, 11, 6), date(2026, 12, 25), span=Span.DAY, repeat=Repeat.WEEKLY)

    found = proposal(weekly, NEXT)

    assert found.starts_on.weekday() == 4
    assert (found.ends_on - found.starts_on).days == 49


def test_lunar_day_that_is_known_is_offered_with_its_distance():
    fair = entry(date(2026, 11, 24), title="ลอยกระทง", movement=Movement.LUNAR)
    candles = entry(date(2026, 7, 28), title="แห่เทียนเข้าพรรษา", movement=Movement.LUNAR)

    assert days(proposal(fair, NEXT)) == (date(2027, 11, 13),) * 2
    assert days(proposal(candles, NEXT)) == (date(2027, 7, 17),) * 2
    assert proposal(fair, NEXT).note.startswith("วันลอยกระทง ตรงกับ 13 พ.ย. 2570")


def test_lunar_day_that_nobody_knows_is_asked_for():
    found = proposal(entry(date(2027, 3, 20), title="ปอยหลวง", movement=Movement.LUNAR), NEXT)

    assert found.needs_date
    assert days(found) == (date(2028, 3, 20),) * 2
    assert "เว้นว่างไว้ก็ได้" in found.note


def test_months_and_the_whole_year_stay_what_they_are():
    june = entry(date(2026, 6, 1), date(2027, 1, 31), span=Span.MONTHS, months=[6, 1])
    assert days(proposal(june, NEXT)) == (date(2027, 6, 1), date(2028, 1, 31))
    assert days(proposal(CalendarEntry(span=Span.ALL_YEAR), NEXT)) == (None, None)


def test_range_that_runs_into_the_next_year_keeps_its_length():
    longer = entry(date(2027, 4, 22), date(2027, 5, 6), movement=Movement.SAME_WEEKDAY)

    assert days(proposal(longer, NEXT)) == (date(2028, 4, 27), date(2028, 5, 11))


def test_buddhist_day_lies_in_the_academic_year():
    assert buddhist_day("วันมาฆบูชา", 2569) == date(2027, 2, 21)
    assert buddhist_day("วันที่ไม่มี", 2569) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("29/2", date(2028, 2, 29)),
        ("๕ ม.ค.", date(2028, 1, 5)),
        ("1/5", date(2027, 5, 1)),
        ("30/4", date(2028, 4, 30)),
        ("5/1/2569", date(2026, 1, 5)),
    ],
)
def test_day_without_a_year_lies_in_the_academic_year(typed, day):
    assert day_in_year(typed, NEXT) == day


def test_leap_day_without_a_year_is_refused_in_a_common_year():
    with pytest.raises(ValueError, match="“29/2/2570” ไม่มีในปฏิทิน"):
        day_in_year("29/2", 2569)
