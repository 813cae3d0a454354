"""What a row changes of a pupil: plain fields, sensitive record, id, class. Families live apart."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from schoolcare.fields import blind_index
from schoolcare.headings import Entry
from schoolcare.identity import id_kind, mask_citizen_id, room_key
from schoolcare.importing import Change
from schoolcare.models import Level
from schoolcare.thai import thai_date
from students.importing.known import Known, Pupil
from students.importing.writes import Writes
from students.models import Classroom, Enrolment, Identifier, SensitiveRecord, Student

STUDENT_FIELDS = (
    *("code", "title", "first_name", "last_name", "nickname", "english_name", "sex", "birth_date"),
    *("nationality", "parents_status", "travel_mode", "travel_minutes", "distance_m"),
)
# Field of the record → field of the file; what stands there stays out of previews.
SENSITIVE_FIELDS = {
    "religion": "religion",
    "ethnicity": "ethnicity",
    "blood_group": "blood_group",
    "disabilities": "disability",
    "disadvantages": "disadvantage",
    "shortages": "lacks_uniform",
    "weight_kg": "weight",
    "height_cm": "height",
}
LABELS = {"english_name": "first_name_en", "distance_m": "paved_road"}


def overlay(record: models.Model, values: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Set the values that differ, cut and rounded to their columns; (field, old, new) of each."""
    for name, value in values.items():
        old, new = getattr(record, name), fit(record, name, value)
        if old != new:
            setattr(record, name, new)
            yield name, old, new


def fit(record: models.Model, name: str, value: Any) -> Any:
    field = record._meta.get_field(name)
    if isinstance(value, str) and isinstance(field, models.CharField):
        return value[: field.max_length]
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return round(value, field.decimal_places)
    return int(value) if isinstance(value, Decimal) else value


def words(record: models.Model, name: str, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, date):
        return thai_date(value)
    if value is None:
        return ""
    field = record._meta.get_field(name)
    choices = dict(field.flatchoices) if isinstance(field, models.Field) else {}
    return str(choices.get(value, value))


def change_student(student: Student, entry: Entry, writes: Writes, *, is_now: bool) -> list[Change]:
    """Plain fields; with `is_now` (a file of this year) also that who had left is back."""
    wanted = {name: entry.values[name] for name in STUDENT_FIELDS if name in entry.values}
    if is_now and student.status not in Student.IN_SCHOOL:
        wanted["status"] = Student.Status.STUDYING
    if is_now and entry.get("hanging"):
        wanted["status"] = Student.Status.HANGING
    changes = []
    for name, old, new in overlay(student, wanted):
        writes.students.note(student, name)
        label = "สถานะ" if name == "status" else entry.columns.label(LABELS.get(name, name))
        changes.append(Change(label, words(student, name, old), words(student, name, new)))
    return changes


def change_sensitive(student: Student, entry: Entry, writes: Writes) -> list[Change]:
    """The sensitive record, made where there is none; changes name the column alone.

    Whom the school itself has weighed and measured keeps that: a file tells no day of its figures.
    """
    sources = {"weight_kg": "weight", "height_cm": "height"}
    found = {name: entry.get(sources.get(name, name), None) for name in SENSITIVE_FIELDS}
    own = set(sources) if getattr(student, "is_measured", False) else set()
    wanted = {name: found[name] for name in found if name not in own and found[name] is not None}
    record = getattr(student, "sensitive", None)
    if record is None and not wanted:
        return []
    if record is None:
        record = SensitiveRecord(student=student)
        writes.sensitive.note(record)
    changes = []
    for name, _old, _new in overlay(record, wanted):
        writes.sensitive.note(record, name)
        changes.append(Change(entry.columns.label(SENSITIVE_FIELDS[name])))
    return changes


def change_number(pupil: Pupil, entry: Entry, known: Known, writes: Writes) -> list[Change]:
    """The id: a first one, or one that supersedes another; what it replaces stays as history."""
    number, current, student = entry.get("number"), pupil.number, pupil.student
    if not number or (current and current.value_hash == blind_index(number)):
        return []
    kind = id_kind(number)
    if current and known.by_number.get(blind_index(number)) == student.pk:
        entry.warn("number", "เลขนี้เลิกใช้แล้วในระบบ จึงไม่เปลี่ยนกลับ")
        return []
    thirteen = Identifier.THIRTEEN_DIGITS
    if current and current.kind in thirteen and kind not in thirteen:
        entry.warn("number", "ในระบบมีเลข 13 หลักแล้ว จึงไม่เปลี่ยน")
        return []
    if current:
        writes.identifiers.note(current)
    writes.identifiers.note(
        Identifier(
            student=student,
            school=student.school,
            kind=kind,
            value=number,
            value_hash=blind_index(number),
            valid_from=known.today if current else None,
        )
    )
    old = current.masked if current else ""
    return [Change(entry.columns.label("number"), old, mask_citizen_id(number))]


def change_class(pupil: Pupil, entry: Entry, known: Known, writes: Writes) -> list[Change]:
    """The class of the year; a level without a room leaves a pupil in the room they have."""
    current = next((one for one in pupil.classes if one.year == known.year), None)
    level, room = entry.values["level"], entry.get("room", None)
    if room is None:
        stays = current and current.classroom.level == level
        room = current.classroom.room_text if current and stays else "1"
    classroom = _classroom(level, room, known, writes)
    label, roll = entry.columns.label("level"), entry.get("roll_number", None)
    if current is None:
        enrolment = Enrolment(
            student=pupil.student, classroom=classroom, year=known.year, roll_number=roll
        )
        writes.enrolments.note(enrolment)
        old = pupil.classes[-1].classroom.label if pupil.classes else ""
        return [Change(label, old, classroom.label)]
    changes = []
    if current.classroom_id != classroom.pk or classroom.pk is None:
        changes.append(Change(label, current.classroom.label, classroom.label))
        current.classroom, current.roll_number = classroom, roll
        writes.enrolments.note(current, "classroom", "roll_number")
    elif roll and roll != current.roll_number:
        old = words(current, "roll_number", current.roll_number)
        changes.append(Change(entry.columns.label("roll_number"), old, str(roll)))
        current.roll_number = roll
        writes.enrolments.note(current, "roll_number")
    return changes


def _classroom(level: int, room: str, known: Known, writes: Writes) -> Classroom:
    """A class of the year; made when the school has none of that name yet."""
    place = level, room_key(room)
    if place not in known.classrooms:
        where = {"school": known.school, "year": known.year, "level": Level(level)}
        known.classrooms[place] = Classroom(**where, **Classroom.room_fields(room))
        writes.classrooms.note(known.classrooms[place])
    return known.classrooms[place]
