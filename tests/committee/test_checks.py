"""What speaks against a member or a board: found, weighed by the rule set, never in the way."""

from datetime import date

import pytest

from committee.checks import age_on, findings_of_member
from committee.models import Board, Check, CheckRule, RuleSet, Seat
from committee.seating import seating_of
from committee.services import boards
from schoolcare.access import Role
from schoolcare.fields import blind_index
from students.models import Student
from tests.committee.making import SMALL_BOARD, TODAY, make_board, make_member
from tests.factories import make_classroom, make_guardian, make_school, make_student, make_user

pytestmark = pytest.mark.django_db
IDS = {"citizen_id": "1101900000151", "citizen_id_hash": blind_index("1101900000151")}
LARGE_BOARD = (*range(1, 7), *[Seat.RELIGION] * 2, *[Seat.EXPERT] * 6, Seat.SECRETARY)


def told(member) -> list[tuple[str, str, str]]:
    found = findings_of_member(member, TODAY)
    return [(one.check, one.severity, one.text) for one in found]


def board_told(board) -> list[tuple[str, str, str]]:
    found = seating_of(board, TODAY).findings
    return [(one.check, one.severity, one.text) for one in found if one.member_id is None]


def earlier(school, *, number, start, **person) -> Board:
    """A board that is over, with one expert."""
    years = {"starts_on": date(start, 6, 1), "ends_on": date(start + 4, 5, 31)}
    board = make_board(school, seats=(), number=number, **years)
    make_member(board, Seat.EXPERT, **person)
    return board


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(2005, 6, 1), date(2025, 6, 1), 20),
        (date(2005, 6, 2), date(2025, 6, 1), 19),
        (date(2004, 2, 29), date(2025, 2, 28), 20),
        (date(2004, 2, 29), date(2025, 3, 1), 21),
    ],
)
def test_age_is_in_full_years(birth, day, years):
    assert age_on(birth, day) == years


@pytest.mark.parametrize(("day", "texts"), [(1, 0), (2, 1)])
def test_age_counts_on_the_first_day_of_the_term(day, texts):
    board = make_board(seats=())
    member = make_member(board, Seat.EXPERT, birth_date=date(2005, 6, day))

    word = "อายุ 19 ปีในวันเริ่มวาระ ต่ำกว่า 20 ปีบริบูรณ์"
    assert told(member) == [("age", "warn", word)] * texts


def test_check_that_is_off_finds_nothing_and_its_value_is_data():
    board = make_board(seats=())
    member = make_member(board, Seat.EXPERT, birth_date=date(2004, 1, 1))
    rule = CheckRule.objects.filter(rule_set=board.rule_set, check_code=Check.AGE)

    rule.update(value=30, severity="block")
    assert [one[:2] for one in told(member)] == [("age", "block")]
    rule.update(severity="off")
    assert told(member) == []


@pytest.mark.parametrize(("years", "count"), [(4, 0), (3, 1)])
def test_term_of_another_length_is_told(years, count):
    board = make_board(ends_on=boards.end_of_term(date(2025, 6, 1), years))

    word = "วันครบวาระไม่ตรงกับวาระ 4 ปี ซึ่งครบ 31 พ.ค. 2572"
    assert board_told(board) == [("term_length", "warn", word)] * count


def test_term_from_29_february_is_of_the_right_length():
    board = make_board(starts_on=date(2024, 2, 29), ends_on=date(2028, 2, 28))

    assert board_told(board) == []


@pytest.mark.parametrize("before", ["id", "name"])
def test_third_term_in_a_row_weighs_what_the_rule_says(before):
    school = make_school()
    person = {"id": IDS | {"first_name": "ชื่อเดิม"}, "name": {}}[before]
    earlier(school, number=1, start=2017, **person)
    earlier(school, number=2, start=2021, **person)
    now = make_member(make_board(school, seats=(), number=3), Seat.CHAIR, **IDS)

    word = "เป็นกรรมการวาระที่ 3 ติดต่อกัน เกิน 2 วาระ"
    assert told(now) == [("term_limit", "block", word)]


def test_people_of_one_name_with_two_ids_are_two():
    school = make_school()
    for number, start in ((1, 2017), (2, 2021)):
        earlier(school, number=number, start=start, citizen_id_hash="another")
    now = make_member(make_board(school, seats=(), number=3), Seat.CHAIR, **IDS)

    assert told(now) == []


@pytest.mark.parametrize(("rules", "count"), [("2564", 1), ("2546", 0)])
def test_third_term_after_a_break_warns_where_all_terms_count(rules, count):
    school = make_school()
    earlier(school, number=1, start=2013)
    earlier(school, number=2, start=2017)
    earlier(school, number=3, start=2021, first_name="คนอื่น")
    now = make_member(make_board(school, seats=(), number=4, rules=rules), Seat.EXPERT)

    word = "เป็นกรรมการวาระที่ 3 นับรวมที่ไม่ติดต่อกัน เกิน 2 วาระ โปรดตรวจสอบ"
    assert told(now) == [("term_limit", "warn", word)] * count


def test_filling_a_vacancy_counts_as_no_term():
    school = make_school()
    first = earlier(school, number=1, start=2017)
    first.members.update(starts_on=date(2019, 1, 1))
    earlier(school, number=2, start=2021)
    board = make_board(school, seats=(), number=3)

    assert told(make_member(board, Seat.EXPERT)) == []


def test_director_sits_by_office_as_long_as_it_lasts():
    school = make_school()
    for number, start in ((1, 2017), (2, 2021)):
        earlier(school, number=number, start=start)

    assert told(make_member(make_board(school, seats=(), number=3), Seat.SECRETARY)) == []


def test_parent_without_a_guardian_of_the_registry_is_told():
    member = make_member(make_board(seats=()), Seat.PARENT)

    word = "ยังไม่ได้เชื่อมกับผู้ปกครองของนักเรียนที่เรียนอยู่"
    assert told(member) == [("parent_child", "warn", word)]


def test_parent_is_told_when_the_last_child_has_left():
    board = make_board(seats=())
    student = make_student(make_classroom(board.school))
    member = make_member(board, Seat.PARENT, guardian=make_guardian(student))
    assert told(member) == []

    Student.objects.filter(pk=student.pk).update(status=Student.Status.GRADUATED)

    assert [one[2] for one in told(member)] == [
        "ไม่มีบุตรหลานเรียนอยู่ในโรงเรียนแล้ว ตรวจว่ายังเป็นผู้แทนผู้ปกครองได้หรือไม่"
    ]


@pytest.mark.parametrize(("others", "count"), [(2, 0), (3, 1)])
def test_expert_on_more_than_three_boards_is_told_how_many_alone(others, count):
    board = make_board(seats=())
    elsewhere = [make_member(make_board(seats=()), Seat.PARENT, **IDS) for _ in range(others)]
    past = make_board(seats=(), starts_on=date(2015, 1, 1), ends_on=date(2018, 12, 31))
    make_member(past, Seat.EXPERT, **IDS)

    found = told(make_member(board, Seat.EXPERT, **IDS))

    word = "เป็นกรรมการสถานศึกษา 4 โรงเรียนพร้อมกัน เกิน 3 โรงเรียน"
    assert found == [("expert_boards", "warn", word)] * count
    assert not any(one.board.school.name in str(found) for one in elsewhere)


def test_other_seats_are_not_counted_across_schools():
    for _ in range(4):
        make_member(make_board(seats=()), Seat.EXPERT, **IDS)

    assert told(make_member(make_board(seats=()), Seat.ALUMNI, **IDS)) == []


def test_one_religion_and_seven_experts_warn():
    seats = [one for one in LARGE_BOARD if one != Seat.RELIGION]
    board = make_board(seats=(*seats, Seat.RELIGION, Seat.EXPERT), student_count=301)

    words = "ผู้แทนพระภิกษุสงฆ์หรือองค์กรศาสนา 1 รูป/คน ผู้ทรงคุณวุฒิ 7 คน ต่างจากเกณฑ์ที่เป็น 2 และ 6"
    assert board_told(board) == [("split", "warn", words)]


@pytest.mark.parametrize(("pupils", "texts"), [(300, []), (301, ["มีกรรมการ 9 จาก 15 ตำแหน่ง"])])
def test_total_follows_the_size(pupils, texts):
    board = make_board(seats=SMALL_BOARD, student_count=pupils)

    assert [text for check, _severity, text in board_told(board) if check == "total"] == texts


def test_total_and_each_kind_block_the_proposal():
    board = make_board(seats=SMALL_BOARD[:-1])

    assert board_told(board) == [
        ("total", "block", "มีกรรมการ 8 จาก 9 ตำแหน่ง"),
        ("each_kind", "block", "ยังไม่มีผู้อำนวยการสถานศึกษา"),
    ]


def test_special_school_has_no_total():
    board = make_board(seats=(Seat.CHAIR, Seat.SECRETARY), rules=RuleSet.SPECIAL)

    assert board_told(board) == []


def test_findings_stop_nobody_from_saving():
    board = make_board(seats=())
    member = make_member(board, Seat.EXPERT, birth_date=date(2020, 1, 1))
    member.phone = "0812345678"

    boards.update_member(member, by=make_user(Role.CLERK, school=board.school))

    assert len(told(member)) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_findings_cost_the_same_for_one_member_and_for_three(rows, django_assert_num_queries):
    board = make_board(seats=())
    for _ in range(rows):
        student = make_student(make_classroom(board.school, room=_ + 1))
        make_member(board, Seat.PARENT, guardian=make_guardian(student))
        make_member(board, Seat.EXPERT, **IDS | {"citizen_id_hash": f"hash{_}"})
    board = Board.objects.select_related("rule_set").get()

    with django_assert_num_queries(5):  # members, seats, director, rules, earlier
        seating_of(board, TODAY)
