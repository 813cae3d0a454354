"""One's own notes on a pupil: mended, taken out, never another's."""

from datetime import date

import pytest

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.models import Note
from tests.factories import make_classroom, make_student, make_user
from tests.students.filling import errors, opened, page, send

ON = date(2026, 11, 20)


@pytest.fixture
def student(classroom):
    return make_student(classroom, first_name="น้ำผึ้ง")


@pytest.fixture
def note(student, teacher):
    return Note.objects.create(student=student, author=teacher, on=ON, text="ลืมการบ้าน")


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return client


def test_author_mends_day_and_words(signed_in, note):
    send(signed_in, page("note-update", note.pk), on="๑๙/๑๑/๒๕๖๙", text="ลืมสมุด")

    note.refresh_from_db()
    assert (note.on, note.text) == (date(2026, 11, 19), "ลืมสมุด")
    changes = AuditEvent.objects.get(action="note.change").changes
    assert changes == {"on": ["2026-11-20", "2026-11-19"], "text": ["***", "***"]}


def test_what_is_not_filled_in_is_said_at_its_field(signed_in, note):
    response = signed_in.post(page("note-update", note.pk), {"on": "32/1/2569", "text": ""})

    assert errors(response).keys() == {"on", "text"}
    note.refresh_from_db()
    assert note.text == "ลืมการบ้าน"


def test_older_page_does_not_go_over_what_was_saved_meanwhile(signed_in, note):
    old = opened(signed_in, page("note-update", note.pk))
    Note.objects.update(text="ลืมสมุด")

    response = signed_in.post(page("note-update", note.pk), old | {"text": "ลืมดินสอ"})

    assert "มีคนอื่นบันทึกข้อมูลนี้ไปก่อน" in response.text
    assert Note.objects.get().text == "ลืมสมุด"


def test_note_at_the_wrong_pupil_is_taken_out_and_the_log_keeps_its_day(signed_in, note):
    response = signed_in.post(page("note-remove", note.pk), follow=True)

    assert "ลบบันทึกแล้ว" in response.text
    assert not Note.objects.exists()
    event = AuditEvent.objects.get(action="note.delete")
    assert (event.pupil_id, event.changes) == (note.student_id, {"on": "2026-11-20"})


@pytest.mark.parametrize("name", ["note-update", "note-remove"])
def test_another_s_note_is_not_there(client, school, note, name):
    client.force_login(make_user(Role.DIRECTOR, school=school))

    assert client.post(page(name, note.pk), {"text": "x"}).status_code == 404
    assert Note.objects.get().text == "ลืมการบ้าน"


def test_list_holds_own_notes_alone(signed_in, school, student, note):
    other = make_user(Role.TEACHER, school=school)
    Note.objects.create(student=student, author=other, on=ON, text="ของครูอีกคน")

    html = signed_in.get(page("note-list", student.pk)).text

    assert "ลืมการบ้าน" in html
    assert "ของครูอีกคน" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_for_any_number_of_rows(
    signed_in, student, teacher, rows, django_assert_num_queries
):
    for _ in range(rows):
        Note.objects.create(student=student, author=teacher, on=ON, text="ลืมการบ้าน")

    with django_assert_num_queries(3):
        signed_in.get(page("note-list", student.pk))


def test_teacher_who_may_not_open_the_pupil_still_mends(signed_in, school, teacher):
    far = make_student(make_classroom(school, room=2))
    note = Note.objects.create(student=far, author=teacher, on=ON, text="วิ่งในโรงอาหาร")

    html = signed_in.get(page("note-list", far.pk)).text

    assert page("note-update", note.pk) in html
    assert f'href="{page("student-detail", far.pk)}"' not in html
