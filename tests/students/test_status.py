"""How a pupil's status changes, what it closes and opens, how a mistake is taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare.models import AuditEvent, Level
from students.models import Enrolment, Leaver, LeaverCause, LeavingReason, StatusChange, Student
from students.services import leavers, status
from tests.factories import make_classroom, make_student
from tests.students.filling import errors, page, send
from tests.students.moving import ON, changed, make_leaver
from tests.students.rolling import begun, committed, make_rolling_school

pytestmark = pytest.mark.django_db


def reason(code):
    return LeavingReason.objects.get(code=code)


@pytest.fixture
def pupil(classroom):
    student = make_student(classroom, birth_date=date(2016, 6, 1))
    student.enrolments.update(roll_number=7)
    return student


def seat(pupil):
    return [(one.ends_on, one.roll_number) for one in pupil.enrolments.order_by("pk")]


def test_five_reasons_are_legal_ones():
    legal = LeavingReason.objects.filter(is_legal=True).values_list("code", flat=True)

    assert list(legal) == ["move", "deceased", "absent", "overage", "graduated"]


def test_who_leaves_leaves_the_class_that_day(pupil, clerk):
    change = changed(pupil, "move", by=clerk)

    pupil.refresh_from_db()
    assert (pupil.status, change.from_status) == ("moved", "studying")
    assert seat(pupil) == [(ON, 7)]
    assert list(pupil.enrolments.get().classroom.enrolments.on_roster()) == []
    event = AuditEvent.objects.get(action="status.change")
    assert (event.pupil_id, event.changes) == (pupil.pk, {"reason": "move"})


def test_who_is_missing_keeps_the_seat_and_is_looked_for(pupil, clerk):
    cause = LeaverCause.objects.get(name="ย้ายถิ่น")
    change = changed(pupil, "hanging", by=clerk, cause=cause, missing_from=date(2026, 10, 1))

    leaver = Leaver.objects.get()
    assert seat(pupil) == [(None, 7)]
    assert (leaver.kind, leaver.cause, leaver.change) == ("hanging", cause, change)
    assert leaver.missing_from == date(2026, 10, 1)


def test_who_comes_back_takes_a_seat_and_is_found(pupil, clerk, school):
    changed(pupil, "absent", by=clerk, cause=LeaverCause.objects.first())
    room = make_classroom(school, room=2)

    changed(pupil, "returned", by=clerk, classroom=room, on=date(2026, 11, 10))

    leaver = Leaver.objects.get()
    assert (leaver.result, leaver.closed_on) == ("returned", date(2026, 11, 10))
    assert pupil.enrolments.get(ends_on=None).classroom == room


def test_who_was_hanging_and_is_struck_is_still_looked_for(pupil, clerk):
    changed(pupil, "hanging", by=clerk, cause=LeaverCause.objects.first())

    changed(pupil, "absent", by=clerk)

    leaver = Leaver.objects.get()
    assert (leaver.kind, leaver.closed_on) == ("dropped", None)


def test_same_status_and_earlier_day_are_refused(pupil, clerk):
    changed(pupil, "suspended", by=clerk)

    with pytest.raises(ValidationError, match="อยู่ในสถานะนี้แล้ว"):
        changed(pupil, "suspended", by=clerk)
    with pytest.raises(ValidationError, match="มาก่อน"):
        changed(pupil, "returned", by=clerk, on=date(2026, 6, 1))


def test_mistake_taken_back_opens_the_seat_with_its_number(pupil, clerk):
    change = changed(pupil, "move", by=clerk)

    status.take_back(change, by=clerk)

    pupil.refresh_from_db()
    assert pupil.status == "studying"
    assert seat(pupil) == [(None, 7)]
    assert not StatusChange.objects.exists()


def test_mistake_taken_back_leaves_a_number_that_was_given_on(pupil, clerk, classroom):
    change = changed(pupil, "move", by=clerk)
    other = make_student(classroom)
    other.enrolments.update(roll_number=7)

    status.take_back(change, by=clerk)

    assert seat(pupil) == [(None, None)]


def test_only_the_latest_change_is_taken_back(client, pupil, clerk):
    client.force_login(clerk)
    first = changed(pupil, "suspended", by=clerk)
    last = changed(pupil, "move", by=clerk)

    answers = [client.post(page("status-back", first.pk), follow=True).text]
    Student.objects.filter(pk=pupil.pk).update(status="graduated")  # as a file says
    answers.append(client.post(page("status-back", last.pk), follow=True).text)

    assert ["ยกเลิกได้เฉพาะการเปลี่ยนสถานะครั้งล่าสุด" in one for one in answers] == [True, True]
    assert StatusChange.objects.count() == 2
    pupil.refresh_from_db()
    assert pupil.status == "graduated"


def test_return_noted_by_mistake_empties_the_seat_and_the_search_goes_on(pupil, clerk, school):
    changed(pupil, "absent", by=clerk, cause=LeaverCause.objects.first())
    back = changed(pupil, "returned", by=clerk, classroom=make_classroom(school, room=2))

    status.take_back(back, by=clerk)

    pupil.refresh_from_db()
    leaver = Leaver.objects.is_open().get()
    assert (pupil.status, pupil.enrolments.filter(ends_on=None).count()) == ("struck", 0)
    assert (leaver.student, leaver.kind, leaver.result) == (pupil, "dropped", "")
    assert leaver.next_on == timezone.localdate()


def test_end_of_school_noted_by_mistake_keeps_the_search_that_was_there(pupil, clerk):
    missing = changed(pupil, "hanging", by=clerk, cause=LeaverCause.objects.first())
    struck = changed(pupil, "absent", by=clerk)

    status.take_back(struck, by=clerk)
    kept = Leaver.objects.get()
    status.take_back(missing, by=clerk)

    assert (kept.kind, kept.closed_on) == ("hanging", None)
    pupil.refresh_from_db()
    assert (pupil.status, Leaver.objects.count(), seat(pupil)) == ("studying", 0, [(None, 7)])


def test_graduation_of_the_rollover_is_taken_back_with_the_rollover_alone():
    school, _ = make_rolling_school(Level.P6, pupils=1)
    rollover = committed(begun(school))
    change = StatusChange.objects.get()

    with pytest.raises(ValidationError, match="ยกเลิกที่หน้าเลื่อนชั้น"):
        status.take_back(change, by=rollover.committed_by)

    assert change.student.status == "graduated"


@pytest.mark.parametrize(
    ("code", "born", "warns"),
    [
        ("resigned", date(2016, 6, 1), True),
        ("resigned", date(2010, 6, 1), False),
        ("overage", None, True),
        ("move", None, False),
    ],
)
def test_law_is_told_and_does_not_block(pupil, code, born, warns):
    pupil.birth_date = born

    assert bool(status.warnings_of(pupil, reason(code), ON)) is warns


def test_form_warns_once_and_then_saves(client, clerk, pupil):
    client.force_login(clerk)
    url = page("status-change", pupil.pk)
    typed = {"reason": reason("resigned").pk, "on": "2/11/2569"}

    warned = send(client, url, **typed)
    again = {name: warned.context["form"][name].value() for name in ("key", "told")}
    client.post(url, typed | again)

    assert "ตรวจก่อนบันทึก" in errors(warned)["reason"][0]
    assert StatusChange.objects.get().to_status == "resigned"


def test_form_wants_a_cause_for_who_is_missing(client, clerk, pupil):
    client.force_login(clerk)

    answer = send(client, page("status-change", pupil.pk), reason=reason("hanging").pk)

    assert errors(answer) == {"cause": ["เลือกสาเหตุ เพื่อให้อยู่ในทะเบียนติดตาม"]}
    assert not StatusChange.objects.exists()


def test_papers_are_kept_and_shown(client, clerk, pupil):
    change = changed(pupil, "absent", by=clerk, cause=LeaverCause.objects.first())
    client.force_login(clerk)

    send(client, page("status-papers", change.pk), bk27_number="๑๒/2569", bk27_on="3/11/2569")

    change.refresh_from_db()
    assert (change.bk27_number, change.bk27_on) == ("๑๒/2569", date(2026, 11, 3))
    assert "ที่ ๑๒/2569 ลงวันที่ 3 พ.ย. 2569" in client.get(page("status-detail", pupil.pk)).text


def test_record_form_does_not_change_the_status(client, clerk, pupil):
    client.force_login(clerk)

    send(client, page("student-update", pupil.pk), status="moved", nickname="หนู")

    pupil.refresh_from_db()
    assert (pupil.status, pupil.nickname) == ("studying", "หนู")


def test_trace_moves_the_next_day_and_closing_ends_it(pupil, clerk, client):
    leaver = make_leaver(pupil, by=clerk)
    client.force_login(clerk)
    typed = {"how": "home", "found": "no", "result": "บ้านปิด", "next_on": "30/12/2569"}

    send(client, page("leaver-trace", leaver.pk), **typed)
    send(client, page("leaver-close", leaver.pk), result="working")

    leaver.refresh_from_db()
    assert leaver.traces.get().result == "บ้านปิด"
    assert (leaver.result, leaver.next_on) == ("working", None)
    with pytest.raises(ValidationError, match="ปิดการติดตามไปแล้ว"):
        leavers.close(leaver, on=ON, result="working", by=clerk)


def test_pupil_is_looked_for_once_at_a_time(pupil, clerk):
    make_leaver(pupil, by=clerk)

    with pytest.raises(ValidationError, match="อยู่ในทะเบียนติดตามแล้ว"):
        make_leaver(pupil, by=clerk)


def test_seats_of_earlier_years_stay(pupil, clerk, school):
    old = make_classroom(school, level=13, year=2568)
    Enrolment.objects.create(student=pupil, classroom=old, year=2568)

    changed(pupil, "move", by=clerk)

    assert pupil.enrolments.get(year=2568).ends_on is None
