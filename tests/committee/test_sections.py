"""The row of places above the list pages of the board's area."""

import pytest
from django.urls import reverse

from committee.sections import segments
from schoolcare.access import Permission, Role
from tests.factories import make_district, make_user
from tests.schoolcare.test_look import PHONE

OFFICER = {Permission.BOARD_VIEW, Permission.BOARD_REVIEW}


class Holding:
    def __init__(self, *held):
        self.held = held

    def allows(self, permission):
        return permission in self.held


def test_segments_of_officer_names_chases_current():
    found = segments(Holding(*OFFICER), "/committee/chases/")
    current = [one["label"] for one in found if one["current"]]
    assert current == ["หนังสือทวง"]
    assert "ทะเบียน" in {one["label"] for one in found}


def test_segments_with_one_place_shows_nothing():
    assert segments(Holding(Permission.MONITOR_REPORT), "/committee/") == []


@pytest.mark.browser
def test_current_place_is_in_sight_on_a_phone(page, live_server, client):
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=make_district()))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.set_viewport_size(PHONE)

    page.goto(live_server.url + reverse("committee:yearly"))

    here = page.locator(".seg [aria-current]").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= PHONE["width"]
