"""An order printed again says what was signed, whatever the registry says by then."""

from datetime import date

import pytest

from committee.models import Member, Order, OrderLine, Seat
from committee.services import boards, orders, selection
from schoolcare.access import Role
from schoolcare.paper.texts import save_text
from tests.committee.making import make_board
from tests.committee.order_making import (
    START,
    ask_for,
    draft,
    issue,
    make_candidate,
    make_selecting,
    propose,
)
from tests.committee.papers import paper
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_district(name="สำนักงานเขตทดสอบ", short_name="สพป. ทดสอบ")


@pytest.fixture
def officer(office):
    return make_user(Role.DISTRICT_OFFICER, district=office)


def of_board(board, officer):
    return propose(make_selecting(board.school, number=8), officer)


def of_vacancy(board, officer):
    return ask_for(make_candidate(board), officer)


def of_correction(board, officer):
    line = OrderLine(board=board, field="first_name", wrong="กรรมการ1", right="สมหวัง")
    line.member = board.members.get(seat=Seat.CHAIR)
    return selection.ask_correction(line, by=officer)


def of_removal(board, officer):
    line = OrderLine(board=board, member=board.members.get(seat=Seat.EXPERT), left_on=START)
    line.left_reason = Member.Reason.REMOVED
    return selection.ask_removal(line, by=officer)


def issued(office, officer, ask):
    return issue(draft(officer, ask(make_board(make_school(district=office)), officer)), officer)


def printed(order):
    return paper("committee-order", object=order.pk).html()


def change_everything(order, officer):
    """Every member renamed, one gone, the board's order and the school's name others."""
    for line in orders.lines_of(order):
        for member in line.board.members.all():
            member.first_name, member.organization = f"ใหม่{member.pk}", "องค์กรใหม่"
            boards.update_member(member, by=officer)
        gone = line.board.members.get(seat=Seat.ALUMNI)
        boards.leave(gone, on=date(2026, 12, 2), reason=Member.Reason.DIED, by=officer)
        line.board.refresh_from_db()
        line.board.order_number = "999/2569"
        boards.update_board(line.board, by=officer)
        line.board.school.name = "ชื่อใหม่"
        line.board.school.save()


@pytest.mark.parametrize("ask", [of_board, of_vacancy, of_correction, of_removal])
def test_reprint_says_what_was_issued(office, officer, ask):
    order = issued(office, officer, ask)
    before = printed(order)

    change_everything(order, officer)

    assert printed(order) == before
    assert "องค์กรใหม่" not in before


def test_list_of_several_schools_is_kept(office, officer):
    lines = [of_board(make_board(make_school(district=office)), officer) for _ in range(2)]
    order = issue(draft(officer, *lines), officer)
    before = printed(order)

    change_everything(order, officer)

    assert printed(order) == before
    assert before.count("รวม 9 คน".replace("9", "๙")) == 2


def test_later_orders_change_no_reprint(office, officer):
    board = make_board(make_school(district=office))
    first = issue(draft(officer, of_vacancy(board, officer)), officer)
    before = printed(first)
    newcomer = first.lines.get().member
    line = OrderLine(board=board, member=newcomer, field="last_name", right="ที่ถูก")
    line.wrong = newcomer.last_name
    issue(draft(officer, selection.ask_correction(line, by=officer)), officer, "216/2569")
    gone = OrderLine(board=board, member=newcomer, left_on=START, left_reason="removed")
    issue(draft(officer, selection.ask_removal(gone, by=officer)), officer, "217/2569")

    newcomer.refresh_from_db()
    assert (newcomer.last_name, newcomer.left_on) == ("ที่ถูก", START)
    assert printed(first) == before


def test_correction_names_who_was_wrong(office, officer):
    line = of_correction(make_board(make_school(district=office)), officer)
    order = draft(officer, line)
    drafted = order_rows(order)

    assert order_rows(issue(order, officer)) == drafted
    assert drafted == [(("ชื่อของนายกรรมการ1 ตัวอย่าง", "กรรมการ1", "สมหวัง"),)]


def order_rows(order):
    wording = paper("committee-order", object=order.pk).wording
    return [section.rows for section in wording.sections]


def test_edited_text_is_kept_as_it_was_signed(office, officer):
    order = draft(officer, of_removal(make_board(make_school(district=office)), officer))
    document = paper("committee-order", object=order.pk)
    edited = document.body | {"text": "ตามมติที่ประชุม"}
    save_text(document, edited, version=0, by=officer)

    issue(order, officer)

    again = paper("committee-order", object=order.pk)
    assert again.body["text"] == "ตามมติที่ประชุม"
    assert not again.is_text_old


def test_text_of_an_issued_order_is_edited_no_more(client, office, officer):
    order = draft(officer, of_removal(make_board(make_school(district=office)), officer))
    before = paper("committee-order", object=order.pk).body
    issue(order, officer)
    client.force_login(officer)
    page = f"/papers/committee-order/?object={order.pk}"

    assert "บันทึกข้อความ" not in client.get(page).text
    client.post(page, {"text": "อื่น", "version": 0, "date": "1/12/2569", "signer": "", "save": 1})

    assert paper("committee-order", object=order.pk).body == before


def test_executive_of_the_day_stays_under_the_order():
    office = make_district(name="กองการศึกษา เทศบาลเมืองสาธิต", kind="local")
    officer = make_user(Role.DISTRICT_OFFICER, district=office)
    names = {"executive_name": "นายเดิม", "executive_position": "นายกเทศมนตรีเมืองสาธิต"}
    school = make_school(district=office, **names)
    order = issue(draft(officer, propose(make_selecting(school, rules="LAO"), officer)), officer)

    school.executive_name = "นายใหม่"
    school.save()

    assert paper("committee-order", object=order.pk).signer.name == "นายเดิม"


def test_cancelled_order_keeps_its_words(office, officer):
    order = issue(
        draft(officer, of_vacancy(make_board(make_school(district=office)), officer)), officer
    )
    before = printed(order)
    candidate = order.lines.get().member
    orders.cancel(order, reason="ลงวันที่ผิด", by=officer)
    selection.withdraw(OrderLine.objects.waiting().get(), by=officer)

    candidate.refresh_from_db()
    boards.drop_candidate(candidate, by=officer)

    assert not Order.objects.get().lines.exists()
    assert printed(order) == before


def test_order_from_before_the_keeping_follows_the_registry(office, officer):
    order = issue(
        draft(officer, of_removal(make_board(make_school(district=office)), officer)), officer
    )
    Order.objects.update(wording={})

    change_everything(order, officer)

    assert "องค์กรใหม่" in printed(order)
