"""Leavers, hand-over notes and transfers for tests."""

from datetime import date

from schoolcare.access import Role
from students.models import (
    HandoverNote,
    Leaver,
    LeaverCause,
    LeavingReason,
    StatusChange,
    Student,
    Transfer,
    TransferRequest,
)
from students.services import leavers, status, transfer_requests, transfers
from tests.factories import YEAR, make_school, make_user

ON = date(2026, 11, 2)


def changed(student: Student, code: str, *, by, on=ON, **facts) -> StatusChange:
    """The pupil's status by one of the shipped reasons."""
    student.refresh_from_db()
    change = StatusChange(student=student, reason=LeavingReason.objects.get(code=code), on=on)
    return status.change_status(change, by=by, **facts)


def make_leaver(student: Student, *, by, **facts) -> Leaver:
    cause = LeaverCause.objects.order_by("position").first()
    facts = {"kind": "hanging", "cause": cause, "missing_from": ON} | facts
    return leavers.open_leaver(Leaver(student=student, **facts), by=by)


def make_note(student: Student, *, by, year=YEAR, **facts) -> HandoverNote:
    words = {"strengths": "ช่วยเพื่อน", "works": "ชมต่อหน้า", "watch": "มาสายวันจันทร์"}
    return HandoverNote.objects.create(student=student, year=year, written_by=by, **words | facts)


def make_transfer(student: Student, to_school=None, *, by=None, **facts) -> Transfer:
    """Offered with the usual parts."""
    by = by or make_user(Role.CLERK, school=student.school)
    facts = {"moves_on": ON, "parts": ["family", "history"]} | facts
    new = Transfer(student=student, to_school=to_school or make_school(), **facts)
    return transfers.offer(new, by=by)


def make_request(student: Student, to_school=None, *, by=None, **facts) -> TransferRequest:
    """Another school asks for the pupil."""
    to_school = to_school or make_school()
    by = by or make_user(Role.CLERK, school=to_school)
    facts = {"name_given": student.full_name} | facts
    asked = TransferRequest(student=student, to_school=to_school, **facts)
    return transfer_requests.ask(asked, by=by)
