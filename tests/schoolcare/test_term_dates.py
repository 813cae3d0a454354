"""Terms and counting days in calendars."""

from datetime import date

import pytest

from schoolcare.registry import CalendarDate
from schoolcare.term_dates import census_dates, term_dates
from tests.dates_told import told
from tests.factories import make_school, make_term

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 5, 1), date(2027, 4, 30))


def test_term_dates_are_its_opening_and_closing_for_everybody(django_assert_num_queries):
    school = make_school()
    first, second = make_term(school, semester=1), make_term(school, semester=2)
    make_term(make_school(district=school.district))
    make_term(school, year=2568, semester=1)

    with django_assert_num_queries(1):
        found = [one for one in told(term_dates, school, *YEAR) if one.key.startswith("term")]

    days = [date(2026, 5, 16), date(2026, 10, 11), date(2026, 11, 1), date(2027, 4, 1)]
    keys = [f"term-{first.pk}-open", f"term-{first.pk}-close"]
    keys += [f"term-{second.pk}-open", f"term-{second.pk}-close"]
    titles = ["เปิดภาคเรียนที่ 1/2569", "ปิดภาคเรียนที่ 1/2569"]
    titles += ["เปิดภาคเรียนที่ 2/2569", "ปิดภาคเรียนที่ 2/2569"]
    assert found == [
        CalendarDate(key, title, day, day, is_public=True)
        for key, title, day in zip(keys, titles, days, strict=True)
    ]


def test_term_that_only_closes_within_the_days_shows_its_closing():
    school = make_school()
    make_term(school, semester=1)

    found = told(term_dates, school, date(2026, 10, 1), date(2026, 10, 31))

    assert [one.title for one in found] == ["ปิดภาคเรียนที่ 1/2569"]


def test_office_has_no_terms_but_counting_days(django_assert_num_queries):
    school = make_school()
    make_term(school)

    with django_assert_num_queries(0):
        found = told(term_dates, school.district, *YEAR)

    days = [date(2026, 6, 10), date(2026, 11, 10), date(2027, 3, 31)]
    assert sorted(one.starts_on for one in found) == days
    assert not any(one.is_public for one in found)
    assert len({one.key for one in [*found, *census_dates(school, *YEAR)]}) == 6
