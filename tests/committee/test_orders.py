"""Orders of four kinds: drafted, issued, cancelled; what they write and what they refuse."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from committee.models import Board, Member, Order, OrderLine, Seat
from committee.services import boards, orders, selection
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board
from tests.committee.order_making import (
    DAY,
    START,
    ask_for,
    draft,
    issue,
    make_candidate,
    make_selecting,
    propose,
)
from tests.factories import make_school, make_user

State = Board.State


@pytest.fixture
def board(school):
    return make_selecting(school)


@pytest.fixture
def line(board, director):
    return propose(board, director)


def correction(board, by, **facts):
    asked = {"board": board, "field": "last_name", "wrong": "ตัวอย่าง", "right": "ถูกต้อง"}
    asked |= {"member": board.members.get(seat=Seat.CHAIR)}
    return selection.ask_correction(OrderLine(**asked | facts), by=by)


def removal(board, by, **facts):
    asked = {"board": board, "member": board.members.get(seat=Seat.EXPERT)}
    asked |= {"left_on": date(2026, 12, 1), "left_reason": Member.Reason.REMOVED}
    return selection.ask_removal(OrderLine(**asked | facts), by=by)


def correction_of_the_term(board, by):
    days = {"field": "ends_on", "wrong": "2029-05-31", "right": "2029-06-30"}
    return correction(board, by, member=None, **days)


def vacancy(board, by):
    return ask_for(make_candidate(board), by)


def test_issued_order_appoints_the_board(board, line, officer):
    order = issue(draft(officer, line), officer)

    board.refresh_from_db()
    assert (board.state, board.order_number, board.ordered_on) == ("appointed", "215/2569", DAY)
    assert (board.starts_on, board.ends_on) == (START, date(2030, 11, 30))
    starts = {one.starts_on for one in board.members.exclude(seat=Seat.SECRETARY)}
    assert starts == {START}
    event = AuditEvent.objects.get(action="board.state", changes__number="215/2569")
    assert (event.school_id, event.changes["order"]) == (board.school_id, order.pk)


def test_issued_twice_is_issued_once(line, officer):
    order = issue(draft(officer, line), officer)
    other = make_user(Role.DISTRICT_OFFICER, district=order.district)

    again = issue(order, other, number="999/2569")

    assert (again.number, again.issued_by) == ("215/2569", officer)
    assert AuditEvent.objects.filter(action="order.issue").count() == 1


def test_one_order_appoints_several_schools(line, officer):
    other = make_school(district=line.board.school.district)
    second = propose(make_selecting(other), make_user(Role.DIRECTOR, school=other))

    issue(draft(officer, line, second), officer)

    states = Board.objects.values_list("state", "order_number")
    assert list(states) == [("appointed", "215/2569")] * 2


def test_school_that_cannot_be_appointed_stops_the_whole_order(line, officer):
    other = make_school(district=line.board.school.district, name="บ้านอื่น")
    second = propose(make_selecting(other), make_user(Role.DIRECTOR, school=other))
    order = draft(officer, line, second)
    make_board(other, ends_on=date(2030, 11, 30))

    with pytest.raises(ValidationError, match=r"ร\.ร\.บ้านอื่น: มีอีกชุดหนึ่งที่ครบวาระ"):
        issue(order, officer)

    order.refresh_from_db()
    line.board.refresh_from_db()
    assert (order.state, line.board.state) == ("draft", "proposed")


def test_start_on_29_february_ends_on_the_28th(board, line, officer):
    issue(draft(officer, line), officer, effective_on=date(2028, 2, 29))

    board.refresh_from_db()
    assert (board.starts_on, board.ends_on) == (date(2028, 2, 29), date(2032, 2, 28))


def test_board_that_would_be_over_before_it_is_appointed_is_refused(board, line, officer):
    order = draft(officer, line)
    with pytest.raises(ValidationError, match=r"วาระจะครบ 19 พ\.ย\. 2569 ก่อนวันที่สั่ง"):
        issue(order, officer, effective_on=date(2022, 11, 20))

    assert issue(order, officer, effective_on=date(2022, 11, 21)).state == "issued"


def test_number_is_never_used_again(board, line, officer, director):
    order = issue(draft(officer, line), officer)
    orders.cancel(order, reason="พิมพ์ผิด", by=officer)
    again = draft(officer, OrderLine.objects.waiting().get())

    with pytest.raises(ValidationError, match="เลขที่ใช้ซ้ำไม่ได้"):
        issue(again, officer)

    order.refresh_from_db()
    assert (order.state, order.number) == ("cancelled", "215/2569")


def test_cancelled_order_is_taken_back(board, line, officer):
    order = issue(draft(officer, line), officer)

    _, left = orders.cancel(order, reason="ลงวันที่ผิด", by=officer)

    board.refresh_from_db()
    assert (left, board.state, board.order_number, board.ends_on) == ([], "proposed", "", None)
    assert board.members.filter(starts_on=START).count() == 0
    assert OrderLine.objects.waiting().get().asked_by == line.asked_by


def test_cancelled_order_leaves_what_was_changed_since(board, line, officer):
    order = issue(draft(officer, line), officer)
    board.refresh_from_db()
    board.order_number = "216/2569"
    boards.update_board(board, by=officer)

    _, left = orders.cancel(order, reason="ออกใหม่", by=officer)

    board.refresh_from_db()
    assert ([one.pk for one in left], board.state) == ([line.pk], "appointed")


def test_cancelled_draft_lets_its_lines_wait_again(line, officer):
    order = draft(officer, line)

    orders.cancel(order, reason="ยังไม่พร้อม", by=officer)

    assert list(OrderLine.objects.waiting()) == [line]


def test_last_line_taken_off_cancels_the_draft(line, officer):
    order = draft(officer, line)

    orders.take_off(line, by=officer)

    order.refresh_from_db()
    assert (order.state, OrderLine.objects.waiting().count()) == ("cancelled", 1)


def test_kinds_do_not_mix(school, line, officer, director):
    other = correction(make_board(school), director)

    with pytest.raises(ValidationError, match="ชนิดเดียว"):
        draft(officer, line, other)


def test_appointing_authorities_do_not_mix(school, line, officer):
    other = make_school(district=school.district)
    second = propose(make_selecting(other, rules="LAO"), make_user(Role.DIRECTOR, school=other))

    with pytest.raises(ValidationError, match="ผู้แต่งตั้งของโรงเรียนที่เลือกไม่ใช่คนเดียวกัน"):
        draft(officer, line, second)


def test_line_of_another_office_is_not_found(line, officer):
    foreign = make_user(Role.DISTRICT_OFFICER, district=make_school().district)

    with pytest.raises(ValidationError, match="อย่างน้อยหนึ่งเรื่อง"):
        orders.draft(foreign.memberships.get().district, [line.pk], by=foreign)


def test_vacancy_order_seats_for_the_remainder(school, officer, director):
    board = make_board(school)
    candidate = make_candidate(board)
    line = ask_for(candidate, director)

    issue(draft(officer, line), officer)

    candidate.refresh_from_db()
    assert (candidate.awaits_order, candidate.starts_on) == (False, START)
    assert candidate.replaces.seat == Seat.COMMUNITY
    assert candidate in Member.objects.seated(START)


@pytest.mark.parametrize(
    ("ask", "action"),
    [
        (vacancy, "member.update"),
        (correction, "member.update"),
        (correction_of_the_term, "board.update"),
        (removal, "member.update"),
    ],
)
def test_what_an_order_changes_is_recorded_and_confirmed_anew(
    school, officer, director, ask, action
):
    board = make_board(school)
    line = ask(board, director)
    boards.confirm(board, by=director)

    issue(draft(officer, line), officer)

    assert board.confirmations.get().state == "reopened"
    event = AuditEvent.objects.filter(action=action).latest("pk")
    assert (event.school_id, event.actor_id) == (school.pk, officer.pk)


def test_board_whose_order_is_cancelled_is_confirmed_anew(board, line, officer, director):
    order = issue(draft(officer, line), officer)
    boards.confirm(board, by=director)

    orders.cancel(order, reason="ลงวันที่ผิด", by=officer)

    assert board.confirmations.get().state == "reopened"


def test_draft_is_recorded_with_each_of_its_schools(line, officer):
    order = draft(officer, line)

    event = AuditEvent.objects.get(action="order.list")
    assert (event.school_id, event.changes["order"]) == (line.board.school_id, order.pk)


def test_vacancy_order_waits_for_who_leaves(school, officer, director):
    candidate = make_candidate(make_board(school))
    Member.objects.filter(pk=candidate.replaces_id).update(left_on=date(2027, 1, 1))
    line = ask_for(candidate, director)

    with pytest.raises(ValidationError, match="ยังไม่พ้นจากตำแหน่งในวันที่คำสั่งมีผล"):
        issue(draft(officer, line), officer)

    candidate.refresh_from_db()
    assert candidate.awaits_order


def test_nobody_is_seated_before_the_board_begins(school, officer, director):
    line = ask_for(make_candidate(make_board(school)), director)

    with pytest.raises(ValidationError, match="ก่อนวันเริ่มวาระของชุดนี้"):
        issue(draft(officer, line), officer, effective_on=date(2025, 5, 31))


def test_correction_writes_what_is_right_and_keeps_it(school, officer, director):
    board = make_board(school)
    line = correction(board, director)

    order = issue(draft(officer, line), officer)
    assert board.members.get(seat=Seat.CHAIR).last_name == "ถูกต้อง"

    orders.cancel(order, reason="พิมพ์ผิด", by=officer)
    assert board.members.get(seat=Seat.CHAIR).last_name == "ถูกต้อง"


def test_correction_of_the_term_is_a_day(school, officer, director):
    board = make_board(school)
    issue(draft(officer, correction_of_the_term(board, director)), officer)

    board.refresh_from_db()
    assert board.ends_on == date(2029, 6, 30)


def test_correction_that_ends_before_it_starts_is_refused(school, officer, director):
    board = make_board(school)
    right = {"member": None, "field": "ends_on", "wrong": "2029-05-31", "right": "2025-05-31"}
    order = draft(officer, correction(board, director, **right))

    with pytest.raises(ValidationError, match="วันครบวาระต้องหลังวันเริ่มวาระ"):
        issue(order, officer)


def test_removal_ends_a_membership_and_is_taken_back(school, officer, director):
    board = make_board(school)
    line = removal(board, director)

    order = issue(draft(officer, line), officer)

    gone = board.members.get(seat=Seat.EXPERT)
    assert (gone.left_on, gone.left_reason) == (date(2026, 12, 1), "removed")
    orders.cancel(order, reason="ศาลมีคำสั่ง", by=officer)
    gone.refresh_from_db()
    assert gone.left_on is None


def test_member_of_another_board_cannot_be_removed(school, director):
    stranger = make_board().members.get(seat=Seat.EXPERT)

    with pytest.raises(ValidationError, match="ไม่ได้อยู่ในชุดนี้"):
        removal(make_board(school), director, member=stranger)


def test_order_on_a_draft_is_not_returned(line, officer):
    draft(officer, line)

    with pytest.raises(ValidationError, match="นำออกจากคำสั่งก่อน"):
        selection.send_back(line, reason="ผิด", by=officer)

    assert Order.objects.get().state == "draft"
