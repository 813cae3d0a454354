"""Writing a pupil: the record, the class, notes, consents, the id. Everything is recorded."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import StoredFile, User
from schoolcare.thai import academic_year
from students.consent_texts import CONSENT_TEXT
from students.models import (
    Classroom,
    Enrolment,
    Note,
    PublicationConsent,
    SensitiveRecord,
    Student,
)
from students.services.growth import judge_again

JUDGED_BY = {"birth_date", "sex"}  # what weight and height are judged by
GONE = {
    Student.Status.MOVED,
    Student.Status.RESIGNED,
    Student.Status.STRUCK,
    Student.Status.DECEASED,
}


@transaction.atomic
def create_student(student: Student, *, classroom: Classroom | None, by: User) -> Student:
    """A new pupil, enrolled when a class is given. Raises ValidationError for a code in use."""
    student.fill_search()
    student.full_clean(exclude=["household", "photo", *([] if student.code else ["code"])])
    student.save()
    SensitiveRecord.objects.create(student=student)
    if classroom:
        enrol(student, classroom, by=by)
    audit.record("student.create", student, by=by, school_id=student.school_id, pupil_id=student.pk)
    return student


@transaction.atomic
def update_student(student: Student, *, by: User) -> Student:
    """Save the changed fields alone; who leaves during the year leaves the class today."""
    current = Student.objects.select_for_update().get(pk=student.pk)
    student.fill_search()
    changes = audit.differences(current, student)
    if not changes:
        return current
    student.version = current.version + 1
    student.save(update_fields=[*changes, "version"])
    audit.record(
        "student.update",
        student,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        fields={
            name: pair
            for name, pair in changes.items()
            if name not in {"search", "name_key", "version"}
        },
    )
    if JUDGED_BY & set(changes):
        judge_again([student.pk])
    if "status" in changes and student.status in GONE:
        today = timezone.localdate()
        seats = student.enrolments.filter(year__gte=academic_year(today), ends_on=None)
        seats.update(ends_on=today)
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
def change_note(note: Note, *, by: User) -> Note:
    """Another day or other words; the log says that they changed, never what they said."""
    before = Note.objects.select_for_update().get(pk=note.pk)
    if changes := audit.differences(before, note, hidden=("text",)):
        note.save(update_fields=list(changes))
        audit.record("note.change", note, by=by, **_place_of(note), **changes)
    return note


@transaction.atomic
def remove_note(note: Note, *, by: User) -> None:
    """What was written at the wrong pupil; the log keeps that it stood there, and of which day."""
    audit.record("note.delete", note, by=by, **_place_of(note), on=note.on)
    note.delete()


def _place_of(note: Note) -> dict[str, int]:
    return {"school_id": note.student.school_id, "pupil_id": note.student_id}


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
def set_photo(student: Student, photo: StoredFile | None, *, by: User) -> None:
    """Another photo, or none: one of the wrong pupil, or that the family does not want."""
    student.photo = photo
    student.save(update_fields=["photo"])
    audit.record(
        "student.photo",
        student,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        removed=photo is None,
    )
