"""Putting a partner, learning source or expert among those of old, and back; nothing is lost."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from community.models import Expert, LearningSource, Partner
from schoolcare import audit
from schoolcare.models import User

R = TypeVar("R", Partner, LearningSource, Expert)
NOUNS = {Partner: "partner", LearningSource: "learning_source", Expert: "expert"}


@transaction.atomic
def archive(row: R, *, reason: str, by: User) -> R:
    """From today on, for a reason that the log does not repeat; a second tap changes nothing.

    Raises ValidationError without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": "กรุณากรอกเหตุผล"})
    return _set(row, is_active=False, reason=reason.strip(), by=by)


@transaction.atomic
def restore(row: R, *, by: User) -> R:
    """Back among those of today; the log keeps that it was away."""
    return _set(row, is_active=True, reason="", by=by)


def _set(row: R, *, is_active: bool, reason: str, by: User) -> R:
    """One UPDATE, so that of two at once only one writes and is logged."""
    rows = type(row)._base_manager.filter(pk=row.pk, is_active=not is_active)
    day = None if is_active else timezone.localdate()
    if rows.update(is_active=is_active, archived_on=day, archived_reason=reason):
        verb = "activate" if is_active else "deactivate"
        audit.record(f"{NOUNS[type(row)]}.{verb}", row, by=by, school_id=row.school_id)
    row.refresh_from_db()
    return row
