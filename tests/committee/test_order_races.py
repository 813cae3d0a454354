"""Two people on one proposal, order or registry at the same moment; needs row locks."""

import pytest
from django.core.exceptions import ValidationError

from committee.models import Board, Confirmation, Order, OrderLine, Seat
from committee.services import boards, orders, review, selection
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board
from tests.committee.order_making import draft, issue, make_selecting, propose, warnings
from tests.factories import make_user
from tests.races import needs_row_locks, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    needs_row_locks,
]
State = Confirmation.State


@pytest.fixture
def line(school, director):
    return propose(make_selecting(school), director)


@pytest.fixture
def other_officer(school):
    return make_user(Role.DISTRICT_OFFICER, district=school.district)


def refusals(*calls):
    """How many of the calls made at once were refused; anything else is an error."""
    results = together(*calls)
    errors = [one for one in results if isinstance(one, Exception)]
    assert [one for one in errors if not isinstance(one, ValidationError)] == []
    return len(errors)


def test_proposed_twice_at_once_is_proposed_once(school, director):
    board = make_selecting(school)
    accepted = warnings(board)

    assert refusals(*[lambda: selection.propose(board, accepted=accepted, by=director)] * 2) == 0

    assert OrderLine.objects.get().board == board


def test_line_goes_on_one_of_two_drafts(line, officer, other_officer):
    assert refusals(lambda: draft(officer, line), lambda: draft(other_officer, line)) == 1

    assert [one.pk for one in Order.objects.get().lines.all()] == [line.pk]


def test_order_issued_by_two_at_once_has_one_number(line, officer, other_officer):
    order = draft(officer, line)

    calls = [lambda: issue(order, officer, "1/2569"), lambda: issue(order, other_officer, "2/2569")]
    assert refusals(*calls) == 0

    order.refresh_from_db()
    assert order.number == Board.objects.get().order_number
    assert AuditEvent.objects.filter(action="order.issue").count() == 1


def test_one_number_for_two_orders_at_once_is_refused(school, line, officer, director):
    second = make_board(school)
    asked = OrderLine(board=second, field="ends_on", wrong="2029-05-31", right="2029-06-30")
    drafts = [draft(officer, one) for one in (line, selection.ask_correction(asked, by=director))]

    assert refusals(*[lambda one=one: issue(one, officer, "1/2569") for one in drafts]) == 1


def test_proposal_is_withdrawn_or_on_a_draft(line, officer, director):
    calls = [lambda: selection.withdraw(line, by=director), lambda: draft(officer, line)]
    assert refusals(*calls) == 1

    line.refresh_from_db()
    is_withdrawn = line.closed_at is not None
    board = Board.objects.get()
    assert (line.order_id is None, board.state == Board.State.SELECTING) == (is_withdrawn,) * 2


def test_draft_is_cancelled_while_its_line_is_taken_off(line, officer):
    order = draft(officer, line)

    calls = [
        lambda: orders.cancel(order, reason="ยังไม่พร้อม", by=officer),
        lambda: orders.take_off(line, by=officer),
    ]
    assert refusals(*calls) in (0, 1)

    order.refresh_from_db()
    assert (order.state, OrderLine.objects.waiting().get()) == ("cancelled", line)


def test_proposal_is_returned_while_the_paper_order_is_recorded(line, officer, director):
    Board.objects.update(order_number="9/2569", starts_on="2026-12-01")

    refused = refusals(
        lambda: selection.send_back(line, reason="ผิด", by=officer),
        lambda: boards.appoint(line.board, by=director),
    )

    line.refresh_from_db()
    assert refused == (line.close_reason == "")  # what was recorded by hand is not returned
    assert Board.objects.get().state == Board.State.APPOINTED


def test_order_is_cancelled_while_it_is_issued(line, officer, other_officer):
    order = draft(officer, line)

    refusals(
        lambda: issue(order, officer),
        lambda: orders.cancel(order, reason="ยังไม่พร้อม", by=other_officer),
    )

    order.refresh_from_db()
    assert (order.state, Board.objects.get().state) == ("cancelled", Board.State.PROPOSED)
    assert OrderLine.objects.waiting().count() == 1


def test_change_while_it_is_certified_opens_the_registry_again(school, officer, director):
    board = make_board(school)
    word = boards.confirm(board, by=director)
    member = board.members.get(seat=Seat.PARENT)
    member.first_name = "ใหม่"

    refusals(
        lambda: review.certify(word, by=officer), lambda: boards.update_member(member, by=director)
    )

    word.refresh_from_db()
    assert word.state == State.REOPENED


def test_confirmed_twice_at_once_is_one_word(school, director):
    board = make_board(school)

    assert refusals(*[lambda: boards.confirm(board, by=director)] * 2) == 0

    assert Confirmation.objects.get().board == board
