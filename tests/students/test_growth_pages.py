"""The pages of weights and heights: the grid of a class, classes, one pupil, who sees what."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import AuditEvent, Term
from students.models import GrowthMeasure
from tests.factories import make_adviser, make_classroom, make_student, make_user
from tests.students.measured import bring_tables, make_pupil, measure

TODAY = "2026-11-22T05:00:00Z"
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(TODAY)]
ROUND = "?term=2&round=1"


def page(name, *args):
    return reverse(f"students:{name}", args=args)


def typed(*pupils, day="20/11/2569", **cells):
    """What the grid sends: `w1`, `h1`, `was1`, `wa1` … of the first pupil, and so on."""
    sent = {"measured_on": day}
    names = {"w": "weight", "h": "height", "was": "was", "wa": "weight_answer"}
    names["ha"] = "height_answer"
    for name, value in cells.items():
        pupil = pupils[int(name[-1]) - 1]
        sent[f"p{pupil.pk}-{names[name[:-1]]}"] = value
    return sent


def send(client, classroom, *pupils, **cells):
    return client.post(page("growth-entry", classroom.pk) + ROUND, typed(*pupils, **cells))


def kept():
    found = GrowthMeasure.objects.order_by("student")
    return [(one.student_id, str(one.weight_kg), str(one.height_cm)) for one in found]


def test_class_is_entered_and_saved(client, teacher, classroom):
    first, second = make_pupil(classroom), make_pupil(classroom)
    client.force_login(teacher)

    answer = send(client, classroom, first, second, w1="๓๕.๐", h1="142,5 ซม.", w2="30", h2="")

    assert answer.status_code == 302
    assert kept() == [(first.pk, "35.0", "142.5"), (second.pk, "30.0", "None")]
    found = GrowthMeasure.objects.get(student=first)
    assert (found.measured_on, found.entered_by, found.round) == (date(2026, 11, 20), teacher, 1)
    event = AuditEvent.objects.get(action="growth.save")
    assert event.changes["pupils"] == [first.pk, second.pk]
    assert "142" not in str(event.changes)


def test_doubtful_figures_ask_back_and_the_others_are_saved(client, teacher, classroom):
    first, second = make_pupil(classroom), make_pupil(classroom)
    client.force_login(teacher)

    answer = send(client, classroom, first, second, w1="350", h1="142", w2="30", h2="130")

    shown = answer.content.decode()
    assert kept() == [(second.pk, "30.0", "130.0")]
    assert "น่าจะเป็น 35.0 กก." in shown
    assert f'name="p{first.pk}-weight" value="350"' in shown
    assert "บันทึกแล้ว 1 คน ยังไม่บันทึก 1 คน" in shown


@pytest.mark.parametrize(
    ("cells", "saved"),
    [
        ({"w1": "350", "wa1": "35.0"}, "35.0"),
        ({"w1": "4", "wa1": "4.0"}, "4.0"),  # confirmed as it is
        ({"w1": "4"}, None),
        ({"w1": "350", "wa1": "350.0"}, None),  # nobody weighs that
        ({"w1": "21", "wa1": "4.0"}, "21.0"),  # another figure, that nobody asks about
    ],
)
def test_answer_settles_the_doubt(client, teacher, classroom, cells, saved):
    student = make_pupil(classroom)
    client.force_login(teacher)

    send(client, classroom, student, h1="", was1="/", **cells)

    assert kept() == ([(student.pk, saved, "None")] if saved else [])


def test_figure_that_is_none_stands_with_its_error(client, teacher, classroom):
    student = make_pupil(classroom)
    client.force_login(teacher)

    answer = send(client, classroom, student, w1="สามสิบ", h1="130")

    assert kept() == []
    shown = answer.content.decode()
    assert "กรุณากรอกเป็นตัวเลข" in shown
    assert 'value="สามสิบ"' in shown


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("23/11/2569", "วันที่ชั่งวัดยังมาไม่ถึง"),
        ("1/10/2569", "วันที่ชั่งวัดอยู่นอกภาคเรียนที่ 2/2569"),
        ("วันนี้", "ใส่วันที่ เช่น 5/3/2569"),
    ],
)
def test_day_outside_the_term_is_refused_and_nothing_is_lost(
    client, teacher, classroom, day, words
):
    student = make_pupil(classroom)
    client.force_login(teacher)

    answer = send(client, classroom, student, day=day, w1="30", h1="130")

    assert kept() == []
    shown = answer.content.decode()
    assert words in shown
    assert f'name="p{student.pk}-weight" value="30"' in shown


def test_two_at_once_both_save_their_rows(client, teacher, classroom, care_head):
    first, second = make_pupil(classroom), make_pupil(classroom)
    empty = {"was1": "/", "was2": "/"}
    client.force_login(teacher)
    send(client, classroom, first, second, w1="30", h1="130", **empty)
    client.force_login(care_head)

    answer = send(client, classroom, first, second, w2="31", h2="131", **empty)

    assert answer.status_code == 302
    assert kept() == [(first.pk, "30.0", "130.0"), (second.pk, "31.0", "131.0")]


@pytest.mark.parametrize(("answer", "weight"), [("", "30.0"), ("30.0", "30.0"), ("33.0", "33.0")])
def test_other_value_of_somebody_else_is_never_overwritten_unseen(
    client, teacher, classroom, answer, weight
):
    student = make_pupil(classroom)
    measure(student, "30.0", "130.0")  # after the page was opened empty
    client.force_login(teacher)

    told = send(client, classroom, student, w1="33", h1="130", was1="/", wa1=answer)

    assert kept() == [(student.pk, weight, "130.0")]
    if not answer:
        assert "คนอื่นบันทึก 30.0 กก. ไปก่อนแล้ว" in told.content.decode()


def test_value_is_removed_only_after_a_yes(client, teacher, classroom):
    student = make_pupil(classroom)
    measure(student, "30.0", "130.0")
    client.force_login(teacher)
    emptied = {"w1": "", "h1": "", "was1": "30.0/130.0"}

    asked = send(client, classroom, student, **emptied)
    assert kept() == [(student.pk, "30.0", "130.0")]
    assert "จะลบหรือไม่" in asked.content.decode()
    send(client, classroom, student, **emptied, wa1="-", ha1="-")

    assert kept() == []


def test_correction_keeps_the_day_it_was_measured_on(client, teacher, classroom):
    student = make_pupil(classroom)
    measure(student, "30.0", "130.0", on=date(2026, 11, 5))
    client.force_login(teacher)

    send(client, classroom, student, w1="31", h1="130", was1="30.0/130.0")

    found = GrowthMeasure.objects.get()
    assert (found.weight_kg, found.measured_on) == (Decimal("31.0"), date(2026, 11, 5))


def test_class_page_tells_results_and_logs_whom_it_showed(client, teacher, classroom):
    bring_tables()
    student = make_pupil(classroom)
    measure(student, "19.0", "130.0")
    client.force_login(teacher)

    shown = client.get(page("growth-class", classroom.pk) + ROUND).content.decode()

    assert "น้ำหนักน้อย" in shown
    assert "9 ปี 8 เดือน" in shown
    event = AuditEvent.objects.get(action="growth.view")
    assert (event.actor_id, event.changes["pupils"]) == (teacher.pk, [student.pk])


def test_without_tables_nobody_is_told_to_be_fit(client, teacher, classroom):
    measure(make_pupil(classroom), "30.0", "130.0")
    client.force_login(teacher)

    shown = client.get(page("growth-class", classroom.pk) + ROUND).content.decode()

    assert "ยังไม่มีตารางเกณฑ์" in shown
    assert "สมส่วน</span>" not in shown
    assert "17.8" in shown  # BMI


def test_list_counts_classes_of_the_round(client, care_head, classroom):
    bring_tables()
    measure(make_pupil(classroom), "30.0", "130.0")
    measure(make_pupil(classroom), "45.0", "130.0")
    measure(make_pupil(classroom), "30.0", None)
    make_pupil(classroom)
    client.force_login(care_head)

    row = client.get(page("growth-list") + ROUND).context["rows"][0]

    counts = {name: row["count"][name] for name in ("pupils", "measured", "judged", "well")}
    assert counts == {"pupils": 4, "measured": 2, "judged": 2, "well": 1}


def test_summary_counts_by_level_and_sex(client, care_head, classroom, school):
    bring_tables()
    measure(make_pupil(classroom, sex="M"), "19.0", "130.0")
    measure(make_pupil(classroom, sex="F"), "30.0", "130.0")
    make_pupil(make_classroom(school, level=15), sex="F")
    client.force_login(care_head)

    context = client.get(page("growth-summary") + ROUND).context

    lines = [(one.label, one.sex, one.pupils, one.measured, one.well) for one in context["lines"]]
    assert lines[:4] == [
        ("ป.4", "ชาย", 1, 1, 0),
        ("ป.4", "หญิง", 1, 1, 1),
        ("ป.4", "รวม", 2, 2, 1),
        ("ป.5", "หญิง", 1, 0, 0),
    ]
    assert lines[-1] == ("รวม", "รวม", 3, 2, 1)
    first = context["tables"][0]["rows"][0]
    assert first["counts"] == [1, 0, 0, 0, 0]


def test_adviser_counts_the_own_class_alone(client, teacher, classroom, school):
    make_pupil(classroom)
    make_pupil(make_classroom(school, room=2))
    client.force_login(teacher)

    context = client.get(page("growth-summary") + ROUND).context

    assert context["lines"][-1].pupils == 1


def test_pupil_page_draws_and_tells_each_measure(client, teacher, classroom):
    bring_tables()
    student = make_pupil(classroom)
    measure(student, "30.0", "130.0", on=date(2026, 11, 5))
    measure(student, "31.5", "131.0", on=date(2026, 11, 20), round_=2)
    client.force_login(teacher)

    answer = client.get(page("student-growth", student.pk))

    charts = answer.context["charts"]
    assert [(one.title, len(one.dots), len(one.guides)) for one in charts] == [
        ("น้ำหนัก", 2, 3),
        ("ส่วนสูง", 2, 3),
    ]
    shown = answer.content.decode()
    assert "+1.5" in shown
    event = AuditEvent.objects.get(action="sensitive.view")
    assert (event.pupil_id, event.changes["part"]) == (student.pk, "growth.view")


def test_health_teacher_enters_every_class_without_seeing_the_pupil_page(client, classroom, school):
    nurse = make_user(Role.HEALTH_TEACHER, school=school)
    student = make_pupil(classroom)
    client.force_login(nurse)

    assert send(client, classroom, student, w1="30", h1="130").status_code == 302
    assert client.get(page("student-growth", student.pk)).status_code == 200
    assert client.get(page("student-detail", student.pk)).status_code == 403


def test_pupils_of_another_class_cannot_be_written_through_the_own(client, classroom, school):
    other = make_pupil(classroom)
    room = make_classroom(school, room=2)
    client.force_login(make_adviser(room))

    send(client, room, other, w1="30", h1="130")

    assert GrowthMeasure.objects.count() == 0


def test_year_without_terms_is_told(client, teacher, classroom):
    Term.objects.all().delete()
    client.force_login(teacher)

    for name in ("growth-list", "growth-summary"):
        assert "ยังไม่ได้กำหนดภาคเรียน" in client.get(page(name)).content.decode()
    assert "ยังไม่ได้กำหนดภาคเรียน" in client.get(page("growth-entry", classroom.pk)).content.decode()


COUNTS = {"growth-list": 4, "growth-summary": 5, "growth-class": 8, "growth-entry": 7}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", COUNTS)
def test_pages_ask_the_same(client, teacher, classroom, rows, name, django_assert_num_queries):  # noqa: PLR0917 -- fixtures
    for _ in range(rows):
        student = make_student(classroom)
        measure(student)
        measure(student, on=timezone.localdate(), round_=2)
    client.force_login(teacher)
    args = [classroom.pk] if name in {"growth-class", "growth-entry"} else []

    with django_assert_num_queries(COUNTS[name]):
        client.get(page(name, *args) + ROUND)


@pytest.mark.parametrize("rows", [1, 3])
def test_pupil_page_asks_the_same(client, teacher, classroom, rows, django_assert_num_queries):
    student = make_pupil(classroom)
    for number in range(min(rows, 2)):
        measure(student, round_=number + 1)
    client.force_login(teacher)

    with django_assert_num_queries(7):
        client.get(page("student-growth", student.pk))
