"""A trip is asked for while somebody moves its days; needs row locks."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from community.services import activities, trips
from community.services.activities import People
from tests.community.making_activities import make_activity, make_traveller, make_trip
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.races import meanwhile, needs_row_locks

pytestmark = [pytest.mark.django_db(transaction=True), needs_row_locks]


def test_trip_that_is_being_asked_for_keeps_its_days():
    school = make_school()
    by = make_user("teacher", school=school)
    activity = make_activity(school, by)
    trip = make_trip(activity)
    make_traveller(trip, make_student(make_classroom(school)))
    activity.starts_on = activity.ends_on = moved = date(2026, 12, 1)
    kept = {"people": People(), "partners": [], "today": moved, "by": by}

    refused = meanwhile(
        partial(trips.ask, trip, by=by), partial(activities.save_activity, activity, **kept)
    )

    assert isinstance(refused, ValidationError)
