"""Boards for the tests: a school with a full small board unless told otherwise."""

from datetime import date

from committee.models import Board, Member, RuleSet, Seat
from schoolcare.models import School
from tests.factories import make_school

TODAY = date(2026, 11, 21)
SMALL_BOARD = (*range(1, 7), Seat.RELIGION, Seat.EXPERT, Seat.SECRETARY)


def make_board(school: School | None = None, *, seats=SMALL_BOARD, rules="2564", **fields) -> Board:
    """An appointed board with one member for every seat of `seats`."""
    facts = {"number": 1, "state": Board.State.APPOINTED, "student_count": 120}
    facts |= {"order_number": "114/2568", "ordered_on": date(2025, 5, 20)}
    facts |= {"starts_on": date(2025, 6, 1), "ends_on": date(2029, 5, 31)}
    board = Board.objects.create(
        school=school or make_school(),
        rule_set=RuleSet.objects.get(code=rules, district=None),
        **facts | fields,
    )
    for number, seat in enumerate(seats, start=1):
        make_member(board, seat, first_name=f"กรรมการ{number}")
    return board


def make_member(board: Board, seat: int, **fields) -> Member:
    facts = {"title": "นาย", "first_name": "สมมติ", "last_name": "ตัวอย่าง"}
    facts |= {"starts_on": board.starts_on}
    return Member.objects.create(board=board, seat=seat, **facts | fields)
