"""Writing the minutes on a phone while the meeting goes on: what comes up, what others do."""

import pytest
from django.urls import reverse

from committee.models import Meeting
from committee.services import agenda
from schoolcare.access import Role
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_held, make_item
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPENING = "ประธานกล่าวเปิดประชุม"


@pytest.fixture
def clerk():
    return make_user(Role.CLERK, school=make_board().school)


@pytest.fixture
def meeting(clerk):
    school = clerk.memberships.get().school
    return make_held(board=school.boards.get(), ends_at=None)


@pytest.fixture
def minutes(page, live_server, client, clerk, meeting):
    """A phone at the page of the minutes."""
    client.force_login(clerk)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + reverse("committee:minutes-edit", args=[meeting.pk]))
    yield page
    # A request under way would write into tables that are being emptied.
    page.wait_for_load_state("networkidle")


def test_what_was_typed_before_a_matter_is_added_stands_and_asks_nothing(minutes, meeting):
    minutes.locator("[name=opening]").fill(OPENING)
    minutes.get_by_role("link", name="เพิ่มเรื่อง ในวาระที่ 1").click()
    minutes.locator("[name=title]").fill("ขอบคุณกรรมการทุกท่าน")
    minutes.get_by_role("button", name="บันทึก").click()

    minutes.get_by_role("heading", name="1.1 ขอบคุณกรรมการทุกท่าน").wait_for()
    assert minutes.locator("[name=opening]").input_value() == OPENING
    assert minutes.locator("#autosave-note").count() == 0
    assert Meeting.objects.get(pk=meeting.pk).opening == OPENING


def test_text_of_a_matter_that_somebody_takes_off_is_told(page, request, clerk, meeting):
    item = make_item(meeting)
    minutes = request.getfixturevalue("minutes")
    agenda.remove_item(item, by=clerk)

    minutes.locator(f'[name="item.{item.pk}.discussion"]').fill("อภิปรายกันมาก")

    minutes.get_by_text("มีคนนำเรื่องหนึ่งออกจากวาระไปแล้ว").wait_for()
    kept = meeting.revisions.get().body["texts"]
    assert kept[f"item.{item.pk}.discussion"] == "อภิปรายกันมาก"
