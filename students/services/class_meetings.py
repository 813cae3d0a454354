"""Meetings of a class with guardians: who came, what was said of each pupil, the election."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from schoolcare import audit
from schoolcare.models import Term, User
from students.models import (
    ClassMeeting,
    Guardianship,
    MeetingPupil,
    ParentMember,
    ParentNetwork,
    Student,
)
from students.services.parents import save_members

Presence = MeetingPupil.Presence
COPIED = ("presence", "guardian", "name", "relation", "phone")


@transaction.atomic
def plan_meeting(meeting: ClassMeeting, *, by: User) -> ClassMeeting:
    """A new meeting, with the next number of its term. Raises ValidationError."""
    room = meeting.classroom
    meeting.term = _term(meeting)
    type(room).objects.select_for_update().get(pk=room.pk)
    held = ClassMeeting.objects.filter(classroom=room, term=meeting.term)
    meeting.number = (held.aggregate(last=Max("number"))["last"] or 0) + 1
    meeting.made_by = by
    meeting.save()
    audit.record("class_meeting.create", meeting, by=by, school_id=room.school_id)
    return meeting


def _term(meeting: ClassMeeting) -> Term:
    """The term whose days or holidays before it the meeting falls into."""
    room = meeting.classroom
    terms = Term.objects.filter(school=room.school_id, year=room.year)
    running = terms.filter(ends_on__gte=meeting.held_on).order_by("starts_on").first()
    if running is None:
        raise ValidationError(
            {"held_on": f"วันที่นี้อยู่หลังภาคเรียนสุดท้ายของปีการศึกษา {room.year} ตรวจวันที่หรือวันปิดภาคเรียน"}
        )
    return running


@transaction.atomic
def update_meeting(meeting: ClassMeeting, *, by: User) -> ClassMeeting:
    """Save what a form holds; the number stays while the term does."""
    before = ClassMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting.term = _term(meeting)
    if meeting.term_id != before.term_id:
        held = ClassMeeting.objects.filter(classroom=meeting.classroom_id, term=meeting.term)
        meeting.number = (held.aggregate(last=Max("number"))["last"] or 0) + 1
    meeting.save()
    changed = list(audit.differences(before, meeting))
    school = meeting.classroom.school_id
    audit.record("class_meeting.update", meeting, by=by, school_id=school, fields=changed)
    return meeting


@transaction.atomic
def sign(
    meeting: ClassMeeting,
    student: Student,
    presence: str,
    *,
    by: User,
    guardianship: Guardianship | None = None,
) -> MeetingPupil:
    """One tap: this guardian came, nobody came, or not known again. Sent twice it does the same."""
    ClassMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    row, _ = MeetingPupil.objects.get_or_create(meeting=meeting, student=student)
    before = [getattr(row, name) for name in COPIED]
    row.presence = presence
    row.guardian, row.name, row.relation, row.phone = None, "", "", ""
    if presence == Presence.PRESENT:
        if guardianship is None:
            raise ValidationError("เลือกผู้ปกครองที่มา")
        guardian = guardianship.guardian
        row.guardian, row.name = guardian, guardian.full_name
        row.relation, row.phone = guardianship.relation, guardian.phone
    if [getattr(row, name) for name in COPIED] == before:
        return row
    row.save()
    return _record("meeting_talk.sign", row, by=by, presence=presence)


@transaction.atomic
def save_pupil(row: MeetingPupil, *, by: User) -> MeetingPupil:
    """Who came, the talk, the follow-up, as a form holds them."""
    ClassMeeting.objects.select_for_update(of=("self",)).get(pk=row.meeting_id)
    there = MeetingPupil.objects.filter(meeting=row.meeting_id, student=row.student_id).first()
    if there and row.pk is None:
        row.pk = there.pk
        row._state.adding = False
    if row.presence != Presence.PRESENT:
        row.guardian, row.name, row.relation, row.phone = None, "", "", ""
    if row.followed_on and row.followed_on < row.meeting.held_on:
        raise ValidationError({"followed_on": "วันที่ติดตามต้องไม่ก่อนวันประชุม"})
    row.save()
    return _record("meeting_talk.update", row, by=by)


def _record(action: str, row: MeetingPupil, *, by: User, **facts: Any) -> MeetingPupil:
    where = {"school_id": row.student.school_id, "pupil_id": row.student_id}
    audit.record(action, row, by=by, **where, **facts)
    return row


@transaction.atomic
def elect(
    meeting: ClassMeeting, members: Sequence[ParentMember], *, ends_on: date, by: User
) -> ParentNetwork:
    """The network of the room that the meeting elected; elected again, the list is written anew."""
    room = meeting.classroom
    type(room).objects.select_for_update().get(pk=room.pk)
    network = ParentNetwork.objects.filter(meeting=meeting, classroom=room).first()
    if network is None:
        same_day = ParentNetwork.objects.filter(classroom=room, starts_on=meeting.held_on)
        network = same_day.first() or ParentNetwork(
            school=room.school, year=room.year, scope=ParentNetwork.Scope.ROOM, classroom=room
        )
    network.meeting, network.starts_on, network.ends_on = meeting, meeting.held_on, ends_on
    if ends_on <= network.starts_on:
        raise ValidationError({"ends_on": "วันครบวาระต้องหลังวันเลือกตั้ง"})
    network.save()
    earlier = ParentNetwork.objects.filter(classroom=room, starts_on__lt=meeting.held_on)
    earlier.filter(ends_on__gte=meeting.held_on).update(ends_on=meeting.held_on)
    save_members(network, members, by=by)
    return network
