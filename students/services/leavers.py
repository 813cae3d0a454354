"""The register of who is missing or left early: opened, looked for, closed; who may read names."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import District, User
from students.models import (
    Leaver,
    LeaverCause,
    LeaverOfficer,
    LeaverTrace,
    StatusChange,
    Student,
)

EVERY = timedelta(days=30)  # until the next look, where nobody says another day
KINDS = {Student.Status.HANGING: Leaver.Kind.HANGING}
ENDS = {
    Student.Status.STUDYING: Leaver.Result.RETURNED,
    Student.Status.MOVED: Leaver.Result.ELSEWHERE,
    Student.Status.DECEASED: Leaver.Result.DECEASED,
}


def follow_change(
    change: StatusChange, *, cause: LeaverCause | None, missing_from: date | None, by: User
) -> Leaver | None:
    """What a change of status means for the register: opened, told apart anew, or closed."""
    student, status = change.student, Student.Status(change.to_status)
    held = student.leavings.is_open().first()
    if end := ENDS.get(status):
        day = change.on
        return close(held, on=max(day, held.missing_from), result=end, by=by) if held else None
    if held and status in {Student.Status.STRUCK, Student.Status.RESIGNED}:
        held.kind = Leaver.Kind.DROPPED
        held.save(update_fields=["kind"])
        _record("leaver.update", held, by=by, status=status.value)
        return held
    if cause is None:
        return None
    return open_leaver(
        Leaver(
            student=student,
            change=change,
            kind=KINDS.get(status, Leaver.Kind.DROPPED),
            cause=cause,
            missing_from=missing_from or change.on,
        ),
        by=by,
    )


def follow_back(change: StatusChange, *, by: User) -> None:
    """A change noted by mistake leaves the register as it stood before it.

    Raises ValidationError where the search that it began has left traces.
    """
    begun = change.leavers.all()
    if begun.filter(traces__isnull=False).exists():
        raise ValidationError("มีบันทึกการติดตามแล้ว บันทึกกลับมาเรียนแทนการยกเลิก")
    begun.delete()
    student, end = change.student, ENDS.get(Student.Status(change.to_status))
    held = student.leavings.is_open().first()
    if held is None and end:  # who was found by mistake is missing still: due at once
        ended = student.leavings.filter(result=end, closed_on__gte=change.on)
        held = ended.order_by("-closed_on", "-pk").first()
    if held is None:
        return
    if held.closed_on:
        held.closed_on, held.result, held.next_on = None, "", timezone.localdate()
    held.kind = KINDS.get(Student.Status(change.from_status), held.kind)
    held.save(update_fields=["kind", "closed_on", "result", "next_on"])
    _record("leaver.update", held, by=by, status=change.from_status)


@transaction.atomic
def open_leaver(leaver: Leaver, *, by: User) -> Leaver:
    """Put a pupil into the register; the first look is due in a month. Once at a time."""
    Student.objects.select_for_update().get(pk=leaver.student_id)
    if leaver.student.leavings.is_open().exists():
        raise ValidationError("นักเรียนคนนี้อยู่ในทะเบียนติดตามแล้ว")
    leaver.opened_by = by
    leaver.next_on = leaver.next_on or timezone.localdate() + EVERY
    leaver.save()
    _record("leaver.create", leaver, by=by, kind=leaver.kind)
    return leaver


@transaction.atomic
def add_trace(trace: LeaverTrace, *, next_on: date | None, by: User) -> LeaverTrace:
    """One attempt, and when the next is due. Raises ValidationError once it is closed."""
    leaver = Leaver.objects.select_for_update().get(pk=trace.leaver_id)
    if leaver.closed_on:
        raise ValidationError("ปิดการติดตามไปแล้ว")
    trace.made_by = by
    trace.save()
    leaver.next_on = next_on or trace.on + EVERY
    leaver.save(update_fields=["next_on"])
    _record("leaver.trace", leaver, by=by, kind=trace.how)
    return trace


@transaction.atomic
def close(leaver: Leaver, *, on: date, result: str, by: User) -> Leaver:
    """It is known where the pupil is, or nothing more can be done."""
    held = Leaver.objects.select_for_update().get(pk=leaver.pk)
    if held.closed_on:
        raise ValidationError("ปิดการติดตามไปแล้ว")
    if on < held.missing_from:
        raise ValidationError({"closed_on": "วันที่ปิดมาก่อนวันที่ขาดหาย"})
    held.closed_on, held.result, held.next_on = on, result, None
    held.save(update_fields=["closed_on", "result", "next_on"])
    _record("leaver.close", held, by=by, kind=result)
    return held


def _record(action: str, leaver: Leaver, *, by: User, **facts: Any) -> None:
    student = leaver.student
    audit.record(action, leaver, by=by, school_id=student.school_id, pupil_id=student.pk, **facts)


def is_appointed(user: User, district: District | None) -> bool:
    """Whether the office has appointed the person to read names today."""
    if district is None:
        return False
    held = LeaverOfficer.objects.filter(district=district, user=user)
    today = timezone.localdate()
    return any(
        one.starts_on <= today and (one.ends_on is None or today <= one.ends_on) for one in held
    )


@transaction.atomic
def appoint(officer: LeaverOfficer, *, by: User) -> LeaverOfficer:
    """Let a person of the office read names. Raises ValidationError for one who may already."""
    District.objects.select_for_update().get(pk=officer.district_id)
    held = LeaverOfficer.objects.filter(district=officer.district_id, user=officer.user_id)
    if held.filter(ends_on=None).exists():
        raise ValidationError({"user": "ได้รับมอบหมายอยู่แล้ว"})
    officer.save()
    district = officer.district_id
    audit.record("leaver_officer.add", officer, by=by, district_id=district, user=str(officer.user))
    return officer


@transaction.atomic
def end_appointment(officer: LeaverOfficer, *, by: User) -> None:
    """From today on the person reads counts alone."""
    held = LeaverOfficer.objects.select_for_update().get(pk=officer.pk)
    if held.ends_on is None:
        yesterday = timezone.localdate() - timedelta(days=1)
        held.ends_on = max(yesterday, held.starts_on)
        held.save(update_fields=["ends_on"])
    district = held.district_id
    audit.record("leaver_officer.end", held, by=by, district_id=district, user=str(held.user))


@transaction.atomic
def add_cause(cause: LeaverCause, *, by: User) -> LeaverCause:
    """A cause of the office's own beside the shipped ones."""
    assert cause.district is not None  # noqa: S101 -- shipped ones come by migration
    District.objects.select_for_update().get(pk=cause.district.pk)
    if LeaverCause.objects.known_to(cause.district).filter(name=cause.name).exists():
        raise ValidationError({"name": f"มี “{cause.name}” แล้ว"})
    cause.save()
    audit.record("leaver_cause.add", cause, by=by, district_id=cause.district_id, name=cause.name)
    return cause


@transaction.atomic
def switch_cause(cause: LeaverCause, *, by: User) -> LeaverCause:
    """Out of use it is chosen no more and stays where it was chosen; a second press takes it up."""
    held = LeaverCause.objects.select_for_update().get(pk=cause.pk)
    held.is_active = not held.is_active
    held.save(update_fields=["is_active"])
    verb = "activate" if held.is_active else "deactivate"
    district = held.district_id
    audit.record(f"leaver_cause.{verb}", held, by=by, district_id=district, name=held.name)
    return held
