"""Noting behaviour and taking it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from schoolcare import audit, files
from schoolcare.models import School, User
from students.behaviour_points import time_of
from students.models import (
    BehaviourEvent,
    BehaviourKind,
    BehaviourNote,
    BehaviourScale,
    Enrolment,
    Student,
)
from students.services import letters

MOST_PUPILS = 100
OLDEST = timedelta(days=366)
TAKEN_BACK = "ผู้บันทึกถอนในวันที่บันทึก"


@dataclass(frozen=True)
class Seen:
    """When and where something was seen, in whose words."""

    on: date
    place: str = ""
    words: str = ""
    photo: File | None = None


def scale_of(school: School | int) -> BehaviourScale:
    """The scale that the school goes by: its newest, else the shipped one."""
    found = BehaviourScale.objects.known_to(school).first()
    assert found is not None  # noqa: S101 -- one is shipped by a migration
    return found


@transaction.atomic
def note_behaviour(
    school: School, students: Iterable[Student], kind: BehaviourKind, seen: Seen, *, by: User
) -> BehaviourEvent:
    """Write down one event of one or several pupils. Raises ValidationError for a kind of an older
    scale, a day that cannot be, pupils of elsewhere or too many.
    """
    pupils = list(students)
    scale = scale_of(school)
    _check(school, pupils, kind, scale, seen.on)
    letters.lock(one.pk for one in pupils)
    year, semester = time_of(school, seen.on)
    photo = files.store_image(seen.photo, school=school, by=by) if seen.photo else None
    event = BehaviourEvent.objects.create(
        school=school,
        year=year,
        semester=semester,
        on=seen.on,
        place=seen.place,
        kind=kind,
        name=kind.name,
        is_good=kind.is_good,
        points=kind.points,
        is_violence=kind.is_violence,
        words=seen.words,
        photo=photo,
        made_by=by,
    )
    _seat(event, pupils)
    keys = [one.pk for one in pupils]
    if not event.is_good:
        letters.prompt(scale, year, semester, keys)
    alone = keys[0] if len(keys) == 1 else None
    audit.record("behaviour.create", event, by=by, school_id=school.pk, pupil_id=alone, pupils=keys)
    return event


def _check(
    school: School, pupils: list[Student], kind: BehaviourKind, scale: BehaviourScale, on: date
) -> None:
    today = timezone.localdate()
    if not pupils:
        raise ValidationError({"students": "เลือกนักเรียนอย่างน้อยหนึ่งคน"})
    if len(pupils) > MOST_PUPILS:
        raise ValidationError({"students": f"บันทึกพร้อมกันได้ไม่เกิน {MOST_PUPILS} คน"})
    if any(one.school_id != school.pk for one in pupils):
        raise ValidationError({"students": "เลือกได้เฉพาะนักเรียนของโรงเรียนนี้"})
    if kind.scale_id != scale.pk:
        raise ValidationError({"kind": "โรงเรียนเพิ่งเปลี่ยนเกณฑ์คะแนน เลือกพฤติกรรมอีกครั้ง"})
    if on > today:
        raise ValidationError({"on": "วันที่ต้องไม่อยู่ในอนาคต"})
    if on < today - OLDEST:
        raise ValidationError({"on": "บันทึกย้อนหลังได้ไม่เกินหนึ่งปี ตรวจปี พ.ศ. อีกครั้ง"})


def _seat(event: BehaviourEvent, pupils: list[Student]) -> None:
    """A note for each pupil, with the class of the event's year."""
    seats = Enrolment.objects.filter(student__in=pupils, year=event.year, ends_on=None)
    rooms = dict(seats.values_list("student_id", "classroom_id"))
    BehaviourNote.objects.bulk_create(
        BehaviourNote(event=event, student=one, classroom_id=rooms.get(one.pk)) for one in pupils
    )


def may_take_back(event: BehaviourEvent, user: User) -> bool:
    """Whether it is the writer's own, on the day it was written."""
    written_on = timezone.localdate(event.made_at)
    return event.made_by_id == user.pk and written_on == timezone.localdate()


@transaction.atomic
def withdraw(
    event: BehaviourEvent, notes: Iterable[BehaviourNote], *, reason: str, by: User
) -> list[BehaviourNote]:
    """Take the note of some pupils back; it stays in the history.

    The writer needs no reason on the day of writing; whoever decides about behaviour does, which
    the caller has made sure of. Raises ValidationError where nothing is left to take back.
    """
    notes = list(notes)
    asked = [one.pk for one in notes]
    letters.lock(one.student_id for one in notes)
    rows = BehaviourNote.objects.select_for_update(of=("self",)).filter(event=event, pk__in=asked)
    found = list(rows.standing())
    if not found:
        raise ValidationError("ถอนไปแล้ว หรือยังไม่ได้เลือกนักเรียน")
    if not reason and not may_take_back(event, by):
        raise ValidationError({"reason": "กรุณากรอกเหตุผลที่ถอน"})
    words = {"voided_by": by, "void_reason": reason or TAKEN_BACK}
    BehaviourNote.objects.filter(pk__in=[one.pk for one in found]).update(
        voided_at=timezone.now(), **words
    )
    pupils = [one.student_id for one in found]
    if not event.is_good:
        letters.prompt(scale_of(event.school_id), event.year, event.semester, pupils)
    alone = pupils[0] if len(pupils) == 1 else None
    facts: dict[str, Any] = {"pupils": pupils, "reason": words["void_reason"]}
    audit.record(
        "behaviour.withdraw", event, by=by, school_id=event.school_id, pupil_id=alone, **facts
    )
    return found
