"""Checking a class on a day, correcting it, taking it back; the school's rule of absence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import User
from schoolcare.thai import thai_date
from students.attendance import days_off, term_on
from students.models import Absence, AttendanceRule, ClassDay, Classroom
from students.models.classrooms import EnrolmentQuerySet, roster
from students.services.absences import follow

CAME = "มา"
STALE = "มีคนอื่นบันทึกการมาเรียนของวันนี้ไปก่อน จึงยังไม่ได้บันทึกของคุณ ตรวจรายชื่อที่ต่างกัน แล้วกดบันทึกอีกครั้ง"


@dataclass(frozen=True)
class Mark:
    """A pupil's absence as somebody ticked it."""

    kind: str
    note: str = ""


class StaleError(ValidationError):
    """Somebody else saved the day first; `day` is what is saved now."""

    def __init__(self, day: ClassDay) -> None:
        super().__init__(STALE, code="stale")
        self.day = day


def seats_on(room: Classroom, on: date) -> EnrolmentQuerySet:
    """Who sat in the class on a day, by roll number; also who has left it since."""
    here = room.enrolments.filter(Q(starts_on=None) | Q(starts_on__lte=on))
    return here.filter(roster() | Q(ends_on__gte=on)).in_roll_order().select_related("student")


def refuse_day(room: Classroom, on: date) -> None:
    """Raises ValidationError for a day on which nobody can have been checked."""
    if on > timezone.localdate():
        raise ValidationError(f"{thai_date(on)} ยังมาไม่ถึง เช็กชื่อล่วงหน้าไม่ได้", code="future")
    term = term_on(room.school_id, on)
    if term is None or term.year != room.year:
        words = f"{thai_date(on)} ไม่อยู่ในภาคเรียนของปีการศึกษา {room.year}"
        raise ValidationError(f"{words} ตรวจวันเปิดปิดภาคเรียนในตั้งค่าโรงเรียน", code="term")


def off_words(room: Classroom, on: date) -> str:
    """Why the day is a day off, "" for a school day."""
    return ", ".join(days_off(room.school, on, on).get(on, []))


@transaction.atomic
def check_day(
    room: Classroom,
    on: date,
    marks: Mapping[int, Mark],
    *,
    seen: int,
    by: User,
    is_held: bool = False,
) -> ClassDay:
    """Say who was missing or late on a day: everybody else of the class came.

    `marks` by pupil; `seen` is the version that the page showed, 0 for none. Sent twice it is saved
    once. Raises ValidationError for a day that cannot be, for a day off unless `is_held`, and
    StaleError where somebody else has saved something different since.
    """
    refuse_day(room, on)
    if not is_held and (off := off_words(room, on)):
        raise ValidationError(f"{thai_date(on)} เป็นวันหยุด ({off})", code="off")
    Classroom.objects.select_for_update().get(pk=room.pk)
    pupils = {seat.student_id for seat in seats_on(room, on)}
    if not pupils:
        raise ValidationError("ห้องนี้ยังไม่มีนักเรียนในวันนั้น จึงเช็กชื่อไม่ได้", code="empty")
    asked = {key: mark for key, mark in marks.items() if key in pupils}
    day = ClassDay.objects.filter(classroom=room, on=on).first()
    saved = marks_of(day, pupils)
    if day and saved == asked:
        return day
    if day and day.version != seen:
        raise StaleError(day)
    day = day or ClassDay(classroom=room, on=on, version=0)
    day.pupils = len(pupils)
    return _write(day, saved, asked, by=by)


def marks_of(day: ClassDay | None, pupils: Iterable[int]) -> dict[int, Mark]:
    """What is saved of these pupils."""
    if day is None:
        return {}
    rows = day.absences.filter(student__in=list(pupils))
    return {one.student_id: Mark(one.kind, one.note) for one in rows}


def _write(
    day: ClassDay, saved: Mapping[int, Mark], asked: Mapping[int, Mark], *, by: User
) -> ClassDay:
    room, is_new = day.classroom, day.pk is None
    day.checked_by, day.version = by, day.version + 1
    day.save()
    save_marks([(day, saved, asked)])
    if is_new:
        where = {"school_id": room.school_id}
        audit.record("class_day.check", day, by=by, **where, starts_on=day.on, count=len(asked))
    else:
        record_corrections(day, saved, asked, by=by)
    touched = {key for key in {*saved, *asked} if saved.get(key) != asked.get(key)}
    follow(room, touched, by=by)
    return day


def save_marks(days: Iterable[tuple[ClassDay, Mapping[int, Mark], Mapping[int, Mark]]]) -> None:
    """Bring the absences of days from what is saved to what is asked, in three queries at most."""
    gone, new = Q(pk__in=[]), []
    for day, saved, asked in days:
        keys = [key for key in saved if saved[key] != asked.get(key)]
        if keys:
            gone |= Q(day=day, student__in=keys)
        new += [
            Absence(day=day, student_id=key, kind=mark.kind, note=mark.note)
            for key, mark in asked.items()
            if saved.get(key) != mark
        ]
    if gone:
        Absence.objects.filter(gone).delete()
    Absence.objects.bulk_create(new, batch_size=500)


@transaction.atomic
def record_corrections(
    day: ClassDay, saved: Mapping[int, Mark], asked: Mapping[int, Mark], *, by: User
) -> None:
    """One event a pupil, so that the history of each tells it."""
    words = dict(Absence.Kind.choices)
    school = day.classroom.school
    for key in sorted({*saved, *asked}):
        old, new = saved.get(key, Mark("")), asked.get(key, Mark(""))
        if old != new:
            audit.record(
                "class_day.correct",
                day,
                by=by,
                school_id=school.pk,
                district_id=school.district_id,
                pupil_id=key,
                starts_on=day.on,
                kind=[words.get(old.kind, CAME), words.get(new.kind, CAME)],
            )


@transaction.atomic
def uncheck_day(day: ClassDay, *, by: User) -> None:
    """Take back a day that should not have been checked; done twice it is done once."""
    room = Classroom.objects.select_for_update().get(pk=day.classroom_id)
    found = ClassDay.objects.filter(pk=day.pk).first()
    if found is None:
        return
    pupils = list(found.absences.values_list("student_id", flat=True))
    audit.record(
        "class_day.remove",
        found,
        by=by,
        school_id=room.school_id,
        starts_on=found.on,
        pupils=pupils,
    )
    found.delete()
    follow(room, pupils, by=by)


@transaction.atomic
def save_rule(rule: AttendanceRule, *, by: User) -> AttendanceRule:
    """The school's own numbers; cases that are open stay, the next check goes by the new ones."""
    old = AttendanceRule.objects.filter(school=rule.school_id).first()
    before = old or AttendanceRule(school_id=rule.school_id)
    rule.full_clean(exclude=["school"], validate_unique=False)
    if old:
        rule.pk = old.pk
    rule.save()
    changed = audit.differences(before, rule)
    changed.pop("id", None)
    audit.record("attendance_rule.change", rule, by=by, school_id=rule.school_id, **changed)
    return rule


@transaction.atomic
def import_days(
    rooms: Mapping[int, Classroom],
    days: Mapping[tuple[int, date], Mapping[int, Mark | None]],
    *,
    by: User | None,
) -> list[int]:
    """Days of classes as a file has them, by class and day: of each pupil the mark, None for came.

    Whom the file does not name keeps what is saved. Gives the keys of the days that changed.
    """
    list(Classroom.objects.filter(pk__in={room for room, _on in days}).select_for_update())
    touched: dict[int, set[int]] = {}
    made: list[int] = []
    for (key, on), marks in sorted(days.items()):
        day, changed = _import_day(rooms[key], on, marks, by=by)
        if day:
            made.append(day.pk)
            touched.setdefault(key, set()).update(changed)
    for key, pupils in touched.items():
        follow(rooms[key], pupils, by=by)
    return made


def _import_day(
    room: Classroom, on: date, marks: Mapping[int, Mark | None], *, by: User | None
) -> tuple[ClassDay | None, set[int]]:
    """The day and whose marks changed; None where it stands so already."""
    day = ClassDay.objects.filter(classroom=room, on=on).first()
    pupils = {seat.student_id for seat in seats_on(room, on)}
    saved = marks_of(day, pupils)
    said = {one: marks[one] if one in marks else saved.get(one) for one in pupils}
    asked = {one: mark for one, mark in said.items() if mark}
    if day and asked == saved:
        return None, set()
    is_new = day is None
    day = day or ClassDay(classroom=room, on=on, version=0)
    day.pupils, day.checked_by, day.version = len(pupils), by, day.version + 1
    day.save()
    save_marks([(day, saved, asked)])
    if by and not is_new:
        record_corrections(day, saved, asked, by=by)
    return day, {one for one in {*saved, *asked} if saved.get(one) != asked.get(one)}
