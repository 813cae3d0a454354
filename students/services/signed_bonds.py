"""Keeping scans of signed probation bonds with the penalty; taking a wrong one out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from schoolcare import audit, files
from schoolcare.models import User
from students.models import Penalty, SignedBond


@transaction.atomic
def attach(penalty: Penalty, upload: File, *, by: User) -> SignedBond:
    """Keep a PDF or picture in the pupil's school.

    Raises ValidationError for what is neither, one too many, one that is there, and for a penalty
    that is no bond or was called off.
    """
    rows = Penalty.objects.select_for_update(of=("self",)).select_related("student__school")
    now = rows.get(pk=penalty.pk)
    if now.kind != Penalty.Kind.BOND:
        raise ValidationError("แนบได้เฉพาะทัณฑ์บน")
    if now.voided_at:
        raise ValidationError("บทลงโทษนี้ยกเลิกแล้ว")
    if now.scans.count() >= SignedBond.MOST:
        raise ValidationError({"copy": f"แนบได้ไม่เกิน {SignedBond.MOST} ไฟล์ต่อทัณฑ์บน"})
    try:
        stored = files.store_scan(upload, school=now.student.school, by=by)
    except ValidationError as error:
        raise ValidationError({"copy": error.messages}) from error
    if now.scans.filter(file__sha256=stored.sha256).exists():
        raise ValidationError({"copy": "ไฟล์นี้แนบไว้แล้ว"})
    scan = SignedBond.objects.create(penalty=now, file=stored, added_by=by)
    _record("signed_bond.attach", now, by=by)
    return scan


@transaction.atomic
def detach(scan: SignedBond, *, reason: str, by: User) -> None:
    """Take out what was attached by mistake; the penalty's history keeps who did it and why."""
    _record("signed_bond.delete", scan.penalty, by=by, reason=reason)
    scan.delete()


def _record(action: str, penalty: Penalty, *, by: User, **facts: Any) -> None:
    about = {"school_id": penalty.student.school_id, "pupil_id": penalty.student_id}
    audit.record(action, penalty, by=by, **about, **facts)
