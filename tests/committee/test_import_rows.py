"""One row of a board's file: what is understood, what is refused, what is only doubted."""

import re
from datetime import date

import pytest
from openpyxl import load_workbook

from committee.importing.importer import CommitteeImporter
from committee.importing.values import read_count, read_reason, read_seat
from committee.models import Member, Seat
from schoolcare import import_batches
from tests.committee.board_files import (
    ADDRESS,
    BORN,
    CODE,
    END,
    FIRST,
    LAST,
    LEFT,
    NUMBER,
    ORDER,
    PHONE,
    POSITION,
    PUPILS,
    REASON,
    SEAT,
    START,
    TITLE,
    board_file,
    bring_in,
    problems,
    row,
    warnings,
)
from tests.factories import make_district, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school(code="58010001")


def only(plan):
    """The one member that a file of one row made, and the row's warnings."""
    assert problems(plan) == [[]]
    return Member.objects.get()


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        ("ประธาน", Seat.CHAIR),
        ("ประธานกรรมการ", Seat.CHAIR),
        ("ประธานกรรมการสถานศึกษาขั้นพื้นฐาน", Seat.CHAIR),
        ("ผู้ปกครอง", Seat.PARENT),
        ("กรรมการผู้แทนผู้ปกครอง", Seat.PARENT),
        ("ผู้แทนผู้ปกครองนักเรียน", Seat.PARENT),
        ("ผู้ทรงคุณวุฒิ (ประธานกรรมการ)", Seat.CHAIR),
        ("กรรมการผู้ทรงคุณวุฒิและประธานกรรมการ", Seat.CHAIR),
        ("ครู", Seat.TEACHER),
        ("ผู้แทนครู", Seat.TEACHER),
        ("ผู้แทนคณะครู", Seat.TEACHER),
        ("องค์กรชุมชน", Seat.COMMUNITY),
        ("ผู้แทนองค์กรชุมชน", Seat.COMMUNITY),
        ("องค์กรปกครองส่วนท้องถิ่น", Seat.LOCALGOV),
        ("ผู้แทน อปท.", Seat.LOCALGOV),
        ("ผู้แทนองค์กรปกครองส่วนท้องถิ่น (อบต.)", Seat.LOCALGOV),
        ("ศิษย์เก่า", Seat.ALUMNI),
        ("พระภิกษุหรือองค์กรศาสนา", Seat.RELIGION),
        ("ผู้แทนพระภิกษุสงฆ์และ/หรือผู้แทนองค์กรศาสนาอื่นในพื้นที่", Seat.RELIGION),
        ("ผู้แทนองค์กรศาสนา", Seat.RELIGION),
        ("โต๊ะอิหม่าม", Seat.RELIGION),
        ("ผู้นำชุมชน", Seat.COMMUNITY),
        ("ผู้ทรงคุณวุฒิ", Seat.EXPERT),
        ("กรรมการผู้ทรงคุณวุฒิ", Seat.EXPERT),
        ("เลขานุการ", Seat.SECRETARY),
        ("กรรมการและเลขานุการ", Seat.SECRETARY),
        ("ผู้อำนวยการสถานศึกษา", Seat.SECRETARY),
        ("ผอ.โรงเรียน", Seat.SECRETARY),
        ("กรรมการ", None),
    ],
)
def test_seat_is_understood_by_long_and_short_names(text, seat):
    assert read_seat(text) == seat


@pytest.mark.parametrize("text", ["รองประธาน", "ผู้ช่วยเลขานุการ", "ภารโรง", "รองผู้อำนวยการ"])
def test_what_is_no_seat_is_refused(text):
    with pytest.raises(ValueError, match="ไม่รู้จัก"):
        read_seat(text)


@pytest.mark.parametrize(
    ("seat", "position", "stored", "doubts"),
    [
        ("", "ประธานกรรมการ", Seat.CHAIR, 0),
        ("ผู้ทรงคุณวุฒิ", "ประธานกรรมการ", Seat.CHAIR, 0),
        ("ศิษย์เก่า", "ประธานกรรมการ", Seat.CHAIR, 1),
        ("ครู", "กรรมการ", Seat.TEACHER, 0),
        ("", "กรรมการและเลขานุการ", Seat.SECRETARY, 0),
        ("ผู้อำนวยการสถานศึกษา", "กรรมการและเลขานุการ", Seat.SECRETARY, 0),
        ("ครู", "กรรมการและเลขานุการ", Seat.TEACHER, 1),
        ("ครู", "ผู้ช่วยเลขานุการ", Seat.TEACHER, 1),
        ("ประธาน", "กรรมการ", Seat.CHAIR, 1),
    ],
)
def test_position_beside_the_seat(school, seat, position, stored, doubts):
    plan = bring_in(school, row({SEAT: seat, POSITION: position}))

    assert only(plan).seat == stored
    assert len([one for one in warnings(plan)[0] if one.startswith("ตำแหน่ง")]) == doubts


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({TITLE: "", FIRST: "นายสมชาย", LAST: "ใจดี"}, ("นาย", "สมชาย", "ใจดี")),
        ({TITLE: "น.ส.", FIRST: "มาลี", LAST: "ใจดี"}, ("นางสาว", "มาลี", "ใจดี")),
        ({TITLE: "", FIRST: "พระครูสุนทรธรรม", LAST: ""}, ("พระครู", "สุนทรธรรม", "")),
        ({TITLE: "", FIRST: "พระอธิการสมพร", LAST: "-"}, ("พระอธิการ", "สมพร", "-")),
        ({TITLE: "พระมหา", FIRST: "สมพร", LAST: None}, ("พระมหา", "สมพร", "")),
        ({TITLE: "", FIRST: "ว่าที่ร้อยตรีสมชาย", LAST: "ใจดี"}, ("ว่าที่ร้อยตรี", "สมชาย", "ใจดี")),
        ({TITLE: "นาย", FIRST: "สมชาย", LAST: "ณ อยุธยา"}, ("นาย", "สมชาย", "ณ อยุธยา")),
        ({TITLE: "", FIRST: "ดร.สมชาย ใจดี", LAST: ""}, ("ดร.", "สมชาย", "ใจดี")),
    ],
)
def test_name_is_understood(school, cells, name):
    member = only(bring_in(school, row(cells)))

    assert (member.title, member.first_name, member.last_name) == name


@pytest.mark.parametrize("header", ["ชื่อ-สกุล", "ชื่อ - นามสกุล", "ชื่อ"])
def test_name_and_surname_in_one_cell(school, header):
    cells = {header: "นางมาลี  ณ ลำพูน", SEAT: "ครู", END: "31/05/2572"}

    member = only(bring_in(school, cells, headers=[SEAT, header, END]))

    assert (member.title, member.first_name, member.last_name) == ("นาง", "มาลี", "ณ ลำพูน")


def test_name_of_a_monk_in_brackets_is_his_monastic_name(school):
    member = only(bring_in(school, row({TITLE: "พระ", FIRST: "สมพร", LAST: "(ฐิตธมฺโม)"})))

    assert (member.monastic_name, member.full_name) == ("ฐิตธมฺโม", "พระสมพร ฐิตธมฺโม")


def test_dash_says_that_there_is_no_surname(school):
    plan = bring_in(school, row({FIRST: "อาโล", LAST: "-"}))

    assert only(plan).last_name == "-"
    assert warnings(plan) == [["สกุล: ระบุว่าไม่มีนามสกุล"]]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({LAST: ""}, "สกุล: ไม่มีนามสกุล ถ้าไม่มีจริงให้ใส่ -"),
        ({FIRST: ""}, "ชื่อ: ไม่มีชื่อ"),
        ({SEAT: ""}, "ผู้แทน: ไม่ระบุว่าเป็นผู้แทนใด"),
        ({SEAT: "กรรมการ"}, "ผู้แทน: ไม่ระบุว่าเป็นผู้แทนใด"),
        ({SEAT: "ภารโรง"}, "ผู้แทน: ไม่รู้จัก “ภารโรง”"),
        ({NUMBER: "1101900000154"}, "เลขประจำตัวประชาชน: ตัวเลขหลักสุดท้ายไม่ตรงสูตรตรวจ"),
        ({NUMBER: "6101900000155"}, "เลขประจำตัวประชาชน: ตัวเลขหลักสุดท้ายไม่ตรงสูตรตรวจ"),
        ({NUMBER: "123"}, "เลขประจำตัวประชาชน: ต้องเป็นเลข 13 หลัก"),
        ({NUMBER: "G123456789012"}, "เลขประจำตัวประชาชน: ต้องเป็นเลข 13 หลัก"),
        ({START: "31/02/2568"}, "วันเริ่มวาระ: “31/02/2568” ไม่มีในปฏิทิน"),
        ({END: "31/05/2568"}, "วันครบวาระ: วันครบวาระต้องหลังวันเริ่มวาระ"),
        ({LEFT: "31/05/2568"}, "วันพ้น: วันพ้นต้องไม่ก่อนวันเริ่มวาระ"),
        ({REASON: "ลาออก"}, "วันพ้น: มีเหตุที่พ้นแต่ไม่มีวันพ้น"),
        ({BORN: "01/01/2600"}, "วันเกิด: “01/01/2600” ยังมาไม่ถึง"),
        ({FIRST: "=A1"}, "ชื่อ: ช่องนี้เป็นสูตร กรุณาวางเป็นค่า"),
        ({CODE: "99999999"}, "รหัสโรงเรียน: ไม่มีโรงเรียนรหัส 99999999"),
    ],
)
def test_row_is_refused_with_its_reason(school, cells, problem):
    plan = bring_in(school, row(cells), row({SEAT: "ครู"}))

    assert problems(plan) == [[problem], []]
    assert str(plan.counts) == "created=1 updated=0 unchanged=0 rejected=1"


def test_thousands_of_letters_are_told_in_short(school):
    plan = bring_in(school, row({SEAT: "ก" * 9000}), row({TITLE: "ก" * 9000, SEAT: "ครู"}))

    [[refused], _], [_, [cut]] = problems(plan), warnings(plan)
    assert refused == f"ผู้แทน: ไม่รู้จัก “{'ก' * 89}…{'ก' * 59}”"
    assert cut == "คำนำหน้า: ยาวเกิน 50 ตัวอักษร จึงตัดส่วนท้าย"


@pytest.mark.parametrize("typed", [1.1019e12, 110190000015])
def test_id_that_lost_digits_is_refused(school, typed):
    plan = bring_in(school, row({NUMBER: typed}))

    assert re.fullmatch("เลขประจำตัวประชาชน: เลขถูกย่อหรือหลักหายไป .*", problems(plan)[0][0])


def test_thai_digits_and_years_of_our_era(school):
    cells = {NUMBER: "๑-๑๐๑๙-๐๐๐๐๐-๑๕-๓", START: "๑ มิ.ย. ๒๕๖๘", END: "31/05/2029", PUPILS: "๓๐๑ คน"}
    cells |= {BORN: "5 มีนาคม 2510", PHONE: "๐๘๑-๒๓๔-๕๖๗๘", ORDER: "๑๑๔/๒๕๖๘"}

    member = only(bring_in(school, row(cells)))

    assert (member.citizen_id, member.phone) == ("1101900000153", "081-234-5678")
    assert member.board.ends_on == date(2029, 5, 31)
    assert (member.board.starts_on, member.board.student_count) == (date(2025, 6, 1), 301)
    assert member.board.order_number == "114/2568"
    assert member.birth_date == date(1967, 3, 5)


def test_dates_as_excel_keeps_them(school):
    cells = {START: date(2025, 6, 1), END: date(2029, 5, 31), BORN: 24536}

    member = only(bring_in(school, row(cells)))

    assert (member.starts_on, member.board.ends_on) == (date(2025, 6, 1), date(2029, 5, 31))
    assert member.birth_date == date(1967, 3, 5)


def test_code_that_lost_its_zeros_is_found():
    school = make_school(code="00580001")

    assert only(bring_in(school.district, row({CODE: 580001}))).board.school == school


def test_columns_in_another_order_and_missing(school):
    headers = [END, "ตัวแทนจาก", "นามสกุล", "ที่", "ชื่อ *", "รหัสสถานศึกษา"]
    cells = dict(zip(headers, ["31/05/2572", "ครู", "ใจดี", 1, "มานะ", "58010001"], strict=True))

    member = only(bring_in(school.district, cells, headers=headers))

    assert (member.seat, member.first_name, member.last_name) == (Seat.TEACHER, "มานะ", "ใจดี")


def test_unknown_headers_are_named_and_passed_over(school):
    plan = bring_in(school, row({"กรุ๊ปเลือด": "O", "อายุ": 50}))

    assert only(plan)
    assert warnings(plan) == [["ชื่อ: ไม่รู้จักหัวคอลัมน์ กรุ๊ปเลือด จึงไม่อ่านคอลัมน์นั้น"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("ถึงแก่กรรม", "died"), ("ลาออก", "resigned"), ("ลาสิกขา", "disrobed"), ("ไปไกล", "other")],
)
def test_reason_of_leaving(text, reason):
    assert read_reason(text) == reason


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("๓๐๐", 300), ("1,204 คน", 1204)])
def test_number_of_pupils(text, count):
    assert read_count(text) == count


def test_number_of_pupils_that_is_none_is_only_doubted(school):
    plan = bring_in(school, row({PUPILS: "มาก"}))

    assert only(plan).board.student_count is None
    assert warnings(plan) == [["จำนวนนักเรียน: “มาก” ไม่ใช่จำนวน จึงไม่ใช้"]]


def test_template_is_recognised_when_filled(school):
    _name, content = CommitteeImporter.template()
    (path := board_file()).write(content)
    book = load_workbook(path)
    headers = [cell.value for cell in book["คณะกรรมการ"][1]]
    filled = {"ชื่อ *": "มาลี", "สกุล": "ใจดี", "ผู้แทน *": "ครู", ADDRESS: "1 หมู่ 2", END: "31/05/2572"}
    book["คณะกรรมการ"].append([filled.get(header) for header in headers])
    book.save(path)

    plan = import_batches.run(CommitteeImporter(school), path, "x.xlsx", by=None)

    assert only(plan).address == "1 หมู่ 2"
    assert warnings(plan) == [[]]


def test_file_of_an_office_must_name_schools():
    with pytest.raises(Exception, match="ไม่มีคอลัมน์ “รหัสโรงเรียน”"):
        bring_in(make_district(), row(), headers=[FIRST, LAST, SEAT, END])
