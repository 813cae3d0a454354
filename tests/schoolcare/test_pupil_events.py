"""What the parts of the house ask of a pupil, in a query that all people share."""

import pytest

from schoolcare import registry
from schoolcare.asked_together import united
from schoolcare.prepared import Slot
from schoolcare.pupil_events import ANY
from students import pupil_page
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
ASKING = [*registry.chronology, pupil_page.of_family, pupil_page.of_number]


@pytest.mark.parametrize("source", ASKING, ids=lambda one: one.asks.__module__)
def test_every_part_asks_of_that_pupil_alone(source):
    _words, params = united([source.asks(ANY, None)]).query.sql_with_params()

    assert [one.value for one in params if isinstance(one, Slot)] == ["pupil"]


@pytest.mark.parametrize("source", ASKING, ids=lambda one: one.asks.__module__)
def test_what_people_share_names_no_person(source):
    """Who is kept out of nothing adds nothing to the query."""
    person = make_user(school=make_school())
    asked = [united([source.asks(ANY, one)]) for one in (None, person)]
    shared, own = [one.query.sql_with_params() for one in asked]

    assert shared == own
