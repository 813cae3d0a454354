"""Answers and links for who calls a meeting: what is listed, copied, made anew, written down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.links import reply_link, token_of
from committee.models import Attendance, ReplyLink
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_attendance, make_held, make_link, make_meeting
from tests.factories import make_user

WEEK = timedelta(days=7)


@pytest.fixture
def meeting(school):
    return make_meeting(board=make_board(school), held_on=timezone.localdate() + WEEK)


@pytest.fixture
def invitee(meeting):
    return make_attendance(meeting, post="ผู้แทนผู้ปกครอง")


def of(name, row):
    return reverse(f"committee:{name}", args=[row.pk])


def test_list_tells_who_answered_what(client, clerk, meeting, invitee):
    said = {"reply": "not_coming", "replied_at": timezone.now(), "reply_note": "ติดธุระ"}
    other = make_attendance(meeting, name="นางอื่น", **said)
    client.force_login(clerk)

    page = client.get(of("reply-list", meeting))

    assert [one for one, _link in page.context["rows"]] == [invitee, other]
    assert page.context["counts"] == [("ยังไม่ตอบ", 1), ("มาได้", 0), ("มาไม่ได้", 1)]
    assert "ติดธุระ" in page.content.decode()


def test_links_are_made_for_everybody_at_once(client, clerk, meeting, invitee):
    other = make_attendance(meeting, name="นางอื่น")
    client.force_login(clerk)

    page = client.post(of("link-create", meeting), follow=True)

    assert ReplyLink.objects.count() == 2
    addresses = [link for _one, link in page.context["rows"]]
    found = Attendance.objects.filter(pk__in=[invitee.pk, other.pk]).in_order()
    assert addresses == [reply_link(one, site="http://testserver/") for one in found]
    assert "ออกลิงก์ให้ทุกคน" not in page.content.decode()


def test_person_page_has_the_words_for_line(client, clerk, meeting, invitee):
    link = make_link(invitee)
    client.force_login(clerk)

    words = client.get(of("reply-told", invitee)).context["words"].split("\n")

    assert words[0] == "เรียน นายสมมติ ตัวอย่าง"
    assert words[-1] == f"http://testserver/committee/reply/{token_of(link)}/"
    assert (words[1], words[3]) == (f"ขอเชิญประชุม{meeting.body} ครั้งที่ 1/2569", "ณ ห้องประชุมพวงแสด")


def test_monk_is_addressed_as_one(client, clerk, meeting):
    link = make_link(make_attendance(meeting, name="พระครูสมมติ สุขธมฺโม"))
    client.force_login(clerk)

    assert client.get(of("reply-told", link.attendance)).context["words"].startswith("นมัสการ พระครู")
    assert "ขอนิมนต์ประชุม" in client.get(of("reply-told", link.attendance)).context["words"]
    assert "นมัสการ <b>พระครู" in client.get(f"/committee/reply/{token_of(link)}/").content.decode()


def test_picture_is_a_qr_code_and_kept_by_nobody(client, clerk, invitee):
    make_link(invitee)
    client.force_login(clerk)

    picture = client.get(of("link-qr", invitee))

    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Cache-Control"] == "private, no-store"
    assert picture.content.startswith(b"<?xml")
    assert b"style=" not in picture.content


def test_who_has_no_link_has_no_picture(client, clerk, invitee):
    client.force_login(clerk)

    assert client.get(of("link-qr", invitee)).status_code == 404


def test_new_link_kills_the_old_one(client, clerk, invitee):
    old = token_of(make_link(invitee))
    client.force_login(clerk)

    client.post(of("link-renew", invitee))

    assert client.get(f"/committee/reply/{old}/").status_code == 404
    fresh = token_of(ReplyLink.objects.get())
    assert client.get(f"/committee/reply/{fresh}/").status_code == 200


def test_withdrawn_link_is_offered_no_more(client, clerk, invitee):
    make_link(invitee)
    client.force_login(clerk)

    page = client.post(of("link-withdraw", invitee), follow=True)

    assert (page.context["address"], page.context["words"]) == ("", "")
    assert "ลิงก์ถูกยกเลิกแล้ว" in page.content.decode()


def test_no_link_for_a_cancelled_meeting(client, clerk, school):
    board = make_board(school)
    meeting = make_meeting(board=board, state="cancelled", cancel_reason="ฝนตกหนัก")
    invitee = make_attendance(meeting)
    client.force_login(clerk)

    client.post(of("link-create", meeting))
    page = client.post(of("link-renew", invitee), follow=True)

    assert not ReplyLink.objects.exists()
    assert "จึงออกลิงก์ไม่ได้" in page.content.decode()


def test_answer_by_telephone_is_written_down_in_the_name_of_who_did(client, clerk, invitee):
    client.force_login(clerk)

    client.post(of("reply-told", invitee), {"reply": "coming", "note": "โทรมา"})

    invitee.refresh_from_db()
    assert (invitee.reply, invitee.reply_note) == ("coming", "โทรมา")
    event = AuditEvent.objects.get(action="attendance.answer")
    assert (event.actor_id, event.changes["via"]) == (clerk.pk, "เจ้าหน้าที่บันทึกแทน")


def test_answer_by_telephone_may_be_written_down_late_but_not_after_adoption(client, clerk, school):
    meeting = make_held(board=make_board(school))
    invitee = make_attendance(meeting)
    client.force_login(clerk)
    client.post(of("reply-told", invitee), {"reply": "coming"})
    later = make_held(board=meeting.board, number=2)
    type(meeting).objects.filter(pk=meeting.pk).update(
        minutes_state="adopted", adopted_at_meeting=later
    )

    page = client.post(of("reply-told", invitee), {"reply": "not_coming"})

    assert "รับรองแล้ว" in str(page.context["form"].errors)
    assert Attendance.objects.get(pk=invitee.pk).reply == "coming"


def test_answer_is_not_seen_by_who_only_views_meetings(client, school, meeting, invitee):
    client.force_login(make_user(Role.BOARD_MEMBER, school=school))

    assert client.get(of("reply-list", meeting)).status_code == 403
    assert client.get(of("reply-told", invitee)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_queries(client, clerk, meeting, rows, django_assert_num_queries):
    for number in range(rows):
        make_link(make_attendance(meeting, name=f"คนที่ {number}"))
    client.force_login(clerk)

    with django_assert_num_queries(3):
        client.get(of("reply-list", meeting))
