"""What a meeting resolved that somebody is to do: written down, followed up, done."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from committee.models import Meeting, Resolution
from committee.services import agenda
from committee.services.attendance import GONE, lock, where
from schoolcare import audit
from schoolcare.models import User

Status = Resolution.Status
WRITTEN = {"text", "owner", "owner_name", "due_on"}  # what became of it is written by `finish`


@transaction.atomic
def add(resolution: Resolution, *, by: User) -> Resolution:
    """A new one, at a meeting that was opened; the next planned meeting follows it up."""
    meeting = lock(resolution.item.meeting_id)
    if meeting.state != Meeting.State.HELD:
        raise ValidationError("เริ่มประชุมก่อน จึงบันทึกมติได้")
    agenda.still_there(resolution.item)
    resolution.full_clean(exclude=["item", "owner"])
    resolution.save()
    audit.record("resolution.add", resolution, by=by, **where(meeting))
    agenda.carry_on(resolution, by=by)
    return resolution


@transaction.atomic
def update(resolution: Resolution, *, by: User) -> Resolution:
    """Save text, owner and day; once the minutes are adopted the text stands as it is."""
    meeting = Meeting.objects.select_for_update().get(pk=resolution.item.meeting_id)
    current = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if meeting.is_locked and resolution.text != current.text:
        raise ValidationError({"text": "รายงานการประชุมรับรองแล้ว แก้ข้อความของมติไม่ได้"})
    changes = audit.differences(current, resolution)
    changes = {name: values for name, values in changes.items() if name in WRITTEN}
    if not changes:
        return current
    resolution.full_clean(exclude=["item", "owner"])
    resolution.save(update_fields=list(changes))
    audit.record("resolution.update", resolution, by=by, **where(meeting), fields=changes)
    return resolution


@transaction.atomic
def finish(resolution: Resolution, status: str, *, on: date, note: str, by: User) -> Resolution:
    """Done or given up on a day, with what became of it; nobody is done before the meeting.

    The same a second time changes nothing.
    """
    meeting = resolution.item.meeting
    resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if meeting.state == Meeting.State.CANCELLED:
        raise ValidationError(GONE)
    if on < meeting.held_on:
        raise ValidationError({"on": "วันที่เสร็จต้องไม่ก่อนวันประชุม"})
    if (resolution.status, resolution.done_on, resolution.done_note) == (status, on, note):
        return resolution
    resolution.status, resolution.done_on, resolution.done_note = Status(status), on, note
    resolution.full_clean(exclude=["item", "owner"])
    resolution.save(update_fields=["status", "done_on", "done_note"])
    audit.record("resolution.finish", resolution, by=by, **where(meeting), state=status)
    return resolution


@transaction.atomic
def reopen(resolution: Resolution, *, by: User) -> Resolution:
    """It was not done after all; the next meeting follows it up again."""
    meeting = resolution.item.meeting
    resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if resolution.status == Status.OPEN:
        return resolution
    resolution.status, resolution.done_on = Status.OPEN, None
    resolution.save(update_fields=["status", "done_on"])
    audit.record("resolution.reopen", resolution, by=by, **where(meeting))
    agenda.carry_on(resolution, by=by)
    return resolution
