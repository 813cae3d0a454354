"""A file that comes again: found, changed, moved, missing; nothing is lost, nobody mistaken."""

from datetime import date

import pytest

from students.models import Classroom, Enrolment, Identifier, SensitiveRecord, Student
from tests.factories import make_classroom, make_school, make_student
from tests.students.pupil_files import (
    BORN,
    CODE,
    FIRST,
    LAST,
    LEVEL,
    NUMBER,
    ROOM,
    TITLE,
    bring_in,
    changes,
    citizen_id,
    problems,
    row,
    warnings,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school()


def test_changed_row_shows_old_and_new_and_writes_them(school):
    first = row({FIRST: "มาลี", LEVEL: "ป.5"})
    bring_in(school, first)

    plan = bring_in(school, first | {FIRST: "มะลิ", LEVEL: "ป.6", BORN: "06/03/2560"})

    assert changes(plan) == [
        [(FIRST, "มาลี", "มะลิ"), (BORN, "5 มี.ค. 2560", "6 มี.ค. 2560"), (LEVEL, "ป.5/1", "ป.6/1")]
    ]
    pupil = Student.objects.get()
    assert (pupil.first_name, pupil.search.split("|")[0], pupil.version) == ("มะลิ", "มะลิ", 2)
    assert str(pupil.enrolments.get().classroom) == "ป.6/1"


def test_sensitive_change_names_only_the_column(school):
    first = row({"ศาสนา": "พุทธ"})
    bring_in(school, first)

    plan = bring_in(school, first | {"ศาสนา": "คริสต์"})

    assert changes(plan) == [[("ศาสนา", "", "")]]
    assert SensitiveRecord.objects.get().religion == "คริสต์"


def test_blank_never_erases(school):
    full = {LAST: "ใจดี", "ชื่อเล่น": "ก้อง", "ศาสนา": "พุทธ", "บ้านเลขที่": "1", "หมู่": "2"}
    full |= {"ชื่อบิดา": "สมชาย", "หมายเลขโทรศัพท์ของบิดา": "0812345678", "เลขที่": 7}
    first = row(full)
    bring_in(school, first)

    plan = bring_in(school, first | dict.fromkeys(full, "-") | {TITLE: "", BORN: ""})

    assert str(plan.counts) == "created=0 updated=0 unchanged=1 rejected=0"
    pupil = Student.objects.get()
    assert (pupil.last_name, pupil.nickname, pupil.version) == ("ใจดี", "ก้อง", 1)


def test_missing_pupils_are_listed_never_deleted(school):
    stays, leaves = row(), row({FIRST: "มาลี", CODE: "00009"})
    bring_in(school, stays, leaves)

    plan = bring_in(school, stays)

    assert plan.missing == [("00009", "ด.ช.มาลี ทองคำ", "ป.4/1")]
    assert Student.objects.filter(status="studying").count() == 2


def test_bad_row_of_a_known_pupil_is_not_missing(school):
    first = row()
    bring_in(school, first)

    plan = bring_in(school, first | {LEVEL: "ป.9"})

    assert (plan.counts.rejected, plan.missing) == (1, [])


def test_pupils_whom_a_bad_row_mixes_up_are_not_missing(school):
    first, second = row(), row()
    bring_in(school, first, second)

    plan = bring_in(school, first, second | {NUMBER: first[NUMBER]})

    assert (plan.counts.rejected, plan.missing) == (2, [])


def test_missing_are_those_enrolled_in_the_year_of_the_file(school):
    bring_in(school, row(), year=2568)

    assert bring_in(school, row(), year=2569).missing == []


def test_next_year_adds_a_class_and_keeps_the_old_one(school):
    first = row({LEVEL: "ป.4"})
    bring_in(school, first, year=2568)

    plan = bring_in(school, first | {LEVEL: "ป.5"}, year=2569)

    assert changes(plan) == [[(LEVEL, "ป.4/1", "ป.5/1")]]
    assert [str(one.classroom) for one in Enrolment.objects.order_by("year")] == ["ป.4/1", "ป.5/1"]


def test_level_without_room_leaves_the_room(school):
    first = row({ROOM: "2"})
    bring_in(school, first)

    assert bring_in(school, first | {ROOM: ""}).counts.unchanged == 1
    assert Classroom.objects.get().room == 2


@pytest.mark.parametrize(("year", "status"), [(2569, "studying"), (2568, "moved")])
def test_who_had_left_is_back_in_a_file_of_this_year(school, time_machine, year, status):
    time_machine.move_to("2026-11-21T12:00:00+07:00")
    first = row()
    bring_in(school, first, year=year)
    Student.objects.update(status="moved")

    bring_in(school, first, year=year)

    assert Student.objects.get().status == status


def test_pupil_is_found_by_id_when_the_code_changes(school):
    first = row({CODE: "1"})
    bring_in(school, first)

    assert changes(bring_in(school, first | {CODE: "2"})) == [[(CODE, "1", "2")]]


def test_pupil_is_found_by_code_and_gets_the_id(school):
    pupil = make_student(make_classroom(school), code="007", first_name="กิตติ", last_name="ทองคำ")

    plan = bring_in(school, row({CODE: "007", FIRST: "กิตติ", NUMBER: "1100000000008"}))

    assert (NUMBER, "", "x-xxxx-xxxx0-00-x") in changes(plan)[0]
    assert pupil.identifiers.get().value == "1100000000008"


def test_id_supersedes_a_g_code_which_stays_as_history(school):
    first, number = row({NUMBER: "G123456789012"}), citizen_id()
    bring_in(school, first)

    bring_in(school, first | {NUMBER: number})
    again = bring_in(school, first | {NUMBER: number})

    kept = Identifier.objects.order_by("pk").values_list("kind", "is_current")
    assert list(kept) == [("gcode", False), ("thai", True)]
    assert again.counts.unchanged == 1


def test_past_g_code_finds_the_pupil_and_is_not_taken_back(school):
    first = row({NUMBER: "G123456789012"})
    bring_in(school, first)
    bring_in(school, first | {NUMBER: citizen_id()})

    plan = bring_in(school, first)

    assert plan.counts.unchanged == 1
    assert warnings(plan) == [[f"{NUMBER}: เลขนี้เลิกใช้แล้วในระบบ จึงไม่เปลี่ยนกลับ"]]


def test_corrected_id_of_the_same_person_supersedes(school):
    first = row()
    bring_in(school, first)

    assert bring_in(school, first | {NUMBER: citizen_id()}).counts.updated == 1
    assert Identifier.objects.filter(is_current=False).count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {NUMBER: citizen_id(), FIRST: "มาลี"},
        {NUMBER: "", FIRST: "มาลี", BORN: "01/01/2561"},
    ],
)
def test_code_of_somebody_else_is_wrong(school, other):
    first = row()
    bring_in(school, first)

    plan = bring_in(school, first | other)

    assert problems(plan) == [[f"{CODE}: รหัสนี้เป็นของนักเรียนคนอื่นในโรงเรียน"]]
    assert Student.objects.get().first_name == first[FIRST]


def test_id_of_one_and_code_of_another_is_wrong(school):
    first, second = row(), row()
    bring_in(school, first, second)

    plan = bring_in(school, first | {CODE: second[CODE]})

    assert problems(plan) == [[f"{CODE}: รหัสนี้เป็นของนักเรียนคนอื่นในโรงเรียน"]]


def rolls(school):
    found = Enrolment.objects.filter(classroom__school=school).order_by("student__code")
    return list(found.values_list("roll_number", flat=True))


def test_roll_numbers_can_be_swapped(school):
    first, second = row({"เลขที่": 1}), row({"เลขที่": 2})
    bring_in(school, first, second)

    bring_in(school, first | {"เลขที่": 2}, second | {"เลขที่": 1})

    assert rolls(school) == [2, 1]


@pytest.mark.parametrize("is_in_file", [True, False])
def test_taken_roll_number_is_left_out_with_a_warning(school, is_in_file):
    first, second = row({"เลขที่": 1}), row({"เลขที่": 1})
    if not is_in_file:
        bring_in(school, first)

    plan = bring_in(school, *([first] if is_in_file else []), second)

    assert warnings(plan)[-1] == ["เลขที่: เลขที่ 1 ในห้องนี้มีคนใช้แล้ว จึงเว้นไว้"]
    assert rolls(school) == [1, None]


def test_same_rows_change_nothing_whatever_they_hold(school):
    odd = {"เลขที่": 1, "น้ำหนัก": "25.55", "หมายเลขโทรศัพท์ของบิดา": "812345678", "ชื่อบิดา": "สมชาย"}
    odd |= {"รายได้ต่อเดือนของบิดา": "1,234.567", "สัญชาติ": "ย" * 60, "ความพิการ": "1,1,ไม่พิการ"}
    rows = [row(odd), row(odd), row({NUMBER: "", CODE: ""}), row({NUMBER: "G123456789012"})]

    assert bring_in(school, *rows).counts.created == 4
    assert bring_in(school, *rows).counts.unchanged == 4


def test_years_of_the_same_birthday(school):
    bring_in(school, row({BORN: "05/03/2560"}))

    assert Student.objects.get().birth_date == date(2017, 3, 5)
