"""Deciding a penalty, what came of it, taking it back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import User
from students.behaviour_points import time_of
from students.models import BehaviourNote, Penalty
from students.services import letters
from students.services.behaviour import scale_of

Kind = Penalty.Kind


@transaction.atomic
def decide(penalty: Penalty, notes: Iterable[BehaviourNote], *, today: date, by: User) -> Penalty:
    """Keep a new penalty with the notes it answers. Raises ValidationError for a day to come, for
    notes of somebody else or withdrawn ones, and for what its kind lacks.
    """
    about = list(notes)
    if penalty.decided_on > today:
        raise ValidationError({"decided_on": "วันที่ต้องไม่อยู่ในอนาคต"})
    if any(one.student_id != penalty.student_id or one.voided_at for one in about):
        raise ValidationError({"notes": "เลือกได้เฉพาะบันทึกของนักเรียนคนนี้ที่ยังไม่ถูกถอน"})
    letters.lock([penalty.student_id])
    school = penalty.student.school
    penalty.year, penalty.semester = time_of(school, penalty.decided_on)
    penalty.made_by = by
    penalty.full_clean()
    penalty.save()
    penalty.notes.set(about)
    _prompt(penalty)
    _record("penalty.create", penalty, by=by, kind=penalty.kind)
    return penalty


@transaction.atomic
def finish(penalty: Penalty, *, by: User) -> Penalty:
    """Keep that the guardian signed the bond, or the result of the activity.

    Raises ValidationError for a penalty that was called off and for one of another kind.
    """
    now = _locked(penalty)
    if now.kind not in {Kind.BOND, Kind.ACTIVITY}:
        raise ValidationError("โทษชนิดนี้ไม่มีผลให้บันทึก")
    penalty.full_clean()
    names = ["signed_on", "guardian_name", "result", "result_on"]
    penalty.save(update_fields=names)
    _record("penalty.finish", penalty, by=by)
    return penalty


@transaction.atomic
def void(penalty: Penalty, *, reason: str, by: User) -> Penalty:
    """Call it off; it stays in the history, its points come back."""
    now = _locked(penalty)
    letters.lock([now.student_id])
    now.voided_at, now.voided_by, now.void_reason = timezone.now(), by, reason
    now.save(update_fields=["voided_at", "voided_by", "void_reason"])
    _prompt(now)
    _record("penalty.void", now, by=by, reason=reason)
    return now


def _locked(penalty: Penalty) -> Penalty:
    rows = Penalty.objects.select_for_update(of=("self",)).select_related("student__school")
    now = rows.get(pk=penalty.pk)
    if now.voided_at:
        raise ValidationError("บทลงโทษนี้ยกเลิกแล้ว")
    return now


def _prompt(penalty: Penalty) -> None:
    if penalty.points:
        scale = scale_of(penalty.student.school_id)
        letters.prompt(scale, penalty.year, penalty.semester, [penalty.student_id])


def _record(action: str, penalty: Penalty, *, by: User, **facts: Any) -> None:
    about = {"school_id": penalty.student.school_id, "pupil_id": penalty.student_id}
    audit.record(action, penalty, by=by, **about, **facts)
