"""General knowledge warns, on the row that it concerns, and refuses nothing."""

from datetime import date

import pytest

from committee.models import CheckRule, Seat
from tests.committee.board_files import (
    BORN,
    END,
    NUMBER,
    PUPILS,
    SEAT,
    START,
    board_rows,
    bring_in,
    chair,
    problems,
    row,
    warnings,
)
from tests.committee.making import make_board, make_member
from tests.factories import make_district, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({BORN: "02/06/2548"}, ["วันเกิด: อายุ 19 ปีในวันเริ่มวาระ ต่ำกว่า 20 ปีบริบูรณ์"]),
        ({BORN: "01/06/2548"}, []),
        ({END: "31/05/2570"}, ["วันครบวาระ: วันครบวาระไม่ตรงกับวาระ 4 ปี ซึ่งครบ 31 พ.ค. 2572"]),
        ({START: "29/02/2567", END: "28/02/2571"}, []),
    ],
)
def test_age_and_term(school, cells, words):
    plan = bring_in(school, chair(cells))

    assert (problems(plan), warnings(plan)) == ([[]], [words])


def test_check_that_is_off_is_not_made(school):
    CheckRule.objects.filter(check_code="age").update(severity="off")

    assert warnings(bring_in(school, chair({BORN: "02/06/2560"}))) == [[]]


def test_one_of_religion_and_seven_experts_is_only_doubted(school):
    seats = ["ประธาน", "ผู้ปกครอง", "ครู", "องค์กรชุมชน", "อปท.", "ศิษย์เก่า", "พระภิกษุ", "เลขานุการ"]
    rows = [one | {PUPILS: "301"} for one in board_rows(school, [*seats, *["ผู้ทรงคุณวุฒิ"] * 7])]

    plan = bring_in(school, *rows)

    assert str(plan.counts) == "created=15 updated=0 unchanged=0 rejected=0"
    assert [text for texts in warnings(plan) for text in texts] == [
        "ผู้แทน: ผู้แทนพระภิกษุสงฆ์หรือองค์กรศาสนา 1 รูป/คน ผู้ทรงคุณวุฒิ 7 คน ต่างจากเกณฑ์ที่เป็น 2 และ 6"
    ]


def test_second_holder_of_a_single_seat_is_only_doubted(school):
    plan = bring_in(school, chair(), row({SEAT: "ครู"}), row({SEAT: "ครู"}))

    assert warnings(plan) == [[], [], ["ผู้แทน: ผู้แทนครูมี 2 คน ปกติ 1"]]


def test_holder_of_the_registry_whom_no_row_names_is_counted(school):
    bring_in(school, *board_rows(school, ["ประธาน", "ครู", "ศิษย์เก่า", "ผู้ทรงคุณวุฒิ"]))
    later = row({SEAT: "ศิษย์เก่า", START: "01/10/2568"})

    plan = bring_in(school, row({SEAT: "ครู"}), later, row({SEAT: "ผู้ทรงคุณวุฒิ"}))

    assert warnings(plan) == [
        ["ผู้แทน: ผู้แทนครูมี 2 คน ปกติ 1"],
        ["ผู้แทน: ผู้แทนศิษย์เก่ามี 2 คน ปกติ 1"],
        ["ผู้แทน: ผู้แทนพระภิกษุสงฆ์หรือองค์กรศาสนา 0 รูป/คน ผู้ทรงคุณวุฒิ 2 คน ต่างจากเกณฑ์ที่เป็น 1 และ 1"],
    ]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("300", "301", ["จำนวนนักเรียน: ขนาดของชุดที่แต่งตั้งแล้วเปลี่ยนจาก 9 เป็น 15 ตำแหน่ง กรุณาตรวจ"]),
        ("120", "300", []),
        (None, "301", []),
    ],
)
def test_board_in_its_term_that_would_change_its_size_is_doubted(school, before, after, words):
    known = chair({PUPILS: before})
    bring_in(school, known)

    assert warnings(bring_in(school, known | {PUPILS: after})) == [words]


def test_numbers_of_pupils_that_differ_are_doubted(school):
    plan = bring_in(school, chair({PUPILS: "301"}), row())

    assert warnings(plan) == [[], ["จำนวนนักเรียน: ในชุดเดียวกันมีหลายค่า ใช้ 301"]]


def test_expert_on_more_than_three_boards_is_doubted(school):
    office, expert = make_district(), row({SEAT: "ผู้ทรงคุณวุฒิ"})
    schools = [make_school(district=office) for _ in range(4)]
    rows = [expert | {"รหัสโรงเรียน": one.code} for one in schools]

    three, four = bring_in(office, *rows[:3]), bring_in(office, rows[3])

    assert warnings(three) == [[], [], []]
    assert warnings(four) == [["ผู้แทน: เป็นกรรมการสถานศึกษา 4 โรงเรียนพร้อมกัน เกิน 3 โรงเรียน"]]


@pytest.mark.parametrize("number", [None, ""])
def test_third_term_is_doubted(school, number):
    person = row({} if number is None else {NUMBER: number})
    terms = [("01/06/2560", "31/05/2564"), ("01/06/2564", "31/05/2568")]
    bring_in(school, *(person | {START: start, END: end} for start, end in terms))

    plan = bring_in(school, person)

    assert warnings(plan) == [["ผู้แทน: เป็นกรรมการวาระที่ 3 ติดต่อกัน เกิน 2 วาระ"]]


def test_namesake_with_another_id_has_terms_of_their_own(school):
    terms = [("01/06/2560", "31/05/2564"), ("01/06/2564", "31/05/2568")]
    bring_in(school, *(row({START: start, END: end}) for start, end in terms))

    plan = bring_in(school, row({NUMBER: "1101900000151"}))

    assert warnings(plan) == [[]]


def test_office_of_the_head_has_no_terms(school):
    for start in (2017, 2021):
        days = {"starts_on": date(start, 6, 1), "ends_on": date(start + 4, 5, 31)}
        board = make_board(school, seats=[], number=start, **days)
        make_member(board, Seat.SECRETARY, first_name="ผอ", last_name="ใจดี")

    plan = bring_in(school, row({SEAT: "เลขานุการ", "ชื่อ": "ผอ", "สกุล": "ใจดี"}))

    assert warnings(plan) == [[]]
