"""The class list: who is on it, its columns, its measures, the spreadsheet."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schoolcare.documents import prepare
from students.models import Student
from tests.factories import make_classroom, make_student
from tests.paper_measure import assert_paper
from tests.paper_reading import readers
from tests.students.papers import make_class, page, pages

pytestmark = pytest.mark.django_db


def roll(classroom, user=None, **options):
    return prepare("class-list", {"classroom": str(classroom.pk)} | options, user=user)


def test_class_list_leaves_out_who_left(classroom):
    here = make_student(classroom, first_name="อยู่")
    make_student(classroom, first_name="พักเรียน", status=Student.Status.SUSPENDED)
    make_student(classroom, first_name="ย้ายแล้ว", status=Student.Status.MOVED)
    away = make_student(classroom, first_name="ย้ายห้อง")
    away.enrolments.update(ends_on=date(2026, 6, 1))

    shown = roll(classroom)

    assert [one.student.first_name for one in shown.seats] == [here.first_name, "พักเรียน"]
    assert shown.totals == [("ชาย", 2), ("หญิง", 0), ("รวม", 2)]


def test_class_list_counts_as_the_pages_do(client, clerk, classroom):
    make_class(classroom, 3)
    make_student(classroom, status=Student.Status.MOVED)
    make_student(classroom, status=Student.Status.HANGING, sex="")
    client.force_login(clerk)

    rooms = client.get(reverse("students:classroom-list")).context["rooms"]
    seats = client.get(reverse("students:classroom-detail", args=[classroom.pk])).context["seats"]
    listed = client.get(reverse("students:student-list")).context["page_obj"]

    assert [rooms[0].pupils, len(seats), len(listed.object_list)] == [4, 4, 4]
    assert roll(classroom).totals == [("ชาย", 2), ("หญิง", 1), ("ไม่ระบุเพศ", 1), ("รวม", 4)]


def test_class_list_of_a_year_that_is_over_keeps_who_stayed(school):
    old = make_classroom(school, year=2568)
    make_student(old, first_name="จบแล้ว", status=Student.Status.GRADUATED)

    assert [one.student.first_name for one in roll(old).seats] == ["จบแล้ว"]


def test_class_list_is_by_roll_number_and_then_who_has_none(classroom):
    for name, number in (("ไม่มีเลข", None), ("สอง", 2), ("หนึ่ง", 1)):
        pupil = make_student(classroom, first_name=name)
        pupil.enrolments.update(roll_number=number)

    assert [one.student.first_name for one in roll(classroom).seats] == ["หนึ่ง", "สอง", "ไม่มีเลข"]


def test_class_list_columns_are_chosen(classroom):
    make_class(classroom, 2)

    assert roll(classroom).headings == [""] * 6
    assert roll(classroom, columns="0").headings == []
    assert roll(classroom, columns="3", headings=" วันที่\n\nลายมือชื่อ ").headings == [
        "วันที่",
        "ลายมือชื่อ",
        "",
    ]
    assert roll(classroom, columns="1", headings="ก\nข").headings == ["ก", "ข"]
    assert roll(classroom, columns="900").headings == [""] * 6


def test_class_list_lies_on_its_side_with_many_columns(classroom):
    assert roll(classroom).page_class == "report"
    assert roll(classroom, columns="31").page_class == "wide"
    assert roll(classroom, columns="31", side="report").page_class == "report"


@pytest.mark.parametrize(
    ("kind", "options"),
    [("report", {}), ("wide", {"columns": "31", "headings": "1\n2"})],
)
def test_class_list_of_200_keeps_the_measures(classroom, kind, options):
    make_class(classroom, 200)
    paper = roll(classroom, **options)

    data = paper.pdf()

    assert_paper(data, kind, html=paper.html())
    assert len(data) < 150_000
    found = pages(data)
    assert len(found) > 4
    assert all("ชื่อ-สกุล" in text for text in found)
    assert "ชาย๑๐๐คนหญิง๑๐๐คนรวม๒๐๐คน" in found[-1]


def test_class_list_headings_on_end_can_be_read(classroom):
    data = roll(classroom, columns="20", headings="คะแนนเก็บครั้งที่หนึ่ง\nรายงาน").pdf()

    assert all("คะแนนเก็บครั้งที่หนึ่ง" in text for text in readers(data).values())


def test_class_list_of_nobody_says_so(classroom):
    paper = roll(classroom)

    text = readers(paper.pdf())

    assert all("ไม่มีนักเรียนในห้องนี้" in one for one in text.values())
    assert all("รวม๐คน" in one for one in text.values())


def test_class_list_digits_follow_the_switch(classroom):
    make_student(classroom, code="10999")

    assert "๑๐๙๙๙" in roll(classroom).html()
    assert "10999" in roll(classroom, digits="arabic").html()


@pytest.mark.parametrize("count", [1, 3])
def test_class_list_queries(classroom, count, django_assert_num_queries):
    make_class(classroom, count)

    with django_assert_num_queries(3):  # the class with its school; seats; advisers
        roll(classroom).html()


def test_class_list_sheet_has_columns_and_totals_and_no_formula(client, clerk, classroom):
    make_class(classroom, 2)
    Student.objects.update(first_name="=1+1", title="")
    client.force_login(clerk)
    asked = {"classroom": classroom.pk, "columns": "2", "headings": "=ลายมือชื่อ"}

    sheet = load_workbook(
        BytesIO(client.get(page("document-sheet", "class-list", **asked)).content)
    ).active

    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["เลขที่", "รหัสนักเรียน", "ชื่อ - สกุล", "เพศ", "=ลายมือชื่อ", ""]
    assert [row[2:4] for row in rows[1:]] == [
        ["=1+1 ทดสอบ", "ชาย"],
        ["=1+1 ทดสอบ", "หญิง"],
        ["ชาย (คน)", 1],
        ["หญิง (คน)", 1],
        ["รวม (คน)", 2],
    ]
    assert {cell.data_type for row in sheet for cell in row} == {"s", "n"}


def test_class_list_print_page_leads_to_the_chosen_columns(client, clerk, classroom):
    client.force_login(clerk)
    url = page("document-print", "class-list", classroom=classroom.pk)
    typed = {"version": 0, "date": "21/11/2569", "columns": "12", "headings": "ก\r\nข"}

    paper = client.post(url, typed)
    sheet = client.post(url, typed | {"sheet": "1"})

    asked = "columns=12&headings=%E0%B8%81%0D%0A%E0%B8%82"
    assert asked in paper.url
    assert paper.url.startswith(reverse("document-pdf", args=["class-list"]))
    assert sheet.url.startswith(reverse("document-sheet", args=["class-list"]))
    assert asked in sheet.url
    assert client.get(paper.url).content.startswith(b"%PDF")


def test_class_list_of_another_school_is_404(client, stranger, classroom):
    client.force_login(stranger)

    assert client.get(page("document-pdf", "class-list", classroom=classroom.pk)).status_code == 404
