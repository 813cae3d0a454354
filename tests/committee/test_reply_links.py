"""A signed link: opens one invitation to whoever holds it, and nothing to anybody else."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.links import find_link, reply_link, token_of
from committee.models import Attendance, Heading, Meeting, ReplyLink
from committee.models.links import LINK_DAYS, new_code
from committee.services import replies
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board, make_member
from tests.committee.meeting_factory import (
    make_attendance,
    make_held,
    make_item,
    make_link,
    make_meeting,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
COMING = {"reply": "coming"}
NOT_COMING = {"reply": "not_coming", "note": "ติดธุระ"}


@pytest.fixture
def link():
    return make_link()


def url_of(link):
    return reverse("committee:reply", args=[token_of(link)])


def said(link):
    one = Attendance.objects.get(pk=link.attendance_id)
    return one.reply, one.reply_note, one.replied_at is not None


def move(link, **fields):
    Meeting.objects.filter(pk=link.attendance.meeting_id).update(**fields)


def test_link_shows_the_meeting_to_who_has_not_logged_in(client, link):
    make_item(link.attendance.meeting, title="แผนปฏิบัติการประจำปี")

    page = client.get(url_of(link))

    assert page.status_code == 200
    shown = page.content.decode()
    parts = ["นายสมมติ ตัวอย่าง", "ครั้งที่ 1/2569", "ห้องประชุมพวงแสด", "09:30 น.", "แผนปฏิบัติการประจำปี"]
    assert [part for part in parts if part not in shown] == []
    assert f"พ.ศ. {link.attendance.meeting.held_on.year + 543}" not in shown  # the short date
    assert str(link.attendance.meeting.held_on.year + 543) in shown


def test_link_leaves_no_cookie_and_is_kept_by_nobody(client, link):
    page = client.get(url_of(link))

    assert dict(page.cookies) == {}
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_title_names_nobody(client, link):
    """LINE shows the title of an address to everybody in a group."""
    head = client.get(url_of(link)).content.decode().partition("</head>")[0]

    assert "<title>เชิญประชุม – schoolcare</title>" in head
    assert "สมมติ" not in head


def test_link_shows_nothing_of_others(client, link):
    other = make_attendance(link.attendance.meeting, name="นางลับ", reply_note="ป่วยหนัก")
    make_member(link.attendance.meeting.board, 5, phone="0899999999")
    assert other.pk

    shown = client.get(url_of(link)).content.decode()

    assert [word for word in ("นางลับ", "ป่วยหนัก", "0899999999") if word in shown] == []


def test_answer_is_kept_with_its_moment_and_told(client, link):
    answer = client.post(url_of(link), NOT_COMING)

    assert (answer.status_code, answer.url) == (302, url_of(link))
    assert said(link) == ("not_coming", "ติดธุระ", True)
    event = AuditEvent.objects.get(action="attendance.answer")
    assert (event.actor_id, event.school_id) == (None, link.attendance.meeting.school_id)
    assert event.changes == {"reply": ["none", "not_coming"], "via": "ลิงก์"}


def test_answer_can_be_changed_and_the_page_says_which_counts(client, link):
    client.post(url_of(link), NOT_COMING)
    client.post(url_of(link), COMING)

    assert said(link) == ("coming", "", True)
    assert "ตอบว่า <b>จะเข้าประชุม</b>" in client.get(url_of(link)).content.decode()


def test_second_tap_changes_nothing(client, link):
    client.post(url_of(link), COMING)
    first = Attendance.objects.get(pk=link.attendance_id).replied_at
    client.post(url_of(link), COMING)

    assert Attendance.objects.get(pk=link.attendance_id).replied_at == first
    assert AuditEvent.objects.filter(action="attendance.answer").count() == 1


def test_look_answers_nothing(client, link):
    client.get(url_of(link), {"reply": "coming"})

    assert said(link) == ("none", "", False)


@pytest.mark.parametrize("typed", [{}, {"reply": "maybe"}, {"reply": "none"}])
def test_answer_that_is_none_is_refused_in_words(client, link, typed):
    page = client.post(url_of(link), typed)

    assert "กรุณากดปุ่ม" in page.content.decode()
    assert said(link) == ("none", "", False)


def test_note_that_is_too_long_is_refused(client, link):
    page = client.post(url_of(link), COMING | {"note": "ก" * 201})

    assert "ยาวเกิน 200" in page.content.decode()
    assert said(link) == ("none", "", False)


def test_answer_after_the_beginning_is_refused_in_words(client, link):
    now = timezone.localtime()
    move(link, held_on=now.date(), starts_at=time(0, 0))

    page = client.post(url_of(link), COMING)

    assert replies.BEGUN in page.content.decode()
    assert said(link) == ("none", "", False)
    assert "<button" not in client.get(url_of(link)).content.decode()


def test_meeting_that_was_opened_early_takes_no_answer(client, link):
    move(link, state="held")

    assert replies.BEGUN in client.post(url_of(link), COMING).content.decode()
    assert said(link) == ("none", "", False)


def test_cancelled_meeting_says_so_without_the_reason(client, link):
    move(link, state="cancelled", cancel_reason="ประธานป่วย")

    for page in (client.get(url_of(link)), client.post(url_of(link), COMING)):
        assert "ยกเลิก" in page.content.decode()
        assert "ประธานป่วย" not in page.content.decode()
    assert said(link) == ("none", "", False)


def test_who_plays_with_a_link_does_not_fill_the_log(client, link):
    for _ in range(replies.MOST_ANSWERS // 2):
        client.post(url_of(link), COMING)
        client.post(url_of(link), NOT_COMING)

    page = client.post(url_of(link), COMING)

    assert replies.TOO_MANY in page.content.decode()
    assert AuditEvent.objects.filter(action="attendance.answer").count() == replies.MOST_ANSWERS


# ---- links that open nothing ---------------------------------------------------------------------


def spoil(link):
    token = token_of(link)
    return token[:-1] + ("0" if token[-1] != "0" else "1")


def of_others_code(link):
    return new_code() + token_of(link)[16:]


@pytest.mark.parametrize(
    "token",
    [
        spoil,
        of_others_code,
        lambda link: link.code,
        lambda link: token_of(link)[:-1],
        lambda link: token_of(link) + "0",
        lambda link: "x",
        lambda link: f"{new_code()}{'0' * 32}",
    ],
)
def test_token_that_was_never_given_out_is_refused_before_the_database(
    client, link, token, django_assert_num_queries
):
    with django_assert_num_queries(0):
        page = client.get(reverse("committee:reply", args=[token(link)]))

    assert page.status_code == 404
    assert "ลิงก์นี้ใช้ไม่ได้" in page.content.decode()


def outdate(link):
    move(link, held_on=timezone.localdate() - timedelta(days=LINK_DAYS + 1))


def withdraw(link):
    replies.withdraw_link(link.attendance, by=link.made_by)


def renew(link):
    replies.renew_link(link.attendance, by=link.made_by)


def uninvite(link):
    link.attendance.delete()


@pytest.mark.parametrize("end", [outdate, withdraw, renew, uninvite])
def test_dead_links_all_get_the_same_page(client, link, end):
    url, wrong = url_of(link), reverse("committee:reply", args=["x"])
    end(link)

    pages = [client.get(url), client.post(url, COMING), client.get(wrong)]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert pages[0]["Referrer-Policy"] == "no-referrer"
    assert not Attendance.objects.filter(reply="coming").exists()


def test_link_opens_until_its_last_day(link):
    last = link.attendance.meeting.held_on + timedelta(days=LINK_DAYS)

    assert find_link(token_of(link), last) == link
    assert find_link(token_of(link), last + timedelta(days=1)) is None


def test_new_link_opens_what_the_old_one_did(client, link):
    fresh = replies.renew_link(link.attendance, by=link.made_by)

    assert client.get(url_of(fresh)).status_code == 200
    assert ReplyLink.objects.get().code != link.code


def test_row_alone_opens_nothing(link, settings):
    token = token_of(link)
    settings.SECRET_KEY = "another server's"

    assert find_link(token, timezone.localdate()) is None


def test_member_who_left_before_the_meeting_has_no_link_any_more(client):
    board = make_board(ends_on=date(2069, 5, 31))
    member = board.members.first()
    meeting = make_meeting(board=board, held_on=timezone.localdate() + timedelta(days=7))
    link = make_link(make_attendance(meeting, member=member))
    assert client.get(url_of(link)).status_code == 200

    board.members.filter(pk=member.pk).update(left_on=meeting.held_on)

    assert client.get(url_of(link)).status_code == 404


# ---- what a link shows ---------------------------------------------------------------------------


def test_minutes_are_shown_once_they_are_adopted(client):
    meeting = make_held(held_on=timezone.localdate() - timedelta(days=7))
    make_item(meeting, discussion="ที่ประชุมหารือกัน", outcome="approved")
    url = url_of(make_link(make_attendance(meeting)))
    later = make_held(board=meeting.board, number=2)
    assert "ที่ประชุมหารือกัน" not in client.get(url).content.decode()

    Meeting.objects.filter(pk=meeting.pk).update(minutes_state="adopted", adopted_at_meeting=later)

    assert "ที่ประชุมหารือกัน" in client.get(url).content.decode()


@pytest.mark.parametrize("kind", ["lead", "coordinate", "work", "staff", "panel", "improvement"])
def test_agenda_of_meetings_that_speak_of_pupils_stays_inside(client, kind):
    day = timezone.localdate() + timedelta(days=7)
    meeting = make_meeting(kind=kind, body="ทีม", held_on=day)
    make_item(meeting, Heading.DECIDE, title="กรณีเด็กชายลับ")

    shown = client.get(url_of(make_link(make_attendance(meeting)))).content.decode()

    assert "เด็กชายลับ" not in shown
    assert "แจกในที่ประชุม" in shown


def test_two_people_with_one_telephone_answer_each_for_themselves(client, link):
    other = make_link(make_attendance(link.attendance.meeting, name="นางคู่ครอง ตัวอย่าง"))

    client.post(url_of(link), COMING)
    client.post(url_of(other), NOT_COMING)

    assert (said(link)[0], said(other)[0]) == ("coming", "not_coming")


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_link_costs_the_same_queries(client, link, rows, django_assert_num_queries):
    for number in range(rows):
        make_item(link.attendance.meeting, title=f"เรื่องที่ {number}")
        make_attendance(link.attendance.meeting, name=f"คนที่ {number}")

    with django_assert_num_queries(3):
        client.get(url_of(link))


def test_address_is_that_of_the_site(link, settings):
    path = url_of(link)
    assert (
        reply_link(link.attendance, site="http://10.0.0.5:8000/") == f"http://10.0.0.5:8000{path}"
    )
    assert reply_link(link.attendance) == f"https://localhost{path}"

    settings.SITE_URL = "https://care.school.example"

    assert reply_link(link.attendance, site="http://x/") == f"https://care.school.example{path}"


def test_nobody_without_a_link_has_an_address(link):
    assert reply_link(make_attendance(link.attendance.meeting)) == ""

    withdraw(link)

    assert reply_link(Attendance.objects.get(pk=link.attendance_id)) == ""


def test_links_are_made_for_who_never_had_one(link):
    clerk = make_user(Role.CLERK, school=link.attendance.meeting.school)
    withdraw(link)
    new = make_attendance(link.attendance.meeting, name="คนใหม่")

    counts = [replies.make_links(link.attendance.meeting, by=clerk) for _ in range(2)]

    assert counts == [1, 0]
    assert list(ReplyLink.objects.filter(withdrawn_at=None)) == [new.reply_link]
