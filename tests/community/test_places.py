"""The map of the community: a list that is the whole page without script, and pins beside it."""

import json
import re

import pytest
from django.urls import reverse

from schoolcare import environment
from schoolcare.access import Role
from tests.community.making_partners import make_partner, make_source
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
MAP = reverse("community:place-list")
HERE = {"latitude": "19.90000", "longitude": "99.80000"}


def data_of(text, name):
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', text)
    return json.loads(found[1])


def test_map_lists_what_has_a_place(client):
    school = make_school()
    client.force_login(make_user(Role.TEACHER, school=school))
    temple = make_partner(school, **HERE)
    garden = make_source(school, **HERE)
    make_partner(school, name="วัดไม่มีที่")
    make_partner(school, name="วัดเก่า", is_active=False, **HERE)
    make_partner(make_school(), name="วัดอื่น", **HERE)

    response = client.get(MAP)

    places = data_of(response.text, "places")
    assert [(one["number"], one["name"], one["url"]) for one in places] == [
        (1, "วัดดอยงาม", temple.get_absolute_url()),
        (2, "สวนสมุนไพร", garden.get_absolute_url()),
    ]
    assert [one["is_source"] for one in places] == [False, True]
    assert 'href="geo:19.90000,99.80000"' in response.text


def test_name_cannot_leave_the_data_of_the_page(client):
    school = make_school()
    client.force_login(make_user(Role.TEACHER, school=school))
    make_partner(school, name="</script><b>วัด", **HERE)

    text = client.get(MAP).text

    assert "</script><b>" not in text
    assert data_of(text, "places")[0]["name"] == "</script><b>วัด"


def test_map_without_places_says_how_to_begin(client):
    client.force_login(make_user(Role.TEACHER, school=make_school()))

    assert "ยังไม่มีตำแหน่ง" in client.get(MAP).text


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("", ""),
        ("https://tiles.example/{z}/{x}/{y}.png", "https://tiles.example"),
        ("https://{s}.tiles.example:8443/{z}/{x}/{y}.png", "https://*.tiles.example:8443"),
    ],
)
def test_tiles_are_allowed_by_their_host(url, allowed):
    assert environment.origin(url) == allowed


@pytest.mark.parametrize("many", [1, 3])
def test_map_costs_the_same_for_one_and_for_three(client, many, django_assert_num_queries):
    school = make_school()
    client.force_login(make_user(Role.TEACHER, school=school))
    for number in range(many):
        make_partner(school, name=f"วัด {number}", **HERE)
        make_source(school, name=f"สวน {number}", **HERE)
    client.get(MAP)
    with django_assert_num_queries(6):
        client.get(MAP)
