"""Demo of the way to an order: a selection under way, a vacancy proposed, an order that is out.

They hang on the boards of `committee.demo`, so that pages and papers have something to show.
"""

from datetime import timedelta

from django.utils import timezone

from committee.authority import legal_basis
from committee.demo.people import LARGE, members_of
from committee.models import Board, Member, Order, OrderKind, OrderLine, RuleSet, Seat, Selection
from committee.services import selection
from committee.services.orders import lines_of
from committee.wording import Draft, kept
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User


def fill(plan: DemoPlan) -> None:
    """One example a school; nothing in scale data, where boards alone count."""
    if plan.is_scale:
        return
    for school, school_plan in plan.made:
        if school_plan.is_small:
            _order_of_the_board(plan, school)
        elif school.kind == School.Kind.MUNICIPAL:
            _selection_under_way(plan, school)
        else:
            _vacancy_proposed(plan, school)


def _holder(role: Role, **place: object) -> User:
    found = User.objects.filter(memberships__role=role, **place).order_by("pk")
    return found[0]


def _current(school: School) -> Board:
    return Board.objects.appointed().filter(school=school).order_by("-starts_on")[0]


def _order_of_the_board(plan: DemoPlan, school: School) -> None:
    """The order by which the office appointed the board that sits today."""
    board = _current(school)
    officer = _holder(Role.DISTRICT_OFFICER, memberships__district=school.district)
    days = {"dated_on": board.ordered_on, "effective_on": board.starts_on}
    order = Order.objects.create(
        district=school.district,
        kind=OrderKind.BOARD,
        state=Order.State.ISSUED,
        number=board.order_number,
        legal_basis=legal_basis(board.rule_set),
        made_by=officer,
        issued_by=officer,
        issued_at=timezone.now(),
        **days,
    )
    director = _holder(Role.DIRECTOR, memberships__school=school)
    OrderLine.objects.create(order=order, kind=order.kind, board=board, asked_by=director)
    order.wording = kept(Draft(order, list(lines_of(order)), plan.today).wording())
    order.save()


def _selection_under_way(plan: DemoPlan, school: School) -> None:
    """The board has two months left: most of the next one is found."""
    now = _current(school)
    board = Board.objects.create(
        school=school,
        rule_set=RuleSet.objects.get(code=RuleSet.LOCAL, district=None),
        number=(now.number or 0) + 1,
        student_count=now.student_count,
    )
    days = {
        "announced_on": plan.today - timedelta(days=20),
        "apply_from": plan.today - timedelta(days=20),
        "apply_until": plan.today - timedelta(days=6),
        "meeting_on": plan.today + timedelta(days=5),
    }
    places = {
        "apply_at": "ห้องธุรการ ในวันและเวลาราชการ",
        "meeting_at": "ห้องประชุมโรงเรียน เวลา 09.00 น.",
    }
    by = _holder(Role.DIRECTOR, memberships__school=school)
    selection.start(board, Selection(**days, **places), by=by)
    found = members_of(plan.draw, board, LARGE)
    Member.objects.bulk_create(one for one in found if one.seat not in {Seat.CHAIR, Seat.EXPERT})


def _vacancy_proposed(plan: DemoPlan, school: School) -> None:
    """Somebody was found for the seat that fell vacant and waits for the office's order."""
    board = _current(school)
    gone = board.members.exclude(left_on=None).get()
    found = members_of(plan.draw, board, [Seat.COMMUNITY] * (board.members.count() + 1))[-1]
    found.awaits_order, found.starts_on, found.replaces = True, None, gone
    found.save()
    by = _holder(Role.DIRECTOR, memberships__school=school)
    _, warned = selection.findings_of_candidate(found)
    selection.propose_member(found, accepted=warned, by=by)
