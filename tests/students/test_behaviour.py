"""Noting behaviour in two taps, taking it back, who sees what, the points."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.behaviour_points import Balance, Period, balances, time_of
from students.models import BehaviourEvent, BehaviourNote
from students.services.behaviour import scale_of
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.homevisits import making
from tests.students.making_behaviour import kind_of, make_behaviour, make_scale

KEY = "55555555-5555-4555-8555-555555555555"


def page(name: str, *args, **query) -> str:
    return reverse(f"students:{name}", args=args, query=query or None)


def tap(client, *students, what="มาโรงเรียนสาย", **fields):
    """The second tap: a kind, everything else as the page had it."""
    today = timezone.localdate()
    facts = {"key": KEY, "students": [one.pk for one in students], "on": str(today)}
    facts |= {"place": "ในโรงเรียน", "kind": kind_of(what).pk}
    return client.post(page("behaviour-note"), facts | fields)


@pytest.fixture
def any_teacher(school):
    return make_user(Role.TEACHER, school=school)


def test_two_taps_note_a_pupil_of_any_class(client, any_teacher, classroom):
    student = make_student(classroom)
    client.force_login(any_teacher)

    found = client.get(page("behaviour-find", classroom=classroom.pk))
    whom = client.get(page("behaviour-note", student=student.pk))
    tap(client, student)

    assert f"?student={student.pk}" in found.text
    assert whom.context["form"].initial["on"] == timezone.localdate()
    note = BehaviourNote.objects.get()
    assert (note.student, note.classroom, note.event.points) == (student, classroom, 5)
    assert note.event.place == "ในโรงเรียน"
    event = AuditEvent.objects.get(action="behaviour.create")
    assert (event.pupil_id, event.actor_id) == (student.pk, any_teacher.pk)


def test_note_sent_twice_is_one(client, any_teacher, classroom):
    student = make_student(classroom)
    client.force_login(any_teacher)

    for _ in range(2):
        tap(client, student)

    assert BehaviourEvent.objects.count() == 1


def test_several_pupils_are_one_event(client, any_teacher, classroom):
    pupils = [make_student(classroom) for _ in range(3)]
    client.force_login(any_teacher)

    tap(client, *pupils, what="ช่วยเหลือเพื่อน", photo=making.picture())

    event = BehaviourEvent.objects.get()
    assert event.notes.count() == 3
    assert event.photo is not None
    logged = AuditEvent.objects.get(action="behaviour.create")
    assert (logged.pupil_id, logged.changes["pupils"]) == (None, sorted(p.pk for p in pupils))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": ""}, "แตะพฤติกรรมที่เห็น"),
        ({"on": "1/1/2600"}, "วันที่ต้องไม่อยู่ในอนาคต"),
        ({"on": "1/1/2560"}, "บันทึกย้อนหลังได้ไม่เกินหนึ่งปี"),
        ({"on": "เมื่อวาน"}, "ใส่วันที่ เช่น 5/3/2569"),
        ({"students": []}, "กรุณาเลือกนักเรียน"),
    ],
)
def test_bad_note_is_refused_and_keeps_what_was_typed(
    client, any_teacher, classroom, fields, words
):
    client.force_login(any_teacher)

    answer = tap(client, make_student(classroom), words="ยืนเล่า", **fields)

    assert words in answer.text
    assert "ยืนเล่า" in answer.text
    assert BehaviourEvent.objects.count() == 0


def test_pupil_of_another_school_is_not_noted(client, any_teacher):
    theirs = make_student(make_classroom(make_school()))
    client.force_login(any_teacher)

    answer = tap(client, theirs)

    assert BehaviourEvent.objects.count() == 0
    assert theirs.first_name not in answer.text


def test_kind_of_an_older_scale_is_refused(client, any_teacher, classroom, director):
    make_scale(classroom.school, director)
    client.force_login(any_teacher)

    answer = tap(client, make_student(classroom))

    assert "โรงเรียนเพิ่งเปลี่ยนเกณฑ์คะแนน" in answer.text
    assert BehaviourEvent.objects.count() == 0


def test_name_is_searched_in_the_body_alone(client, any_teacher, classroom):
    make_student(classroom, first_name="มานีรัตน์")
    make_student(classroom, first_name="ปิติ")
    client.force_login(any_teacher)

    answer = client.post(page("behaviour-find"), {"q": "มานี"})

    assert [one.first_name for one in answer.context["found"]] == ["มานีรัตน์"]
    assert answer.status_code == 200


def test_class_chosen_last_stands_there_again(client, teacher, classroom, school):
    other = make_classroom(school, room=2)
    pupil = make_student(other)
    client.force_login(teacher)

    client.get(page("behaviour-find", classroom=other.pk))

    assert client.get(page("behaviour-find")).context["found"] == [pupil]


def test_adviser_finds_the_own_class_first(client, teacher, classroom, school):
    mine = make_student(classroom)
    make_student(make_classroom(school, room=2))
    client.force_login(teacher)

    assert client.get(page("behaviour-find")).context["found"] == [mine]


def test_writer_takes_back_on_the_same_day_without_a_reason(client, any_teacher, classroom):
    event = make_behaviour(make_student(classroom), by=any_teacher)
    client.force_login(any_teacher)

    client.post(page("behaviour-withdraw", event.pk), {"notes": [event.notes.get().pk]})

    note = event.notes.get()
    assert (note.voided_by, note.void_reason) == (any_teacher, "ผู้บันทึกถอนในวันที่บันทึก")


def test_writer_cannot_take_back_later(client, any_teacher, classroom):
    event = make_behaviour(make_student(classroom), by=any_teacher)
    BehaviourEvent.objects.update(made_at=timezone.now() - timedelta(days=1))
    client.force_login(any_teacher)

    answer = client.post(page("behaviour-withdraw", event.pk), {"notes": [event.notes.get().pk]})

    assert answer.status_code == 404
    assert event.notes.get().voided_at is None


def test_who_decides_takes_back_with_a_reason(client, care_head, any_teacher, classroom):
    event = make_behaviour(make_student(classroom), make_student(classroom), by=any_teacher)
    first, second = event.notes.order_by("pk")
    client.force_login(care_head)
    url, sent = page("behaviour-withdraw", event.pk), {"notes": [first.pk]}

    refused = client.post(url, sent)
    client.post(url, sent | {"reason": "จำผิดคน"})

    assert "กรุณากรอกเหตุผล" in refused.text
    assert list(event.notes.standing()) == [second]
    first.refresh_from_db()
    assert first.void_reason == "จำผิดคน"


def test_other_teacher_sees_neither_event_nor_list(client, any_teacher, school, classroom):
    event = make_behaviour(make_student(classroom), by=any_teacher)
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(page("behaviour-event", event.pk)).status_code == 404
    assert client.get(page("behaviour-list")).status_code == 403
    assert list(client.get(page("behaviour-own")).context["page_obj"]) == []


def test_adviser_sees_own_pupils_of_an_event_alone(client, teacher, any_teacher, school, classroom):
    mine, other = make_student(classroom), make_student(make_classroom(school, room=2))
    event = make_behaviour(mine, other, by=any_teacher)
    make_behaviour(other, by=any_teacher)
    client.force_login(teacher)

    listed = client.get(page("behaviour-list"))
    shown = client.get(page("behaviour-event", event.pk))

    assert [one.pk for one in listed.context["page_obj"]] == [event.pk]
    assert mine.short_name in listed.text
    assert other.short_name not in listed.text
    assert mine.short_name in shown.text
    assert other.short_name not in shown.text
    seen = AuditEvent.objects.filter(action="behaviours.view").values_list("changes", flat=True)
    assert [one["pupils"] for one in seen] == [[mine.pk], [mine.pk]]


def test_balance_counts_what_stands_in_the_period(classroom, any_teacher):
    student = make_student(classroom)
    make_behaviour(student, by=any_teacher)  # 5 lost
    make_behaviour(student, by=any_teacher, name="เก็บของได้")  # 10 won
    make_behaviour(student, by=any_teacher, name="ลักทรัพย์", semester=1)
    withdrawn = make_behaviour(student, by=any_teacher, name="ทะเลาะวิวาท").notes.get()
    voided = {"voided_at": timezone.now(), "voided_by": any_teacher, "void_reason": "ผิดคน"}
    BehaviourNote.objects.filter(pk=withdrawn.pk).update(**voided)
    scale = scale_of(classroom.school)

    of_semester = balances(scale, Period(2569, 2), [student.pk])[student.pk]
    of_year = balances(scale, Period(2569, None), [student.pk])[student.pk]

    assert of_semester == Balance(100, good=10, lost=5)
    assert of_semester.left == 105
    assert (of_year.lost, of_year.left) == (25, 85)
    scale.good_adds = False
    assert balances(scale, Period(2569, 2), [student.pk])[student.pk].left == 95


def test_points_stay_when_the_scale_changes(classroom, director):
    event = make_behaviour(make_student(classroom), by=director)

    make_scale(classroom.school, director, starting_points=50)

    event.refresh_from_db()
    assert (event.name, event.points) == ("มาโรงเรียนสาย", 5)
    assert scale_of(classroom.school).starting_points == 50


def test_day_belongs_to_the_term_that_had_begun(school):
    assert time_of(school, date(2026, 11, 20)) == (2569, 2)
    assert time_of(school, date(2026, 6, 1)) == (2569, 1)


def test_pupils_page_shows_points_and_is_logged(client, teacher, classroom):
    student = make_student(classroom)
    make_behaviour(student, by=teacher, on=timezone.localdate())
    client.force_login(teacher)

    shown = client.get(page("student-behaviour", student.pk))

    assert shown.context["balance"].left == 95
    assert shown["Cache-Control"] == "no-store"
    assert AuditEvent.objects.get(action="behaviour.view").pupil_id == student.pk


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same(client, care_head, classroom, rows, django_assert_num_queries):
    for _ in range(rows):
        make_behaviour(make_student(classroom), make_student(classroom), by=care_head)
    student = classroom.enrolments.first().student
    client.force_login(care_head)
    client.get(page("behaviour-find", classroom=classroom.pk))  # the session keeps the class

    counts = {
        page("behaviour-find", classroom=classroom.pk): 5,
        page("behaviour-note", student=student.pk): 4,
        page("behaviour-own"): 4,
        page("behaviour-list"): 6,
        page("student-behaviour", student.pk): 8,
    }
    for url, most in counts.items():
        with django_assert_num_queries(most):
            client.get(url)
