"""A form of the care work that carries a one-time key, sent twice, does what it does once."""

import pytest

from tests.access_place import make_place
from tests.access_rows import ROWS
from tests.audit_rows import WRITES, nothing
from tests.test_access import url_of
from tests.test_audit_trail import actions, shown

NAMES = (  # of students:
    "absence-letter class-meeting-create conduct-edit division-create division-update "
    "group-add group-create group-kind-create group-kind-update group-update leaver-trace "
    "other-screen-create parent-member-create parents-create phq-create promotion-choice "
    "promotion-create scale-edit screening-act screening-aspect-create "
    "screening-criterion-create screening-round-create status-change structure-begin team-add "
    "transfer-offer transfer-request-new transfer-request-row unit-create unit-update "
)


@pytest.mark.parametrize("name", NAMES.split())
def test_resend_is_led_to_what_the_first_one_made(client, db, name):
    name = f"students:{name}"
    place, trail = make_place(), WRITES[name]
    client.force_login(place.everybody)
    row = trail.row or ROWS.get(name, nothing)
    url = url_of(name, row(place))
    held, typed = shown(client, url), trail.fields(place)
    client.post(url, held | typed)
    once = actions(place)
    for one in typed.values():
        if hasattr(one, "seek"):
            one.seek(0)  # a file was read to its end

    again = client.post(url, held | typed)

    assert "key" in held
    assert (again.status_code, actions(place)) == (302, once)
