"""The office's pages of orders."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committee.cards.orders import order_cards
from committee.models import Board, Order, OrderLine
from committee.services import selection
from schoolcare.access import Role
from schoolcare.models import NumberEntry
from tests.committee.making import make_board
from tests.committee.order_making import START, draft, issue, make_selecting, propose
from tests.committee.test_board_pages import errors, page, send
from tests.committee.test_selection_pages import at_home
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("committee:order-list")
NEW = reverse("committee:order-create")
SIGNED = {"dated_on": "20/11/2569", "effective_on": "1/12/2569"}


@pytest.fixture
def office():
    return make_district(name="สำนักงานเขตทดสอบ", short_name="สพป. ทดสอบ")


@pytest.fixture
def officer(office):
    return make_user(Role.DISTRICT_OFFICER, district=office)


def waiting(office, officer, name="บ้านหนึ่ง", **fields) -> OrderLine:
    school = make_school(district=office, name=name)
    return propose(make_selecting(school, **fields), officer)


def test_several_boards_become_one_draft(client, office, officer):
    lines = [waiting(office, officer, name) for name in ("บ้านหนึ่ง", "บ้านสอง")]
    client.force_login(officer)

    answer = client.post(NEW, {"lines": [one.pk for one in lines]}, follow=True)

    order = Order.objects.get()
    assert answer.redirect_chain[-1][0] == order.get_absolute_url()
    assert {one.pk for one in order.lines.all()} == {one.pk for one in lines}
    assert client.get(LIST).context["kinds"] == []


@pytest.mark.parametrize("ticked", ["x", "9" * 30])
def test_nothing_ticked_makes_no_draft(client, office, officer, ticked):
    waiting(office, officer)
    client.force_login(officer)

    answer = client.post(NEW, {"lines": [ticked]}, follow=True)

    assert "เลือกเรื่องที่รอออกคำสั่งอย่างน้อยหนึ่งเรื่อง" in answer.text
    assert not Order.objects.exists()


def test_issuing_appoints_every_board(client, office, officer):
    lines = [waiting(office, officer, name) for name in ("บ้านหนึ่ง", "บ้านสอง")]
    order = draft(officer, *lines)

    send(client, officer, "order-issue", order.pk, number="๒๑๕/2569", **SIGNED)

    found = Board.objects.values_list("state", "order_number")
    assert list(found) == [("appointed", "215/2569")] * 2


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"number": ""}, {"number": ["กรุณากรอกคำสั่งที่"]}),
        ({"dated_on": "1/1/2599"}, {"dated_on": ["วันที่สั่งยังมาไม่ถึง บันทึกเมื่อออกคำสั่งแล้ว"]}),
        ({"number": "7/2569"}, {"number": ["คำสั่งที่ 7/2569 ออกไปแล้ว เลขที่ใช้ซ้ำไม่ได้"]}),
    ],
)
def test_issuing_refuses_what_cannot_be(client, office, officer, typed, wrong):
    issue(draft(officer, waiting(office, officer, "บ้านก่อน")), officer, number="7/2569")
    order = draft(officer, waiting(office, officer))

    answer = send(client, officer, "order-issue", order.pk, **{"number": "8/2569"} | SIGNED | typed)

    order.refresh_from_db()
    assert (errors(answer), order.state) == (wrong, "draft")


def test_removal_is_asked_for_no_day_of_its_own(client, office, officer):
    board = make_board(make_school(district=office))
    gone = OrderLine(board=board, member=board.members.get(seat=8), left_on=START)
    gone.left_reason = "removed"
    order = draft(officer, selection.ask_removal(gone, by=officer))

    send(client, officer, "order-issue", order.pk, number="8/2569", dated_on="20/11/2569")

    shown = page(client, officer, "order-detail", order.pk).text
    order.refresh_from_db()
    assert (order.state, order.effective_on) == ("issued", order.dated_on)
    assert "มีผล 20 พ.ย. 2569" not in shown


def test_refusal_names_the_school_and_takes_no_number(client, office, officer):
    office.numbering = "register"
    office.save()
    line = waiting(office, officer)
    order = draft(officer, line)
    make_board(line.board.school, ends_on="2030-11-30")

    answer = send(client, officer, "order-issue", order.pk, **SIGNED)

    assert "ร.ร.บ้านหนึ่ง: มีอีกชุดหนึ่ง" in str(errors(answer))
    assert not NumberEntry.objects.exists()


def test_number_comes_from_our_own_register(client, office, officer):
    office.numbering = "register"
    office.save()
    order = draft(officer, waiting(office, officer))

    send(client, officer, "order-issue", order.pk, number="999/2569", **SIGNED)

    order.refresh_from_db()
    assert (order.number, NumberEntry.objects.get().text) == ("1/2569", "1/2569")


def test_signed_copy_is_kept_with_order_and_board(client, office, officer):
    order = issue(draft(officer, waiting(office, officer)), officer)
    scan = SimpleUploadedFile("order.pdf", b"%PDF-1.7 order", "application/pdf")

    send(client, officer, "order-attach", order.pk, copy=scan)

    board = Board.objects.get()
    clerk = make_user(Role.CLERK, school=board.school)
    assert page(client, officer, "order-file", order.pk).getvalue() == b"%PDF-1.7 order"
    assert page(client, clerk, "board-order", board.pk).getvalue() == b"%PDF-1.7 order"


def test_copy_waits_for_the_order(client, office, officer):
    order = draft(officer, waiting(office, officer))
    scan = SimpleUploadedFile("order.pdf", b"%PDF-1.7 order", "application/pdf")

    answer = send(client, officer, "order-attach", order.pk, copy=scan)

    assert errors(answer) == {"copy": ["แนบสำเนาได้เมื่อออกคำสั่งแล้ว"]}


def test_cancelling_says_what_becomes_of_each_school(client, office, officer):
    line = waiting(office, officer)
    order = issue(draft(officer, line), officer)
    shown = page(client, officer, "order-cancel", order.pk).text
    assert "กลับเป็น “เสนอแต่งตั้ง”" in shown
    assert ">กลับ</a>" in shown  # beside a button that says ยกเลิกคำสั่ง
    assert line.board.school.short_name in shown
    Board.objects.filter(pk=line.board_id).update(order_number="ของใหม่")

    client.force_login(officer)
    url = reverse("committee:order-cancel", args=[order.pk])
    answer = client.post(url, {"reason": "ลงวันที่ผิด"}, follow=True)

    order.refresh_from_db()
    assert (order.state, order.number) == ("cancelled", "215/2569")
    assert "เปลี่ยนไปหลังคำสั่งนี้ จึงคงไว้" in answer.text


def test_cancelling_asks_for_a_reason(client, office, officer):
    order = draft(officer, waiting(office, officer))

    answer = send(client, officer, "order-cancel", order.pk, reason=" ")

    assert list(errors(answer)) == ["reason"]


def test_officer_returns_a_proposal(client, office, officer):
    line = waiting(office, officer)

    send(client, officer, "line-return", line.pk, reason="ขาดหนังสือยินยอม")

    line.board.refresh_from_db()
    assert line.board.state == "returned"


def test_line_of_an_issued_order_is_not_taken_off(client, office, officer):
    line = waiting(office, officer)
    issue(draft(officer, line), officer)
    client.force_login(officer)

    answer = client.post(reverse("committee:line-off", args=[line.pk]), follow=True)

    assert "คำสั่งนี้อยู่ในขั้น “ออกคำสั่งแล้ว” แล้ว" in answer.text


def test_another_office_sees_nothing(client, office, officer):
    order = draft(officer, waiting(office, officer))
    foreign = make_user(Role.DISTRICT_OFFICER, district=make_district())

    assert page(client, foreign, "order-detail", order.pk).status_code == 404
    shown = page(client, foreign, "order-list").context
    assert (shown["kinds"], list(shown["page_obj"])) == ([], [])


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DIRECTOR])
def test_nobody_else_makes_orders(client, office, role):
    place = {"district": office}
    if role == Role.DIRECTOR:
        place = {"school": make_school(district=office)}

    assert page(client, make_user(role, **place), "order-list").status_code == 403


def test_municipal_office_reads_of_no_area(client):
    office = make_district(name="กองการศึกษา เทศบาลเมืองสาธิต", kind="local")
    officer = make_user(Role.DISTRICT_OFFICER, district=office)
    line = waiting(office, officer, rules="LAO")
    seen = page(client, officer, "order-list").text
    order = draft(officer, line)
    director = make_user(Role.DIRECTOR, school=line.board.school)

    for name in ("order-detail", "order-issue", "order-cancel"):
        seen += page(client, officer, name, order.pk).text
    seen += page(client, director, "board-detail", line.board_id).text

    assert "นายกเทศมนตรีเมืองสาธิต" in seen
    assert "เขตพื้นที่" not in seen


def test_card_of_the_office_counts_schools_with_one_query(
    rf, office, officer, django_assert_num_queries
):
    first = waiting(office, officer)
    waiting(office, officer, "บ้านสอง")
    request = at_home(rf, officer, first.board.school)

    with django_assert_num_queries(1):
        cards = list(order_cards(request))

    assert [one.count for one in cards] == [2]


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_one_school_and_three(
    client, office, officer, many, django_assert_num_queries
):
    lines = [waiting(office, officer, f"บ้าน{number}") for number in range(many)]
    client.force_login(officer)
    with django_assert_num_queries(3):
        client.get(LIST)
    order = draft(officer, *lines)

    with django_assert_num_queries(3):
        client.get(order.get_absolute_url())


def test_second_officer_finds_it_issued(client, office, officer):
    order = issue(draft(officer, waiting(office, officer)), officer)
    other = make_user(Role.DISTRICT_OFFICER, district=office)

    assert page(client, other, "order-issue", order.pk).url == order.get_absolute_url()
