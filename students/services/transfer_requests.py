"""A pupil of another school of the house is asked for; that school sends, or says why not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.fields import blind_index
from schoolcare.models import School, User
from students.models import Identifier, Student, Transfer, TransferRequest

S = TransferRequest.State
HERE = "นักเรียนที่มีเลขนี้เรียนอยู่ในโรงเรียนของคุณแล้ว"
NOWHERE = "ไม่มีนักเรียนที่ใช้เลขนี้เรียนอยู่ในโรงเรียนอื่นในระบบ เพิ่มเป็นนักเรียนใหม่ได้"
ASKED = "ขอย้ายเข้าไปแล้ว รอโรงเรียนเดิมตอบ"
SENT = "โรงเรียนเดิมส่งเรื่องย้ายมาแล้ว ดูที่หน้าย้ายระหว่างโรงเรียน"


def pupil_elsewhere(number: str, school: School) -> Student:
    """Who has this number and is in another school now.

    Raises ValidationError where nobody is, or where the pupil is in `school`; it tells no name.
    """
    same = Identifier.objects.filter(value_hash=blind_index(number), is_current=True)
    found = same.filter(student__status__in=Student.IN_SCHOOL).select_related("student__school")
    rows = list(found.order_by("-pk"))
    if any(one.school_id == school.pk for one in rows):
        raise ValidationError(HERE)
    if not rows:
        raise ValidationError(NOWHERE)
    return rows[0].student


@transaction.atomic
def ask(request: TransferRequest, *, by: User) -> TransferRequest:
    """Raises ValidationError where the same was asked before, or is on its way."""
    student = Student.objects.select_for_update().get(pk=request.student_id)
    if student.status not in Student.IN_SCHOOL:
        raise ValidationError(NOWHERE)
    mine = student.transfer_requests.filter(to_school=request.to_school)
    if mine.waiting().exists():
        raise ValidationError(ASKED)
    sent = Transfer.objects.filter(student=student, to_school=request.to_school)
    if sent.filter(state=Transfer.State.OFFERED).exists():
        raise ValidationError(SENT)
    request.asked_by = by
    request.save()
    _record("ask", request, by=by)
    return request


@transaction.atomic
def refuse(request: TransferRequest, *, reason: str, by: User) -> TransferRequest:
    """The school that has the pupil does not send, and says why."""
    return _end(_open(request), S.REFUSED, "refuse", reason=reason, by=by)


@transaction.atomic
def withdraw(request: TransferRequest, *, by: User) -> TransferRequest:
    return _end(_open(request), S.WITHDRAWN, "withdraw", by=by)


def answer_with(transfer: Transfer, *, by: User) -> None:
    """The school that asked is offered the pupil: what it asked is answered."""
    rows = TransferRequest.objects.select_for_update().waiting()
    for held in rows.filter(student=transfer.student_id, to_school=transfer.to_school_id):
        held.transfer = transfer
        _end(held, S.ANSWERED, "answer", by=by)


def note_seen(request: TransferRequest) -> None:
    """Somebody of the school that asked reads that the pupil does not come: home tells no more."""
    rows = TransferRequest.objects.unread().filter(pk=request.pk)
    rows.update(seen_at=timezone.now())


def _open(request: TransferRequest) -> TransferRequest:
    """The row, locked; raises ValidationError where it was answered already."""
    held = TransferRequest.objects.select_for_update().get(pk=request.pk)
    if held.state != S.ASKED:
        raise ValidationError(f"เรื่องนี้{held.get_state_display()}")
    return held


def _end(
    held: TransferRequest, state: str, verb: str, *, reason: str = "", by: User
) -> TransferRequest:
    held.state, held.answer = state, reason
    held.answered_by, held.answered_at = by, timezone.now()
    held.save()
    _record(verb, held, by=by)
    return held


def _record(verb: str, request: TransferRequest, *, by: User) -> None:
    """At both schools; in the log of the one that asks stands no pupil of the other."""
    has, pupil = request.student.school_id, request.student_id
    audit.record(f"transfer_request.{verb}", request, by=by, school_id=has, pupil_id=pupil)
    audit.record(f"entry_request.{verb}", request, by=by, school_id=request.to_school_id)
