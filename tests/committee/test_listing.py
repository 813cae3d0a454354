"""The rows of the registry: order, vacancies, the director, who has left, counts."""

from datetime import date

import pytest

from committee.listing import count_of, listings, with_rules
from committee.models import Board, Member, Seat
from committee.reports import school_boards
from schoolcare.access import Role
from schoolcare.models import Membership, School
from tests.committee.making import SMALL_BOARD, TODAY, make_board, make_member
from tests.committee.papers import make_large_board, make_monk, make_vacancy
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db


def listed(board, day=TODAY):
    return listings(with_rules(Board.objects.filter(pk=board.pk)), day)[board.pk]


def direct(school, last_name="ใหม่", **fields):
    user = make_user(school=school, first_name="ผอ", last_name=last_name, phone="0899999999")
    return Membership.objects.create(user=user, school=school, role=Role.DIRECTOR, **fields)


def test_chair_comes_first_and_secretary_last():
    board = make_board(seats=reversed(SMALL_BOARD))

    assert [row.seat for row in listed(board).rows] == list(Seat)


def test_chair_stands_for_the_experts_and_religion_for_what_it_is():
    board = make_large_board()
    board.members.filter(seat=Seat.COMMUNITY).update(organization="กลุ่มแม่บ้าน")
    words = [row.stands_for for row in listed(board).rows]

    assert (words[0], words[3], words[6], words[7]) == (
        "ผู้ทรงคุณวุฒิ",
        "ผู้แทนองค์กรชุมชน (กลุ่มแม่บ้าน)",
        "ผู้แทนพระภิกษุสงฆ์",
        "ผู้แทนองค์กรศาสนา",
    )


def test_vacancy_stands_at_its_seat_with_its_day():
    board = make_large_board()
    make_vacancy(board)

    row = listed(board).rows[3]

    assert (row.is_vacant, row.seat, row.remark) == (
        True,
        Seat.COMMUNITY,
        "ว่างตั้งแต่ 2 พ.ย. 2569",
    )


def test_who_fills_a_vacancy_says_for_whom():
    board = make_board()
    gone = make_vacancy(board)
    facts = {"starts_on": date(2026, 11, 10), "replaces": gone, "term_number": 2}
    make_member(board, Seat.COMMUNITY, first_name="แทน", **facts)

    found = listed(board)

    assert (found.vacant, found.rows[3].remark) == (0, f"แทน{gone.full_name} วาระที่ 2")
    assert [row.remark for row in found.left] == ["พ้น 2 พ.ย. 2569 ลาออก"]


def test_who_leaves_later_still_sits():
    board = make_board()
    board.members.filter(seat=Seat.PARENT).update(left_on=date(2026, 12, 1))

    found = listed(board)

    assert (found.vacant, found.left, found.rows[1].remark) == (0, (), "จะพ้น 1 ธ.ค. 2569")


def test_count_names_people_monks_and_vacancies():
    board = make_large_board()
    make_vacancy(board)

    assert listed(board).count == "รวม 13 คน 1 รูป ว่าง 1 ตำแหน่ง"
    assert (count_of(1234, 0), count_of(0, 2), count_of(0, 0)) == ("1,234 คน", "2 รูป", "0 คน")


def test_director_of_the_staff_is_the_secretary():
    board = make_board()
    direct(board.school, starts_on=date(2026, 10, 1))

    row = listed(board).rows[-1]

    assert (row.name, row.phone, row.starts_on, row.ends_on) == (
        "นายผอ ใหม่",
        "0899999999",
        date(2026, 10, 1),
        None,
    )
    assert len(listed(board).rows) == 9


def test_who_acts_as_director_is_said_to_act():
    board = make_board(seats=[one for one in SMALL_BOARD if one != Seat.SECRETARY])
    direct(board.school, acting=Membership.Acting.ACTING)

    assert listed(board).rows[-1].remark == "รักษาการในตำแหน่ง"


def test_board_that_others_followed_has_the_director_of_its_time():
    gone = {"starts_on": date(2021, 6, 1), "ends_on": date(2025, 5, 31)}
    old = make_board(seats=SMALL_BOARD[:-1], **gone)
    make_board(old.school, number=2)
    direct(old.school, "เดิม", ends_on=date(2025, 9, 30))
    direct(old.school, "ใหม่", starts_on=date(2025, 10, 1))

    assert listed(old).rows[-1].name == "นายผอ เดิม"


def test_board_that_is_over_keeps_the_secretary_it_had():
    """A post whose first day nobody stated is no word on who was there years ago."""
    old = make_board(starts_on=date(2021, 6, 1), ends_on=date(2025, 5, 31))
    direct(old.school, "ใหม่")

    assert listed(old).rows[-1].name == "นายกรรมการ9 ตัวอย่าง"


def test_expired_board_shows_who_sat_on_its_last_day():
    board = make_board(ends_on=date(2026, 9, 30))
    Member.objects.filter(board=board).update(left_on=date(2026, 10, 1))

    assert (listed(board).vacant, listed(board).left) == (0, ())


@pytest.mark.parametrize("gone", [(), (Seat.CHAIR,), (Seat.RELIGION, Seat.SECRETARY)])
def test_vacancies_are_those_of_the_completeness(gone):
    board = make_board(seats=[one for one in SMALL_BOARD if one not in gone])
    make_monk(board) if Seat.RELIGION not in gone else None
    [line] = school_boards(School.objects.filter(pk=board.school_id), TODAY)

    found = listed(board)

    assert (len(found.rows) - found.vacant, found.total) == (line.verdict.filled, 9)
    assert found.vacant == sum(one.count for one in line.verdict.vacancies)


def test_size_that_is_not_known_leaves_no_vacancy():
    found = listed(make_board(student_count=None, seats=[Seat.CHAIR]))

    assert (found.total, found.vacant, len(found.rows)) == (None, 0, 1)


def test_home_says_no_more_than_differs_from_the_school():
    board = make_large_board(make_school(amphoe="เมือง", province="สมมติบุรี"))
    far = board.members.filter(seat=Seat.EXPERT).last()
    Member.objects.filter(pk=far.pk).update(amphoe="แม่สาย", province="อื่น")
    homes = {row.home for row in listed(board).rows}

    assert homes == {"12/3 หมู่ 1 ต.หนองแก้ว", "12/3 หมู่ 1 ต.หนองแก้ว อ.แม่สาย จ.อื่น"}


def test_listings_cost_the_same_for_one_board_and_for_three(django_assert_num_queries):
    for many in (1, 3):
        boards = [make_board().pk for _ in range(many)]
        for parent in Member.objects.filter(board__in=boards, seat=Seat.PARENT):
            make_member(parent.board, Seat.PARENT, replaces=parent)
        # boards, rule sets' seats; members, directors, who served before
        with django_assert_num_queries(5):
            listings(with_rules(Board.objects.filter(pk__in=boards)), TODAY)
