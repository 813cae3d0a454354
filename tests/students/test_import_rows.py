"""What makes a row wrong, and what is only a warning."""

from datetime import date

import pytest

from schoolcare import import_batches
from students.importing.importer import StudentImporter
from students.models import Student
from tests.factories import make_classroom, make_school, make_student
from tests.students.pupil_files import (
    BORN,
    CODE,
    FIRST,
    LAST,
    LEVEL,
    NUMBER,
    ROOM,
    SEX,
    bring_in,
    citizen_id,
    problems,
    row,
    warnings,
)

pytestmark = pytest.mark.django_db

CHECK = "ตัวเลขหลักสุดท้ายไม่ตรงสูตรตรวจ"
LOST = "เลขถูกย่อหรือหลักหายไป กรุณาตั้งช่องเป็นข้อความแล้วพิมพ์เลขใหม่ทุกหลัก"


def wrong(number: str) -> str:
    """The same number with another check digit."""
    return f"{number[:12]}{(int(number[12]) + 1) % 10}"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"รหัสโรงเรียน": "99999999"}, "รหัสโรงเรียน: เป็นรหัสของโรงเรียนอื่น โรงเรียนนี้คือ 58000000"),
        ({NUMBER: "1.99747E+12"}, f"{NUMBER}: {LOST}"),
        ({NUMBER: 1.5099e15}, f"{NUMBER}: {LOST}"),
        ({NUMBER: 123456789016}, f"{NUMBER}: {LOST}"),
        ({NUMBER: 1997479300000}, f"{NUMBER}: {LOST}"),
        ({NUMBER: 6997479300000}, f"{NUMBER}: {LOST}"),
        ({NUMBER: 1997479380925.5}, f"{NUMBER}: {LOST}"),
        *(({NUMBER: wrong(citizen_id(first))}, f"{NUMBER}: {CHECK}") for first in "123458"),
        ({NUMBER: "0000000000001"}, f"{NUMBER}: {CHECK}"),
        ({NUMBER: "12345"}, f"{NUMBER}: ต้องเป็นเลข 13 หลัก หรือรหัส G ตามด้วยเลข 12 หลัก"),
        ({BORN: "31/02/2559"}, f"{BORN}: “31/02/2559” ไม่มีในปฏิทิน"),
        ({BORN: "05/03/2590"}, f"{BORN}: “05/03/2590” ยังมาไม่ถึง"),
        ({BORN: "เมื่อวาน"}, f"{BORN}: อ่านวันที่ “เมื่อวาน” ไม่ได้"),
        ({LEVEL: "ป.7"}, f"{LEVEL}: ไม่รู้จัก “ป.7”"),
        ({LEVEL: ""}, f"{LEVEL}: ไม่มีชั้น"),
        ({ROOM: "0"}, f"{ROOM}: ไม่รู้จักห้อง “0”"),
        ({ROOM: "1234"}, f"{ROOM}: ไม่รู้จักห้อง “1234”"),
        ({ROOM: "*"}, f"{ROOM}: ไม่รู้จักห้อง “*”"),
        ({ROOM: "ป.5/1"}, f"{ROOM}: “ป.5/1” เป็นห้องของชั้นอื่น"),
        ({ROOM: "ก" * 31}, f"{ROOM}: ชื่อห้องยาวเกิน 30 ตัวอักษร"),
        ({LEVEL: "ป.4/*", ROOM: ""}, f"{LEVEL}: ไม่รู้จักห้อง “*”"),
        ({FIRST: ""}, f"{FIRST}: ไม่มีชื่อ"),
        ({FIRST: "-"}, f"{FIRST}: ไม่มีชื่อ"),
        ({FIRST: "=A1"}, f"{FIRST}: ช่องนี้เป็นสูตร กรุณาวางเป็นค่า"),
        ({"อายุ(ปี)": "=1+2"}, "อายุ(ปี): ช่องนี้เป็นสูตร กรุณาวางเป็นค่า"),
        ({LAST: "#N/A"}, f"{LAST}: ช่องนี้มีค่าผิดพลาด กรุณาแก้ในไฟล์"),
        ({CODE: "1E+10"}, f"{CODE}: {LOST}"),
        ({FIRST: "ก" * 101}, f"{FIRST}: ยาวเกิน 100 ตัวอักษร"),
    ],
)
def test_row_is_wrong(cells, problem):
    school = make_school(code="58000000")

    plan = bring_in(school, row({"รหัสโรงเรียน": "58000000"} | cells), row())

    assert problems(plan) == [[problem], []]
    assert str(plan.counts) == "created=1 updated=0 unchanged=0 rejected=1"
    assert Student.objects.count() == 1


def test_row_names_all_its_problems():
    plan = bring_in(make_school(), row({FIRST: "", BORN: "31/02/2559"}), row())

    assert [len(found) for found in problems(plan)] == [2, 0]


def test_formula_in_csv_is_wrong(tmp_path):
    school = make_school()
    text = f"{NUMBER},{LEVEL},{FIRST}\n{citizen_id()},ป.1,=1+1\n{citizen_id()},ป.1,-1+2\n"
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")

    with path.open("rb") as file:
        plan = import_batches.run(StudentImporter(school, 2569), file, "a.csv", by=None)

    assert problems(plan) == [[f"{FIRST}: ช่องนี้เป็นสูตร กรุณาวางเป็นค่า"], []]


def test_same_id_on_two_rows_spoils_both():
    number = citizen_id()

    plan = bring_in(make_school(), row({NUMBER: number}), row(), row({NUMBER: number}))

    assert problems(plan) == [[f"{NUMBER}: ซ้ำกับแถว 4"], [], [f"{NUMBER}: ซ้ำกับแถว 2"]]


def test_same_id_typed_in_two_ways_is_the_same():
    number = citizen_id()
    dashed = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"

    assert (
        bring_in(make_school(), row({NUMBER: number}), row({NUMBER: dashed})).counts.rejected == 2
    )


def test_same_code_on_two_rows_spoils_both():
    plan = bring_in(make_school(), row({CODE: "007"}), row({CODE: "007"}))

    assert problems(plan) == [[f"{CODE}: ซ้ำกับแถว 3"], [f"{CODE}: ซ้ำกับแถว 2"]]


@pytest.mark.parametrize("status", ["studying", "suspended", "hanging"])
def test_id_of_a_pupil_of_another_school_is_wrong_and_tells_nothing(status):
    number, other = citizen_id(), make_school(name="ลับ")
    bring_in(other, row({NUMBER: number, FIRST: "ลับสุด"}))
    Student.objects.update(status=status)

    plan = bring_in(make_school(), row({NUMBER: number}))

    assert problems(plan) == [
        [f"{NUMBER}: นักเรียนคนนี้ยังอยู่ในทะเบียนของโรงเรียนอื่น ต้องให้โรงเรียนเดิมย้ายออกก่อน"]
    ]
    assert "ลับ" not in repr(plan)
    assert Student.objects.count() == 1


@pytest.mark.parametrize("status", ["moved", "graduated", "resigned", "struck"])
def test_id_of_a_pupil_who_left_another_school_is_new(status):
    number = citizen_id()
    bring_in(make_school(), row({NUMBER: number}))
    Student.objects.update(status=status)

    assert bring_in(make_school(), row({NUMBER: number})).counts.created == 1


@pytest.mark.parametrize("first", "067")
def test_wrong_check_digit_of_people_without_nationality_is_a_warning(first):
    number = wrong(citizen_id(first))

    plan = bring_in(make_school(), row({NUMBER: number}))

    assert problems(plan) == [[]]
    assert warnings(plan) == [[f"{NUMBER}: {CHECK} กรุณาเทียบกับเอกสารตัวจริง"]]
    assert Student.objects.get().identifiers.get().kind == "alien13"


@pytest.mark.parametrize(
    ("cells", "warning"),
    [
        ({SEX: "ญ"}, f"{SEX}: ไม่ตรงกับคำนำหน้า เด็กชาย"),
        ({SEX: "x"}, f"{SEX}: ไม่รู้จัก “x”"),
        ({BORN: "05/03/2500"}, f"{BORN}: อายุไม่อยู่ในวัยเรียน กรุณาตรวจปีเกิด"),
        ({"เลขที่": "ก"}, "เลขที่: ไม่รู้จัก “ก”"),
    ],
)
def test_odd_value_is_a_warning(cells, warning):
    plan = bring_in(make_school(), row(cells))

    assert (problems(plan), warnings(plan)) == ([[]], [[warning]])
    assert Student.objects.count() == 1


def test_code_of_another_pupil_of_the_school_is_wrong():
    school = make_school()
    make_student(make_classroom(school), code="007", birth_date=date(2015, 1, 1))

    plan = bring_in(school, row({CODE: "007"}))

    assert problems(plan) == [[f"{CODE}: รหัสนี้เป็นของนักเรียนคนอื่นในโรงเรียน"]]
