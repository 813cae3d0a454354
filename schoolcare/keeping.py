"""The one way a plain record is saved, removed and logged."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from schoolcare import audit
from schoolcare.models import User

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def keep(row: M, noun: str, *, school_id: int, by: User, hidden: tuple[str, ...] = ()) -> M:
    """Save a new or changed row, checked, with its trail `noun`.create or `noun`.update.

    Of the fields named `hidden` the log only says that they changed. Raises ValidationError, also
    where somebody else saved the same a moment before.
    """
    model = type(row)
    before = model._base_manager.filter(pk=row.pk).first() if row.pk else None
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.full_clean()  # in words, now that the other one is there to be seen
        raise ValidationError("มีคนอื่นบันทึกข้อมูลเดียวกันเมื่อครู่ เปิดหน้านี้ใหม่แล้วดูอีกครั้ง") from None
    if before is None:
        audit.record(f"{noun}.create", row, by=by, school_id=school_id)
    elif changes := audit.differences(before, row, hidden=hidden):
        audit.record(f"{noun}.update", row, by=by, school_id=school_id, **changes)
    return row


@transaction.atomic
def remove(row: models.Model, noun: str, *, school_id: int, by: User, **facts: Any) -> None:
    """Take out what was written down by mistake; the log keeps that it stood there."""
    audit.record(f"{noun}.delete", row, by=by, school_id=school_id, **facts)
    row.delete()
