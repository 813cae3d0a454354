"""Hand-over notes: the adviser of last year writes, the adviser of this year reads."""

import pytest

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from students.models import Classroom, HandoverNote
from tests.factories import YEAR, make_adviser, make_classroom, make_student, make_user
from tests.students.filling import opened, page, send
from tests.students.moving import make_note
from tests.students.rolling import begun, committed

pytestmark = pytest.mark.django_db
SECRET = "กลัวเสียงดัง"


@pytest.fixture
def pupil(classroom):
    student = make_student(classroom)
    student.enrolments.update(roll_number=1)
    return student


def test_adviser_writes_and_goes_on_to_the_next(client, teacher, classroom, pupil):
    second = make_student(classroom)
    second.enrolments.update(roll_number=2)
    client.force_login(teacher)
    url = page("handover-write", classroom.pk, pupil.pk)

    answer = send(client, url, strengths="ช่วยเพื่อน", again="1")

    note = HandoverNote.objects.get()
    assert (note.student, note.year, note.strengths) == (pupil, YEAR, "ช่วยเพื่อน")
    assert answer.url == page("handover-write", classroom.pk, second.pk)
    event = AuditEvent.objects.get(action="handover.save")
    assert (event.pupil_id, "ช่วยเพื่อน" in str(event.changes)) == (pupil.pk, False)


def test_empty_note_is_refused_and_an_emptied_one_goes(client, teacher, classroom, pupil):
    client.force_login(teacher)
    url = page("handover-write", classroom.pk, pupil.pk)

    refused = send(client, url)
    make_note(pupil, by=teacher)
    client.post(url, opened(client, url) | {"strengths": "", "works": "", "watch": ""})

    assert "ยังไม่ได้เขียน" in refused.text
    assert not HandoverNote.objects.exists()


def test_two_advisers_at_once_see_both_texts(client, teacher, classroom, pupil):
    client.force_login(teacher)
    url = page("handover-write", classroom.pk, pupil.pk)
    held = opened(client, url)
    make_note(pupil, by=teacher, strengths="ของอีกคน")

    answer = client.post(url, held | {"strengths": "ของฉัน"})

    shown = answer.context["form"].differences[0]
    assert (shown["saved"], shown["typed"]) == ("ของอีกคน", "ของฉัน")
    assert HandoverNote.objects.get().strengths == "ของอีกคน"


def test_after_the_rollover_the_old_adviser_writes_and_the_new_one_reads(
    client, teacher, classroom, pupil, director
):
    make_classroom(classroom.school, level=classroom.level + 1)
    committed(begun(classroom.school, director))
    room = Classroom.objects.get(year=YEAR + 1, enrolments__student=pupil)
    room.advisers.all().delete()
    new = make_adviser(room)

    client.force_login(teacher)
    send(client, page("handover-write", classroom.pk, pupil.pk), watch=SECRET)
    assert client.get(page("handover-detail", pupil.pk)).status_code == 404
    assert client.get(page("handover-read", room.pk)).status_code == 404

    client.force_login(new)
    assert SECRET in client.get(page("handover-read", room.pk)).text
    assert SECRET in client.get(page("handover-detail", pupil.pk)).text
    assert client.get(page("handover-class", classroom.pk)).status_code == 404


def test_reading_a_class_is_logged_with_its_pupils(client, care_head, classroom, pupil, teacher):
    make_note(pupil, by=teacher)
    client.force_login(care_head)

    client.get(page("handover-class", classroom.pk))

    event = AuditEvent.objects.get(action="handovers.view")
    assert event.changes == {"pupils": [pupil.pk]}


def test_welfare_teacher_reads_none(client, school, classroom):
    client.force_login(make_user(Role.WELFARE, school=school))

    assert client.get(page("handover-home")).status_code == 403


def test_notes_of_older_years_are_closed(client, school, teacher, pupil):
    old = make_classroom(school, level=13, year=YEAR - 2)
    pupil.enrolments.create(classroom=old, year=old.year)
    old.advisers.create(user=teacher)
    client.force_login(teacher)

    assert client.get(page("handover-class", old.pk)).status_code == 200
    assert client.get(page("handover-write", old.pk, pupil.pk)).status_code == 404


def test_paper_holds_the_notes_of_the_class(teacher, classroom, pupil):
    make_note(pupil, by=teacher, watch=SECRET)

    paper = prepare("handover-note", {"classroom": str(classroom.pk)}, user=teacher)

    assert SECRET in paper.html()
    assert paper.writers == [teacher.full_name]


def test_paper_of_the_new_class_holds_what_was_got(classroom, pupil, school, teacher):
    new = make_classroom(school, level=15, year=YEAR + 1)
    pupil.enrolments.create(classroom=new, year=new.year)
    make_note(pupil, by=teacher, watch=SECRET)
    reader, asked = make_adviser(new), {"classroom": str(new.pk)}

    own = prepare("handover-note", asked, user=reader)
    got = prepare("handover-note", asked | {"which": "got"}, user=reader)

    assert SECRET not in own.html()
    assert SECRET in got.html()
    got.record_reading(by=reader)
    assert AuditEvent.objects.get(action="handovers.view").changes == {"pupils": [pupil.pk]}


def test_blank_paper_has_the_names_and_no_notes(classroom, pupil, care_head, teacher):
    make_note(pupil, by=teacher, watch=SECRET)
    asked = {"blank": "1", "classroom": str(classroom.pk)}

    paper = prepare("handover-note", asked, user=care_head)

    assert pupil.last_name in paper.html()
    assert SECRET not in paper.html()


@pytest.mark.parametrize("count", [1, 3])
def test_class_asks_the_same_for_any_number(
    client, teacher, classroom, count, django_assert_num_queries
):
    for _ in range(count):
        make_note(make_student(classroom), by=teacher)
    client.force_login(teacher)

    with django_assert_num_queries(5):
        client.get(page("handover-class", classroom.pk))
