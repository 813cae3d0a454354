"""Commands and pages answer what cannot be with words, never with a traceback."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from schoolcare.models import School
from students.models import Student
from tests.factories import make_adviser, make_classroom, make_student
from tests.students.pupil_files import pupil_file, row


@pytest.mark.parametrize("year", [1, -5, 99999, 3000])
def test_import_into_an_impossible_year_is_refused(school, tmp_path, year):
    file = tmp_path / "dmc.xlsx"
    file.write_bytes(pupil_file(row()).getvalue())
    with pytest.raises(CommandError, match="ปีการศึกษา") as refused:
        call_command("import_students", str(file), school=school.code, year=year)
    assert refused.value.returncode == 2
    assert not Student.objects.exists()


@pytest.mark.parametrize(
    "options", [{"schools": 0}, {"schools": -1}, {"schools": 1, "students": -5}, {"year": 2026}]
)
def test_demo_of_impossible_numbers_is_refused(db, options):
    with pytest.raises(CommandError):
        call_command("demo", **options)
    assert not School.objects.exists()


@pytest.mark.parametrize(
    ("code", "name"), [("12 34/../<b>", "ทดสอบ"), ("9/", "x"), ("58019901", " ")]
)
def test_school_with_an_impossible_code_or_name_is_refused(db, code, name):
    with pytest.raises(CommandError):
        call_command("add_school", code, name)
    assert not School.objects.exists()


def test_school_with_a_thai_log_in_name_is_refused_in_thai(db):
    with pytest.raises(CommandError, match="ชื่อผู้ใช้"):
        call_command("add_school", "58019901", "ทดสอบ", admin="ชื่อ ไทย")
    assert not School.objects.exists()


def test_paper_into_a_folder_that_is_not_there_is_refused(classroom, tmp_path):
    out = tmp_path / "none" / "x.pdf"
    with pytest.raises(CommandError, match="เขียนไฟล์"):
        call_command("print_document", "class-list", classroom=str(classroom.pk), out=out)


def test_adviser_prints_blank_forms(client, teacher):
    client.force_login(teacher)
    for slug in ("homevisit-form", "student-record"):
        url = reverse("document-pdf", args=[slug])
        assert client.get(url, {"blank": 1}).status_code == 200
        assert client.get(url, {"blank": 1, "school": "99999999"}).status_code == 404


def test_other_papers_of_a_class_one_does_not_advise(client, school, classroom):
    make_student(classroom)
    other = make_adviser(make_classroom(school, room=2))
    client.force_login(other)
    page = client.get(reverse("document-others", args=["class-list"]), {"classroom": classroom.pk})
    assert page.status_code == 200
    assert "student-records" not in page.content.decode()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("12345678", ["รหัสผ่านนี้เดาได้ง่าย มีคนใช้กันมาก", "รหัสผ่านเป็นตัวเลขล้วนไม่ได้"]),
        ("abc", ["รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 8 ตัวอักษร"]),
        ("teacher.somying", ["รหัสผ่านคล้ายชื่อหรือข้อมูลของคุณเกินไป"]),
    ],
)
def test_password_is_refused_in_thai(teacher, password, said):
    teacher.username = "teacher.somying"
    with pytest.raises(ValidationError) as refused:
        validate_password(password, teacher)
    assert [one for one in refused.value.messages if one in said] == said
    assert not any("This password" in one for one in refused.value.messages)


def test_impossible_date_says_what_is_wrong(client, clerk):
    client.force_login(clerk)
    page = client.post(reverse("students:student-create"), {"birth_date": "31/2/2560"})
    assert "“31/2/2560” ไม่มีในปฏิทิน" in page.context["form"].errors["birth_date"][0]
