"""Boards on their way to an order, for the tests."""

from datetime import date

from committee.models import Board, Member, Order, OrderKind, OrderLine, Seat, Selection
from committee.seating import seating_of
from committee.services import orders, selection
from committee.services.selection import warnings_of
from schoolcare.models import School, User
from tests.committee.making import SMALL_BOARD, TODAY, make_board, make_member

OPEN = {"order_number": "", "ordered_on": None, "starts_on": None, "ends_on": None}
DAY, START = date(2026, 11, 20), date(2026, 12, 1)


def make_selecting(school: School, *, seats=SMALL_BOARD, **fields) -> Board:
    """A board whose members are found; nothing of an order is known yet."""
    facts = {"number": 2, "state": Board.State.SELECTING} | OPEN | fields
    board = make_board(school, seats=seats, **facts)
    by = fields.get("by")
    if by:
        Selection.objects.create(board=board, started_by=by)
    return board


def warnings(board: Board) -> list[str]:
    return warnings_of(seating_of(board, TODAY))


def ask_for(candidate: Member, by: User) -> OrderLine:
    """Ask the office to seat who was found for a vacancy; every warning is read."""
    _, warned = selection.findings_of_candidate(candidate)
    return selection.propose_member(candidate, accepted=warned, by=by)


def propose(board: Board, by: User) -> OrderLine:
    selection.propose(board, accepted=warnings(board), by=by)
    board.refresh_from_db()
    return OrderLine.objects.get(board=board, kind=OrderKind.BOARD, closed_at=None, order=None)


def issue(order: Order, by: User, number: str = "215/2569", **days) -> Order:
    asked = {"dated_on": DAY, "effective_on": START} | days
    return orders.issue(order, number=number, by=by, **asked)


def draft(by: User, *lines: OrderLine) -> Order:
    office = lines[0].board.school.district
    return orders.draft(office, [one.pk for one in lines], by=by)


def make_candidate(board: Board, seat: int = Seat.COMMUNITY, **fields) -> Member:
    """Somebody found for the seat that was left three weeks ago."""
    gone = board.members.get(seat=seat)
    gone.left_on, gone.left_reason = date(2026, 11, 2), Member.Reason.RESIGNED
    gone.save()
    facts = {"awaits_order": True, "starts_on": None, "replaces": gone, "first_name": "คนใหม่"}
    return make_member(board, seat, **facts | fields)
