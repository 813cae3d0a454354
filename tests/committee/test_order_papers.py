"""ประกาศ of a selection and คำสั่ง of four kinds: what they say and that they keep their measures."""

from datetime import date

import pytest

from committee.models import Member, Order, OrderLine, Seat
from committee.services import orders, selection
from schoolcare.access import Role
from schoolcare.models import NumberEntry
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
from tests.committee.papers import LARGE_BOARD, make_monk, pages, paper
from tests.factories import make_district, make_school, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db
LONG = {"title": "ว่าที่ร้อยตรีหญิง", "first_name": "กมลวรรณศิริ", "last_name": "ณ ตัวอย่างบุรีรมย์"}


@pytest.fixture
def office():
    return make_district(name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติบุรี เขต 1")


@pytest.fixture
def officer(office):
    return make_user(Role.DISTRICT_OFFICER, district=office)


def proposed(office, officer, name, **fields):
    facts = {"seats": LARGE_BOARD, "student_count": 415} | fields
    board = make_selecting(make_school(district=office, name=name), **facts)
    make_monk(board)
    Member.objects.filter(pk=board.members.filter(seat=Seat.EXPERT).first().pk).update(**LONG)
    return propose(board, officer)


def order_paper(order, kind="order"):
    document = paper("committee-order", object=order.pk)
    data = document.pdf()
    assert_paper(data, kind, html=document.html())
    return pages(data)


def text_of(order):
    return "".join(order_paper(order))


def test_order_of_a_whole_board(office, officer):
    order = draft(officer, proposed(office, officer, "บ้านหนองแก้ววิทยาคาร"))

    found = order_paper(order)

    assert len(found) == 2
    assert "คำสั่งสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติบุรีเขต๑" in found[0]
    assert "เรื่องแต่งตั้งคณะกรรมการสถานศึกษาขั้นพื้นฐานโรงเรียนบ้านหนองแก้ววิทยาคาร" in found[0]
    assert "มาตรา๓๘แห่งพระราชบัญญัติระเบียบบริหารราชการกระทรวงศึกษาธิการ" in found[0]
    assert "พระครูสมมติธรรมคุณฐิตธมฺโม" in found[0]
    assert "คน" not in "".join(found).replace("บุคคล", "")
    assert "ทั้งนี้ตั้งแต่วันที่๒๑พฤศจิกายนพ.ศ.๒๕๖๙เป็นต้นไป" in found[1]
    assert "สั่งณวันที่๒๑พฤศจิกายนพ.ศ.๒๕๖๙" in found[1]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((2,), "ครบวาระการดำรงตำแหน่ง และโรงเรียน"),
        ((1,), "ยังไม่มีชุดที่ดำรงตำแหน่งอยู่ และโรงเรียน"),
        ((1, 2), "ครบวาระการดำรงตำแหน่งหรือยังไม่มีชุดที่ดำรงตำแหน่งอยู่ และโรงเรียน"),
    ],
)
def test_order_says_why_the_board_is_new(office, officer, numbers, words):
    boards = [proposed(office, officer, f"บ้านที่{number}", number=number) for number in numbers]

    text = paper("committee-order", object=draft(officer, *boards).pk).default_body()["text"]

    assert words in text
    assert text.count("ดำรงตำแหน่ง") == len(numbers)


def test_issued_order_carries_number_and_days(office, officer):
    order = issue(draft(officer, proposed(office, officer, "บ้านหนองแก้ว")), officer)

    text = text_of(order)

    assert "ที่๒๑๕/๒๕๖๙" in text
    assert "ทั้งนี้ตั้งแต่วันที่๑ธันวาคมพ.ศ.๒๕๖๙" in text
    assert "ถึงวันที่๓๐พฤศจิกายน๒๕๗๓" in text
    assert "สั่งณวันที่๒๐พฤศจิกายนพ.ศ.๒๕๖๙" in text


def test_order_of_several_schools_lists_each_at_its_end(office, officer):
    names = ("บ้านหนึ่ง", "บ้านสอง", "บ้านสาม")
    order = draft(officer, *(proposed(office, officer, name) for name in names))

    found = order_paper(order, "order-lists")

    assert "๓โรงเรียนตามบัญชีรายชื่อแนบท้ายคำสั่งนี้" in found[0]
    assert "บุคคลตามบัญชีรายชื่อแนบท้ายคำสั่งนี้" in found[0]
    assert "ดังต่อไปนี้" not in found[0]
    annex = "".join(found[1:])
    assert "บัญชีรายชื่อแนบท้ายคำสั่ง" in annex
    assert [f"โรงเรียน{name}" in annex for name in names] == [True] * 3
    assert annex.count("รวม๑๔คน๑รูป") == 3


def test_list_of_two_hundred_names_repeats_its_headings(office, officer):
    board = make_selecting(make_school(district=office), seats=[Seat.CHAIR], rules="SPECIAL")
    people = [
        Member(board=board, seat=Seat.EXPERT, title="นาย", first_name=f"คนที่{n}", last_name="ยาว")
        for n in range(198)
    ]
    Member.objects.bulk_create(
        [*people, Member(board=board, seat=9, first_name="ก", last_name="ข")]
    )
    other = propose(make_selecting(make_school(district=office), rules="SPECIAL"), officer)

    found = order_paper(draft(officer, propose(board, officer), other), "order-lists")

    lists = [one for one in found if "คนที่" in one]
    assert len(lists) > 5
    assert ["ชื่อ-สกุล" in one for one in lists] == [True] * len(lists)
    assert "๒๐๐" in "".join(lists)


def test_order_for_a_vacancy_names_whom_it_replaces(office, officer):
    board = make_board(make_school(district=office))
    line = ask_for(make_candidate(board), officer)

    text = text_of(draft(officer, line))

    assert "เรื่องแต่งตั้งกรรมการแทนตำแหน่งที่ว่างในคณะกรรมการสถานศึกษาขั้นพื้นฐาน" in text
    assert "ตามคำสั่งที่๑๑๔/๒๕๖๘ลงวันที่๒๐พฤษภาคม๒๕๖๘" in text
    assert "นายคนใหม่ตัวอย่างกรรมการ(ผู้แทนองค์กรชุมชน)นายกรรมการ4ตัวอย่าง".replace("4", "๔") in text
    assert "เท่ากับวาระที่เหลืออยู่" in text


def test_order_of_correction_says_wrong_and_right(office, officer):
    board = make_board(make_school(district=office))
    chair = {"member": board.members.get(seat=Seat.CHAIR), "field": "last_name"}
    lines = [
        OrderLine(board=board, wrong="ตัวอย่าง", right="ถูกต้อง", **chair),
        OrderLine(board=board, field="ends_on", wrong="2029-05-31", right="2029-06-30"),
    ]

    text = text_of(draft(officer, *(selection.ask_correction(one, by=officer) for one in lines)))

    assert "นามสกุลของนายกรรมการ๑ตัวอย่างตัวอย่างถูกต้อง" in text
    assert "๓๑พ.ค.๒๕๗๒๓๐มิ.ย.๒๕๗๒" in text
    assert "ให้เป็นไปตามคำสั่งเดิม" in text


def test_order_of_removal_says_when_and_why(office, officer):
    board = make_board(make_school(district=office))
    line = OrderLine(board=board, member=board.members.get(seat=Seat.EXPERT), left_on=START)
    line.left_reason, line.note = Member.Reason.REMOVED, "ขาดประชุมสามครั้ง"

    text = text_of(draft(officer, selection.ask_removal(line, by=officer)))

    assert "๑ธันวาคม๒๕๖๙ให้ออกขาดประชุมสามครั้ง" in text
    assert "เป็นต้นไป" not in text  # each goes on a day of their own


def test_local_executive_signs_and_no_area_is_named():
    office = make_district(name="กองการศึกษา เทศบาลเมืองสาธิต", kind="local")
    officer = make_user(Role.DISTRICT_OFFICER, district=office)
    line = proposed(office, officer, "เทศบาล 1", rules="LAO")
    order = draft(officer, line)

    document = paper("committee-order", object=order.pk)
    text = words_on(document.pdf())

    assert "คำสั่งเทศบาลเมืองสาธิต" in text
    assert document.signer.lines == ("นายกเทศมนตรีเมืองสาธิต",)
    assert "เขตพื้นที่" not in text + paper("selection-announcement", object=line.board_id).html()


def test_number_comes_from_the_register_once(office, officer):
    office.numbering = "register"
    office.save()
    order = draft(officer, proposed(office, officer, "บ้านหนองแก้ว"))
    number = paper("committee-order", object=order.pk).take_number(by=officer).text

    assert number == "1/2569"
    assert f"ที่{number}".translate(str.maketrans("12569", "๑๒๕๖๙")) in text_of(order)
    orders.cancel(order, reason="พิมพ์ผิด", by=officer)
    assert NumberEntry.objects.get().is_cancelled


def test_announcement_says_seats_qualifications_and_days(office, officer):
    school = make_school(district=office, name="บ้านหนองแก้ว", phone="02 999 0123")
    board = make_selecting(school, state="draft", student_count=415, seats=())
    days = {"announced_on": date(2026, 11, 2), "apply_from": date(2026, 11, 3)}
    days |= {"apply_until": date(2026, 11, 16), "meeting_on": date(2026, 11, 27)}
    places = {"apply_at": "ห้องธุรการ", "meeting_at": "ห้องประชุม"}
    selection.start(board, selection.Selection(**days, **places), by=officer)

    document = paper("selection-announcement", object=board.pk)
    assert_paper(document.pdf(), "announcement", html=document.html())

    text = "".join(pages(document.pdf()))
    assert "ประกาศโรงเรียนบ้านหนองแก้ว" in text
    assert "รวม๑๕ตำแหน่ง" in text
    assert "ผู้ทรงคุณวุฒิจำนวน๗ตำแหน่ง" in text
    assert "เกิน๒วาระ(ต้องเป็นไปตามนี้จึงเสนอแต่งตั้งได้)" in text
    assert "ตั้งแต่วันที่๓พฤศจิกายน๒๕๖๙ถึงวันที่๑๖พฤศจิกายน๒๕๖๙ณห้องธุรการ" in text
    assert "ประกาศณวันที่๒พฤศจิกายนพ.ศ.๒๕๖๙" in text


def test_order_without_its_lines_still_prints(office, officer):
    order = draft(officer, proposed(office, officer, "บ้านหนองแก้ว"))
    orders.cancel(order, reason="ยังไม่พร้อม", by=officer)

    assert "คณะกรรมการ" in paper("committee-order", object=Order.objects.get().pk).html()
