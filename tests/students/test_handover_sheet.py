"""Hand-over notes of a whole class on one page: saved by row, by itself, and nothing lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schoolcare.models import AuditEvent
from students.models import HandoverNote
from tests.factories import make_adviser, make_classroom, make_student
from tests.students.filling import page
from tests.students.moving import make_note

pytestmark = pytest.mark.django_db
SCRIPT = {"headers": {"X-Autosave": "1"}}


@pytest.fixture
def pupils(client, teacher, classroom):
    client.force_login(teacher)
    found = [make_student(classroom, first_name=name) for name in ("กอ", "ขอ", "คอ")]
    for number, one in enumerate(found, start=1):
        one.enrolments.update(roll_number=number)
    return found


def url_of(classroom):
    return page("handover-sheet", classroom.pk)


def opened(client, classroom):
    """What the page would send back untouched."""
    sheet = client.get(url_of(classroom)).context["sheet"]
    boxes = {box["name"]: box["text"] for row in sheet.rows for box in row.boxes}
    return boxes | {"version": sheet.version}


def notes():
    rows = HandoverNote.objects.order_by("student__first_name")
    return [(one.student.first_name, one.strengths, one.works, one.watch) for one in rows]


def test_a_class_is_written_with_one_button(client, classroom, pupils):
    first, second, _third = pupils
    sent = opened(client, classroom)
    sent |= {f"strengths-{first.pk}": "ช่วยเพื่อน", f"watch-{second.pk}": " ต้องนั่ง\r\nหน้าห้อง "}

    answer = client.post(url_of(classroom), sent)

    assert answer.url == page("handover-class", classroom.pk)
    assert notes() == [("กอ", "ช่วยเพื่อน", "", ""), ("ขอ", "", "", "ต้องนั่ง หน้าห้อง")]
    saved = AuditEvent.objects.filter(action="handover.save")
    assert {one.pupil_id for one in saved} == {first.pk, second.pk}
    assert "ช่วยเพื่อน" not in str([one.changes for one in saved])


def test_page_untouched_writes_nothing(client, teacher, classroom, pupils):
    make_note(pupils[0], by=teacher)
    before = HandoverNote.objects.get().written_at

    client.post(url_of(classroom), opened(client, classroom))

    assert HandoverNote.objects.get().written_at == before
    assert not AuditEvent.objects.filter(action="handover.save").exists()


def test_emptied_note_goes(client, teacher, classroom, pupils):
    note = make_note(pupils[0], by=teacher)
    sent = opened(client, classroom)

    client.post(url_of(classroom), sent | {f"{part}-{pupils[0].pk}": "" for part in note.PARTS})

    assert not HandoverNote.objects.exists()


def test_row_that_only_another_touched_is_left_alone(client, teacher, classroom, pupils):
    first, second, _third = pupils
    sent = opened(client, classroom)
    make_note(first, by=teacher, strengths="ของอีกคน")

    client.post(url_of(classroom), sent | {f"works-{second.pk}": "ให้เวลา"})

    assert [one[1] for one in notes()] == ["ของอีกคน", ""]


def test_row_that_both_touched_shows_both_and_the_others_are_saved(
    client, teacher, classroom, pupils
):
    first, second, _third = pupils
    sent = opened(client, classroom)
    make_note(first, by=teacher, strengths="ของอีกคน", works="", watch="")
    sent |= {f"strengths-{first.pk}": "ของฉัน", f"works-{second.pk}": "ให้เวลา"}

    answer = client.post(url_of(classroom), sent)

    assert notes() == [("กอ", "ของอีกคน", "", ""), ("ขอ", "", "ให้เวลา", "")]
    assert "ของฉัน</textarea>" in answer.text
    assert "ของอีกคน" in answer.text
    assert "บันทึกแล้ว 1 คน" in answer.text
    again = sent | {"version": answer.context["sheet"].version}
    client.post(url_of(classroom), again)
    assert notes()[0] == ("กอ", "ของฉัน", "", "")


def test_text_too_long_stays_typed_and_the_others_are_saved(client, classroom, pupils):
    first, second, _third = pupils
    sent = opened(client, classroom)
    sent |= {f"works-{first.pk}": "ก" * 601, f"works-{second.pk}": "ให้เวลา"}

    answer = client.post(url_of(classroom), sent)

    assert notes() == [("ขอ", "", "ให้เวลา", "")]
    assert "ยาวเกิน 600 ตัวอักษร" in answer.text
    assert "ก" * 601 in answer.text


def test_page_saves_itself_and_goes_on_from_what_it_saved(client, classroom, pupils):
    name = f"works-{pupils[0].pk}"
    sent = opened(client, classroom) | {name: "ให้เวลา"}

    answer = client.post(url_of(classroom), sent, **SCRIPT).json()
    again = sent | {"version": answer["version"], name: "ให้เวลาและชม"}
    second = client.post(url_of(classroom), again, **SCRIPT)

    assert second.status_code == 200
    assert notes() == [("กอ", "", "ให้เวลาและชม", "")]
    assert AuditEvent.objects.filter(action="handover.save").count() == 1


def test_who_comes_back_later_is_logged_again(client, teacher, classroom, pupils):
    note = make_note(pupils[0], by=teacher)
    long_ago = timezone.now() - timedelta(hours=1)
    HandoverNote.objects.filter(pk=note.pk).update(written_at=long_ago)
    before = AuditEvent.objects.filter(action="handover.save").count()
    sent = opened(client, classroom) | {f"works-{pupils[0].pk}": "ให้เวลา"}

    client.post(url_of(classroom), sent, **SCRIPT)

    assert AuditEvent.objects.filter(action="handover.save").count() == before + 1


def test_page_that_saves_itself_overwrites_nobody(client, teacher, classroom, pupils):
    first, second, _third = pupils
    sent = opened(client, classroom)
    make_note(first, by=teacher, strengths="ของอีกคน")
    sent |= {f"strengths-{first.pk}": "ของฉัน", f"works-{second.pk}": "ให้เวลา"}

    answer = client.post(url_of(classroom), sent, **SCRIPT)

    assert (answer.status_code, answer.json()) == (409, {"url": url_of(classroom)})
    assert [one[1] for one in notes()] == ["ของอีกคน"]


@pytest.mark.parametrize("version", ["", "x", "1:2:3,,", "1"])
def test_version_that_is_none_overwrites_nobody(client, teacher, classroom, pupils, version):
    make_note(pupils[0], by=teacher, strengths="เดิม")
    sent = opened(client, classroom) | {"version": version, f"strengths-{pupils[0].pk}": "ใหม่"}

    answer = client.post(url_of(classroom), sent)

    assert notes()[0][1] == "เดิม"
    assert "ใหม่</textarea>" in answer.text


def test_only_who_writes_for_the_class_opens_it(client, classroom, pupils, stranger):
    for user in (make_adviser(make_classroom(classroom.school, room=2)), stranger):
        client.force_login(user)
        assert client.get(url_of(classroom)).status_code == 404
        assert client.post(url_of(classroom), {}).status_code == 404


def test_year_that_is_long_over_is_closed(client, teacher, school):
    old = make_classroom(school, year=2560)
    old.advisers.create(user=teacher)
    client.force_login(teacher)

    assert client.get(url_of(old)).status_code == 404


def test_pupil_who_came_meanwhile_is_no_hindrance(client, classroom, pupils):
    sent = opened(client, classroom) | {f"works-{pupils[0].pk}": "ให้เวลา"}
    make_student(classroom)

    assert client.post(url_of(classroom), sent).status_code == 302
    assert len(notes()) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same(client, classroom, pupils, rows, django_assert_num_queries):
    by = classroom.advisers.get().user
    for one in pupils[:rows]:
        make_note(one, by=by)

    with django_assert_num_queries(7):
        client.get(url_of(classroom))
