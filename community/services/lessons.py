"""Sharing what was learnt of an activity with the schools of the district; thanking for it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from community.models import Activity, LessonThanks
from schoolcare import audit
from schoolcare.models import School, User


@transaction.atomic
def share(activity: Activity, *, by: User) -> Activity:
    """Let the schools of the district read it. Raises ValidationError without result or lesson."""
    row = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if row.state != Activity.State.HELD or not row.has_lesson:
        raise ValidationError("แบ่งปันได้เมื่อบันทึกผลและบทเรียนอย่างน้อยหนึ่งข้อแล้ว")
    if row.shared_at is None:
        row.shared_at, row.shared_by = timezone.now(), by
        row.save(update_fields=["shared_at", "shared_by"])
        _record("lesson.share", row, by=by)
    return row


@transaction.atomic
def withdraw(activity: Activity, *, by: User) -> Activity:
    """Nobody else reads it any more; what others made after it stays theirs."""
    row = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if row.shared_at is not None:
        row.shared_at, row.shared_by, row.withdrawn_at = None, None, timezone.now()
        row.save(update_fields=["shared_at", "shared_by", "withdrawn_at"])
        _record("lesson.withdraw", row, by=by)
    return row


@transaction.atomic
def thank(activity: Activity, *, school: School | None, by: User) -> None:
    """Thank once a person. Raises ValidationError for a lesson of one's own school."""
    if school and school.pk == activity.school_id:
        raise ValidationError("เป็นบทเรียนของโรงเรียนคุณเอง")
    _, is_new = LessonThanks.objects.get_or_create(
        activity=activity, user=by, defaults={"school": school}
    )
    if is_new:
        _record("lesson.thank", activity, by=by)


def _record(action: str, activity: Activity, *, by: User, **facts: Any) -> None:
    audit.record(action, activity, by=by, school_id=activity.school_id, **facts)
