"""Terms served at a school are counted from its boards; what the school says stays beside them."""

from datetime import date

import pytest

from committee.checks import findings_of_member
from committee.models import Board, Seat
from committee.seating import seating_of
from committee.terms import Terms, served_before, terms_of
from tests.committee.making import TODAY, make_board, make_member
from tests.factories import make_school

pytestmark = pytest.mark.django_db


def term(school, start: int, seat=Seat.ALUMNI, **person) -> Board:
    years = {"starts_on": date(start, 6, 1), "ends_on": date(start + 4, 5, 31)}
    board = make_board(school, seats=(), number=start - 2000, **years)
    if person.pop("sits", True):
        make_member(board, seat, **person)
    return board


def counted(member) -> str:
    board = member.board
    return str(terms_of(member, board, served_before([board])[board.pk]))


@pytest.fixture
def school(db):
    return make_school()


@pytest.fixture
def now(school):
    return term(school, 2025, sits=False)


def test_terms_are_counted_whatever_the_seat(school, now):
    term(school, 2021, Seat.PARENT)
    term(school, 2017, Seat.COMMUNITY)

    assert counted(make_member(now, Seat.CHAIR)) == "วาระที่ 3"


def test_break_between_terms_is_told(school, now):
    term(school, 2021, sits=False)
    term(school, 2017)

    assert counted(make_member(now, Seat.ALUMNI)) == "วาระที่ 2 (ติดต่อกัน 1)"


@pytest.mark.parametrize("late", [{"starts_on": date(2023, 1, 1)}, {"replaces": True}])
def test_filling_a_vacancy_before_counts_as_no_term(school, now, late):
    old = term(school, 2021, sits=False)
    if late.pop("replaces", False):
        late["replaces"] = make_member(old, Seat.ALUMNI, first_name="ก่อน")
    make_member(old, Seat.ALUMNI, **late)

    assert counted(make_member(now, Seat.ALUMNI)) == "วาระที่ 1"


def test_who_fills_a_vacancy_now_has_the_terms_of_before(school, now):
    term(school, 2021)
    member = make_member(now, Seat.ALUMNI, starts_on=date(2026, 1, 1))

    assert counted(member) == "แทนตำแหน่งที่ว่าง ไม่นับวาระ เคยเป็น 1 วาระ"


def test_office_and_other_schools_and_drafts_count_nothing(school, now):
    term(school, 2021, Seat.SECRETARY)
    term(make_school(), 2021)
    Board.objects.filter(pk=term(school, 2017).pk).update(state=Board.State.DRAFT)

    assert counted(make_member(now, Seat.ALUMNI)) == "วาระที่ 1"
    assert terms_of(make_member(now, Seat.SECRETARY), now, []) is None


def test_later_board_is_not_before(school, now):
    old = term(school, 2021)
    make_member(now, Seat.ALUMNI)

    assert counted(old.members.get()) == "วาระที่ 1"


@pytest.mark.parametrize(("said", "texts"), [(None, 0), (2, 0), (1, 1), (3, 1)])
def test_difference_to_what_the_school_says_is_a_warning(school, now, said, texts):
    term(school, 2021)
    member = make_member(now, Seat.ALUMNI, term_number=said)

    found = [one for one in findings_of_member(member, TODAY) if one.check == "term_number"]

    word = f"ระบุว่าวาระที่ {said} แต่นับจากทะเบียนในระบบได้วาระที่ 2"
    assert [(one.severity, one.text) for one in found] == [("warn", word)] * texts


def test_first_board_on_record_contradicts_nobody(now):
    assert findings_of_member(make_member(now, Seat.ALUMNI, term_number=2), TODAY) == []


def test_row_names_both_counts_where_they_differ(school, now):
    term(school, 2021)
    make_member(now, Seat.ALUMNI, term_number=1)
    make_member(now, Seat.EXPERT, first_name="ใหม่")

    rows = seating_of(now, TODAY).rows

    words = {row.seat: row.term_words for row in rows if row.member}
    assert words == {Seat.ALUMNI: "วาระที่ 2 · โรงเรียนระบุ 1", Seat.EXPERT: "วาระที่ 1"}


def test_terms_of_many_boards_cost_one_query(school, now, django_assert_num_queries):
    boards = [now, term(school, 2021), term(make_school(), 2025)]

    with django_assert_num_queries(1):
        before = served_before(boards)

    assert [len(before[one.pk]) for one in boards] == [1, 0, 0]
    assert str(Terms(2, 2)) == "วาระที่ 2"
