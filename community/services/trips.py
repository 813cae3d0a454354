"""Taking pupils out: the plan, who goes, allowing by two people, the families' replies."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from community.models import Activity, ActivityClass, Trip, TripPupil, TripRule, TripStep
from schoolcare import audit
from schoolcare.models import School, User
from students.models import Classroom, Student

State = Trip.State
LOCKED = "คำขอนี้เสนอหรืออนุญาตแล้ว กดกลับมาแก้ไขก่อน แล้วเสนอใหม่"
Line = tuple[date, time | None, str]


def trip_of(activity: Activity) -> Trip:
    """The trip of an activity, a fresh one where nothing was kept yet; not saved."""
    return getattr(activity, "trip", None) or Trip(activity=activity)


def rule_of(school: School, kind: str) -> TripRule | None:
    return next((one for one in TripRule.objects.of(school) if one.kind == kind), None)


@transaction.atomic
def save_plan(trip: Trip, *, steps: Iterable[Line], by: User) -> Trip:
    """Keep the plan with its programme. Raises ValidationError once it was asked for, and for a
    day outside the activity.
    """
    activity = trip.activity
    if trip.pk:
        _refuse_locked(trip)
    lines = list(steps)
    if any(not activity.starts_on <= on <= activity.ends_on for on, _, _ in lines):
        raise ValidationError("กำหนดการมีวันที่อยู่นอกวันจัดกิจกรรม")
    _take_rule(trip)
    trip.full_clean(exclude=["approver"])
    trip.save()
    trip.steps.all().delete()
    TripStep.objects.bulk_create(
        TripStep(trip=trip, on=on, at=at, text=text, position=place)
        for place, (on, at, text) in enumerate(lines)
    )
    _record("trip.save", trip, by=by)
    return trip


def _take_rule(trip: Trip) -> None:
    """Who allows it is what the rule of its kind says today."""
    rule = rule_of(trip.activity.school, trip.kind)
    trip.approver = rule.approver if rule else ""
    trip.is_internal = bool(rule and rule.is_internal)


@transaction.atomic
def choose_pupils(
    trip: Trip, room: Classroom, pupils: Iterable[Student], *, among: Iterable[Student], by: User
) -> int:
    """Exactly these of the pupils of a class that were offered (`among`) go along; who goes already
    keeps the family's reply, and who was not offered stays as before.

    The activity's number of the class follows. Raises ValidationError once it was asked for, and
    for a class or pupil of elsewhere.
    """
    _refuse_locked(trip)
    chosen = {one.pk: one for one in pupils}
    school = trip.activity.school_id
    if room.school_id != school or any(one.school_id != school for one in chosen.values()):
        raise ValidationError("เลือกได้เฉพาะนักเรียนของโรงเรียนนี้")
    left = [one.pk for one in among if one.pk not in chosen]
    trip.pupils.filter(classroom=room, student__in=left).delete()
    kept = set(trip.pupils.values_list("student", flat=True))
    new = [one for pk, one in chosen.items() if pk not in kept]
    TripPupil.objects.bulk_create(
        TripPupil(trip=trip, student=one, classroom=room, label=room.label) for one in new
    )
    _count(trip, room)
    _record("trip.choose", trip, by=by, count=len(chosen))
    return len(chosen)


def _count(trip: Trip, room: Classroom) -> None:
    number = trip.pupils.filter(classroom=room).count()
    rows = ActivityClass.objects.filter(activity=trip.activity, classroom=room)
    if not number:
        rows.delete()
    elif not rows.update(pupils=number):
        trip.activity.classes.create(classroom=room, label=room.label, pupils=number)


@transaction.atomic
def ask(trip: Trip, *, by: User) -> Trip:
    """Put it before who allows it. Raises ValidationError while something is missing."""
    trip = _locked(trip)
    if not trip.is_open:
        return trip
    missing = missing_of(trip)
    if missing:
        raise ValidationError(f"ยังเสนอไม่ได้ ขาด{' '.join(missing)}")
    _take_rule(trip)
    trip.state, trip.asked_by, trip.asked_at = State.ASKED, by, timezone.now()
    trip.decided_by, trip.decided_at, trip.reason = None, None, ""
    trip.save()
    _record("trip.ask", trip, by=by)
    return trip


def missing_of(trip: Trip) -> list[str]:
    """What a trip that is asked for must have."""
    asked = {
        "นักเรียน": trip.pupils.exists(),
        "ครูผู้ควบคุม": bool(trip.leader_id) or trip.activity.staff.exists(),
        "สถานที่": bool(trip.activity.place),
        "วัตถุประสงค์": bool(trip.purpose),
        "พาหนะ": bool(trip.vehicle),
    }
    return [name for name, is_there in asked.items() if not is_there]


@transaction.atomic
def allow(trip: Trip, *, by: User) -> Trip:
    """Allow it. Raises ValidationError for who asked themself, and where nothing was asked."""
    trip = _asked(trip, by)
    if trip.state == State.ALLOWED:
        return trip
    trip.state, trip.decided_by, trip.decided_at = State.ALLOWED, by, timezone.now()
    trip.save()
    _record("trip.allow", trip, by=by)
    return trip


@transaction.atomic
def send_back(trip: Trip, *, reason: str, by: User) -> Trip:
    """Return it with what to put right. Raises ValidationError as `allow` does."""
    trip = _asked(trip, by)
    if trip.state == State.ALLOWED:
        raise ValidationError("อนุญาตไปแล้ว จึงส่งกลับไม่ได้")
    trip.state, trip.decided_by, trip.decided_at = State.RETURNED, by, timezone.now()
    trip.reason = reason
    trip.save()
    _record("trip.return", trip, by=by, reason=reason)
    return trip


@transaction.atomic
def reopen(trip: Trip, *, by: User) -> Trip:
    """Take it back to change it; it must be asked for again."""
    trip = _locked(trip)
    if not trip.is_open:
        trip.state, trip.decided_by, trip.decided_at = State.DRAFT, None, None
        trip.save()
        _record("trip.reopen", trip, by=by)
    return trip


@transaction.atomic
def reply(trip: Trip, replies: Mapping[int, str], *, by: User) -> int:
    """What the families answered, by the key of the row; how many changed."""
    rows = {one.pk: one for one in trip.pupils.select_for_update(of=("self",))}
    changed = 0
    for pk, said in replies.items():
        row = rows.get(pk)
        if row and said in TripPupil.Reply.values and row.reply != said:
            row.reply = said
            row.save(update_fields=["reply"])
            changed += 1
    if changed:
        _record("trip.answer", trip, by=by, count=changed)
    return changed


@transaction.atomic
def save_rule(school: School, kind: str, *, by: User, **facts: Any) -> TripRule:
    """The school's own word on who allows a kind of trip."""
    rule, _ = TripRule.objects.update_or_create(school=school, kind=kind, defaults=facts)
    audit.record("trip.settings", rule, by=by, school_id=school.pk)
    return rule


def keep_up(activity: Activity) -> None:
    """Before its activity is saved: what was asked for keeps days and place, else the programme
    moves along with the days. Raises ValidationError.
    """
    trip = Trip.objects.select_for_update(of=("self",)).filter(activity=activity).first()
    if trip is None:
        return
    now = Activity.objects.get(pk=activity.pk)
    for name in () if trip.is_open else ("starts_on", "ends_on", "place", "kind"):
        if getattr(now, name) != getattr(activity, name):
            raise ValidationError({name: LOCKED})
    moved = activity.starts_on - now.starts_on
    steps = list(trip.steps.all())
    for step in steps:
        step.on = min(max(step.on + moved, activity.starts_on), activity.ends_on)
    TripStep.objects.bulk_update(steps, ["on"])


def _locked(trip: Trip) -> Trip:
    return Trip.objects.select_for_update(of=("self",)).get(pk=trip.pk)


def _refuse_locked(trip: Trip) -> None:
    if not _locked(trip).is_open:
        raise ValidationError(LOCKED)


def _asked(trip: Trip, by: User) -> Trip:
    trip = _locked(trip)
    if trip.is_open:
        raise ValidationError("คำขอนี้ถูกนำกลับไปแก้ไขแล้ว รอเสนอใหม่")
    if trip.asked_by_id == by.pk:
        raise ValidationError("ผู้เสนอขออนุญาตเป็นผู้อนุญาตเองไม่ได้ ให้อีกท่านหนึ่งเสนอหรืออนุญาต")
    return trip


def _record(action: str, trip: Trip, *, by: User, **facts: Any) -> None:
    audit.record(action, trip, by=by, school_id=trip.activity.school_id, **facts)
