"""Pupils whose papers are full, and what tests of papers ask for."""

from django.urls import reverse

from students.models import Classroom, Enrolment, Household, SensitiveRecord, Student
from students.services.identifiers import set_identifier
from tests.factories import make_guardian, make_student, make_user
from tests.paper_reading import pages  # noqa: F401 -- for tests of papers

CITIZEN_ID = "1234567890121"


def make_known_student(classroom: Classroom, citizen_id: str = CITIZEN_ID) -> Student:
    """A pupil with id, home without number, guardian, sensitive record."""
    student = make_student(classroom, nickname="ดาว")
    school = classroom.school
    student.household = Household.objects.create(
        school=school, has_no_number=True, moo="6", cluster="หย่อมบ้านบนดอย", tambon="ห้วยน้ำใส"
    )
    student.save()
    set_identifier(student, citizen_id, by=make_user(school=school))
    make_guardian(student, phone="0811111111")
    SensitiveRecord.objects.create(
        student=student,
        religion="พุทธ",
        ethnicity="กะเหรี่ยง",
        disabilities=["การได้ยิน", "หูตึง"],
        health_note="หอบหืด",
    )
    return student


def make_class(classroom: Classroom, count: int) -> list[Student]:
    """Many pupils at once: boys and girls in turn, with roll numbers."""
    pupils = Student.objects.bulk_create(
        Student(
            school=classroom.school,
            code=f"{70000 + number}",
            title="เด็กหญิง" if number % 2 else "เด็กชาย",
            first_name=f"นักเรียน{number}",
            last_name="ทดสอบ",
            sex="F" if number % 2 else "M",
        )
        for number in range(count)
    )
    Enrolment.objects.bulk_create(
        Enrolment(student=pupil, classroom=classroom, year=classroom.year, roll_number=number)
        for number, pupil in enumerate(pupils, 1)
    )
    return pupils


def page(name: str, slug: str, **asked) -> str:
    return reverse(name, args=[slug], query=asked)
