"""A board member with an account: own meetings of the own time, own answers, nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import Member, Seat
from committee.own import own_meetings, own_resolutions, upcoming
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Membership
from tests.committee.making import make_board, make_member
from tests.committee.meeting_factory import (
    make_attendance,
    make_held,
    make_item,
    make_meeting,
    make_resolution,
)
from tests.factories import make_school, make_user

TODAY = timezone.localdate()
LAST_YEAR, SOON = TODAY - timedelta(days=365), TODAY + timedelta(days=7)
LIST = "/committee/mine/"


@pytest.fixture
def board(school):
    facts = {"starts_on": LAST_YEAR - timedelta(days=30), "ends_on": TODAY + timedelta(days=900)}
    return make_board(school, seats=(), **facts)


@pytest.fixture
def person(school):
    return make_user(Role.BOARD_MEMBER, school=school)


@pytest.fixture
def member(board, person):
    return make_member(board, Seat.EXPERT, user=person)


@pytest.fixture
def meeting(board, member):
    return make_meeting(board=board, held_on=SOON)


def of(name, row):
    return reverse(f"committee:{name}", args=[row.pk])


def test_member_finds_the_meetings_of_the_own_board(client, person, meeting, school):
    make_attendance(meeting, member=Member.objects.get())
    make_meeting(held_on=SOON)
    make_meeting(kind="staff", school=school, body="ครู", held_on=SOON)
    client.force_login(person)

    page = client.get(LIST)

    assert [row["meeting"] for row in page.context["coming"]] == [meeting]
    assert "จะเข้าประชุม" in page.content.decode()


def test_home_page_shows_the_next_meetings_with_buttons(client, person, meeting):
    make_attendance(meeting, member=Member.objects.get())
    make_resolution(make_held(board=meeting.board, number=9, held_on=LAST_YEAR), owner=person)
    client.force_login(person)

    shown = client.get("/").content.decode()

    parts = ["การประชุมของฉัน", "ห้องประชุมพวงแสด", of("own-reply", meeting), "จัดทำหนังสือขอบคุณ"]
    assert [part for part in parts if part not in shown] == []


def test_home_page_of_others_has_no_such_part(client, teacher, meeting):
    client.force_login(teacher)

    assert client.get("/").context["parts"] == []


def test_member_answers_for_themself(client, person, member, meeting):
    mine = make_attendance(meeting, member=member)
    other = make_attendance(meeting, name="คนอื่น")
    client.force_login(person)

    client.post(of("own-reply", meeting), {"reply": "not_coming", "note": "ติดธุระ"})

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.reply, mine.reply_note, other.reply) == ("not_coming", "ติดธุระ", "none")
    event = AuditEvent.objects.get(action="attendance.answer")
    assert (event.actor_id, event.changes["via"]) == (person.pk, "บัญชีของตนเอง")


def test_answer_after_the_beginning_is_refused_in_words(client, person, member, board):
    meeting = make_held(board=board, held_on=TODAY)
    mine = make_attendance(meeting, member=member)
    client.force_login(person)

    page = client.post(of("own-reply", meeting), {"reply": "coming"})

    assert "การประชุมเริ่มไปแล้ว" in page.content.decode()
    mine.refresh_from_db()
    assert mine.reply == "none"


def test_who_is_not_on_the_list_answers_nothing(client, person, meeting):
    client.force_login(person)

    assert client.get(of("own-detail", meeting)).status_code == 200
    assert client.post(of("own-reply", meeting), {"reply": "coming"}).status_code == 404


def test_who_left_sees_the_own_time_and_nothing_new(client, person, member, meeting):
    old = make_held(board=meeting.board, number=9, held_on=LAST_YEAR)
    late = make_attendance(meeting, member=member)
    Member.objects.filter(pk=member.pk).update(left_on=TODAY)
    client.force_login(person)

    assert list(own_meetings(person)) == [old]
    assert client.get(of("own-detail", old)).status_code == 200
    assert client.get(of("own-detail", meeting)).status_code == 404
    assert client.post(of("own-reply", meeting), {"reply": "coming"}).status_code == 404
    late.refresh_from_db()
    assert late.reply == "none"


def test_meetings_before_the_own_time_are_not_shown(person, member, board):
    make_held(board=board, held_on=LAST_YEAR)
    Member.objects.filter(pk=member.pk).update(starts_on=LAST_YEAR + timedelta(days=1))

    assert list(own_meetings(person)) == []


def test_guest_sees_the_meeting_they_were_invited_to(person, school, board):
    meeting = make_meeting(kind="parents", school=school, body="เครือข่าย", held_on=SOON)
    make_attendance(meeting, user=person, duty="guest", counts=False)
    make_meeting(kind="parents", school=school, body="อื่น", held_on=SOON)

    assert list(own_meetings(person)) == [meeting]


def test_meeting_of_the_office_above_is_shown_to_its_guest(person, school, board):
    facts = {"kind": "network", "body": "เครือข่าย", "held_on": SOON}
    here = make_meeting(district=school.district, **facts)
    elsewhere = make_meeting(district=make_school().district, **facts)
    for meeting in (here, elsewhere):
        make_attendance(meeting, user=person, duty="guest", counts=False)

    assert list(own_meetings(person)) == [here]


def test_member_of_two_schools_finds_both(client, person, meeting):
    other = make_school()
    Membership.objects.create(user=person, school=other, role=Role.BOARD_MEMBER)
    there = make_board(other, seats=())
    make_member(there, Seat.EXPERT, user=person)
    second = make_meeting(board=there, held_on=SOON + timedelta(days=1))

    assert list(upcoming(person, TODAY)) == [meeting, second]


def test_board_of_a_school_where_the_role_is_not_held_is_not_shown(person, meeting):
    there = make_board(seats=())
    make_member(there, Seat.EXPERT, user=person)
    make_meeting(board=there, held_on=SOON)

    assert list(own_meetings(person)) == [meeting]


def test_stranger_finds_nothing(client, meeting):
    stranger = make_user(Role.BOARD_MEMBER, school=make_school())
    client.force_login(stranger)

    assert client.get(of("own-detail", meeting)).status_code == 404
    assert client.get(LIST).context["coming"] == []


def test_colleague_on_another_board_of_the_school_finds_nothing(client, school, meeting):
    client.force_login(make_user(Role.BOARD_MEMBER, school=school))

    assert client.get(of("own-detail", meeting)).status_code == 404


def test_page_shows_no_discussion_before_adoption(client, person, member, board):
    meeting = make_held(board=board, held_on=LAST_YEAR)
    make_item(meeting, discussion="หารือลับ", resolution="มติลับ")
    client.force_login(person)
    assert "ลับ" not in client.get(of("own-detail", meeting)).content.decode()

    later = make_held(board=board, number=2, held_on=TODAY)
    type(meeting).objects.filter(pk=meeting.pk).update(
        minutes_state="adopted", adopted_at_meeting=later
    )

    shown = client.get(of("own-detail", meeting)).content.decode()
    assert ("หารือลับ" in shown, "มติลับ" in shown) == (True, True)


def test_resolutions_are_those_given_to_the_person(person, member, board):
    held = make_held(board=board, held_on=LAST_YEAR)
    later = make_resolution(held, owner=person)
    due = make_resolution(item=later.item, owner=person, due_on=TODAY)
    make_resolution(item=later.item, owner=person, status="done", done_on=TODAY)
    make_resolution(item=later.item)
    make_resolution(owner=person)

    assert list(own_resolutions(person)) == [due, later]


def test_resolutions_of_who_is_named_as_the_list_names_them(person, member, board):
    held = make_held(board=board, held_on=LAST_YEAR)
    make_attendance(held, member=member, name="นายสมมติ ตัวอย่าง")
    make_attendance(held, name="นางอื่น ตัวอย่าง")
    mine = make_resolution(held, owner_name="นายสมมติ ตัวอย่าง")
    make_resolution(item=mine.item, owner_name="นางอื่น ตัวอย่าง")
    make_resolution(item=mine.item, owner_name="ผู้อำนวยการ")

    assert list(own_resolutions(person)) == [mine]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_queries(client, person, board, rows, django_assert_num_queries):
    member = make_member(board, Seat.EXPERT, user=person)
    for number in range(rows):
        meeting = make_meeting(board=board, number=number + 1, held_on=SOON)
        make_attendance(meeting, member=member)
        held = make_held(board=board, number=number + 5, held_on=LAST_YEAR)
        make_resolution(held, owner=person)
    client.force_login(person)

    with django_assert_num_queries(6):
        client.get(LIST)
    with django_assert_num_queries(4):
        client.get("/")


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_costs_the_same_queries(client, person, meeting, rows, django_assert_num_queries):
    for number in range(rows):
        make_item(meeting, title=f"เรื่องที่ {number}")
        make_attendance(meeting, name=f"คนที่ {number}")
    client.force_login(person)

    with django_assert_num_queries(5):
        client.get(of("own-detail", meeting))
