"""What may be done to a board and its members, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from committee.models import Board, Confirmation, Member, Seat
from committee.services import boards
from schoolcare.access import Role
from schoolcare.models import AuditEvent, District, School
from tests.committee.making import make_board, make_member
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def clerk(board):
    return make_user(Role.CLERK, school=board.school)


def words(error):
    return " ".join(error.value.messages)


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        (date(2026, 6, 15), 4, date(2030, 6, 14)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2023, 3, 1), 1, date(2024, 2, 29)),
    ],
)
def test_term_ends_the_day_before_the_same_date(start, years, end):
    assert boards.end_of_term(start, years) == end


@pytest.mark.parametrize(
    ("kind", "office", "code"),
    [
        (School.Kind.PRIMARY, District.Kind.ESA_PRIMARY, "2564"),
        (School.Kind.MUNICIPAL, District.Kind.LOCAL, "LAO"),
        (School.Kind.EXPANDED, District.Kind.LOCAL, "LAO"),
        (School.Kind.SPECIAL, District.Kind.OTHER, "SPECIAL"),
    ],
)
def test_new_board_follows_the_rules_of_its_kind_of_school(kind, office, code):
    school = make_school(kind=kind, district=make_district(kind=office))

    made = boards.create_board(Board(school=school), by=make_user(Role.CLERK, school=school))

    assert (made.rule_set.code, made.number, made.state) == (code, 1, "draft")


def test_last_day_is_filled_in_and_number_follows(board, clerk):
    made = boards.create_board(Board(school=board.school, starts_on=date(2029, 6, 1)), by=clerk)

    assert (made.number, made.ends_on) == (2, date(2033, 5, 31))


def test_term_that_ends_before_it_starts_is_refused(board, clerk):
    board.ends_on = date(2025, 5, 31)

    with pytest.raises(ValidationError) as error:
        boards.update_board(board, by=clerk)

    assert words(error) == "วันครบวาระต้องหลังวันเริ่มวาระ"


def test_board_is_appointed_with_order_and_first_day_alone(clerk, board):
    draft = boards.create_board(Board(school=board.school), by=clerk)

    with pytest.raises(ValidationError) as error:
        boards.appoint(draft, by=clerk)

    assert sorted(error.value.message_dict) == ["order_number", "starts_on"]


def test_appointing_twice_is_recorded_once(board, clerk):
    draft = Board(school=board.school, order_number="9/2572", starts_on=date(2029, 6, 1))
    draft = boards.create_board(draft, by=clerk)

    for _ in range(2):
        draft = boards.appoint(draft, by=clerk)

    assert draft.state == Board.State.APPOINTED
    assert AuditEvent.objects.filter(action="board.state").count() == 1


def test_appointed_board_is_not_cancelled(board, clerk):
    with pytest.raises(ValidationError, match="ยกเลิกไม่ได้"):
        boards.cancel_board(board, by=clerk)


def test_second_chair_is_refused_until_the_first_has_left(board, clerk):
    second = Member(board=board, seat=Seat.CHAIR, first_name="ใหม่", last_name="ตัวอย่าง")
    with pytest.raises(ValidationError, match="มีประธานอยู่แล้ว"):
        boards.add_member(second, by=clerk)
    chair = board.members.get(seat=Seat.CHAIR)
    boards.leave(chair, on=date(2027, 1, 1), reason=Member.Reason.RESIGNED, by=clerk)

    boards.add_member(second, by=clerk)

    assert board.members.filter(seat=Seat.CHAIR).count() == 2


def test_database_holds_one_chair(board):
    with pytest.raises(IntegrityError):
        make_member(board, Seat.CHAIR)


def test_person_has_one_seat(board, clerk):
    number = "1-1019-00000-15-1"
    first = Member(board=board, seat=Seat.EXPERT, first_name="ก", citizen_id=number)
    boards.add_member(first, by=clerk)
    again = Member(board=board, seat=Seat.PARENT, first_name="ก", citizen_id="1101900000151")

    with pytest.raises(ValidationError, match="มีตำแหน่งในชุดนี้แล้ว"):
        boards.add_member(again, by=clerk)


def test_leaving_before_the_start_is_refused(board, clerk):
    member = board.members.get(seat=Seat.PARENT)

    with pytest.raises(ValidationError, match="ไม่ก่อนวันเริ่มวาระ"):
        boards.leave(member, on=date(2025, 5, 31), reason="resigned", by=clerk)


def test_what_the_office_writes_is_marked(board):
    officer = make_user(Role.DISTRICT_OFFICER, district=board.school.district)
    member = Member(board=board, seat=Seat.EXPERT, first_name="ก", last_name="ข")

    assert boards.add_member(member, by=officer).by_office is True


def test_log_says_that_an_id_changed_and_not_to_what(board, clerk):
    member = board.members.get(seat=Seat.PARENT)
    member.citizen_id = "1101900000151"
    boards.update_member(member, by=clerk)

    event = AuditEvent.objects.get(action="member.update")

    assert event.changes["fields"]["citizen_id"] == ["***", "***"]


@pytest.mark.parametrize(
    ("field", "value", "state"),
    [
        ("phone", "0812345678", "sent"),
        ("address", "1 หมู่ 2", "sent"),
        ("last_name", "เปลี่ยน", "reopened"),
        ("seat", Seat.EXPERT, "reopened"),
        ("starts_on", date(2025, 7, 1), "reopened"),
    ],
)
def test_change_of_seat_name_or_term_reopens_the_confirmation(board, clerk, field, value, state):
    said = boards.confirm(board, by=clerk)
    member = board.members.get(seat=Seat.PARENT)
    setattr(member, field, value)

    boards.update_member(member, by=clerk)

    said.refresh_from_db()
    assert said.state == state


def test_added_member_reopens_the_confirmation_and_the_log_tells_it(board, clerk):
    said = boards.confirm(board, by=clerk)

    member = {"title": "นาย", "first_name": "เพิ่ม", "last_name": "ภายหลัง"}
    boards.add_member(Member(board=board, seat=Seat.EXPERT, **member), by=clerk)

    said.refresh_from_db()
    assert said.state == "reopened"
    event = AuditEvent.objects.get(action="board.reopen")
    assert (event.target_id, event.actor_id, event.school_id) == (
        str(board.pk),
        clerk.pk,
        board.school_id,
    )


@pytest.mark.parametrize(
    ("field", "value", "state"),
    [
        ("starts_on", date(2025, 6, 2), "reopened"),
        ("ends_on", date(2029, 6, 1), "reopened"),
        ("order_number", "115/2568", "sent"),
    ],
)
def test_change_of_the_board_s_term_reopens_the_confirmation(board, clerk, field, value, state):
    said = boards.confirm(board, by=clerk)
    setattr(board, field, value)

    boards.update_board(board, by=clerk)

    said.refresh_from_db()
    assert said.state == state


def test_confirming_twice_says_it_once_and_anew_after_a_change(board, clerk):
    first, again = boards.confirm(board, by=clerk), boards.confirm(board, by=clerk)
    member = board.members.get(seat=Seat.PARENT)
    boards.leave(member, on=date(2027, 1, 1), reason="resigned", by=clerk)

    anew = boards.confirm(board, by=clerk)

    assert (first == again, anew == first) == (True, False)
    assert anew.content_hash != first.content_hash
    assert Confirmation.objects.count() == 2


def test_draft_is_not_confirmed(board, clerk):
    draft = boards.create_board(Board(school=board.school), by=clerk)

    with pytest.raises(ValidationError, match="คำสั่งแต่งตั้ง"):
        boards.confirm(draft, by=clerk)


def test_cancelled_board_is_neither_appointed_nor_given_members(board, clerk):
    Board.objects.update(state=Board.State.CANCELLED)
    member = Member(board=board, seat=Seat.EXPERT, first_name="ก", last_name="ข")

    for change in (
        lambda: boards.appoint(board, by=clerk),
        lambda: boards.add_member(member, by=clerk),
    ):
        with pytest.raises(ValidationError, match="ยกเลิกไปแล้ว"):
            change()
    assert board.members.count() == 9


def test_change_of_who_was_taken_out_meanwhile_is_refused_in_words(board, clerk):
    member = make_member(board, Seat.ALUMNI)
    Member.objects.filter(pk=member.pk).delete()
    member.phone = "0812345678"

    with pytest.raises(ValidationError, match="ออกจากทะเบียน"):
        boards.update_member(member, by=clerk)
