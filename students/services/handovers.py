"""What the adviser of a year hands to the next: written by the class, read by the next class."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import User
from schoolcare.thai import academic_year
from students.models import Classroom, Enrolment, HandoverNote, Student

YEARS_OPEN = 1  # a note may be written until the end of the year after
SITTING = timedelta(minutes=10)  # of a page that saves itself, the log keeps one event


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


def hold(students: Iterable[int]) -> None:
    """Nobody else writes notes of these pupils until the transaction ends."""
    rows = Student.objects.select_for_update().filter(pk__in=list(students)).order_by("pk")
    list(rows.values_list("pk", flat=True))


@transaction.atomic
def save_note(note: HandoverNote, *, by: User, is_sitting: bool = False) -> HandoverNote | None:
    """Write or change a note; one without words goes. The log never holds its text.

    `is_sitting`: a page saves it while somebody writes; who goes on writing is logged once.
    """
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
    goes_on = is_sitting and held is not None and held.written_by_id == by.pk
    is_told = goes_on and held.written_at > timezone.now() - SITTING  # type: ignore[union-attr]
    note.pk = held.pk if held else None
    note.written_by = by
    note.save()
    if not is_told:
        audit.record("handover.save", note, **where, year=note.year)
    return note
