"""Follow-ups of visits: agreed on in the form, opened beside it, closed with what came of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from homevisits.models import FollowUp, HomeVisit, Status
from schoolcare import audit
from schoolcare.models import User


@transaction.atomic
def keep_agreed(visit: HomeVisit, *, by: User) -> None:
    """Bring the follow-up list up to what the form agrees on; call it before the new revision.

    What was agreed on when the visit was handed in before tells which one is the form's own: it is
    changed or, agreed on no more, taken off. Closed ones and those opened beside it stay.
    """
    before = visit.revisions.filter(action=Status.SUBMITTED).first()
    old = _agreed(before.data["mode"], before.data["answers"]) if before else {}
    new = _agreed(visit.mode, visit.answers)
    if new == old:
        return
    found = visit.follow_ups.filter(closed_at=None, **old).first() if old else None
    if not new:
        if found is not None:
            _record("follow_up.remove", found, by=by)
            found.delete()
        return
    action = "follow_up.change" if found else "follow_up.open"
    follow_up = found or FollowUp(visit=visit)
    for name, value in new.items():
        setattr(follow_up, name, value)
    follow_up.save()
    _record(action, follow_up, by=by)


def _agreed(mode: str, answers: dict[str, Any]) -> dict[str, str]:
    """Fields of the follow-up that a form's answers agree on; nothing without a day."""
    if mode == HomeVisit.Mode.NONE or not answers.get("follow_up_on"):
        return {}
    return {
        "due_on": answers["follow_up_on"],
        "what": answers.get("follow_up_what") or "ติดตามตามข้อตกลง",
        "how": answers.get("follow_up_how", ""),
    }


@transaction.atomic
def open_follow_up(visit: HomeVisit, follow_up: FollowUp, *, by: User) -> FollowUp:
    """One more thing to look after, following a visit that was handed in."""
    if visit.status == Status.DRAFT:
        raise ValidationError("ส่งการเยี่ยมก่อน แล้วจึงเพิ่มการติดตาม")
    follow_up.visit = visit
    follow_up.save()
    _record("follow_up.open", follow_up, by=by)
    return follow_up


@transaction.atomic
def close_follow_up(follow_up: FollowUp, *, result: str, outcome: str, by: User) -> FollowUp:
    """Close with its result and ดีขึ้น, คงเดิม or แย่ลง.

    Raises ValidationError when closed already, or one of the two is missing.
    """
    fresh = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if fresh.closed_at is not None:
        raise ValidationError("การติดตามนี้บันทึกผลไปแล้ว")
    if not result.strip() or outcome not in FollowUp.Outcome.values:
        raise ValidationError("บันทึกผลการติดตามและสรุปผล")
    fresh.result, fresh.outcome = result.strip(), outcome
    fresh.closed_at, fresh.closed_by = timezone.now(), by
    fresh.save()
    _record("follow_up.close", fresh, by=by, outcome=outcome)
    return fresh


def _record(action: str, follow_up: FollowUp, *, by: User, **changes: Any) -> None:
    student = follow_up.visit.student
    audit.record(
        action, follow_up, by=by, school_id=student.school_id, pupil_id=student.pk, **changes
    )
