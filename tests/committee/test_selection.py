"""Opening a selection, proposing a board, and what the office answers."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from committee.completeness import size_of
from committee.models import Board, Member, OrderLine, RuleSet, Seat, Selection
from committee.progress import plan_of
from committee.reports import school_boards
from committee.services import boards, selection
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import SMALL_BOARD, TODAY, make_board, make_member
from tests.committee.order_making import (
    ask_for,
    draft,
    make_candidate,
    make_selecting,
    propose,
    warnings,
)
from tests.committee.papers import CITIZEN_ID, LARGE_BOARD
from tests.factories import make_user

State = Board.State


@pytest.fixture
def board(school):
    return make_selecting(school)


def words_of(error):
    return " ".join(error.value.messages)


def test_start_keeps_the_size_and_the_days(school, clerk):
    board = make_selecting(school, state=State.DRAFT, student_count=None, seats=())
    board.student_count, board.counted_on = 301, date(2026, 6, 10)
    days = Selection(announced_on=date(2026, 11, 1), meeting_on=date(2026, 11, 20))

    made = selection.start(board, days, by=clerk)

    board.refresh_from_db()
    assert (board.state, board.student_count) == (State.SELECTING, 301)
    assert (made.board, made.meeting_on, made.started_by) == (board, date(2026, 11, 20), clerk)
    assert AuditEvent.objects.filter(action="board.state").get().changes["size"] == 301


def test_start_without_the_size_is_refused(school, clerk):
    board = make_selecting(school, state=State.DRAFT, student_count=None, seats=())

    with pytest.raises(ValidationError) as error:
        selection.start(board, Selection(), by=clerk)

    assert "student_count" in error.value.error_dict
    assert not Selection.objects.exists()


def test_start_again_changes_the_days_only(board, clerk, director):
    selection.start(board, Selection(meeting_on=date(2026, 11, 20)), by=clerk)

    selection.start(board, Selection(meeting_on=date(2026, 11, 27)), by=director)

    kept = Selection.objects.get()
    assert (kept.meeting_on, kept.started_by) == (date(2026, 11, 27), clerk)
    assert not AuditEvent.objects.filter(action="board.state").exists()


@pytest.mark.parametrize(("pupils", "total", "experts"), [(300, 9, 2), (301, 15, 7)])
def test_plan_follows_the_size(pupils, total, experts, db):
    rules = RuleSet.objects.get(code="2564")

    plan = plan_of(size_of(rules, rules.seats.all(), pupils))

    counts = {row.seat: row.count for row in plan}
    assert counts[Seat.EXPERT] == experts
    assert sum(counts.values()) - counts[Seat.CHAIR] == total
    assert [row.seat for row in plan][-2:] == [Seat.CHAIR, Seat.SECRETARY]


def test_propose_twice_is_once(board, director):
    propose(board, director)

    selection.propose(board, by=director)

    line = OrderLine.objects.get()
    assert (line.board, line.asked_by, board.state) == (board, director, State.PROPOSED)
    assert AuditEvent.objects.filter(action="board.state").count() == 1


@pytest.mark.parametrize(
    ("seats", "words"),
    [
        (SMALL_BOARD[:-1], "มีกรรมการ 8 จาก 9 ตำแหน่ง ยังเสนอไม่ได้ ยังไม่มีผู้อำนวยการสถานศึกษา"),
        (SMALL_BOARD[1:], "ยังไม่มีประธานกรรมการ"),
        ((), "ยังไม่มีกรรมการในชุดนี้"),
    ],
)
def test_propose_refuses_what_blocks(school, officer, seats, words):
    board = make_selecting(school, seats=seats)

    with pytest.raises(ValidationError) as error:
        propose(board, officer)

    assert words in words_of(error)
    assert not OrderLine.objects.exists()


def test_seven_experts_and_one_religious_only_warn(school, director):
    seats = [*range(1, 8), *[Seat.EXPERT] * 7, Seat.SECRETARY]
    board = make_selecting(school, seats=seats, student_count=415)

    line = propose(board, director)

    assert any("ต่างจากเกณฑ์ที่เป็น 2 และ 6" in one for one in line.warnings)


@pytest.mark.parametrize(("pupils", "is_refused"), [(300, False), (301, True)])
def test_small_board_suits_three_hundred_pupils(school, director, pupils, is_refused):
    board = make_selecting(school, student_count=pupils)
    accepted = warnings(board)

    if is_refused:
        with pytest.raises(ValidationError, match="มีกรรมการ 9 จาก 15 ตำแหน่ง"):
            selection.propose(board, accepted=accepted, by=director)
    else:
        assert selection.propose(board, accepted=accepted, by=director).state == State.PROPOSED


def test_warnings_are_read_before_it_goes_out(board, director):
    young = board.members.get(seat=Seat.ALUMNI)
    young.birth_date = date(2007, 1, 1)
    young.save()

    with pytest.raises(ValidationError, match="ติ๊กรับทราบ"):
        selection.propose(board, by=director)

    line = propose(board, director)
    assert any("อายุ 19 ปีในวันเริ่มวาระ" in one for one in line.warnings)


def test_third_term_in_a_row_is_refused(school, director):
    for number, start in ((1, 2018), (2, 2022)):
        days = {"starts_on": date(start, 6, 1), "ends_on": date(start + 4, 5, 31)}
        make_board(school, number=number, **days)
    board = make_selecting(school, number=3)

    with pytest.raises(ValidationError, match="เป็นกรรมการวาระที่ 3 ติดต่อกัน เกิน 2 วาระ"):
        selection.propose(board, accepted=warnings(board), by=director)


def test_member_without_a_surname_is_named(board, director):
    board.members.filter(seat=Seat.PARENT).update(last_name="")

    with pytest.raises(ValidationError, match="นายกรรมการ2: ยังไม่มีนามสกุล"):
        selection.propose(board, accepted=warnings(board), by=director)


def test_clerk_proposes_only_where_nobody_directs(board, clerk):
    assert selection.may_propose(clerk, board.school)
    make_user(Role.DIRECTOR, school=board.school)

    with pytest.raises(ValidationError, match="ผู้อำนวยการเป็นผู้เสนอ"):
        selection.propose(board, accepted=warnings(board), by=clerk)


def test_office_proposes_for_the_school(board, officer):
    assert propose(board, officer).by_office is True


def test_proposed_board_is_closed_to_the_school(board, clerk, director, officer):
    propose(board, director)
    member = board.members.get(seat=Seat.PARENT)
    member.first_name = "ชื่ออื่น"

    for change in (boards.update_member, boards.add_member):
        with pytest.raises(ValidationError, match="แก้ไของค์ประกอบไม่ได้"):
            change(member, by=clerk)
    board.student_count = 400
    with pytest.raises(ValidationError, match="แก้ไของค์ประกอบไม่ได้"):
        boards.update_board(board, by=clerk)

    assert boards.update_member(member, by=officer).by_office is True


def test_paper_order_is_recorded_by_hand(board, director, clerk):
    line = propose(board, director)
    board.order_number, board.starts_on = "9/2569", date(2026, 12, 1)
    boards.update_board(board, by=clerk)

    assert boards.appoint(board, by=clerk).state == State.APPOINTED

    line.refresh_from_db()
    assert (line.closed_by, line.close_reason, line.was_returned) == (clerk, "", False)


def test_office_returns_with_a_reason(board, director, officer):
    line = propose(board, director)

    with pytest.raises(ValidationError, match="เขียนเหตุ"):
        selection.send_back(line, reason="  ", by=officer)
    selection.send_back(line, reason="ขาดหนังสือยินยอม", by=officer)
    selection.send_back(line, reason="อีกครั้ง", by=officer)

    board.refresh_from_db()
    line.refresh_from_db()
    assert (board.state, line.close_reason) == (State.RETURNED, "ขาดหนังสือยินยอม")
    assert propose(board, director).pk != line.pk


def test_school_withdraws_what_no_order_has(board, director, clerk):
    line = propose(board, director)

    selection.withdraw(line, by=director)
    selection.withdraw(line, by=director)

    board.refresh_from_db()
    line.refresh_from_db()
    assert (board.state, line.closed_by, line.was_returned) == (State.SELECTING, director, False)
    assert AuditEvent.objects.filter(action="order.unask").count() == 1
    member = board.members.get(seat=Seat.PARENT)
    member.first_name = "ชื่ออื่น"
    assert boards.update_member(member, by=clerk).first_name == "ชื่ออื่น"
    assert propose(board, director).pk != line.pk


def test_what_was_withdrawn_is_not_returned(board, director, officer):
    line = selection.withdraw(propose(board, director), by=director)

    with pytest.raises(ValidationError, match="โรงเรียนถอนเรื่องนี้"):
        selection.send_back(line, reason="ขาดเอกสาร", by=officer)

    line.refresh_from_db()
    assert (line.closed_by, line.close_reason) == (director, "")


def test_nothing_on_a_draft_is_withdrawn(board, director, officer):
    line = propose(board, director)
    draft(officer, line)

    with pytest.raises(ValidationError, match="เข้าร่างคำสั่งหรือออกคำสั่งแล้ว"):
        selection.withdraw(line, by=director)

    board.refresh_from_db()
    assert board.state == State.PROPOSED


def test_who_may_not_propose_withdraws_nothing(board, director, clerk):
    line = propose(board, director)

    with pytest.raises(ValidationError, match="ผู้อำนวยการเป็นผู้ถอน"):
        selection.withdraw(line, by=clerk)

    assert OrderLine.objects.waiting().get() == line


def test_withdrawn_candidate_may_be_dropped(school, director):
    candidate = make_candidate(make_board(school))

    selection.withdraw(ask_for(candidate, director), by=director)
    boards.drop_candidate(candidate, by=director)

    assert not Member.objects.filter(pk=candidate.pk).exists()


def test_candidate_does_not_count_before_the_order(school, director, django_assert_num_queries):
    board = make_board(school)
    candidate = make_candidate(board)

    with django_assert_num_queries(3):
        line = school_boards([school], TODAY)[0]

    assert (line.status, line.verdict.filled) == ("short", 8)
    assert candidate not in Member.objects.seated(TODAY)
    assert [one.pk for one in board.members.all() if one.is_seated(TODAY)].count(candidate.pk) == 0


def test_candidate_is_asked_for_once(school, director, clerk):
    candidate = make_candidate(make_board(school))

    first = ask_for(candidate, director)

    assert ask_for(candidate, director) == first
    candidate.phone = "0812345678"
    with pytest.raises(ValidationError, match="แก้ไของค์ประกอบไม่ได้"):
        boards.update_member(candidate, by=clerk)


def correction(board, right):
    chair = board.members.get(seat=Seat.CHAIR)
    return OrderLine(board=board, member=chair, field="last_name", wrong="ผิด", right=right)


def test_clerk_asks_for_no_candidate_where_somebody_directs(school, clerk, director):
    candidate = make_candidate(make_board(school))

    with pytest.raises(ValidationError, match="ผู้อำนวยการเป็นผู้เสนอ"):
        ask_for(candidate, clerk)

    assert not OrderLine.objects.exists()


def test_same_matter_in_other_words_is_not_swallowed(school, director):
    board = make_board(school)
    first = selection.ask_correction(correction(board, "ถูก"), by=director)

    assert selection.ask_correction(correction(board, "ถูก"), by=director) == first
    with pytest.raises(ValidationError, match="ถอนเรื่องเดิมก่อน"):
        selection.ask_correction(correction(board, "ถูกกว่า"), by=director)

    assert OrderLine.objects.get().right == "ถูก"


def test_proposed_board_is_withdrawn_before_it_is_cancelled(board, director, clerk):
    line = propose(board, director)
    with pytest.raises(ValidationError, match="ถอนเรื่องหรือส่งคืนก่อน"):
        boards.cancel_board(board, by=clerk)

    selection.withdraw(line, by=director)
    for _ in range(2):
        assert boards.cancel_board(board, by=clerk).state == State.CANCELLED

    assert AuditEvent.objects.filter(action="board.state").count() == 3


def test_two_chairs_are_refused(board, clerk):
    with pytest.raises(ValidationError, match="มีประธานอยู่แล้ว"):
        boards.add_member(Member(board=board, seat=Seat.CHAIR, first_name="สอง"), by=clerk)


def test_one_person_has_one_seat(board, clerk):
    make_member(board, Seat.EXPERT, citizen_id_hash="x")
    facts = {"first_name": "คนเดิม", "citizen_id": CITIZEN_ID}
    boards.add_member(Member(board=board, seat=Seat.EXPERT, **facts), by=clerk)

    with pytest.raises(ValidationError, match="คนนี้มีตำแหน่งในชุดนี้แล้ว"):
        boards.add_member(Member(board=board, seat=Seat.EXPERT, **facts), by=clerk)


def test_large_board_is_whole(school, director):
    board = make_selecting(school, seats=LARGE_BOARD, student_count=301)

    assert propose(board, director).board == board
