"""Invitations on a phone: accessible, without sideways scroll, without script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.links import token_of
from committee.models import Attendance, Seat
from schoolcare.access import Role
from tests.committee.making import make_board, make_member
from tests.committee.meeting_factory import (
    make_attendance,
    make_held,
    make_item,
    make_link,
    make_meeting,
    make_resolution,
)
from tests.factories import make_user
from tests.schoolcare.test_look import PHONE
from tests.test_accessible import walk

pytestmark = pytest.mark.browser
assert walk  # the fixture


@pytest.fixture
def person(school):
    return make_user(Role.BOARD_MEMBER, school=school)


@pytest.fixture
def link(school, person):
    """Of a board member with an account, a week ahead; something is left to do."""
    today = timezone.localdate()
    board = make_board(school, seats=(), starts_on=today - timedelta(days=300))
    member = make_member(board, Seat.EXPERT, user=person)
    held = make_held(board=board, number=1, held_on=today - timedelta(days=60))
    make_resolution(held, owner=person)
    meeting = make_meeting(board=board, number=2, held_on=today + timedelta(days=7))
    make_item(meeting, detail="เอกสารแนบ")
    return make_link(make_attendance(meeting, member=member, post="ผู้ทรงคุณวุฒิ"))


def of(name, *args):
    return reverse(f"committee:{name}", args=args)


def test_pages_of_a_member_are_accessible(walk, person, link):
    own = [of("own-list"), of("own-detail", link.attendance.meeting_id)]
    assert walk(person, ["/", *own, of("reply", token_of(link))]) == []


def test_pages_of_who_calls_the_meeting_are_accessible(walk, clerk, link):
    lists = [of("reply-list", link.attendance.meeting_id)]
    lists += [of("member-account", link.attendance.member_id)]
    assert walk(clerk, [*lists, of("reply-told", link.attendance_id)]) == []


def test_answer_works_without_script_and_without_cookies(browser, live_server, link):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(live_server.url + of("reply", token_of(link)))

    page.get_by_label("เหตุผลหรือข้อความถึงผู้เชิญ").fill("ติดธุระ")
    page.get_by_role("button", name="เข้าประชุมไม่ได้").click()

    page.get_by_text("ตอบว่า เข้าประชุมไม่ได้").wait_for()
    one = Attendance.objects.get()
    assert (one.reply, one.reply_note, context.cookies()) == ("not_coming", "ติดธุระ", [])
    context.close()


def test_link_is_copied_with_one_tap(page, live_server, client, clerk, link):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    client.force_login(clerk)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.goto(live_server.url + of("reply-list", link.attendance.meeting_id))

    page.get_by_role("button", name="คัดลอกลิงก์").click()

    page.get_by_text("คัดลอกแล้ว").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_server.url}{of('reply', token_of(link))}"
