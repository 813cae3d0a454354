"""SDQ on paper: results with their norms, the class with its totals, the empty answer form."""

import re

import pytest

from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from students.models import SdqItemText, SdqSettings
from tests.factories import make_student
from tests.students.screened import make_screening_round
from tests.students.sdq_making import make_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def student(classroom):
    return make_student(classroom)


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def paper(slug, user=None, **asked):
    found = prepare(slug, {name: str(value) for name, value in asked.items()}, user=user)
    found.check()
    return found


def test_results_of_a_pupil_stand_side_by_side_with_their_norms(student, teacher):
    make_sheet(student, answers=0)
    make_sheet(student, "parent", answers=[1] * 22 + [None] * 3)

    text = plain(paper("sdq-student", teacher, object=student.pk).html())

    assert "คะแนนรวมด้านที่เป็นปัญหา (ต่างกัน) 10 ปกติ 20 มีปัญหา" in text
    assert "แปลผลด้วยเกณฑ์ A" in text
    assert "(คำนวณจากข้อที่ตอบ)" in text


def test_pupil_without_a_sheet_is_printed_empty(student, school):
    make_screening_round(school)

    assert "ยังไม่มีผลการประเมินของรอบนี้" in plain(paper("sdq-student", object=student.pk).html())


@pytest.mark.parametrize(("informant", "rows"), [("", 6), ("parent", 8), ("self", 8)])
def test_empty_form_has_boxes_by_number_and_no_words(school, teacher, informant, rows):
    asked = {"school": school.code, "blank": 1, "informant": informant}

    html = paper("sdq-student", teacher, **asked).html()

    assert html.count("○") == 25 * 3 + rows * 4
    assert "อ่านข้อความจากแบบประเมินฉบับจริงของโรงเรียน" in html


def test_empty_form_of_a_licensed_school_has_its_words_while_confirmed(school, teacher):
    SdqItemText.objects.create(school=school, informant="teacher", number=3, text="ถ้อยคำหนึ่ง")
    SdqSettings.objects.create(school=school)

    html = paper("sdq-student", teacher, school=school.code, blank=1).html()

    assert "ถ้อยคำหนึ่ง" not in html


def test_class_on_paper_and_as_a_sheet(classroom, student, teacher):
    make_sheet(student, answers=1)
    make_sheet(student, "self", answers=0)
    make_student(classroom)

    found = paper("sdq-class", teacher, classroom=classroom.pk)
    found.record_reading(by=teacher)

    assert "ครู ๐ คน ๐ คน ๑ คน ๑ คน" in plain(found.html())
    lines = list(found.sheet().rows)
    assert [line[3] for line in lines[:2]] == ["ครู", "นักเรียน"]
    assert (lines[0][10], lines[0][17], len(lines[2])) == (20, "มีปัญหา", 3)
    event = AuditEvent.objects.get(action="sdq_class.view")
    assert len(event.changes["pupils"]) == 2


def test_older_round_is_printed_when_it_is_asked_for(classroom, student, teacher, school):
    first = make_screening_round(school, number=1)
    make_screening_round(school, number=2)
    make_sheet(student, answers=1, round_=first)

    newest = plain(paper("sdq-class", teacher, classroom=classroom.pk).html())
    older = plain(paper("sdq-class", teacher, classroom=classroom.pk, round=first.pk).html())

    assert "รอบที่ ๒" in newest
    assert "๒๐ มีปัญหา" not in newest
    assert "๒๐ มีปัญหา" in older
