"""The one rule of the registry, on boards made for it (admin.md §1.2, §1.9)."""

from datetime import date, timedelta

import pytest

from committee.completeness import Sitting, Status, judge, seats_filled, size_of
from committee.models import Board, Member, RuleSet, Seat
from committee.reports import school_boards, totals_of
from schoolcare.access import Role
from schoolcare.models import School
from tests.committee.making import SMALL_BOARD, TODAY, make_board, make_member
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db


def size(count, code="2564"):
    rules = RuleSet.objects.get(code=code)
    return size_of(rules, rules.seats.all(), count)


def sitting(**holders):
    return Sitting({Seat[name.upper()]: count for name, count in holders.items()})


def line(school, today=TODAY):
    return school_boards(School.objects.filter(pk=school.pk), today)[0]


@pytest.mark.parametrize(("pupils", "total"), [(0, 9), (300, 9), (301, 15), (1200, 15)])
def test_size_follows_the_number_of_pupils(pupils, total):
    assert size(pupils).total == total


def test_size_is_unknown_without_the_number_of_pupils():
    assert size(None) is None


@pytest.mark.parametrize(
    ("religion", "expert", "filled", "lacking"),
    [
        (2, 6, 15, ""),
        (1, 7, 15, ""),  # a real registry of 2569
        (3, 5, 15, ""),
        (0, 8, 14, "ผู้แทนพระภิกษุสงฆ์หรือองค์กรศาสนา 1"),
        (1, 6, 14, "ผู้แทนพระภิกษุสงฆ์หรือองค์กรศาสนา 1"),
        (2, 4, 13, "ผู้ทรงคุณวุฒิ 2"),
        (9, 0, 14, "ผู้ทรงคุณวุฒิ 1"),
        (0, 0, 7, "ผู้แทนพระภิกษุสงฆ์หรือองค์กรศาสนา 2 ผู้ทรงคุณวุฒิ 6"),
    ],
)
def test_religion_and_experts_may_trade_seats_while_each_has_one(religion, expert, filled, lacking):
    ones = dict.fromkeys(("chair", "parent", "teacher", "community", "localgov", "alumni"), 1)
    found = seats_filled(size(500), sitting(**ones, religion=religion, expert=expert, secretary=1))

    assert (found[0], " ".join(map(str, found[1]))) == (filled, lacking)


def test_no_other_seat_is_made_up_by_a_surplus():
    found, vacancies = seats_filled(
        size(100), sitting(chair=1, parent=4, religion=1, expert=1, secretary=1)
    )

    assert (found, [one.seat.name for one in vacancies]) == (
        5,
        ["TEACHER", "COMMUNITY", "LOCALGOV", "ALUMNI"],
    )


def test_full_board_is_complete():
    verdict = line(make_board().school).verdict

    assert (verdict.status.label, verdict.filled, verdict.total) == ("ครบ", 9, 9)


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (91, Status.COMPLETE),
        (90, Status.EXPIRING),
        (0, Status.EXPIRING),
        (-1, Status.EXPIRED),
    ],
)
def test_status_turns_on_the_days_to_the_end_of_the_term(days, status):
    board = make_board(ends_on=TODAY + timedelta(days=days))

    assert line(board.school).status == status


def test_expired_board_shows_who_sat_at_its_end():
    board = make_board(ends_on=date(2026, 9, 30))
    Member.objects.filter(board=board).update(left_on=date(2026, 10, 1))

    verdict = line(board.school).verdict

    assert (verdict.status, verdict.filled) == (Status.EXPIRED, 9)


def test_vacant_seat_is_named():
    board = make_board(seats=[one for one in SMALL_BOARD if one != Seat.LOCALGOV])

    verdict = line(board.school).verdict

    assert (verdict.status, verdict.missing) == (
        Status.SHORT,
        ("ผู้แทนองค์กรปกครองส่วนท้องถิ่น 1",),
    )


def test_future_leaving_counts_from_its_day():
    board = make_board()
    board.members.filter(seat=Seat.PARENT).update(left_on=TODAY + timedelta(days=1))

    statuses = [line(board.school, TODAY + timedelta(days=n)).status for n in (0, 1)]

    assert statuses == [Status.COMPLETE, Status.SHORT]


@pytest.mark.parametrize(
    ("fields", "flaw"),
    [
        ({"order_number": ""}, "เลขที่คำสั่ง"),
        ({"starts_on": None}, "วันเริ่มวาระ"),
        ({"student_count": None}, "จำนวนนักเรียน"),
    ],
)
def test_missing_fact_of_the_board_is_named(fields, flaw):
    verdict = line(make_board(**fields).school).verdict

    assert (verdict.status, verdict.flaws) == (Status.FLAWED, (flaw,))


@pytest.mark.parametrize(
    ("title", "last_name", "status"),
    [
        ("นาย", "", Status.FLAWED),
        ("พระครู", "", Status.COMPLETE),
        ("นาย", "-", Status.COMPLETE),  # known to have none
    ],
)
def test_surname_is_asked_of_everybody_but_monks(title, last_name, status):
    board = make_board()
    board.members.filter(seat=Seat.RELIGION).update(title=title, last_name=last_name)

    assert line(board.school).status == status


@pytest.mark.parametrize("state", [Board.State.DRAFT, Board.State.CANCELLED])
def test_board_that_is_not_appointed_does_not_count(state):
    assert line(make_board(state=state).school).status == Status.NONE


def test_board_of_today_counts_before_an_older_one():
    board = make_board(ends_on=date(2026, 11, 30))
    make_board(board.school, number=2, starts_on=date(2026, 12, 1), ends_on=date(2030, 11, 30))

    found = line(board.school)

    assert (found.board, found.status) == (board, Status.EXPIRING)


def test_director_among_the_staff_is_the_secretary():
    board = make_board(seats=[one for one in SMALL_BOARD if one != Seat.SECRETARY])
    before = line(board.school).status
    make_user(Role.DIRECTOR, school=board.school)

    assert (before, line(board.school).status) == (Status.SHORT, Status.COMPLETE)


def test_special_school_needs_chair_and_secretary_alone():
    board = make_board(rules="SPECIAL", student_count=None, seats=[Seat.CHAIR, Seat.SECRETARY])
    make_member(board, Seat.EXPERT)

    verdict = line(board.school).verdict

    assert (verdict.status, verdict.filled, verdict.total) == (Status.COMPLETE, 3, 3)


def test_school_without_a_board_has_no_data():
    assert judge(None, None, Sitting(), TODAY).status == Status.NONE


def test_lines_cost_four_queries_for_one_school_and_for_three(django_assert_num_queries):
    for many in (1, 3):
        district = make_school().district
        for _ in range(many):
            make_board(make_school(district=district))
        with django_assert_num_queries(4):
            lines = school_boards(School.objects.filter(district=district), TODAY)
        assert totals_of(lines).done == many
