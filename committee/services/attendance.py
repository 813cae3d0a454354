"""Who is invited to a meeting, who comes and who presides; answers stand in replies.py."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from committee.listing import seat_words
from committee.models import Attendance, Meeting, Member, Seat
from schoolcare import audit
from schoolcare.access import Role
from schoolcare.models import Membership, User

Duty, Presence, Reply = Attendance.Duty, Attendance.Presence, Attendance.Reply
LOCKED = "รายงานการประชุมครั้งนี้รับรองแล้ว จึงแก้ไขไม่ได้อีก"
PROPOSED = "รายงานการประชุมครั้งนี้เสนอรับรองแล้ว ถอนกลับเป็นร่างก่อนจึงแก้ไขได้"
GONE = "การประชุมครั้งนี้ยกเลิกไปแล้ว"
OFF_LIST = "มีคนนำผู้นี้ออกจากรายชื่อไปแล้ว"
DUTIES = {Seat.CHAIR: Duty.CHAIR, Seat.SECRETARY: Duty.SECRETARY}
COPIED = ("member_id", "user_id", "name", "post", "duty", "counts", "position")


def lock(meeting: Meeting | int) -> Meeting:
    """The meeting, kept for this transaction, where it may still change.

    Raises ValidationError once it was cancelled or its minutes were proposed or adopted.
    """
    pk = meeting.pk if isinstance(meeting, Meeting) else meeting
    rows = Meeting.objects.select_related("school", "district", "board")
    found = rows.select_for_update(of=("self",)).get(pk=pk)
    if found.state == Meeting.State.CANCELLED:
        raise ValidationError(GONE)
    if found.is_locked:
        raise ValidationError(LOCKED)
    if found.minutes_state == Meeting.Minutes.PROPOSED:
        raise ValidationError(PROPOSED)
    return found


def still_invited(attendance: Attendance) -> Attendance:
    """The line of the list, read again under the lock of its meeting.

    Raises ValidationError where somebody took it off meanwhile.
    """
    found = Attendance.objects.filter(pk=attendance.pk).first()
    if found is None:
        raise ValidationError(OFF_LIST)
    return found


def where(meeting: Meeting) -> dict[str, int | None]:
    """Whose log an event of the meeting belongs to."""
    return {"school_id": meeting.school_id, "district_id": meeting.district_id}


@transaction.atomic
def seat_members(meeting: Meeting, *, by: User) -> int:
    """Put the list of a board's meeting right: who is seated on its day, the director as secretary.

    Who is no longer seated goes, unless they answered or were marked. Gives how many were added.
    """
    meeting = lock(meeting)
    if meeting.board is None:
        return 0
    seated = list(meeting.board.members.seated(meeting.held_on).in_order())
    wanted = _invited(meeting, seated)
    there = list(meeting.attendances.all())
    _drop_unseated(there, {one.member_id for one in wanted if one.member_id})
    taken = {one.member_id for one in there if one.member_id}
    users = {one.user_id for one in there if one.user_id}
    new = [
        one
        for one in wanted
        if not (one.member_id in taken or (one.user_id and one.user_id in users))
    ]
    return _fill(meeting, new, by=by)


def _fill(meeting: Meeting, new: list[Attendance], *, by: User) -> int:
    Attendance.objects.bulk_create(new)
    if new:
        audit.record("attendance.fill", meeting, by=by, **where(meeting), count=len(new))
    return len(new)


def _invited(meeting: Meeting, seated: list[Member]) -> list[Attendance]:
    """The seated in the order of the registry; the secretary is who directs the school that day."""
    director = _director(meeting)
    rows = [one for one in seated if director is None or one.seat != Seat.SECRETARY]
    found = [
        Attendance(
            meeting=meeting,
            member=one,
            user_id=one.user_id,
            position=place,
            name=one.full_name,
            post=seat_words(one) if one.seat != Seat.CHAIR else "",
            duty=DUTIES.get(Seat(one.seat), Duty.MEMBER),
        )
        for place, one in enumerate(rows, start=1)
    ]
    if director:
        written = [one for one in seated if one.seat == Seat.SECRETARY]
        found.append(
            Attendance(
                meeting=meeting,
                member=next((one for one in written if one.user_id == director.pk), None),
                user=director,
                position=len(found) + 1,
                name=director.full_name,
                post=Seat.SECRETARY.label,
                duty=Duty.SECRETARY,
            )
        )
    return found


def _director(meeting: Meeting) -> User | None:
    """Who directs the school on the meeting's day; an acting one where nobody holds the office."""
    held = Membership.objects.on(meeting.held_on)
    held = held.filter(school=meeting.school_id, role=Role.DIRECTOR, user__is_active=True)
    first = held.select_related("user").order_by("acting", "-pk").first()
    return first.user if first else None


def _drop_unseated(there: list[Attendance], seated: set[int]) -> None:
    for one in list(there):
        is_untouched = one.reply == Reply.NONE and one.presence == Presence.UNKNOWN
        if one.member_id and one.member_id not in seated and is_untouched:
            one.delete()
            there.remove(one)


@transaction.atomic
def copy_invitees(meeting: Meeting, *, by: User) -> int:
    """Invite whom the last meeting of the same body invited; who is on the list stays."""
    meeting = lock(meeting)
    earlier = Meeting.objects.same_body(meeting).standing().exclude(pk=meeting.pk)
    last = earlier.filter(attendances__isnull=False).order_by("-held_on", "-pk").first()
    if last is None:
        return 0
    there = {one.name for one in meeting.attendances.all()}
    new = [
        Attendance(meeting=meeting, **{name: getattr(one, name) for name in COPIED})
        for one in last.attendances.in_order()
        if one.name not in there
    ]
    return _fill(meeting, new, by=by)


@transaction.atomic
def invite(attendance: Attendance, *, by: User) -> Attendance:
    """Add somebody at the end of the list. A guest never counts for the quorum."""
    meeting = lock(attendance.meeting_id)
    last = meeting.attendances.aggregate(last=Max("position"))["last"] or 0
    attendance.position = last + 1
    _settle(attendance)
    attendance.save()
    return _record("attendance.add", attendance, meeting, by=by)


@transaction.atomic
def update_invitee(attendance: Attendance, *, by: User) -> Attendance:
    """Save name, duty, answer and presence as a form holds them."""
    meeting = lock(attendance.meeting_id)
    current = still_invited(attendance)
    if attendance.reply != current.reply:
        attendance.replied_at = None if attendance.reply == Reply.NONE else timezone.now()
    _settle(attendance)
    changes = audit.differences(current, attendance, hidden=("name", "stand_in"))
    if not changes:
        return current
    attendance.save()
    return _record("attendance.update", attendance, meeting, by=by, fields=changes)


def _settle(attendance: Attendance) -> None:
    if attendance.duty == Duty.GUEST:
        attendance.counts = False
    if attendance.presence == Presence.PRESENT:
        attendance.absence_reason = attendance.stand_in = ""
    else:
        attendance.arrived_at = attendance.left_at = None
        attendance.presides = False
    attendance.full_clean(exclude=["meeting", "member", "user"])


@transaction.atomic
def remove(attendance: Attendance, *, by: User) -> None:
    """Take somebody off the list who was put there by mistake; a present person stays.

    Removed twice, it was removed once.
    """
    meeting = lock(attendance.meeting_id)
    found = Attendance.objects.filter(pk=attendance.pk).first()
    if found is None:
        return
    if found.presence == Presence.PRESENT:
        raise ValidationError("ผู้ที่ลงว่ามาประชุมแล้วนำออกไม่ได้ แก้การมาประชุมก่อน")
    _record("attendance.remove", found, meeting, by=by)
    found.delete()


@transaction.atomic
def mark(
    attendance: Attendance, presence: str, *, by: User, reason: str | None = None
) -> Attendance:
    """Present, absent or not known yet, with one tap; a second tap changes nothing.

    `reason` of an absence; None keeps the one there is.
    """
    meeting = lock(attendance.meeting_id)
    attendance = still_invited(attendance)
    kept = attendance.absence_reason if reason is None else reason
    if attendance.presence == presence and kept == attendance.absence_reason:
        return attendance
    attendance.presence = Presence(presence)
    attendance.absence_reason = kept if presence == Presence.ABSENT else ""
    if presence != Presence.ABSENT:
        attendance.stand_in = ""
    _settle(attendance)
    attendance.save()
    return _record("attendance.mark", attendance, meeting, by=by, presence=presence)


@transaction.atomic
def mark_rest(meeting: Meeting, presence: str, *, by: User) -> int:
    """Everybody who is not marked yet; gives how many."""
    meeting = lock(meeting)
    rest = meeting.attendances.filter(presence=Presence.UNKNOWN)
    count = rest.update(presence=Presence(presence))
    if count:
        audit.record("attendance.mark", meeting, by=by, **where(meeting), count=count)
    return count


@transaction.atomic
def preside(attendance: Attendance, *, by: User) -> Attendance:
    """Who leads this meeting, where the chair does not (admin.md §1.6). Must be present."""
    meeting = lock(attendance.meeting_id)
    attendance = still_invited(attendance)
    if attendance.presence != Presence.PRESENT:
        raise ValidationError("ผู้ทำหน้าที่ประธานต้องมาประชุม")
    meeting.attendances.filter(~Q(pk=attendance.pk), presides=True).update(presides=False)
    attendance.presides = True
    attendance.save(update_fields=["presides"])
    return _record("attendance.preside", attendance, meeting, by=by)


def _record(
    action: str, attendance: Attendance, meeting: Meeting, *, by: User, **facts: Any
) -> Attendance:
    audit.record(action, attendance, by=by, **where(meeting), **facts)
    return attendance
