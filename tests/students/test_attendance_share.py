"""Attendance of one pupil on the own page; the import's form of a class with its pupils."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from schoolcare import import_batches
from schoolcare.models import AuditEvent
from students.attendance import Asked, attendance_share, shares_of
from students.importing.attendance import AttendanceImporter
from students.models import AttendanceRule
from tests.factories import make_classroom, make_student
from tests.students.filling import page as address
from tests.students.making_attendance import MONDAY, make_absence, make_day, weekdays

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return client


def came(client, student):
    return client.get(address("student-detail", student.pk)).context["came"]


def test_pupil_page_tells_the_share_of_the_term(signed_in, classroom):
    student = make_student(classroom)
    for on in weekdays(4):
        make_day(classroom, on)
    make_day(make_classroom(classroom.school, room=2))  # somebody else's
    make_absence(student, weekdays(4)[0], "late")
    make_absence(student, weekdays(4)[1])

    found = came(signed_in, student)

    assert (found["share"].came, found["share"].days, found["share"].percent) == (3, 4, 75.0)
    assert [(one.least, one.is_missed) for one in found["conditions"]] == [(80, True), (85, True)]
    html = signed_in.get(address("student-detail", student.pk)).text
    assert "ร้อยละ 75.0" in html
    assert "ต่ำกว่าเกณฑ์" in html


def test_share_of_one_is_that_of_many_and_follows_the_schools_rule(classroom):
    student = make_student(classroom)
    for on in weekdays(5):
        make_day(classroom, on)
    make_absence(student, weekdays(5)[1], "sick")
    student.enrolments.update(starts_on=weekdays(5)[1])
    AttendanceRule.objects.create(school=classroom.school, least_share=60, fund_share=75)
    span = weekdays(5)[0], weekdays(5)[-1]

    [share], asked = shares_of(student.pk, [span])

    assert share == attendance_share([student.pk], *span)[student.pk]
    assert (share.days, share.sick, asked) == (4, 1, Asked(60, 75))


def test_share_between_school_and_fund_misses_the_funds_condition_alone(signed_in, classroom):
    student = make_student(classroom)
    for on in weekdays(6):
        make_day(classroom, on)
    make_absence(student, weekdays(6)[0])

    found = came(signed_in, student)

    assert [one.is_missed for one in found["conditions"]] == [False, True]
    html = signed_in.get(address("student-attendance", student.pk)).text
    assert html.index("เกณฑ์เวลาเรียนร้อยละ 80") < html.index("ถึงเกณฑ์")
    assert html.index("เงื่อนไขทุนเสมอภาคร้อยละ 85") < html.index("ต่ำกว่าเกณฑ์")


def test_template_of_a_class_holds_its_pupils_and_what_was_checked(signed_in, classroom):
    one, two = make_student(classroom, code="0101"), make_student(classroom, code="0102")
    make_student(classroom, code="")
    make_absence(two, MONDAY, "sick")

    answer = signed_in.get(f"{address('attendance-class-template', classroom.pk)}?on={MONDAY}")

    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert rows[0][:2] == ("รหัสนักเรียน", "ชื่อ - สกุล")
    at = rows[0].index("9/11/2569")
    assert [(row[0], row[1], row[at], row[at + 1] or "") for row in rows[1:]] == [
        ("0101", one.full_name, "/", ""),
        ("0102", two.full_name, "ป", ""),
    ]
    assert "8/11/2569" not in rows[0]  # a Sunday
    event = AuditEvent.objects.get(action="class_day.export")
    assert event.changes["pupils"][:2] == [one.pk, two.pk]


def test_template_comes_back_as_it_was_taken_and_changes_nothing(signed_in, classroom, clerk):
    two = make_student(classroom, code="0102")
    make_absence(two, MONDAY, "sick")
    answer = signed_in.get(f"{address('attendance-class-template', classroom.pk)}?on={MONDAY}")
    importer = AttendanceImporter(classroom.school)

    plan = import_batches.run(importer, BytesIO(answer.content), "a.xlsx", by=clerk)

    assert str(plan.counts) == "created=0 updated=0 unchanged=1 rejected=0"
