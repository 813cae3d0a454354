"""What weights and heights tell elsewhere: paper, class board, screening, chronology, record."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from schoolcare import registry
from schoolcare.asked_together import told_together
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from students.contributing import growth
from students.models import GrowthMeasure, SensitiveRecord, Student
from tests.factories import make_student
from tests.students.measured import bring_tables, make_pupil, measure
from tests.students.pupil_files import CODE, bring_in, row

pytestmark = pytest.mark.django_db


def paper(classroom, **asked):
    return prepare("growth-class", {"classroom": str(classroom.pk), "term": "2"} | asked, user=None)


def test_paper_tells_figures_and_sums(classroom):
    bring_tables()
    measure(make_pupil(classroom), "19.0", "130.0")

    html = paper(classroom).html()

    assert "๑๙.๐" in html
    assert "น้ำหนักน้อย" in html
    assert "สูงดีสมส่วน" in html


def test_paper_without_tables_says_so(classroom):
    measure(make_pupil(classroom))

    html = paper(classroom).html()

    assert "ยังไม่มีตารางเกณฑ์ในระบบ" in html
    assert "หมายเหตุ" in html


@pytest.mark.parametrize("pupils", [0, 1, 40])
def test_paper_is_set(classroom, pupils):
    for number in range(pupils):
        make_pupil(classroom, first_name=f"ชื่อยาวพอสมควร{number}")

    assert paper(classroom).pdf().startswith(b"%PDF")


def test_empty_form_has_the_names_and_no_figures(classroom):
    measure(make_pupil(classroom, first_name="น้ำผึ้ง"), "19.5", "130.0")

    html = paper(classroom, blank="1").html()

    assert "น้ำผึ้ง" in html
    assert "๑๙.๕" not in html


def test_paper_of_the_other_round(classroom):
    measure(make_pupil(classroom), "19.5", "130.0")

    assert "๑๙.๕" not in paper(classroom, round="2").html()


def test_print_is_logged_with_the_pupils(client, teacher, classroom):
    student = make_pupil(classroom)
    measure(student)
    client.force_login(teacher)
    asked = {"classroom": classroom.pk, "term": 2}

    client.get(reverse("document-pdf", args=["growth-class"]), asked)

    event = AuditEvent.objects.get(action="growth.view")
    assert event.changes["pupils"] == [student.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_paper_asks_the_same(classroom, rows, django_assert_num_queries):
    for _ in range(rows):
        measure(make_pupil(classroom))

    with django_assert_num_queries(7):
        paper(classroom).html()


def test_binder_has_a_paper_for_each_round(classroom, school):
    measure(make_pupil(classroom))
    measure(make_pupil(classroom), round_=2)
    one = next(one for one in registry.binder if one.slug == "growth-class")

    asked = list(one.params(school, 2569, classroom))

    assert [(each["term"], each["round"]) for each in asked] == [("2", "1"), ("2", "2")]
    assert list(one.params(school, 2568, classroom)) == []


def test_duty_is_done_begun_or_missing(classroom):
    duty = next(one for one in registry.duties if one.key == "growth")
    full, half, _none = (make_pupil(classroom) for _ in range(3))
    measure(full)
    measure(half, "30.0", None)

    done = duty.rows(2569, 2)

    assert set(done.values_list("student", flat=True)) == {full.pk, half.pk}
    assert list(done.filter(duty.part).values_list("student", flat=True)) == [half.pk]
    assert not duty.rows(2569, 1).exists()


@pytest.mark.parametrize(
    ("weight", "height", "told"),
    [
        ("30.0", "130.0", []),
        ("19.0", "130.0", [("problem", "malnutrition")]),
        ("30.0", "119.0", [("problem", "malnutrition")]),
        ("61.0", "130.0", [("problem", "malnutrition")]),
        ("24.0", "130.0", []),  # ค่อนข้างน้อย is no end of the scale
        ("45.0", "145.0", []),  # น้ำหนักมาก of a tall child is none either
    ],
)
def test_screening_hears_of_the_ends_of_the_indices(classroom, weight, height, told):
    bring_tables()
    student = make_pupil(classroom)
    measure(student, weight, height)

    hints = list(told_together([growth.hints], Student.objects.values("pk"), 2569, 2))

    assert [(one.level, one.criterion) for one in hints] == told
    assert {(one.student_id, one.aspect) for one in hints} <= {(student.pk, "health")}


def test_hint_is_of_the_newest_measure(classroom):
    bring_tables()
    student = make_pupil(classroom)
    measure(student, "19.0", "130.0", on=date(2026, 11, 5))
    measure(student, "30.0", "130.0", on=date(2027, 2, 5), round_=2)

    assert list(told_together([growth.hints], Student.objects.values("pk"), 2569, 2)) == []


def test_chronology_tells_the_day_without_figures(client, teacher, classroom):
    student = make_pupil(classroom)
    measure(student, "31.7", "131.3")
    client.force_login(teacher)

    shown = client.get(reverse("students:student-detail", args=[student.pk])).content.decode()

    assert "ชั่งน้ำหนักวัดส่วนสูง" in shown
    assert "31.7" not in shown


def test_file_of_pupils_goes_not_over_what_was_measured(school, classroom):
    student = make_student(classroom, code="900")
    SensitiveRecord.objects.create(student=student)
    measure(student, "31.7", "131.3")

    bring_in(school, row({CODE: "900", "น้ำหนัก": "20", "ส่วนสูง": "110"}))

    record = SensitiveRecord.objects.get(student=student)
    assert (record.weight_kg, record.height_cm) == (Decimal("31.7"), Decimal("131.3"))


def test_record_by_hand_keeps_what_was_measured(client, care_head, classroom):
    student = make_student(classroom)
    SensitiveRecord.objects.create(student=student)
    measure(student, "31.7", "131.3")
    client.force_login(care_head)

    typed = {"weight_kg": "10", "health_note": "หอบหืด"}
    client.post(reverse("students:sensitive-update", args=[student.pk]), typed)

    record = SensitiveRecord.objects.get(student=student)
    assert (record.weight_kg, record.health_note) == (Decimal("31.7"), "หอบหืด")
    assert GrowthMeasure.objects.count() == 1
