"""The pages of attendance: one request for a class, what was ticked is never lost."""

from datetime import date

import pytest
from django.urls import reverse

from schoolcare.asked_together import told_together
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from schoolcare.registry import screening_hints
from students.contributing.attendance import learning_hints
from students.models import ClassDay, Student
from tests.factories import make_guardian, make_student
from tests.students.making_attendance import (
    MONDAY,
    make_absence,
    make_case,
    make_day,
    make_letter,
    weekdays,
)

ON = MONDAY.isoformat()


def address(name, *args):
    return reverse(f"students:{name}", args=args)


def send(client, room, **fields):
    return client.post(address("attendance-check", room.pk), {"on": ON, "version": 0} | fields)


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_day_asks_the_same_for_any_class(signed_in, classroom, count, django_assert_num_queries):
    for _ in range(count):
        make_absence(make_student(classroom))

    with django_assert_num_queries(7):
        signed_in.get(address("attendance-day", classroom.pk), {"on": ON})


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_for_any_number(
    client, classroom, director, count, django_assert_num_queries
):
    for _ in range(count):
        make_absence(make_student(classroom))
    client.force_login(director)

    with django_assert_num_queries(6):
        client.get(address("attendance-list"), {"on": ON})


def test_all_came_with_one_press(signed_in, classroom):
    make_student(classroom)

    answer = send(signed_in, classroom, everybody="1")

    assert answer.url == f"{address('attendance-list')}?on={ON}"
    assert ClassDay.objects.get().absences.count() == 0


def test_all_came_wipes_out_no_ticks(signed_in, classroom):
    pupil = make_student(classroom)

    page = send(signed_in, classroom, everybody="1", **{f"kind-{pupil.pk}": "absent"})

    assert "เลือกไว้ว่าไม่มาหรือสาย 1 คน" in page.content.decode()
    assert page.context["page"].rows[0].kind == "absent"
    assert not ClassDay.objects.exists()


def test_refused_day_comes_back_as_it_was_ticked(signed_in, classroom):
    pupil = make_student(classroom)
    make_day(classroom)
    fields = {f"kind-{pupil.pk}": "sick", f"note-{pupil.pk}": "เป็นไข้"}

    page = send(signed_in, classroom, **fields)

    row = page.context["page"].rows[0]
    assert (row.kind, row.note, row.saved) == ("sick", "เป็นไข้", "มา")
    assert "มีคนอื่นบันทึกการมาเรียน" in page.content.decode()


def test_dates_of_the_house_are_understood(signed_in, classroom):
    make_student(classroom)

    send(signed_in, classroom, on="๙/๑๑/๒๕๖๙")

    assert ClassDay.objects.get().on == MONDAY


@pytest.mark.parametrize("on", ["", "ไม่ใช่วัน", "31/2/2569"])
def test_unreadable_day_saves_nothing(signed_in, classroom, on):
    make_student(classroom)

    assert send(signed_in, classroom, on=on).status_code == 200
    assert not ClassDay.objects.exists()


def test_causes_are_looked_at_with_a_trace(signed_in, classroom):
    pupil = make_student(classroom)
    make_absence(pupil, kind="sick", note="เป็นไข้")

    signed_in.get(address("attendance-day", classroom.pk), {"on": ON})

    assert AuditEvent.objects.get(action="class_day.view").changes["pupils"] == [pupil.pk]


def test_case_leads_to_its_letter(signed_in, classroom):
    case = make_case(make_student(classroom))

    page = signed_in.get(case.get_absolute_url()).content.decode()

    assert address("absence-letter", case.pk) in page
    assert "ออกหนังสือ ครั้งที่ 1" in page


def test_home_tells_of_a_case_without_a_letter(signed_in, classroom):
    make_case(make_student(classroom))

    assert "รอหนังสือหรือปิดเรื่อง 1 คน" in signed_in.get("/").content.decode()


def test_letter_names_pupil_days_and_guardian(classroom):
    pupil = make_student(classroom)
    make_guardian(pupil, first_name="มานี")
    letter = make_letter(make_case(pupil), meet_on=date(2026, 11, 30))

    paper = prepare("absence-letter", {"object": str(letter.pk), "digits": "arabic"}, user=None)

    text = paper.body["text"]
    assert "มานี" in paper.body["to"]
    assert pupil.full_name in text
    assert "รวม 6 วัน" in text
    assert "30 พฤศจิกายน 2569" in text
    assert "ครั้งที่ 1" in paper.html()


def test_month_paper_and_sheet_hold_the_same_signs(classroom):
    pupil = make_student(classroom)
    make_absence(pupil, kind="late")
    asked = {"classroom": str(classroom.pk), "month": "1/11/2569"}

    paper = prepare("attendance-month", asked, user=None)

    assert paper.sheet().rows[0][3:] == ["ส", 0, 0, 1, 1, 100.0]
    assert ">ส</td>" in paper.html()


def test_late_and_missing_weeks_are_hints(classroom, django_assert_num_queries):
    late, absent = make_student(classroom), make_student(classroom)
    for on in weekdays(3):
        make_absence(late, on, "late")
    for on in weekdays(2):
        make_absence(absent, on)
    pupils = Student.objects.values("pk")

    with django_assert_num_queries(1):
        found = list(told_together([learning_hints], pupils, 2569, 2))

    told = {(one.student_id, one.level, one.criterion) for one in found}
    assert told == {(late.pk, "risk", "late_some"), (absent.pk, "problem", "absent_many")}
    assert learning_hints in screening_hints


def test_pupil_page_has_the_tab(signed_in, classroom):
    pupil = make_student(classroom)
    make_absence(pupil)

    page = signed_in.get(address("student-attendance", pupil.pk)).content.decode()

    assert "ภาคเรียนที่ 2/2569" in page
