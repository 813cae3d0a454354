"""Training for the community: the course, its villagers typed as lines, what followed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import Activity, Course, CourseLearner, Need
from community.services import needs
from schoolcare import audit
from schoolcare.models import User
from schoolcare.text import arabic_digits, normalize

MOST = 500
PARTS = 3  # name, village, hours
APART = re.compile(r"[,\t|;]")


@dataclass(frozen=True)
class Line:
    """One villager as typed."""

    name: str
    village: str = ""
    hours: Decimal | None = None

    @property
    def text(self) -> str:
        hours = "" if self.hours is None else f"{self.hours.normalize():f}"
        return ", ".join([self.name, self.village, hours]).rstrip(", ")


def course_of(activity: Activity) -> Course:
    """The course of an activity; where nothing was kept yet a fresh one, not saved, asked for by
    whoever told of the need it answers.
    """
    if course := getattr(activity, "course", None):
        return course
    course, need = Course(activity=activity), activity.needs.first()
    if need:
        course.asked_by = need.asked_by or str(need.partner or "")
        course.village = need.village
    return course


@transaction.atomic
def save_course(course: Course, *, need: Need | None, by: User) -> Course:
    """Keep the course, tied to the need it answers. Raises ValidationError for hours that cannot
    be, and for a village or need of elsewhere.
    """
    activity = course.activity
    village = course.village
    if village and not village.schools.filter(pk=activity.school_id).exists():
        raise ValidationError({"village": "เลือกหมู่บ้านในเขตบริการของโรงเรียน"})
    if need and need.school_id != activity.school_id:
        raise ValidationError({"need": "เลือกความต้องการของโรงเรียนนี้"})
    course.full_clean()
    course.save()
    for old in Need.objects.filter(activity=activity):
        if old != need:
            needs.answer(old, activity=None, by=by)
    if need:
        needs.answer(need, activity=activity, by=by)
    _record("course.save", course, by=by)
    return course


def read_lines(text: str, hours: Decimal) -> list[Line]:
    """Villagers of typed or pasted lines: name, village, hours; parted by comma, tab or bar.

    Raises ValidationError that names each line at fault.
    """
    faults, found, seen = [], [], set()
    typed = [normalize(one.replace("\t", ",")) for one in text.splitlines()]
    for number, line in enumerate(filter(None, typed), start=1):
        try:
            read = _line(line, hours)
            if (read.name, read.village) in seen:
                raise ValidationError("ชื่อนี้ซ้ำกับบรรทัดก่อน")
        except ValidationError as error:
            faults.append(f"บรรทัดที่ {number}: {error.message}")
        else:
            seen.add((read.name, read.village))
            found.append(read)
    if len(found) > MOST:
        faults = [f"ไม่เกิน {MOST} คน"]
    if faults:
        raise ValidationError(faults[:10])
    return found


def _line(line: str, most: Decimal) -> Line:
    parts = [one.strip() for one in APART.split(line)]
    if len(parts) > PARTS:
        raise ValidationError("มีมากกว่าสามช่อง ใส่ ชื่อ-สกุล, หมู่บ้าน, ชั่วโมง")
    name, village, typed = [*parts, "", ""][:PARTS]
    if not name or len(name) > 200 or len(village) > 100:
        raise ValidationError("ไม่มีชื่อ หรือข้อความยาวเกินไป")
    if not typed:
        return Line(name, village)
    try:
        hours = Decimal(arabic_digits(typed).removesuffix("ชั่วโมง").strip())
    except InvalidOperation:
        raise ValidationError(f"ชั่วโมง “{typed[:20]}” ไม่ใช่ตัวเลข") from None
    if not hours.is_finite() or not 0 <= hours <= most or hours != round(hours, 1):
        raise ValidationError(f"ชั่วโมงต้องอยู่ระหว่าง 0 ถึง {most.normalize():f}")
    return Line(name, village, hours)


def text_of(course: Course) -> str:
    """The villagers as lines, to be edited."""
    rows = course.learners.all()
    return "\n".join(Line(one.name, one.village, one.hours).text for one in rows)


@transaction.atomic
def save_learners(course: Course, lines: Iterable[Line], *, seen: str, by: User) -> int:
    """These and no others. Raises ValidationError where somebody saved after `seen` was read."""
    course = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if seen.split() != text_of(course).split():
        raise ValidationError("มีคนอื่นบันทึกรายชื่อไปก่อน คัดลอกที่พิมพ์ไว้ แล้วเปิดหน้านี้ใหม่")
    course.learners.all().delete()
    rows = [
        CourseLearner(
            course=course, name=one.name, village=one.village, hours=one.hours, position=place
        )
        for place, one in enumerate(lines)
    ]
    CourseLearner.objects.bulk_create(rows)
    _record("course.people", course, by=by, count=len(rows))
    return len(rows)


@transaction.atomic
def save_follow_up(course: Course, *, by: User) -> Course:
    """What became of it later. Raises ValidationError for words without a day."""
    if course.follow_up and course.follow_up_on is None:
        raise ValidationError({"follow_up_on": "กรุณากรอกวันที่ติดตามผล"})
    course.save(update_fields=["follow_up_on", "follow_up"])
    _record("course.update", course, by=by)
    return course


def _record(action: str, course: Course, *, by: User, **facts: Any) -> None:
    audit.record(action, course, by=by, school_id=course.activity.school_id, **facts)
