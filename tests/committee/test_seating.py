"""Seat by seat: who sits there, what is vacant and until when, who has left."""

from datetime import date, timedelta

import pytest

from committee.models import Board, Member, Seat
from committee.seating import refill_due, seating_of
from schoolcare.access import Role
from schoolcare.models import Membership
from tests.committee.making import SMALL_BOARD, TODAY, make_board, make_member
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LEFT = date(2026, 11, 2)


def seating(board, day=TODAY):
    return seating_of(board, day)


def gone(board, seat, **fields) -> Member:
    reason = {"left_on": LEFT, "left_reason": Member.Reason.RESIGNED}
    return make_member(board, seat, **reason | fields)


def test_rows_stand_in_the_order_of_seats_with_the_vacancy_among_them():
    board = make_board(seats=[one for one in SMALL_BOARD if one != Seat.LOCALGOV])
    left = gone(board, Seat.LOCALGOV)

    found = seating(board)

    assert [row.seat for row in found.rows] == list(SMALL_BOARD)
    vacant = [row for row in found.rows if row.is_vacant]
    assert [(row.former, row.refill_by, row.days_left) for row in vacant] == [
        (left, date(2027, 1, 31), 71)
    ]
    assert (found.people, found.former) == (8, [left])


def test_vacancy_names_who_is_appointed_and_has_not_begun():
    board = make_board(seats=[one for one in SMALL_BOARD if one != Seat.LOCALGOV])
    left = gone(board, Seat.LOCALGOV)
    coming = make_member(board, Seat.LOCALGOV, starts_on=date(2026, 12, 1), replaces=left)

    found = seating(board)

    (vacant,) = [row for row in found.rows if row.is_vacant]
    assert (vacant.former, vacant.successor, vacant.proposed) == (left, coming, None)
    assert [row.member for row in found.rows if row.is_coming] == [coming]


@pytest.mark.parametrize(("left", "due"), [(180, True), (179, False)])
def test_seat_is_not_refilled_when_little_of_the_term_remains(left, due):
    board = make_board(seats=())
    member = gone(board, Seat.ALUMNI, left_on=board.ends_on - timedelta(days=left))

    expected = member.left_on + timedelta(days=90) if due else None
    assert refill_due(board, member) == expected


def test_draft_has_no_day_by_which_to_refill():
    board = make_board(seats=(), state=Board.State.DRAFT)

    assert refill_due(board, gone(board, Seat.ALUMNI)) is None


def test_replaced_member_explains_no_vacancy():
    board = make_board(seats=[one for one in SMALL_BOARD if one != Seat.EXPERT])
    first = gone(board, Seat.EXPERT, left_on=date(2026, 1, 10))
    second = gone(board, Seat.EXPERT, replaces=first, starts_on=date(2026, 2, 1))

    vacant = [row for row in seating(board).rows if row.is_vacant]

    assert [row.former for row in vacant] == [second]


def test_leaving_counts_on_its_day():
    board = make_board()
    board.members.filter(seat=Seat.ALUMNI).update(left_on=TODAY + timedelta(days=1))

    assert seating(board).people == 9
    assert seating(board, TODAY + timedelta(days=1)).people == 8


def test_member_to_come_has_a_row_and_fills_nothing_yet():
    board = make_board(seats=[one for one in SMALL_BOARD if one != Seat.ALUMNI])
    make_member(board, Seat.ALUMNI, starts_on=TODAY + timedelta(days=9))

    rows = [row for row in seating(board).rows if row.seat == Seat.ALUMNI]

    assert sorted((row.is_vacant, row.is_coming) for row in rows) == [(False, True), (True, False)]


def test_director_has_the_seat_of_the_office():
    board = make_board(seats=SMALL_BOARD[:-1])
    director = make_user(Role.DIRECTOR, school=board.school)

    last = seating(board).rows[-1]

    assert (last.member, last.director.user, last.is_vacant) == (None, director, False)


def test_director_of_the_staff_sits_in_the_stead_of_who_is_written_down():
    board = make_board()
    written = board.members.get(seat=Seat.SECRETARY)
    assert (seating(board).rows[-1].member, seating(board).rows[-1].former) == (written, None)

    director = make_user(Role.DIRECTOR, school=board.school)

    last = seating(board).rows[-1]
    assert (last.member, last.director.user, last.former) == (None, director, written)
    assert seating(board).people == 9


def test_of_two_directors_the_holder_counts_then_who_began_last():
    board = make_board(seats=SMALL_BOARD[:-1])
    for name, facts in (
        ("รักษาการ", {"acting": "acting", "starts_on": date(2026, 11, 1)}),
        ("เก่า", {"starts_on": date(2020, 1, 1)}),
        ("ใหม่", {"starts_on": date(2026, 10, 1)}),
        ("พรุ่งนี้", {"starts_on": TODAY + timedelta(days=1)}),
    ):
        user = make_user(school=board.school, first_name=name)
        Membership.objects.create(user=user, school=board.school, role=Role.DIRECTOR, **facts)

    assert seating(board).rows[-1].director.user.first_name == "ใหม่"
    assert seating(board, TODAY + timedelta(days=1)).rows[-1].director.user.first_name == "พรุ่งนี้"


def test_board_that_is_over_stands_as_on_its_last_day():
    board = make_board(starts_on=date(2020, 6, 1), ends_on=date(2024, 5, 31))
    board.members.filter(seat=Seat.ALUMNI).update(left_on=date(2024, 6, 1))
    make_user(Role.DIRECTOR, school=board.school)

    found = seating(board)

    assert (found.people, found.former, found.rows[-1].director) == (9, [], None)


def test_draft_of_a_later_term_counts_its_members():
    later = {"starts_on": date(2029, 6, 1), "ends_on": date(2033, 5, 31)}
    board = make_board(state=Board.State.DRAFT, **later)

    assert (seating(board).people, seating(board).verdict.filled) == (9, 9)


def test_monk_without_a_surname_lacks_nothing():
    board = make_board(seats=())
    make_member(board, Seat.RELIGION, title="พระครู", last_name="", monastic_name="สุขธมฺโม")
    make_member(board, Seat.EXPERT, last_name="")

    assert seating(board).verdict.flaws == ("นามสกุลกรรมการ 1 คน",)
