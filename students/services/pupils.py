"""Writing a pupil: the record, the class, notes, consents, the id. Everything is recorded."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.fields import blind_index
from schoolcare.identity import clean_id, id_kind
from schoolcare.models import School, StoredFile, User
from students.models import (
    Classroom,
    Enrolment,
    Identifier,
    Note,
    PublicationConsent,
    SensitiveRecord,
    Student,
)

CONSENT_TEXT = "2569-1"  # version of the wording that the school reads to the family


class Clash(Exception):  # noqa: N818 -- no fault: two people, one record
    """Somebody saved the record after it was opened; nothing was written. Holds the saved one."""

    def __init__(self, current: Student) -> None:
        super().__init__("บันทึกแล้วโดยคนอื่น")
        self.current = current


@transaction.atomic
def create_student(student: Student, *, classroom: Classroom | None, by: User) -> Student:
    """A new pupil, enrolled when a class is given. Raises ValidationError for a code in use."""
    student.fill_search()
    student.full_clean(exclude=["household", "photo"])
    student.save()
    SensitiveRecord.objects.create(student=student)
    if classroom:
        enrol(student, classroom, by=by)
    audit.record("student.create", student, by=by, school_id=student.school_id, pupil_id=student.pk)
    return student


@transaction.atomic
def update_student(student: Student, *, version: int, by: User) -> Student:
    """Save the changed fields over `version`. Raises Clash when there is a newer one."""
    current = Student.objects.select_for_update().get(pk=student.pk)
    if current.version != version:
        raise Clash(current)
    changes = audit.differences(current, student)
    if not changes:
        return current
    student.version = version + 1
    student.fill_search()
    student.save()
    audit.record(
        "student.update",
        student,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        fields={name: pair for name, pair in changes.items() if name not in {"search", "version"}},
    )
    return student


@transaction.atomic
def enrol(student: Student, classroom: Classroom, *, by: User) -> Enrolment:
    """Put the pupil into the class of its year; an open enrolment elsewhere that year ends today.

    The roll number follows the last one of the class.
    """
    if classroom.school_id != student.school_id:
        raise ValidationError("ห้องเรียนนี้เป็นของโรงเรียนอื่น")
    today = timezone.localdate()
    open_now = student.enrolments.filter(year=classroom.year, ends_on=None).first()
    if open_now and open_now.classroom_id == classroom.pk:
        return open_now
    if open_now:
        open_now.ends_on = today
        open_now.save(update_fields=["ends_on"])
    used = classroom.enrolments.filter(ends_on=None).values_list("roll_number", flat=True)
    enrolment = Enrolment.objects.create(
        student=student,
        classroom=classroom,
        year=classroom.year,
        roll_number=max((number for number in used if number), default=0) + 1,
        starts_on=today,
    )
    audit.record(
        "enrolment.create",
        enrolment,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        classroom=classroom.label,
    )
    return enrolment


@transaction.atomic
def add_note(student: Student, *, on: date, text: str, by: User) -> Note:
    note = Note.objects.create(student=student, on=on, text=text, author=by)
    audit.record("note.create", note, by=by, school_id=student.school_id, pupil_id=student.pk)
    return note


@transaction.atomic
def record_consent(consent: PublicationConsent, *, by: User) -> PublicationConsent:
    """The family's answer about publication, with the version of the words they were read."""
    consent.recorded_by, consent.text_version = by, CONSENT_TEXT
    consent.save()
    audit.record(
        "consent.create",
        consent,
        by=by,
        school_id=consent.student.school_id,
        pupil_id=consent.student_id,
        decision=consent.decision,
    )
    return consent


@transaction.atomic
def update_sensitive(record: SensitiveRecord, *, fields: list[str], by: User) -> SensitiveRecord:
    """Save what PDPA ม.26 protects; the log names the fields, never their values."""
    record.save()
    student = record.student
    audit.record(
        "sensitive.update",
        record,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        fields=sorted(fields),
    )
    return record


@transaction.atomic
def set_identifier(student: Student, value: str, *, by: User) -> Identifier | None:
    """Make `value` the pupil's current id; the one before it stays as history (care.md §5.5).

    Raises ValidationError for an id that cannot be, or that another pupil of the school has.
    """
    value = clean_id(value)
    kind = id_kind(value)
    if kind not in Identifier.Kind.values:
        raise ValidationError("เลขประจำตัวไม่ถูกต้อง ใส่เลข 13 หลัก รหัส G หรือเลขหนังสือเดินทาง")
    current = student.identifiers.filter(is_current=True).first()
    hashed = blind_index(value)
    if current and current.value_hash == hashed:
        return current
    if Identifier.objects.filter(
        school=student.school, value_hash=hashed, is_current=True
    ).exists():
        raise ValidationError("เลขประจำตัวนี้มีนักเรียนคนอื่นในโรงเรียนใช้อยู่แล้ว")
    today = timezone.localdate()
    if current:
        current.is_current, current.valid_to = False, today
        current.save(update_fields=["is_current", "valid_to"])
    made = Identifier.objects.create(
        student=student,
        school=student.school,
        kind=kind,
        value=value,
        value_hash=hashed,
        valid_from=today,
    )
    audit.record(
        "identifier.change",
        made,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        kind=kind,
    )
    return made


@transaction.atomic
def reveal_identifier(student: Student, *, by: User) -> str:
    """The whole id of one pupil; the look is recorded before it is shown."""
    current = student.identifiers.filter(is_current=True).first()
    audit.record(
        "identifier.reveal", current, by=by, school_id=student.school_id, pupil_id=student.pk
    )
    return current.value if current else ""


@transaction.atomic
def set_photo(student: Student, photo: StoredFile, *, by: User) -> None:
    student.photo = photo
    student.save(update_fields=["photo"])
    audit.record("student.photo", student, by=by, school_id=student.school_id, pupil_id=student.pk)


def find_by_identifier(school: School, value: str) -> Student | None:
    """The pupil of the school who now has exactly this id; by keyed hash."""
    hashed = blind_index(clean_id(value))
    found = Identifier.objects.filter(school=school, value_hash=hashed, is_current=True)
    row = found.select_related("student").first() if hashed else None
    return row.student if row else None
