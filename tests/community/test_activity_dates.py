"""Activities in the school's calendar."""

from datetime import date

import pytest

from community.activity_dates import activity_dates
from schoolcare.registry import CalendarDate
from tests.community.making_activities import make_activity
from tests.community.making_calendar import make_entry, shipped_area
from tests.dates_told import told
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
CAMP = {"starts_on": date(2026, 10, 30), "ends_on": date(2026, 11, 2)}


@pytest.mark.parametrize("rows", [1, 3])
def test_activity_stands_in_the_calendar_by_itself(rows, django_assert_num_queries):
    school, by = make_school(), make_user()
    facts = {"title": "ค่าย", "area": shipped_area()} | CAMP
    made = [make_activity(school, by, **facts) for _ in range(rows)]
    make_activity(school, by, state="cancelled", **CAMP)
    make_activity(make_school(district=school.district), by, **CAMP)

    with django_assert_num_queries(1):
        found = told(activity_dates, school, *NOVEMBER)

    key, area = f"activity-{made[0].pk}", "งานสานสัมพันธ์"
    assert len(found) == rows
    assert CalendarDate(key, "ค่าย", CAMP["starts_on"], CAMP["ends_on"], area) in found


def test_activity_that_the_calendar_names_is_not_told_twice():
    school, by = make_school(), make_user()
    make_activity(school, by, title="ลอยกระทง", **CAMP)
    make_activity(school, by, title="ค่าย", **CAMP)
    make_entry(school, "ลอยกระทง", on=date(2026, 11, 1))
    make_entry(school, "ค่าย", on=date(2026, 11, 24))

    assert [one.title for one in told(activity_dates, school, *NOVEMBER)] == ["ค่าย"]
    assert told(activity_dates, school.district, *NOVEMBER) == []
