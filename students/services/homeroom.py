"""Homeroom by week: written by the advisers, looked over; photos of homeroom and meetings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from schoolcare import audit, files
from schoolcare.models import Term, User
from schoolcare.thai import thai_date
from students.attendance import days_off
from students.models import (
    ClassDay,
    ClassMeeting,
    ClassPhoto,
    Classroom,
    HomeroomDay,
    HomeroomPupil,
    HomeroomWeek,
)
from students.models.homeroom import WEEK

COUNTS = ("came", "absent", "leave", "late")
KINDS = {"absent": "absent", "sick": "leave", "errand": "leave", "late": "late"}


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def days_of(monday: date) -> list[date]:
    return [monday + timedelta(days=number) for number in range(WEEK)]


def refuse_week(room: Classroom, monday: date) -> None:
    """Raises ValidationError for a week to come, or outside the terms of the class's year."""
    if monday > timezone.localdate():
        raise ValidationError(f"สัปดาห์ของ {thai_date(monday)} ยังมาไม่ถึง")
    days = days_of(monday)
    terms = Term.objects.filter(school=room.school_id, year=room.year)
    if not terms.filter(starts_on__lte=days[-1], ends_on__gte=monday).exists():
        raise ValidationError(f"สัปดาห์ของ {thai_date(monday)} ไม่อยู่ในภาคเรียนของปีการศึกษา {room.year}")


def counts_of(room: Classroom, monday: date) -> dict[date, dict[str, int]]:
    """Came, absent, on leave, late on each checked day of the week; late ones came. One query."""
    days = days_of(monday)
    checked = ClassDay.objects.filter(classroom=room).between(days[0], days[-1])
    found: dict[date, dict[str, int]] = {}
    for on, pupils, kind in checked.values_list("on", "pupils", "absences__kind"):
        counts = found.setdefault(on, {"came": pupils} | dict.fromkeys(COUNTS[1:], 0))
        if kind:  # a day on which nobody was missed has none
            counts[KINDS[kind]] += 1
            counts["came"] -= KINDS[kind] in {"absent", "leave"}
    return found


def holidays_of(room: Classroom, monday: date) -> dict[date, str]:
    """Names of the week's days off."""
    days = days_of(monday)
    return {on: ", ".join(names) for on, names in days_off(room.school, days[0], days[-1]).items()}


@transaction.atomic
def save_week(
    room: Classroom,
    monday: date,
    facts: Mapping[str, Any],
    *,
    days: Mapping[date, Mapping[str, Any]],
    pupils: Mapping[int, str],
    by: User,
) -> HomeroomWeek:
    """Write the week anew: its facts, its days, the pupils to follow up with why.

    What was looked over has to be looked over again. Raises ValidationError.
    """
    refuse_week(room, monday)
    Classroom.objects.select_for_update().get(pk=room.pk)
    week, _ = HomeroomWeek.objects.get_or_create(classroom=room, starts_on=monday)
    for name, value in facts.items():
        setattr(week, name, value)
    week.written_by, week.reviewed_by, week.reviewed_at = by, None, None
    week.save()
    for on, told in days.items():
        HomeroomDay.objects.update_or_create(week=week, on=on, defaults=dict(told))
    week.pupils.exclude(student__in=list(pupils)).delete()
    for student, note in pupils.items():
        defaults = {"note": note}
        HomeroomPupil.objects.update_or_create(week=week, student_id=student, defaults=defaults)
    audit.record("homeroom.save", week, by=by, school_id=room.school_id, starts_on=monday)
    return week


@transaction.atomic
def review_week(week: HomeroomWeek, *, by: User) -> HomeroomWeek:
    """Looked over; a second time changes nothing."""
    found = HomeroomWeek.objects.select_for_update(of=("self",)).get(pk=week.pk)
    if found.reviewed_at:
        return found
    if found.written_by_id == by.pk:
        raise ValidationError("ผู้บันทึกตรวจของตนเองไม่ได้")
    found.reviewed_by, found.reviewed_at = by, timezone.now()
    found.save(update_fields=["reviewed_by", "reviewed_at"])
    audit.record("homeroom.review", found, by=by, school_id=week.classroom.school_id)
    return found


@dataclass
class Added:
    """Photos kept, and for each refused one its number in the upload (from 1) and the reason."""

    photos: list[ClassPhoto] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def add_photos(record: HomeroomWeek | ClassMeeting, uploads: Iterable[File], *, by: User) -> Added:
    """Keep every sound picture; one that is none, too large or there already is refused alone."""
    added = Added()
    for number, upload in enumerate(uploads, start=1):
        try:
            added.photos.append(_add(record, upload, by=by))
        except ValidationError as error:
            added.refused.append((number, error.messages[0]))
    return added


@transaction.atomic
def _add(record: HomeroomWeek | ClassMeeting, upload: File, *, by: User) -> ClassPhoto:
    room = record.classroom
    Classroom.objects.select_for_update().get(pk=room.pk)
    if record.photos.count() >= record.MOST:
        raise ValidationError(f"ใส่ได้ไม่เกิน {record.MOST} รูป")
    stored = files.store_image(upload, school=room.school, by=by)
    if record.photos.filter(file__sha256=stored.sha256).exists():
        raise ValidationError("รูปนี้ใส่ไว้แล้ว")
    photo = record.photos.create(classroom=room, file=stored, added_by=by)
    audit.record("class_photo.add", photo, by=by, school_id=room.school_id)
    return photo


@transaction.atomic
def remove_photo(photo: ClassPhoto, *, by: User) -> None:
    """Take a photo out; its bytes are cleaned up later."""
    audit.record("class_photo.remove", photo, by=by, school_id=photo.classroom.school_id)
    photo.delete()
