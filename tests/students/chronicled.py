"""A pupil of whom every part of the house has something to tell."""

from datetime import UTC, date, datetime
from typing import Any

from homevisits.models import HomeVisit, Status
from schoolcare.models import User
from students.models import CareCase, MergedStudent, SdqResponse, StatusChange, Student
from tests.factories import make_student
from tests.homevisits.making import make_follow_up, make_round, make_visit
from tests.students.making_attendance import make_case, make_letter
from tests.students.making_homeroom import make_meeting, make_signed
from tests.students.making_promotions import choice_of, make_promotion
from tests.students.making_structure import make_group, make_member
from tests.students.measured import measure
from tests.students.screened import make_screening, make_screening_round
from tests.students.sdq_making import make_sheet

DAY = date(2026, 11, 20)  # most of it, so that its order shows
LATE = datetime(2026, 11, 20, 9, 30, 15, 250, UTC)


def make_told(classroom: Any, by: User) -> Student:
    """Two lines of most parts, so that their order shows; `by` is who made them."""
    student = make_student(classroom)
    student.enrolments.update(starts_on=date(2026, 5, 16))
    _known_of_care(student, by)
    _visited(student, by)
    _taught(student, by)
    _moved(student, by)
    return student


def _known_of_care(student: Student, by: User) -> None:
    make_screening(make_screening_round(student.school), student, by, health="risk")
    measure(student)
    measure(student, on=date(2026, 11, 27), round_=2)
    make_sheet(student, "teacher")
    make_sheet(student, "self")
    SdqResponse.objects.filter(informant="self").update(answered_on=None, keyed_at=LATE)
    facts = {"student": student, "problem": "ขาดเรียน", "opened_by": by, "owner": by}
    CareCase.objects.create(opened_on=DAY, closed_on=DAY, outcome="better", **facts)
    CareCase.objects.create(opened_on=DAY, **facts)


def _visited(student: Student, by: User) -> None:
    first, second = make_round(student.school), make_round(student.school)
    visit = make_visit(first, student, by, Status.APPROVED)
    make_visit(second, student, by, mode=HomeVisit.Mode.NONE, visited_on=None)
    HomeVisit.objects.filter(round=second).update(updated_at=LATE)
    make_visit(make_round(student.school), student, by, Status.DRAFT)
    closed = {"closed_at": LATE, "closed_by": by, "outcome": "better", "result": "ดีขึ้นมาก"}
    make_follow_up(visit, **closed)
    make_follow_up(visit, due_on=DAY)


def _taught(student: Student, by: User) -> None:
    case = make_case(student)
    make_letter(case)
    make_letter(case, step=2)
    came, missed = (make_meeting(case.classroom, DAY, number=number) for number in (1, 2))
    make_signed(came, student, relation="มารดา")
    missing = {"presence": "absent", "name": ""}
    make_signed(missed, student, follow_way="phone", followed_on=DAY, **missing)
    make_signed(make_meeting(case.classroom, DAY, number=3), student, **missing)
    for title, award in (("แข่งวาดภาพ", choice_of("เหรียญทอง")), ("ค่ายอาสา", None)):
        made = make_promotion(student.school, by, title=title)
        made.pupils.create(student=student, award=award, remark="ระดับ ป.4-6")
    void = make_promotion(student.school, by, title="ยกเลิกไปแล้ว", void_reason="ซ้ำ")
    void.pupils.create(student=student)
    group = make_group(student.school, name="สภานักเรียน")
    make_member(group, student, position="ประธาน", starts_on=DAY, ends_on=DAY)
    make_member(group, student, starts_on=DAY)


def _moved(student: Student, by: User) -> None:
    for text in ("ยืมหนังสือ", "คืนหนังสือแล้ว\nครบทุกเล่ม"):
        student.notes.create(on=DAY, text=text, author=by)
    student.consents.create(
        decision="given", given_by="นางมานี ใจดี", on=DAY, recorded_by=by, text_version="1"
    )
    change = {"student": student, "on": DAY, "made_by": by}
    StatusChange.objects.create(from_status="studying", to_status="hanging", **change)
    StatusChange.objects.create(from_status="hanging", to_status="studying", **change)
    moved = {"moved": {"บันทึก": 2, "การเยี่ยมบ้าน": 1}, "merged_by": by}
    for key, facts in enumerate(({"old_code": "77"} | moved, {}), start=900_001):
        MergedStudent.objects.create(student=student, old_key=key, reason="คนเดียวกัน", **facts)
    student.merged.update(merged_at=LATE)
