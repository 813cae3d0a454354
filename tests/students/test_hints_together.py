"""Hints of screening: what every part of the house says of a pupil, asked in one query."""

from datetime import date
from decimal import Decimal

import pytest

from schoolcare import registry
from schoolcare.asked_together import told_together
from students.models import BehaviourKind, Student
from tests.factories import YEAR, make_guardian
from tests.homevisits.making import make_round, make_visit
from tests.students.making_attendance import make_absence, weekdays
from tests.students.making_behaviour import make_behaviour
from tests.students.making_promotions import choice_of, make_promotion
from tests.students.measured import bring_tables, make_pupil, measure
from tests.students.sdq_making import make_sheet

VISIT = "การเยี่ยมบ้าน 14 พ.ย. 2569"
THIN = "ชั่งน้ำหนักวัดส่วนสูง ครั้งที่ 1 น้ำหนักตามเกณฑ์อายุ: น้ำหนักน้อย"
SDQ = "SDQ ครู: คะแนนรวม 30 มีปัญหา (เกณฑ์ A กรมสุขภาพจิต/สพฐ. (คู่มือระบบดูแลช่วยเหลือนักเรียน))"
GUARDIANS = "รายได้ผู้ปกครองในทะเบียนนักเรียน"
# Aspect or what was measured, level or value, criterion, source
WHOLE = [
    ("health", "risk", "weak", VISIT),
    ("income", Decimal("9000.25"), "", f"{VISIT} รายได้ครัวเรือน"),
    ("learning", "problem", "absent_many", "การมาเรียน: ขาดมากกว่า 1 วัน 1 สัปดาห์"),
    ("violence", "risk", "", "บันทึกพฤติกรรมรุนแรง 1 ครั้ง ปีการศึกษา 2569"),
    ("health", "problem", "malnutrition", THIN),
    ("talent", "has", "", "เหรียญทอง แข่งขันคณิตคิดเร็ว (2569)"),
    ("income", Decimal("4500.50"), "", GUARDIANS),
    ("mind", "problem", "", SDQ),
]


def make_known(classroom, by) -> Student:
    """A pupil of whom every source has something to say."""
    student = make_pupil(classroom)
    make_guardian(student, income_month=Decimal("4500.50"))
    earned = {"household_income": Decimal("9000.25")}
    visit = make_visit(make_round(student.school), student, by, **earned)
    visit.ticks.create(item="health", option="weak")
    for on in weekdays(2):
        make_absence(student, on)
    make_behaviour(student, by=by, name=BehaviourKind.objects.filter(is_violence=True)[0].name)
    measure(student, "19.0", "130.0", on=date(2026, 11, 20))
    won = make_promotion(student.school, by)
    won.pupils.create(student=student, award=choice_of("เหรียญทอง"))
    make_sheet(student, answers=2)
    return student


@pytest.mark.parametrize("pupils", [1, 3])
def test_all_sources_are_one_query(classroom, teacher, pupils, django_assert_num_queries):
    bring_tables()
    known = [make_known(classroom, teacher) for _ in range(pupils)]
    asked = Student.objects.order_by().values("pk")

    with django_assert_num_queries(1):
        hints = list(told_together(registry.screening_hints, asked, YEAR, 2))

    for student in known:
        own = [one for one in hints if one.student_id == student.pk]
        assert [_said(one) for one in own] == WHOLE


def _said(hint):
    return (
        hint.aspect or hint.measure,
        hint.level or hint.value,
        hint.criterion,
        hint.source,
    )
