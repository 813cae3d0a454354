"""How a pupil's status changes: the day, the reason, the papers; the class closes or opens."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import Level, User
from schoolcare.thai import academic_year
from students.models import Classroom, Enrolment, LeaverCause, LeavingReason, StatusChange, Student
from students.services import leavers, pupils

SAME = "นักเรียนอยู่ในสถานะนี้แล้ว"
LAST_COMPULSORY = Level.M3


def seats_to_close(students: Iterable[Any], day: date) -> Any:
    """Open seats of the year of that day and later: who leaves, leaves them; older ones stay."""
    return Enrolment.objects.filter(
        student__in=students, year__gte=academic_year(day), ends_on=None
    )


def warnings_of(student: Student, reason: LeavingReason, day: date) -> list[str]:
    """What the law asks and the record does not show; it warns and never blocks."""
    if reason.needs_age is None:
        return []
    age = student.age_on(day)
    levels = student.enrolments.values_list("classroom__level", flat=True)
    is_resigning = reason.status == Student.Status.RESIGNED
    finished = is_resigning and any(level > LAST_COMPULSORY for level in levels)
    if finished or (age and age[0] >= reason.needs_age):
        return []
    known = f"อายุ {age[0]} ปี {age[1]} เดือน" if age else "ยังไม่มีวันเกิด"
    return [f"{reason.hint} แต่นักเรียนคนนี้{known} ตรวจก่อนบันทึก"]


@transaction.atomic
def change_status(
    change: StatusChange,
    *,
    classroom: Classroom | None = None,
    cause: LeaverCause | None = None,
    missing_from: date | None = None,
    by: User,
) -> StatusChange:
    """Note the change that `change` describes; the pupil's status, class and tracing follow.

    Who comes back takes a seat in `classroom`; with a `cause` who goes is looked for.
    Raises ValidationError for the status they have already, and for a day before the change noted
    last.
    """
    student = Student.objects.select_for_update().get(pk=change.student_id)
    reason = change.reason
    assert reason is not None  # noqa: S101 -- only corrections have none, and are not made here
    if student.status == reason.status:
        raise ValidationError({"reason": SAME})
    last = student.status_changes.first()
    if last and change.on < last.on:
        raise ValidationError({"on": "วันที่มาก่อนการเปลี่ยนสถานะครั้งล่าสุด"})
    change.from_status, change.to_status = student.status, reason.status
    change.made_by = by
    was_here = student.status in Student.IN_SCHOOL
    if reason.status not in Student.IN_SCHOOL:
        change.seat = _leave_seats(student, change.on, is_graduate=_is_graduate(reason.status))
    change.save()
    _set(student, reason.status)
    if reason.status in Student.IN_SCHOOL and not was_here and classroom:
        pupils.enrol(student, classroom, by=by)
    leavers.follow_change(change, cause=cause, missing_from=missing_from, by=by)
    _record("status.change", change, by=by, reason=reason.code)
    return change


def _is_graduate(status: str) -> bool:
    return status == Student.Status.GRADUATED


def _leave_seats(student: Student, day: date, *, is_graduate: bool) -> Enrolment | None:
    """Close the seats that end with the change; who graduates keeps the class to its end."""
    seats = seats_to_close([student.pk], day)
    if is_graduate:
        seats = seats.filter(year__gt=academic_year(day))
    seat: Enrolment | None = seats.order_by("year", "pk").first()
    seats.update(ends_on=day)
    return seat


def _set(student: Student, status: str) -> None:
    student.status = status
    Student.objects.filter(pk=student.pk).update(status=status, version=F("version") + 1)


@transaction.atomic
def update_change(change: StatusChange, *, by: User) -> StatusChange:
    """Papers, destination and note of a change; what changed and when stays."""
    before = StatusChange.objects.select_for_update().get(pk=change.pk)
    fields = audit.differences(before, change)
    if fields:
        change.save(update_fields=list(fields))
        _record("status.papers", change, by=by, fields=sorted(fields))
    return change


@transaction.atomic
def take_back(change: StatusChange, *, by: User) -> Student:
    """The latest change was noted by mistake: the status and the class are as before.

    Raises ValidationError for a change that is not the latest, of a rollover or of a transfer.
    """
    student = Student.objects.select_for_update().get(pk=change.student_id)
    if student.status_changes.first() != change or student.status != change.to_status:
        raise ValidationError("ยกเลิกได้เฉพาะการเปลี่ยนสถานะครั้งล่าสุด")
    if change.rollover_id:
        raise ValidationError("การเปลี่ยนนี้มาจากการเลื่อนชั้น ยกเลิกที่หน้าเลื่อนชั้น")
    if student.transfers.filter(change=change).exists():
        raise ValidationError("นักเรียนย้ายไปโรงเรียนปลายทางแล้ว ยกเลิกไม่ได้")
    leavers.follow_back(change, by=by)
    if change.seat:
        reopen([change.seat])
    elif change.to_status in Student.IN_SCHOOL and change.from_status not in Student.IN_SCHOOL:
        seats_to_close([student.pk], timezone.localdate()).update(ends_on=timezone.localdate())
    _record("status.back", change, by=by, status=[change.to_status, change.from_status])
    _set(student, change.from_status)
    change.delete()
    return student


def reopen(seats: Iterable[Enrolment]) -> None:
    """Open seats again, with their roll numbers where nobody took them in between."""
    for seat in seats:
        later = Enrolment.objects.filter(student=seat.student_id, year=seat.year, ends_on=None)
        if later.exists():
            continue
        taken = Enrolment.objects.filter(
            classroom=seat.classroom_id, roll_number=seat.roll_number, ends_on=None
        )
        seat.ends_on = None
        if seat.roll_number and taken.exists():
            seat.roll_number = None
        seat.save(update_fields=["ends_on", "roll_number"])


def _record(action: str, change: StatusChange, *, by: User, **facts: Any) -> None:
    student = change.student
    audit.record(action, change, by=by, school_id=student.school_id, pupil_id=student.pk, **facts)
