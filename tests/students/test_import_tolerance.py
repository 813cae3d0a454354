"""What is understood without complaint."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from schoolcare import import_batches
from students.importing.importer import StudentImporter
from students.models import Guardian, Household, SensitiveRecord, Student
from tests.factories import make_school
from tests.students.pupil_files import (
    BORN,
    CODE,
    FIRST,
    LAST,
    LEVEL,
    NUMBER,
    ROOM,
    SEX,
    TITLE,
    bring_in,
    citizen_id,
    problems,
    pupil_file,
    row,
    warnings,
)

pytestmark = pytest.mark.django_db

NUMBER_13 = citizen_id()


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({CODE: "๐๕๒๑๐"}, "code", "05210"),
        ({CODE: 10000}, "code", "10000"),
        ({CODE: 10000.0}, "code", "10000"),
        ({BORN: "๕/๓/๒๕๖๐"}, "birth_date", date(2017, 3, 5)),
        ({BORN: "05/03/2017"}, "birth_date", date(2017, 3, 5)),
        ({BORN: "5 มี.ค. 2560"}, "birth_date", date(2017, 3, 5)),
        ({BORN: datetime(2017, 3, 5)}, "birth_date", date(2017, 3, 5)),
        ({BORN: datetime(2560, 3, 5)}, "birth_date", date(2017, 3, 5)),
        ({BORN: "-"}, "birth_date", None),
        ({FIRST: "น\u0e4d\u0e49าฝน"}, "first_name", "น้ำฝน"),
        ({TITLE: "", FIRST: "ด.ช.กิตติ"}, "title", "เด็กชาย"),
        ({TITLE: "", SEX: "", FIRST: "นางสาวมาลี"}, "first_name", "มาลี"),
        ({FIRST: "เด็กชายกิตติ"}, "first_name", "กิตติ"),
        ({TITLE: "เด็กหญิง", SEX: "ญ", FIRST: "นายิกา"}, "first_name", "นายิกา"),
        ({TITLE: "เด็กหญิง", SEX: "ญ", FIRST: "นางแก้ว"}, "first_name", "นางแก้ว"),
        ({TITLE: "ด.ญ.", SEX: "ญ"}, "title", "เด็กหญิง"),
        ({LAST: "-"}, "last_name", ""),
        ({LAST: None}, "last_name", ""),
        ({LAST: "-1+2"}, "last_name", "-1+2"),
        ({FIRST: "+กิตติ"}, "first_name", "+กิตติ"),
        ({SEX: "", TITLE: "เด็กหญิง"}, "sex", "F"),
        ({SEX: "ชาย"}, "sex", "M"),
        ({"ชื่อ (อังกฤษ)": "Kitti", "นามสกุล (อังกฤษ)": "T."}, "english_name", "Kitti T."),
        ({"ยังไม่สามารถจำหน่ายได้ (3.1.8)": "ใช่"}, "status", "hanging"),
        ({"สัญชาติ": "ไทย"}, "nationality", "ไทย"),
    ],
)
def test_value_is_understood(cells, field, value):
    plan = bring_in(make_school(), row(cells))

    assert (problems(plan), warnings(plan)) == ([[]], [[]])
    assert getattr(Student.objects.get(), field) == value


@pytest.mark.parametrize(
    ("cells", "label"),
    [
        ({LEVEL: "ป1", ROOM: ""}, "ป.1/1"),
        ({LEVEL: "ป.๑", ROOM: "๒"}, "ป.1/2"),
        ({LEVEL: "ประถมศึกษาปีที่ 1", ROOM: None}, "ป.1/1"),
        ({LEVEL: "ม.1/2", ROOM: ""}, "ม.1/2"),
        ({LEVEL: "ม.1", ROOM: 3}, "ม.1/3"),
        ({LEVEL: "ม.1", ROOM: "ห้อง 3"}, "ม.1/3"),
        ({LEVEL: "ม.1", ROOM: "ม.1/3"}, "ม.1/3"),
        ({LEVEL: "อนุบาล 2", ROOM: "1"}, "อ.2/1"),
    ],
)
def test_class_is_understood_and_made(cells, label):
    bring_in(make_school(), row(cells))

    assert str(Student.objects.get().enrolments.get().classroom) == label


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        (NUMBER_13, "thai", NUMBER_13),
        (int(NUMBER_13), "thai", NUMBER_13),
        (f"'{NUMBER_13}", "thai", NUMBER_13),
        (f"{NUMBER_13}.0", "thai", NUMBER_13),
        ("๑-๑๐๐๐-๐๐๐๐๐-๐๐-๘", "thai", "1100000000008"),
        ("g123456789012", "gcode", "G123456789012"),
        ("MA 123456", "passport", "MA123456"),
    ],
)
def test_number_is_understood(typed, kind, value):
    plan = bring_in(make_school(), row({NUMBER: typed}))

    assert (problems(plan), warnings(plan)) == ([[]], [[]])
    found = Student.objects.get().identifiers.get()
    assert (found.kind, found.value) == (kind, value)


def test_pupil_without_any_number_is_new_and_then_found_by_name():
    school, bare = make_school(), row({NUMBER: "-", CODE: ""})

    assert bring_in(school, bare, row({NUMBER: "", CODE: "-"})).counts.created == 2
    assert bring_in(school, bare).counts.unchanged == 1
    assert Student.objects.filter(code="", identifiers=None).count() == 2


@pytest.mark.parametrize("typed", ["ไม่มี", "ไม่มีเลขประจำตัวประชาชน", "ไม่มีบัตร"])
def test_pupil_said_to_have_no_number_has_none(school, typed):
    plan = bring_in(school, row({NUMBER: typed}), row({NUMBER: typed}))

    assert problems(plan) == [[], []]
    assert [line.note for line in plan.lines] == ["เพิ่มนักเรียน (ไม่มีเลขประจำตัว)"] * 2


def test_two_rows_with_nothing_but_the_same_name_are_wrong():
    bare = row({NUMBER: "", CODE: ""})

    assert problems(bring_in(make_school(), bare, bare)) == [
        [f"{FIRST}: ซ้ำกับแถว 3"],
        [f"{FIRST}: ซ้ำกับแถว 2"],
    ]


def test_school_code_is_ours_in_all_its_forms():
    school = make_school(code="00123456", ministry_code="1058010001")
    forms = ["00123456", "๐๐๑๒๓๔๕๖", 123456, "1058010001", "", "-"]

    plan = bring_in(school, *(row({"รหัสโรงเรียน": form}) for form in forms))

    assert plan.counts.created == len(forms)


def test_zeros_that_only_the_format_shows_are_read(tmp_path):
    book = load_workbook(pupil_file(row({NUMBER: 123456789016, CODE: 7})))
    book.active["A2"].number_format, book.active["B2"].number_format = "0" * 13, "00000"
    book.save(tmp_path / "a.xlsx")

    with (tmp_path / "a.xlsx").open("rb") as file:
        import_batches.run(StudentImporter(make_school(), 2569), file, "a.xlsx", by=None)

    pupil = Student.objects.get()
    assert (pupil.code, pupil.identifiers.get().value) == ("00007", "0123456789016")


def test_text_that_looks_like_a_formula_is_kept_and_leaves_as_text():
    school, book = make_school(), Workbook()
    book.active.append([NUMBER, LEVEL, FIRST])
    book.active.append(["1234567890123", "ป.1", "x"])
    book.active["C2"].value = "=1+2"
    book.active["C2"].data_type = "s"
    book.save(file := BytesIO())

    plan = import_batches.run(StudentImporter(school, 2569), file, "x.xlsx", by=None)
    out = load_workbook(BytesIO(plan.rejected())).active

    assert plan.counts.rejected == 1
    assert (out["C2"].value, out["C2"].data_type) == ("=1+2", "s")


def test_household_guardians_and_sensitive_record_are_written():
    cells = {"บ้านเลขที่": "ไม่มีบ้านเลขที่", "หมู่": "๓", "ตำบล": "แม่ฟ้า", "ภาษาที่ใช้ที่บ้าน": "ม้ง"}
    cells |= {"หย่อมบ้าน": "บ้านบน", "รหัสไปรษณีย์": 56000, "ศาสนา": "พุทธ", "เชื้อชาติ": "ม้ง"}
    cells |= {"กลุ่มเลือด": "AB", "น้ำหนัก": 25.5, "ส่วนสูง": 120, "ความพิการ": "2, 6"}
    cells |= {"ขาดแคลนแบบเรียน": "ขาดแคลน", "ขาดแคลนเครื่องแบบ": "ไม่ขาดแคลน"}
    cells |= {"ชื่อผู้ปกครอง": "นางคำปัน", "นามสกุลผู้ปกครอง": "มั่นคง"}
    cells |= {"ความเกี่ยวข้องของผู้ปกครองกับนักเรียน": "ยาย"}
    cells |= {"หมายเลขโทรศัพท์ของผู้ปกครอง": 812345678, "รายได้ต่อเดือนของผู้ปกครอง": "9,000"}

    plan = bring_in(make_school(), row(cells))

    assert (problems(plan), warnings(plan)) == ([[]], [[]])
    home, record = Household.objects.get(), SensitiveRecord.objects.get()
    assert home.address == "ไม่มีบ้านเลขที่ หมู่ 3 บ้านบน ต.แม่ฟ้า 56000"
    assert (record.religion, record.ethnicity, record.blood_group) == ("พุทธ", "ม้ง", "AB")
    assert (record.disabilities, record.shortages) == (["การได้ยิน", "การพูด/ภาษา"], ["แบบเรียน"])
    assert (float(record.weight_kg), float(record.height_cm)) == (25.5, 120)
    grandmother = Guardian.objects.get()
    assert (str(grandmother), grandmother.phone) == ("นางคำปัน มั่นคง", "0812345678")
    assert grandmother.income_month == 9000
    link = grandmother.guardianships.get()
    assert (link.relation, link.is_primary, link.lives_with) == ("ยาย", True, True)


@pytest.mark.parametrize("foot", [{NUMBER: "รวม"}, {NUMBER: "รวมทั้งหมด", CODE: "๑ คน", FIRST: "1"}])
def test_the_foot_of_a_list_is_no_pupil(school, foot):
    empty = dict.fromkeys(row(), "")
    plan = bring_in(school, row(), empty | foot)
    assert str(plan.counts) == "created=1 updated=0 unchanged=0 rejected=0"


def test_a_pupil_called_ruam_is_a_pupil(school):
    plan = bring_in(school, row({FIRST: "รวมพร"}))
    assert str(plan.counts) == "created=1 updated=0 unchanged=0 rejected=0"


def test_birth_date_whose_cell_lost_its_format(school):
    bring_in(school, row({BORN: 42736}))
    assert Student.objects.get().birth_date == date(2017, 1, 1)
