"""A pupil from one school of the house to another: offered, withdrawn, refused, accepted."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.fields import blind_index
from schoolcare.models import School, User
from students import transfer_summary
from students.models import (
    Classroom,
    Guardian,
    Guardianship,
    Household,
    Identifier,
    LeavingReason,
    SensitiveRecord,
    StatusChange,
    Student,
    Transfer,
)
from students.services import families, identifiers, pupils, status, transfer_requests

S = Transfer.State
LEFT = "นักเรียนไม่ได้อยู่ในโรงเรียนต้นทางแล้ว รับย้ายด้วยรายการนี้ไม่ได้"
HERE = "นักเรียนที่มีเลขประจำตัวนี้เรียนอยู่ในโรงเรียนของคุณแล้ว"


@transaction.atomic
def offer(transfer: Transfer, *, by: User) -> Transfer:
    """Send the summary to the school named; nothing else of the pupil is seen there."""
    student = Student.objects.select_for_update().get(pk=transfer.student_id)
    if student.status not in Student.IN_SCHOOL:
        raise ValidationError("นักเรียนไม่ได้อยู่ในโรงเรียนแล้ว")
    if transfer.to_school_id == student.school_id:
        raise ValidationError({"to_school": "เลือกโรงเรียนอื่น"})
    if student.transfers.filter(state=S.OFFERED).exists():
        raise ValidationError("ส่งเรื่องย้ายของนักเรียนคนนี้ไปแล้ว รอคำตอบหรือถอนก่อน")
    transfer.from_school = student.school
    transfer.summary = transfer_summary.dump(transfer_summary.make(student, transfer.parts))
    transfer.offered_by = by
    transfer.save()
    transfer_requests.answer_with(transfer, by=by)
    _record("transfer.offer", transfer, by=by)
    return transfer


def _open(transfer: Transfer) -> Transfer:
    """The row, locked; raises ValidationError where it was answered already."""
    held = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if held.state != S.OFFERED:
        raise ValidationError(f"เรื่องนี้{held.get_state_display()}")
    return held


@transaction.atomic
def answer(transfer: Transfer, state: str, *, reason: str = "", by: User) -> Transfer:
    """The sender withdraws, or the receiver refuses with a reason; the summary goes with it."""
    held = _open(transfer)
    held.state, held.answer = state, reason
    held.answered_by, held.answered_at = by, timezone.now()
    held.summary = ""
    held.save()
    _record(f"transfer.{'withdraw' if state == S.WITHDRAWN else 'refuse'}", held, by=by)
    return held


@transaction.atomic
def accept(transfer: Transfer, *, code: str, classroom: Classroom | None, by: User) -> Student:
    """The pupil is at the receiving school from now on, as the summary tells, and left the other.

    A pupil who was here before comes back to the old record. Raises ValidationError where the pupil
    left the sender meanwhile, or is here already.
    """
    held = _open(transfer)
    old = Student.objects.select_for_update().get(pk=held.student_id)
    if old.status not in Student.IN_SCHOOL:
        raise ValidationError(LEFT)
    move = LeavingReason.objects.get(code="move")
    facts: dict[str, Any] = {"place_to": held.to_school.full_name, "school_to": held.to_school}
    change = StatusChange(student=old, reason=move, on=_day(held, old), **facts)
    status.change_status(change, by=held.offered_by)
    summary = transfer_summary.load(held)
    new = _arrive(held.to_school, summary, code=code, classroom=classroom, by=by)
    held.state, held.answered_by, held.answered_at = S.ACCEPTED, by, timezone.now()
    held.arrived, held.change = new, change
    held.save()
    _record("transfer.accept", held, by=by)
    return new


def _day(transfer: Transfer, student: Student) -> date:
    """The day named, unless something was noted of the pupil since."""
    last = student.status_changes.first()
    return max(transfer.moves_on, last.on) if last else transfer.moves_on


def _arrive(
    school: School, summary: dict[str, Any], *, code: str, classroom: Classroom | None, by: User
) -> Student:
    person = summary["person"]
    if owner := _known(school, person["identifier"]):
        return _return(owner, classroom, by=by)
    born = person["birth_date"]
    names = {name: person[name] for name in transfer_summary.NAMES}
    student = Student(
        school=school, code=code, birth_date=date.fromisoformat(born) if born else None, **names
    )
    pupils.create_student(student, classroom=classroom, by=by)
    if person["identifier"]:
        identifiers.set_identifier(student, person["identifier"], by=by)
    if family := summary.get("family"):
        _family(student, family, by=by)
    if health := summary.get("health"):
        SensitiveRecord.objects.filter(student=student).update(**health)
    student.refresh_from_db()
    return student


def _known(school: School, number: str) -> Student | None:
    """The record of a former pupil of the receiving school with the same number."""
    rows = Identifier.objects.filter(school=school, value_hash=blind_index(number))
    found = (
        rows.order_by("-is_current", "-pk").select_related("student").first() if number else None
    )
    if found and found.student.status in Student.IN_SCHOOL:
        raise ValidationError(HERE)
    return found.student if found else None


def _return(student: Student, classroom: Classroom | None, *, by: User) -> Student:
    """Who was here before comes back to the old record, with its code."""
    back = LeavingReason.objects.get(code="returned")
    last = student.status_changes.first()
    today = timezone.localdate()
    change = StatusChange(student=student, reason=back, on=max(today, last.on) if last else today)
    status.change_status(change, classroom=classroom, by=by)
    student.refresh_from_db()
    return student


def _family(student: Student, family: dict[str, Any], *, by: User) -> None:
    if home := family["home"]:
        families.save_household(student, Household(**home), by=by)
    for one in family["guardians"]:
        person = Guardian(**{name: one[name] for name in transfer_summary.GUARDIAN})
        flags = {name: one[name] for name in one if name not in transfer_summary.GUARDIAN}
        families.save_guardian(student, person, Guardianship(**flags), by=by)


def _record(action: str, transfer: Transfer, *, by: User) -> None:
    """At both schools: each finds it in its own log, by its own pupil."""
    sent, got = transfer.student_id, transfer.arrived_id or transfer.student_id
    parts = list(transfer.parts)
    audit.record(
        action, transfer, by=by, school_id=transfer.from_school_id, pupil_id=sent, parts=parts
    )
    audit.record(
        action, transfer, by=by, school_id=transfer.to_school_id, pupil_id=got, parts=parts
    )
