"""Partners and the service area on a phone: written down in a minute, on the map, accessible."""

import pytest
from django.urls import reverse

from community.models import Contact
from tests.access_place import fill, make_place
from tests.community.making_partners import make_head, make_partner, make_person, make_source
from tests.community.rows_partners import PARTNER_POST_ONLY, PARTNER_ROWS
from tests.factories import make_school
from tests.schoolcare.test_look import PHONE, TALL, is_wider_than_the_window, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTS = ("partner", "agreement", "village", "source", "plan", "need", "place")


@pytest.fixture
def enter(page, live_server, client):
    """Sign somebody in and open a page on a phone."""

    def go(person, address):
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([cookie | {"url": live_server.url}])
        page.set_viewport_size(PHONE)
        return page.goto(live_server.url + address)

    yield go
    page.wait_for_load_state("networkidle")


def test_contact_is_written_down_at_the_temple_gate(enter, page):
    school = make_school()
    partner = make_partner(school)
    make_person(partner, is_main=True)
    enter(make_head(school), partner.get_absolute_url())

    page.get_by_role("link", name="บันทึกการติดต่อ").locator("visible=true").click()
    page.get_by_label("เรื่องที่คุย").fill("ขอใช้ศาลา")
    page.get_by_label("สิ่งที่ต้องทำต่อ").fill("ส่งหนังสือ")
    page.get_by_role("button", name="บันทึก").click()
    page.get_by_role("button", name="ทำแล้ว").click()
    page.get_by_text("ทำเครื่องหมายว่าทำแล้ว").wait_for()

    contact = Contact.objects.get()
    assert (contact.said, contact.is_done) == ("ขอใช้ศาลา", True)
    assert str(contact.person) == "พระครูใจดี สุจิตฺโต"


def test_map_shows_pins_with_the_numbers_of_the_list(enter, page):
    school = make_school()
    make_partner(school, latitude="19.9", longitude="99.8")
    make_source(school, latitude="19.95", longitude="99.85")
    wrong = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)

    enter(make_head(school), reverse("community:place-list"))
    page.locator(".leaflet-marker-icon").nth(1).wait_for()

    assert page.locator(".leaflet-marker-icon").all_inner_texts() == ["1", "2"]
    assert wrong == []


def test_place_is_tapped_on_the_map_of_a_form(enter, page):
    school = make_school()
    temple = make_partner(school)
    make_source(school, latitude="19.95", longitude="99.85")

    enter(make_head(school), reverse("community:partner-update", args=[temple.pk]))
    page.locator("#tap-map").click(position={"x": 60, "y": 60})
    page.locator(".pin.here").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="บันทึก").click()

    temple.refresh_from_db()
    assert 19.9 < temple.latitude < 20
    assert 99.8 < temple.longitude < 99.9


def test_pages_of_partners_are_accessible(enter, page):
    place = fill(make_place())
    names = set(PARTNER_ROWS) - PARTNER_POST_ONLY - {"community:agreement-scan"}
    names -= {one.replace("-update", "-create") for one in names}  # the same forms
    urls = [reverse(name, kwargs=PARTNER_ROWS[name](place)) for name in sorted(names)]
    urls += [reverse(f"community:{name}-list") for name in LISTS]
    found = []
    for url in urls:
        status = enter(place.everybody, url).status
        found += [f"{url}: {status}"] if status != 200 else []
        found += [f"{url}: wide"] if is_wider_than_the_window(page) else []
        page.set_viewport_size(PHONE | {"height": TALL})
        found += [f"{url}: {one}" for one in violations(page)]

    assert found == []
