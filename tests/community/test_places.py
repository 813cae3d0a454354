"""The map of the community: a list that is the whole page without script, and pins beside it."""

import json
import re

import pytest
from django.urls import reverse

from community.models import VillagePlace
from schoolcare import environment
from schoolcare.access import Role
from schoolcare.documents import prepare
from tests.community.making_partners import make_head, make_partner, make_source, make_village
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
MAP = reverse("community:place-list")
HERE = {"latitude": "19.90000", "longitude": "99.80000"}


def put_village(school, **fields):
    village = make_village(school, **fields)
    by = make_head(school)
    VillagePlace.objects.create(village=village, school=school, changed_by=by, **HERE)
    return village


def data_of(text, name):
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', text)
    return json.loads(found[1])


def test_map_lists_what_has_a_place(client):
    school = make_school()
    client.force_login(make_user(Role.TEACHER, school=school))
    home = put_village(school)
    temple = make_partner(school, **HERE)
    garden = make_source(school, **HERE)
    make_partner(school, name="วัดไม่มีที่")
    make_partner(school, name="วัดเก่า", is_active=False, **HERE)
    other = make_school()
    make_partner(other, name="วัดอื่น", **HERE)
    put_village(other, name="บ้านอื่น")

    response = client.get(MAP)

    places = data_of(response.text, "places")
    assert [(one["number"], one["name"], one["url"]) for one in places] == [
        (1, "บ้านดอยงาม หมู่ 3", reverse("community:village-detail", args=[home.pk])),
        (2, "วัดดอยงาม", temple.get_absolute_url()),
        (3, "สวนสมุนไพร", garden.get_absolute_url()),
    ]
    assert [one["shape"] for one in places] == ["village", "partner", "source"]
    assert 'href="geo:19.90000,99.80000"' in response.text


def test_name_cannot_leave_the_data_of_the_page(client):
    school = make_school()
    client.force_login(make_user(Role.TEACHER, school=school))
    make_partner(school, name="</script><b>วัด", **HERE)

    text = client.get(MAP).text

    assert "</script><b>" not in text
    assert data_of(text, "places")[0]["name"] == "</script><b>วัด"


def test_sheet_of_the_service_area_has_the_places():
    school = make_school()
    put_village(school)
    asked = {"school": school.code, "year": "2569"}

    sheet = prepare("service-area", asked, user=make_head(school)).sheet()

    assert [row[-2:] for row in sheet.rows] == [["19.90000", "99.80000"]]


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
        village = put_village(school, name=f"บ้าน {number}")
        make_partner(school, name=f"วัด {number}", village=village, **HERE)
        make_source(school, name=f"สวน {number}", village=village, **HERE)
    client.get(MAP)
    with django_assert_num_queries(4):
        client.get(MAP)


def test_village_without_a_place_is_offered_to_who_may_put_it(client):
    school = make_school()
    village = make_village(school)
    url = reverse("community:village-place", args=[village.pk])
    client.force_login(make_user(Role.TEACHER, school=school))
    assert "บ้านดอยงาม" in client.get(MAP).text
    assert url not in client.get(MAP).text
    client.force_login(make_head(school))
    assert url in client.get(MAP).text

    client.post(url, {"latitude": "19.91234, 99.81234"})

    place = VillagePlace.objects.get(village=village)
    assert (str(place.latitude), str(place.longitude)) == ("19.91234", "99.81234")
    assert "หมู่บ้านที่ยังไม่มีตำแหน่ง" not in client.get(MAP).text


def test_village_of_another_school_is_not_put_on_the_map(client):
    village = make_village(make_school())
    client.force_login(make_head())

    url = reverse("community:village-place", args=[village.pk])
    response = client.post(url, {"latitude": "19.9", "longitude": "99.8"})

    assert response.status_code == 404
    assert not VillagePlace.objects.exists()


def test_form_with_a_map_shows_what_stands_there_but_itself(client):
    school = make_school()
    client.force_login(make_head(school))
    put_village(school)
    temple = make_partner(school, **HERE)

    text = client.get(reverse("community:partner-update", args=[temple.pk])).text

    assert [one["name"] for one in data_of(text, "tap-places")["places"]] == ["บ้านดอยงาม หมู่ 3"]
