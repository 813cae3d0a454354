"""Keeping networks of boards, and planning their meetings."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from committee.models import Attendance, BoardNetwork, Meeting, Member, Seat
from committee.services import meetings
from schoolcare import audit
from schoolcare.models import School, User


@transaction.atomic
def save_network(network: BoardNetwork, *, schools: Iterable[School], by: User) -> BoardNetwork:
    """Keep a network with its schools. Raises ValidationError without any, or for a stranger
    as its chair.
    """
    chosen = list(schools)
    if not chosen:
        raise ValidationError({"schools": "เลือกโรงเรียนสมาชิกอย่างน้อยหนึ่งแห่ง"})
    chair = network.chair
    if chair and chair.board.school_id not in {one.pk for one in chosen}:
        raise ValidationError({"chair": "ประธานเครือข่ายต้องเป็นกรรมการของโรงเรียนสมาชิก"})
    is_new = network.pk is None
    network.full_clean()
    network.save()
    network.schools.set(chosen)
    audit.record(
        "board_network.create" if is_new else "board_network.update",
        network,
        by=by,
        district_id=network.district_id,
        schools=[one.pk for one in chosen],
    )
    return network


@transaction.atomic
def plan_meeting(network: BoardNetwork, meeting: Meeting, *, by: User) -> Meeting:
    """A meeting of the network; at the first one the chairs of its boards are invited, later those
    of the last meeting. Raises ValidationError as `meetings.plan`.
    """
    meeting.district, meeting.kind = network.district, Meeting.Kind.NETWORK
    meeting.network, meeting.body = network, network.body
    meetings.plan(meeting, by=by)
    if not meeting.attendances.exists():
        _invite_chairs(network, meeting, by=by)
    return meeting


def chairs_of(boards: Iterable[int]) -> dict[int, Member]:
    """Who chairs each board, by its id; one query."""
    chairs = Member.objects.filter(seat=Seat.CHAIR, left_on=None, awaits_order=False)
    rows = chairs.filter(board__in=list(boards))
    return {one.board_id: one for one in rows}


def _invite_chairs(network: BoardNetwork, meeting: Meeting, *, by: User) -> None:
    """Of the boards in force on that day; the network's own chair presides."""
    rows = Member.objects.filter(
        board__school__in=network.schools.all(), board__state="appointed", seat=Seat.CHAIR
    )
    rows = rows.filter(board__ends_on__gte=meeting.held_on).seated(meeting.held_on)
    members = list(rows.select_related("board__school").order_by("board__school__name", "pk"))
    chair = network.chair
    if chair and chair.pk not in {one.pk for one in members} and chair.is_seated(meeting.held_on):
        members.insert(0, chair)
    members.sort(key=lambda one: one.pk != network.chair_id)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            member=one,
            user_id=one.user_id,
            position=place,
            name=one.full_name,
            post=f"{one.position} {one.board.school.full_name}",
            duty=Attendance.Duty.CHAIR if one.pk == network.chair_id else Attendance.Duty.MEMBER,
        )
        for place, one in enumerate(members, start=1)
    )
    if members:
        where = {"district_id": network.district_id}
        audit.record("attendance.fill", meeting, by=by, **where, count=len(members))
