"""Pages of the care work at a telephone's width: nothing wide, axe finds nothing."""

import pytest
from django.urls import reverse

from tests.access_place import make_place
from tests.access_rows import ROWS
from tests.test_accessible import walk  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)
SCREENING = (
    "screening-class screening-class-summary screening-entry screening-pupil screening-list "
    "screening-summary screening-round-list screening-round-create screening-form-list "
    "screening-form-detail screening-aspect-update at-risk-list sdq-class sdq-settings statistics"
)
YEAR = (
    "board-class board-figures binder growth-class growth-summary leaver-list leaver-detail "
    "handover-home handover-class handover-write destination-class duplicate-list transfer-list "
    "homeroom-class class-meeting promotion-detail penalty-list conduct-detail rollover-detail "
    "penalty-detail penalty-outcome signed-bond-attach signed-bond-remove"
)


@pytest.mark.parametrize("names", [SCREENING, YEAR], ids=["screening", "year"])
def test_care_pages_are_accessible(walk, names):  # noqa: F811
    place = make_place()
    assert place.student
    found = []
    for name in (f"students:{one}" for one in names.split()):
        kwargs = ROWS[name](place) if name in ROWS else None
        found.append(reverse(name, kwargs=kwargs))

    assert walk(place.everybody, found) == []
