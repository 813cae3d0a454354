"""Rows put together to boards: which board, what it takes from them, what cannot both be true."""

from datetime import date

import pytest

from committee.models import Board, Confirmation, Member, Seat
from committee.services import boards
from committee.services.locks import PROPOSED
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.board_files import (
    BORN,
    END,
    FIRST,
    LAST,
    LEFT,
    NUMBER,
    ORDER,
    ORDERED,
    PHONE,
    PUPILS,
    REASON,
    SEAT,
    START,
    board_rows,
    bring_in,
    chair,
    problems,
    row,
    warnings,
)
from tests.committee.making import SMALL_BOARD, make_board, make_member
from tests.factories import make_district, make_school, make_user
from tests.students.pupil_files import citizen_id

pytestmark = pytest.mark.django_db
NO_ORDER = {ORDER: "", ORDERED: ""}


@pytest.fixture
def school():
    return make_school()


def facts(board, *names):
    return tuple(getattr(board, name) for name in names)


def test_rows_with_the_same_end_are_one_board(school):
    plan = bring_in(school, *board_rows(school), row({START: "01/06/2564", END: "31/05/2568"}))

    found = Board.objects.order_by("ends_on")
    assert [one.members.count() for one in found] == [1, 9]
    assert [one.number for one in found] == [1, 2]
    assert sorted(Member.objects.filter(board=found[1]).values_list("seat", flat=True)) == sorted(
        SMALL_BOARD
    )
    assert str(plan.counts) == "created=10 updated=0 unchanged=0 rejected=0"


def test_board_takes_order_and_first_day_of_its_chair(school):
    other = {ORDER: "9/2568", ORDERED: "01/01/2568", START: "01/05/2568", PUPILS: "7"}

    bring_in(school, row(other), chair())

    board = Board.objects.get()
    assert facts(board, "order_number", "ordered_on", "starts_on", "student_count") == (
        "114/2568",
        date(2025, 5, 20),
        date(2025, 6, 1),
        120,
    )
    assert facts(board, "state", "count_basis") == ("appointed", "จำนวนในไฟล์นำเข้า")


def test_board_without_chair_takes_the_earliest(school):
    later = {ORDER: "9/2569", START: "01/05/2569"}

    bring_in(school, row(later), row({SEAT: "ครู"}))

    assert facts(Board.objects.get(), "order_number", "starts_on") == ("114/2568", date(2025, 6, 1))


@pytest.mark.parametrize(
    ("cells", "state"), [({}, "appointed"), (NO_ORDER, "draft"), ({START: ""}, "draft")]
)
def test_board_is_appointed_with_order_and_first_day(school, cells, state):
    bring_in(school, chair(cells))

    assert Board.objects.get().state == state


def test_order_that_comes_later_appoints(school):
    number = citizen_id()
    bring_in(school, chair({NUMBER: number, FIRST: "มานะ"} | NO_ORDER))

    plan = bring_in(school, chair({NUMBER: number, FIRST: "มานะ"}))

    assert Board.objects.get().state == "appointed"
    assert [one.column for one in plan.lines[0].changes] == [
        "คณะกรรมการ คำสั่งที่",
        "คณะกรรมการ คำสั่งลงวันที่",
        "คณะกรรมการ สถานะ",
    ]


@pytest.mark.parametrize("start", ["01/06/2568", "15/01/2570"])
def test_secretary_without_end_joins_the_board_that_covers(school, start):
    old = {START: "01/06/2564", END: "31/05/2568"}
    plan = bring_in(
        school, chair(), chair(old), row({SEAT: "ผู้อำนวยการสถานศึกษา", START: start, END: ""})
    )

    assert problems(plan) == [[], [], []]
    assert Member.objects.get(seat=Seat.SECRETARY).board.ends_on == date(2029, 5, 31)


def test_secretary_older_than_the_board_joins_it_with_a_warning(school):
    plan = bring_in(school, row({SEAT: "เลขานุการ", START: "01/10/2560", END: ""}), chair())

    assert Board.objects.get().starts_on == date(2025, 6, 1)
    assert warnings(plan)[0] == ["วันเริ่มวาระ: เริ่มก่อนวาระของคณะกรรมการ จึงลงในชุดที่ครบวาระ 31 พ.ค. 2572"]


def test_secretary_s_own_end_opens_no_board(school):
    days = {START: "01/10/2567", END: "30/09/2575"}
    plan = bring_in(school, row({SEAT: "เลขานุการ", **days}), chair(), row())

    board = Board.objects.get()
    assert facts(board, "starts_on", "ends_on") == (date(2025, 6, 1), date(2029, 5, 31))
    assert warnings(plan)[0] == [
        "วันครบวาระ: ไม่ตรงกับวาระของคณะกรรมการชุดใด จึงลงในชุดที่ครบวาระ 31 พ.ค. 2572"
    ]


def test_monk_is_found_with_and_without_the_dash(school):
    monk = {FIRST: "พระสมพร", LAST: "", NUMBER: "", "คำนำหน้า": ""}
    bring_in(school, chair(), row(monk))

    plan = bring_in(school, row(monk | {LAST: "-"}))

    assert str(plan.counts) == "created=0 updated=1 unchanged=0 rejected=0"


def test_row_without_either_day_joins_the_newest_board(school):
    make_board(school, seats=[])
    plan = bring_in(school, row({START: "", END: ""}))

    assert Member.objects.get().board.ends_on == date(2029, 5, 31)
    assert warnings(plan) == [["วันครบวาระ: ไม่มีวันเริ่มและวันครบวาระ จึงลงในคณะกรรมการชุดล่าสุด"]]


def test_rows_without_end_and_board_are_given_the_usual_term(school):
    rows = [chair({END: ""}), row({END: ""}), row({SEAT: "เลขานุการ", END: ""})]
    plan = bring_in(school, *rows)

    board = Board.objects.get()
    assert (board.ends_on, board.members.count()) == (date(2029, 5, 31), 3)
    assert "จึงคิด 4 ปีตามหลักเกณฑ์" in warnings(plan)[0][0]


def test_rows_without_days_and_board_are_kept_as_a_draft(school):
    rows = [row({START: "", END: ""}), chair({START: "", END: ""})]
    bring_in(school, *rows)

    plan = bring_in(school, *rows)

    assert facts(Board.objects.get(), "state", "ends_on") == ("draft", None)
    assert str(plan.counts) == "created=0 updated=0 unchanged=2 rejected=0"


def test_later_start_with_the_same_end_is_a_replacement(school):
    gone = row({SEAT: "ครู", LEFT: "01/02/2569", REASON: "ย้าย"})
    bring_in(school, chair(), gone, row({SEAT: "ครู", START: "01/03/2569"}))

    new = Member.objects.get(starts_on=date(2026, 3, 1))
    assert new.replaces.first_name == gone[FIRST]
    assert facts(new.replaces, "left_reason", "left_on") == ("office", date(2026, 2, 1))
    assert Board.objects.get().starts_on == date(2025, 6, 1)


def test_new_chair_of_a_known_board_does_not_move_its_first_day(school):
    board = make_board(school)
    old = board.members.get(seat=Seat.CHAIR)
    boards.leave(old, on=date(2026, 1, 1), reason="died", by=make_user())
    cells = {START: "01/02/2569", ORDER: "7/2569", PUPILS: ""}

    bring_in(school, chair(cells))

    board.refresh_from_db()
    assert facts(board, "starts_on", "order_number") == (date(2025, 6, 1), "114/2568")
    assert board.members.get(starts_on=date(2026, 2, 1)).replaces == old


def test_corrected_first_day_of_the_chair_moves_the_board(school):
    first = chair()
    bring_in(school, first)

    plan = bring_in(school, first | {START: "15/06/2568"})

    assert Board.objects.get().starts_on == date(2025, 6, 15)
    assert str(plan.counts) == "created=0 updated=1 unchanged=0 rejected=0"


def test_two_chairs_at_a_time_are_both_refused(school):
    plan = bring_in(school, chair(), chair({START: "01/01/2569"}), row())

    assert problems(plan) == [
        ["ผู้แทน: มีประธานสองคนในเวลาเดียวกัน ดูแถว 3"],
        ["ผู้แทน: มีประธานสองคนในเวลาเดียวกัน ดูแถว 2"],
        [],
    ]
    assert Member.objects.get().seat == Seat.PARENT


def test_chairs_one_after_the_other_are_taken(school):
    plan = bring_in(school, chair({LEFT: "01/01/2569"}), chair({START: "01/01/2569"}))

    assert problems(plan) == [[], []]
    assert Member.objects.get(left_on=None).replaces is not None


def test_chair_beside_one_of_the_registry_is_refused_until_that_one_leaves(school):
    old = make_board(school, student_count=120).members.get(seat=Seat.CHAIR)
    new = chair({START: "01/02/2569"})
    leaving = {FIRST: old.first_name, LAST: old.last_name, NUMBER: "", START: ""}

    refused = bring_in(school, new)
    taken = bring_in(school, new, chair(leaving | {LEFT: "01/02/2569"}))

    assert "ในระบบมีประธานของชุดนี้อยู่แล้ว" in problems(refused)[0][0]
    assert problems(taken) == [[], []]


def test_chair_and_expert_change_places(school):
    one, other = chair(), row({SEAT: "ผู้ทรงคุณวุฒิ"})
    bring_in(school, one, other)

    plan = bring_in(school, one | {SEAT: "ผู้ทรงคุณวุฒิ"}, other | {SEAT: "ประธาน"})

    assert str(plan.counts) == "created=0 updated=2 unchanged=0 rejected=0"
    assert Member.objects.get(seat=Seat.CHAIR).first_name == other[FIRST]


@pytest.mark.parametrize("cells", [{}, {NUMBER: ""}])
def test_person_on_two_seats_is_refused_on_both(school, cells):
    one = row({FIRST: "มานะ"} | cells)

    plan = bring_in(school, one, one | {SEAT: "ครู"})

    column = "ชื่อ" if cells else "เลขประจำตัวประชาชน"
    assert problems(plan) == [
        [f"{column}: คนเดียวกันมีสองตำแหน่งในชุดเดียวกัน ดูแถว 3"],
        [f"{column}: คนเดียวกันมีสองตำแหน่งในชุดเดียวกัน ดูแถว 2"],
    ]
    assert not Board.objects.exists()


def test_same_row_twice_is_refused(school):
    one = row()

    assert "ซ้ำกับแถว 3" in problems(bring_in(school, one, one))[0][0]


@pytest.mark.parametrize("apart", [{NUMBER: citizen_id()}, {NUMBER: "", BORN: "01/01/2500"}])
def test_two_people_of_one_name_are_told_apart(school, apart):
    first = row({FIRST: "มานะ", BORN: "01/01/2510"})

    plan = bring_in(school, first, first | {SEAT: "ครู"} | apart)

    assert problems(plan) == [[], []]


def test_person_of_the_registry_on_another_seat_is_refused(school):
    member = make_member(make_board(school, seats=[]), Seat.PARENT, first_name="มานะ")

    plan = bring_in(school, row({FIRST: "มานะ", LAST: member.last_name, SEAT: "ครู"}))

    assert problems(plan) == [["ผู้แทน: คนนี้มีตำแหน่งในชุดนี้แล้ว (ผู้แทนผู้ปกครอง)"]]


def test_leaving_before_the_known_first_day_is_refused(school):
    member = make_member(make_board(school, seats=[]), Seat.PARENT, first_name="มานะ")
    cells = {FIRST: "มานะ", LAST: member.last_name, START: "", LEFT: "01/01/2568"}

    assert "ไม่ก่อนวันเริ่มวาระที่บันทึกไว้" in problems(bring_in(school, row(cells)))[0][0]


def test_again_changes_nothing(school):
    rows = [*board_rows(school), row({SEAT: "ครู", FIRST: "เก่า", LEFT: "01/07/2568"})]
    bring_in(school, *rows)
    before = list(Member.objects.order_by("pk").values()), list(Board.objects.values())

    plan = bring_in(school, *rows)

    assert str(plan.counts) == "created=0 updated=0 unchanged=10 rejected=0"
    assert (list(Member.objects.order_by("pk").values()), list(Board.objects.values())) == before


def test_member_is_found_by_id_then_by_name_and_seat(school):
    by_id, by_name = row(), row({NUMBER: "", SEAT: "ครู"})
    bring_in(school, by_id, by_name)

    plan = bring_in(school, by_id | {FIRST: "ใหม่"}, by_name | {PHONE: "0812345678"})

    assert str(plan.counts) == "created=0 updated=2 unchanged=0 rejected=0"
    assert [(one.column, one.old, one.new) for one in plan.lines[0].changes] == [
        ("ชื่อ", by_id[FIRST], "ใหม่")
    ]
    assert [(one.column, one.old, one.new) for one in plan.lines[1].changes] == [("โทรศัพท์", "", "")]


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({PHONE: "0812345678"}, "sent"),
        ({BORN: "01/01/2510"}, "sent"),
        ({LAST: "เปลี่ยน"}, "reopened"),
        ({SEAT: "ครู"}, "reopened"),
        ({LEFT: "01/07/2568"}, "reopened"),
    ],
)
def test_change_of_seat_name_or_term_reopens_the_confirmation(school, cells, state):
    rows = [chair(), row()]
    bring_in(school, *rows)
    boards.confirm(Board.objects.get(), by=make_user(Role.DIRECTOR, school=school))

    bring_in(school, rows[0], rows[1] | cells)

    assert Confirmation.objects.get().state == state
    event = AuditEvent.objects.filter(action="import.commit").latest("pk")
    assert event.changes["rows"]["reopened"] == [Board.objects.get().pk] * (state == "reopened")


def test_added_member_reopens_the_confirmation(school):
    first = chair()
    bring_in(school, first)
    boards.confirm(Board.objects.get(), by=make_user(Role.DIRECTOR, school=school))

    bring_in(school, first, row())

    assert Confirmation.objects.get().state == "reopened"


@pytest.mark.parametrize(("role", "marked"), [(Role.DISTRICT_OFFICER, True), (Role.CLERK, False)])
def test_what_the_office_keys_is_marked(role, marked):
    school = make_school(district=make_district())
    is_office = role == Role.DISTRICT_OFFICER
    user = make_user(role, school=school, district=school.district if is_office else None)

    bring_in(school.district if is_office else school, chair(school=school), by=user)

    assert (Board.objects.get().by_office, Member.objects.get().by_office) == (marked, marked)


def test_board_that_lies_at_the_office_is_closed_to_its_school_but_for_the_order(school):
    bring_in(school, chair({ORDER: None}))
    Board.objects.update(state=Board.State.PROPOSED)

    refused = bring_in(school, row({SEAT: "ครู", ORDER: None}))
    assert problems(refused) == [[f"ผู้แทน: {PROPOSED}"]]
    assert problems(bring_in(school.district, row({SEAT: "ครู", ORDER: None}, school=school))) == [
        []
    ]

    assert problems(bring_in(school, row({SEAT: "ศิษย์เก่า"}))) == [[]]
    assert Board.objects.get().state == Board.State.APPOINTED
