"""What the adviser of a year hands to the next: written by the class, read by the next class."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit
from schoolcare.models import User
from schoolcare.thai import academic_year
from students.models import Classroom, Enrolment, HandoverNote, Student

YEARS_OPEN = 1  # a note may be written until the end of the year after


def pupils_of(room: Classroom) -> Any:
    """Seats of who was handed on by this class: kept until the end, in the order of the roll."""
    seats = room.enrolments.filter(ends_on=None).select_related("student")
    return seats.order_by("roll_number", "pk")


def is_open(room: Classroom, today: Any) -> bool:
    """Notes of the last year are written until this one ends; older ones stand as they are."""
    return room.year >= academic_year(today) - YEARS_OPEN


def notes_of(students: Iterable[int], year: int) -> dict[int, HandoverNote]:
    rows = HandoverNote.objects.filter(student__in=list(students), year=year)
    return {one.student_id: one for one in rows.select_related("written_by")}


@transaction.atomic
def save_note(note: HandoverNote, *, by: User) -> HandoverNote | None:
    """Write or change a note; one without words goes. The log never holds its text."""
    student = Student.objects.select_for_update().get(pk=note.student_id)
    held = HandoverNote.objects.filter(student=student, year=note.year).first()
    where: dict[str, Any] = {"by": by, "school_id": student.school_id, "pupil_id": student.pk}
    if not any(getattr(note, part) for part in HandoverNote.PARTS):
        if held:
            audit.record("handover.delete", held, **where, year=note.year)
            held.delete()
        return None
    if not Enrolment.objects.filter(student=student, year=note.year).exists():
        raise ValidationError("นักเรียนไม่ได้เรียนที่นี่ในปีนั้น")
    note.pk = held.pk if held else None
    note.written_by = by
    note.save()
    audit.record("handover.save", note, **where, year=note.year)
    return note
