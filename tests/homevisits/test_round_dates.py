"""Rounds of visits in the school's calendar."""

from datetime import date

import pytest

from homevisits.round_dates import round_dates
from schoolcare.registry import CalendarDate
from tests.dates_told import told
from tests.factories import make_school
from tests.homevisits.making import make_round

pytestmark = pytest.mark.django_db
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize("rows", [1, 3])
def test_round_dates_are_the_rounds_of_the_school(rows, django_assert_num_queries):
    school = make_school()
    days = {"opens_on": date(2026, 10, 20), "closes_on": date(2026, 11, 1)}
    first = make_round(school, number=1, **days)
    for number in range(2, rows + 1):
        make_round(school, term=first.term, number=number, **days)
    make_round(make_school(district=school.district), **days)

    with django_assert_num_queries(1):
        found = told(round_dates, school, *NOVEMBER)

    assert len(found) == rows
    assert found[0] == CalendarDate(
        key=f"visit-round-{first.pk}",
        title=f"เยี่ยมบ้านนักเรียน รอบที่ 1 {first.term}",
        starts_on=date(2026, 10, 20),
        ends_on=date(2026, 11, 1),
        area="งานเยี่ยมบ้านนักเรียน",
        is_public=True,
    )


def test_round_outside_the_days_or_of_an_office_is_none():
    school = make_school()
    make_round(school, opens_on=date(2026, 12, 1), closes_on=date(2026, 12, 31))

    assert told(round_dates, school, *NOVEMBER) == []
    assert told(round_dates, school.district, date(2026, 5, 1), date(2027, 4, 30)) == []
