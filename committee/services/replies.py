"""Answers to an invitation, and the links through which they come without an account."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from committee.models import Attendance, Meeting, ReplyLink
from committee.models.links import new_code
from committee.services.attendance import lock, still_invited, where
from schoolcare import audit
from schoolcare.models import User
from schoolcare.text import normalize

Reply = Attendance.Reply
BEGUN = "การประชุมเริ่มไปแล้ว จึงตอบหรือเปลี่ยนคำตอบไม่ได้อีก"
CANCELLED = "การประชุมครั้งนี้ยกเลิกแล้ว ไม่ต้องตอบรับ"
# Nobody changes their mind this often; whoever plays with a link must not fill the log.
MOST_ANSWERS = 20
TOO_MANY = "เปลี่ยนคำตอบหลายครั้งแล้ว โปรดแจ้งโรงเรียนหรือหน่วยงานที่เชิญโดยตรง"
# Each paper is made anew, which takes the server a second.
MOST_PAPERS = 60
TOO_MANY_PAPERS = "เปิดเอกสารผ่านลิงก์นี้หลายครั้งแล้ว โปรดขอเอกสารจากโรงเรียนหรือหน่วยงานที่เชิญโดยตรง"


class Via(StrEnum):
    """How an answer came, as the log tells it."""

    LINK = "ลิงก์"
    ACCOUNT = "บัญชีของตนเอง"
    TOLD = "เจ้าหน้าที่บันทึกแทน"


def has_begun(meeting: Meeting, now: datetime) -> bool:
    """Opened, or its hour has come though nobody opened it."""
    begins = datetime.combine(meeting.held_on, meeting.starts_at)
    return meeting.state == Meeting.State.HELD or timezone.make_aware(begins) <= now


def closed_because(meeting: Meeting, now: datetime) -> str:
    """Why nobody can answer any more; "" while they can."""
    if meeting.state == Meeting.State.CANCELLED:
        return CANCELLED
    return BEGUN if has_begun(meeting, now) else ""


@transaction.atomic
def answer(
    attendance: Attendance, reply: str, *, note: str = "", via: Via, by: User | None
) -> Attendance:
    """Write down who comes; `by` None through a link. The same answer again changes nothing.

    Raises ValidationError once the meeting has begun or was cancelled. What somebody else writes
    down may be late: word that came by telephone before the meeting.
    """
    meeting = lock(attendance.meeting_id)
    current = still_invited(attendance)
    reason = closed_because(meeting, timezone.now())
    if reason and via is not Via.TOLD:
        raise ValidationError(reason)
    note = normalize(note)
    if (current.reply, current.reply_note) == (reply, note):
        return current
    if via is Via.LINK:
        _count(current, "answers", MOST_ANSWERS, TOO_MANY)
    before, current.reply, current.reply_note = current.reply, reply, note
    current.replied_at = None if reply == Reply.NONE else timezone.now()
    current.clean_fields(exclude=["meeting", "member", "user"])
    current.save(update_fields=["reply", "reply_note", "replied_at"])
    _record("attendance.answer", current, meeting, by=by, reply=[before, reply], via=via)
    return current


@transaction.atomic
def count_paper(link: ReplyLink) -> None:
    """One more paper is asked for through the link. Raises ValidationError after many."""
    _count(link.attendance, "papers", MOST_PAPERS, TOO_MANY_PAPERS)


def _count(attendance: Attendance, name: str, most: int, words: str) -> None:
    """Count one more of what somebody did through their link, up to `most`."""
    link = ReplyLink.objects.select_for_update().get(attendance=attendance)
    count = getattr(link, name) + 1
    if count > most:
        raise ValidationError(words)
    setattr(link, name, count)
    link.save(update_fields=[name])


@transaction.atomic
def make_links(meeting: Meeting, *, by: User) -> int:
    """A link for everybody invited who never had one; how many were made.

    One that was withdrawn stays so: it was withdrawn for a reason.
    """
    meeting = _standing(meeting)
    people = meeting.attendances.filter(reply_link=None)
    made = [ReplyLink(attendance=one, made_by=by, made_at=timezone.now()) for one in people]
    ReplyLink.objects.bulk_create(made)
    if made:
        _record("reply_link.create", meeting, meeting, by=by, count=len(made))
    return len(made)


@transaction.atomic
def renew_link(attendance: Attendance, *, by: User) -> ReplyLink:
    """A new link for one person; the one given out before is dead from now on."""
    meeting = _standing(attendance.meeting)
    fresh = {"code": new_code(), "made_by": by, "made_at": timezone.now()}
    link, _ = ReplyLink.objects.select_for_update().update_or_create(
        attendance=attendance, defaults=fresh | {"withdrawn_at": None, "answers": 0, "papers": 0}
    )
    _record("reply_link.renew", attendance, meeting, by=by)
    return link


@transaction.atomic
def withdraw_link(attendance: Attendance, *, by: User) -> None:
    """The link opens nothing from now on; a second time changes nothing."""
    there = ReplyLink.objects.filter(attendance=attendance, withdrawn_at=None)
    if there.update(withdrawn_at=timezone.now()):
        _record("reply_link.withdraw", attendance, attendance.meeting, by=by)


def _standing(meeting: Meeting) -> Meeting:
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found.state == Meeting.State.CANCELLED:
        raise ValidationError("การประชุมครั้งนี้ยกเลิกแล้ว จึงออกลิงก์ไม่ได้")
    return found


def _record(action: str, target: Any, meeting: Meeting, *, by: User | None, **facts: Any) -> None:
    audit.record(action, target, by=by, **where(meeting), **facts)
