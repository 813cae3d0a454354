"""Keeping activities: who took part, what came of them, calling them off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.models import Activity, ActivityClass, ActivityGuests, GuestGroup, Need, Partner
from community.services import trips
from schoolcare import audit
from schoolcare.models import School, User
from schoolcare.thai import academic_year
from students.models import Classroom

MOST_GROUPS = 30  # of a school's own, so that the form stays a form
State = Activity.State
TYPED = ["year", "kind", "title", "area", "starts_on", "ends_on", "place", "host", "strategy"]
TYPED += ["project", "state", "result", "worked", "failed", "advice"]


@dataclass(frozen=True)
class People:
    """Who took part. Numbers of pupils by class, of guests by group; 0 takes the row away.

    `former`: numbers by the key of rows whose class is in no list any more.
    """

    staff: Iterable[User] = ()
    classes: Mapping[Classroom, int] = field(default_factory=dict)
    former: Mapping[int, int] = field(default_factory=dict)
    guests: Mapping[GuestGroup, int] = field(default_factory=dict)


@transaction.atomic
def save_activity(
    activity: Activity, *, people: People, partners: Iterable[Partner], today: date, by: User
) -> Activity:
    """Keep an activity with who took part. Raises ValidationError for days that cannot be, for a
    class, partner or project of elsewhere, and for a result before its first day.
    """
    is_new = activity.pk is None
    if is_new:
        activity.made_by = by
    else:
        _refuse_cancelled(activity)
    activity.year = academic_year(activity.starts_on)
    _settle(activity, today)
    activity.full_clean()
    if not is_new:
        trips.keep_up(activity)
    _check_places(activity, people, partners)
    activity.save(update_fields=None if is_new else TYPED)
    activity.staff.set(people.staff)
    activity.partners.set(partners)
    _count(activity, people)
    _meet_needs(activity)
    _record("activity.create" if is_new else "activity.update", activity, by=by)
    return activity


@transaction.atomic
def save_result(activity: Activity, *, today: date, by: User) -> Activity:
    """Keep what came of it and what was learnt. Raises ValidationError before its first day."""
    _refuse_cancelled(activity)
    if not activity.result:
        raise ValidationError({"result": "กรุณากรอกผลที่เกิดขึ้น"})
    _settle(activity, today)
    activity.save(update_fields=["result", "worked", "failed", "advice", "state"])
    _meet_needs(activity)
    _record("activity.finish", activity, by=by)
    return activity


@transaction.atomic
def cancel(activity: Activity, *, reason: str, by: User) -> Activity:
    """Call it off; it stays in the list. Raises ValidationError where that was done already."""
    _refuse_cancelled(activity)
    activity.state, activity.cancel_reason = State.CANCELLED, reason
    if activity.shared_at:
        activity.withdrawn_at, activity.shared_at, activity.shared_by = timezone.now(), None, None
    names = ["state", "cancel_reason", "shared_at", "shared_by", "withdrawn_at"]
    activity.save(update_fields=names)
    waiting = Need.objects.filter(activity=activity)
    waiting.update(activity=None, state=Need.State.OPEN)
    _record("activity.cancel", activity, by=by, reason=reason)
    return activity


def own_group(school: School, name: str) -> GuestGroup:
    """The group of this name, shipped or the school's, made where there is none.

    Raises ValidationError where the school has too many.
    """
    found = GuestGroup.objects.offered_to(school).filter(name=name).first()
    if found:
        return found
    if GuestGroup.objects.filter(school=school).count() >= MOST_GROUPS:
        raise ValidationError(f"เพิ่มกลุ่มของโรงเรียนได้ไม่เกิน {MOST_GROUPS} กลุ่ม ใช้กลุ่มที่มีอยู่")
    return GuestGroup.objects.create(school=school, name=name)


def _refuse_cancelled(activity: Activity) -> None:
    """Locks the row, so that nobody calls it off meanwhile."""
    now = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if now.state == State.CANCELLED:
        raise ValidationError("กิจกรรมนี้ยกเลิกแล้ว จึงแก้ไขไม่ได้ ใช้เป็นต้นแบบของกิจกรรมใหม่ได้")


def _settle(activity: Activity, today: date) -> None:
    """Held is what has a result; that comes on the first day at the earliest."""
    if activity.result and activity.starts_on > today:
        raise ValidationError({"result": "ยังไม่ถึงวันจัดกิจกรรม บันทึกผลได้ตั้งแต่วันแรกที่จัด"})
    activity.state = State.HELD if activity.result else State.PLANNED
    if activity.shared_at and not (activity.result and activity.has_lesson):
        words = "กิจกรรมนี้แบ่งปันบทเรียนอยู่ ผลและบทเรียนจึงว่างไม่ได้ ถอนการแบ่งปันก่อน"
        raise ValidationError({"result": words})


def _meet_needs(activity: Activity) -> None:
    """What the community asked for is met once it was held."""
    if activity.state == State.HELD:
        planned = Need.objects.filter(activity=activity, state=Need.State.PLANNED)
        planned.update(state=Need.State.MET)


def _check_places(activity: Activity, people: People, partners: Iterable[Partner]) -> None:
    """Whatever a browser sends, nothing of another school comes in."""
    area, project = activity.area, activity.project
    ours: list[Any] = [*people.classes, *partners]
    foreign = [
        area and (area.district_id or area.school_id not in {None, activity.school_id}),
        project and project.school_id != activity.school_id,
        any(one.school_id != activity.school_id for one in ours),
        any(one.school_id not in {None, activity.school_id} for one in people.guests),
    ]
    if any(foreign):
        raise ValidationError("เลือกได้เฉพาะข้อมูลของโรงเรียนนี้")
    counted = {room.year for room, pupils in people.classes.items() if pupils}
    if counted - {activity.year}:
        raise ValidationError(
            {
                "starts_on": f"วันนี้อยู่ในปีการศึกษา {activity.year} แต่ตารางเป็นห้องเรียนของปีการศึกษา "
                f"{max(counted)} แก้วันที่ หรือลบจำนวนนักเรียนก่อน"
            }
        )


def _count(activity: Activity, people: People) -> None:
    """Rows by class and group; a class that was counted keeps the label it had then."""
    there = {row.classroom_id: row for row in activity.classes.filter(~Q(classroom=None))}
    for room, pupils in people.classes.items():
        row = there.get(room.pk) or ActivityClass(
            activity=activity, classroom=room, label=room.label
        )
        _keep(row, "pupils", pupils)
    former = activity.classes.in_bulk(list(people.former))
    for pk, row in former.items():
        _keep(row, "pupils", people.former[pk])
    guests = {row.group_id: row for row in activity.guests.all()}
    for group, count in people.guests.items():
        coming = guests.get(group.pk) or ActivityGuests(activity=activity, group=group)
        _keep(coming, "people", count)


def _keep(row: Any, name: str, number: int) -> None:
    if not number:
        if row.pk:
            row.delete()
    elif getattr(row, name) != number:
        setattr(row, name, number)
        row.save()


def _record(action: str, activity: Activity, *, by: User, **facts: Any) -> None:
    audit.record(action, activity, by=by, school_id=activity.school_id, **facts)
