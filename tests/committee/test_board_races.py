"""Two on one board at the very same moment; needs a database with row locks."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from committee.models import Board, Confirmation, Member, RuleSet, Seat
from committee.services import boards, rules
from committee.services.secretary import follow_office
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import SMALL_BOARD, TODAY, make_board, make_member
from tests.factories import make_district, make_school, make_user
from tests.races import needs_row_locks, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    needs_row_locks,
]
TIMES = 2  # each meeting of threads is left to chance: a race that is there shows in one of them


@pytest.fixture
def board():
    return make_board(seats=SMALL_BOARD[1:])


@pytest.fixture
def clerk(board):
    return make_user(Role.CLERK, school=board.school)


def refused(results):
    return [isinstance(one, ValidationError) for one in results].count(True)


def new_chair(board):
    facts = {"title": "นาย", "first_name": "สมมติ", "last_name": "ตัวอย่าง"}
    return Member(board=Board.objects.get(pk=board.pk), seat=Seat.CHAIR, **facts)


@pytest.mark.parametrize("_time", range(TIMES))
def test_one_of_two_chairs_is_taken_and_the_other_told(board, clerk, _time):
    results = together(*[lambda: boards.add_member(new_chair(board), by=clerk)] * 2)

    assert refused(results) == 1
    assert board.members.filter(seat=Seat.CHAIR).count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_registry_confirmed_twice_at_once_is_confirmed_once(board, clerk, _time):
    first, second = together(*[lambda: boards.confirm(board, by=clerk)] * 2)

    assert first == second == Confirmation.objects.get()


@pytest.mark.parametrize("_time", range(TIMES))
def test_boards_made_at_once_have_numbers_of_their_own(board, clerk, _time):
    school = board.school
    ends = (date(2033, 5, 31), date(2037, 5, 31))
    made = together(
        *[
            lambda end=end: boards.create_board(Board(school=school, ends_on=end), by=clerk)
            for end in ends
        ]
    )

    assert sorted(one.number for one in made) == [2, 3]


@pytest.mark.parametrize("_time", range(TIMES))
def test_board_is_appointed_or_cancelled_never_both(board, clerk, _time):
    Board.objects.update(state=Board.State.DRAFT)

    results = together(
        lambda: boards.appoint(board, by=clerk), lambda: boards.cancel_board(board, by=clerk)
    )

    assert refused(results) == 1
    assert AuditEvent.objects.filter(action="board.state").count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_changes_of_two_leave_two_versions(board, clerk, _time):
    member = make_member(board, Seat.EXPERT)

    def change(**fields):
        row = Member.objects.get(pk=member.pk)
        for name, value in fields.items():
            setattr(row, name, value)
        return boards.update_member(row, by=clerk)

    together(lambda: change(phone="0811111111"), lambda: change(phone="0822222222"))

    assert Member.objects.get(pk=member.pk).version == 3


@pytest.mark.parametrize("_time", range(TIMES))
def test_new_director_takes_the_seat_once(board, _time):
    make_user(Role.DIRECTOR, school=board.school)

    done = together(*[lambda: follow_office(board, today=TODAY, by=None)] * 2)

    assert sorted(done) == [False, True]
    assert board.members.filter(seat=Seat.SECRETARY, left_on=None).count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_two_editions_of_one_rule_set_are_not_made_at_once(_time):
    office = make_district()
    make_school(district=office)
    admin = make_user(Role.DISTRICT_ADMIN, district=office)
    shipped = RuleSet.objects.get(code="2564", district=None)

    def change(years):
        draft = rules.draft_of(shipped)
        draft.facts["term_years"] = years
        return rules.change_rules(shipped, office, draft, follow=False, by=admin)

    results = together(lambda: change(3), lambda: change(5))

    assert refused(results) == 1
    assert RuleSet.objects.filter(district=office, is_current=True).count() == 1
