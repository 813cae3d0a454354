"""บันทึกส่งต่อครูที่ปรึกษา of a class: what was written for the next adviser, or what was got."""

from functools import cached_property
from typing import Any

from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import User
from schoolcare.paper.choices import Option
from students.models import Classroom, HandoverNote
from students.services.handovers import pupils_of

WHICH = Option("which", "บันทึกของปี", (("", "ปีของห้องนี้ (ส่งต่อไปปีหน้า)"), ("got", "ปีก่อน (รับจากครูเดิม)")))


@register
class HandoverNotes(Document):
    slug = "handover-note"
    title = "บันทึกส่งต่อครูที่ปรึกษา"
    permission = Permission.HANDOVER_VIEW
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = "students/print/handover_note.html"
    page_class = "wide"
    options = (WHICH,)
    can_be_blank = True

    @property
    def of_year(self) -> int:
        """The year that the notes are about."""
        room = self.subject.classroom
        return int(room.year) - bool(self.choices.options.get(WHICH.name))

    @cached_property
    def rows(self) -> list[tuple[Any, HandoverNote | None]]:
        """Every pupil of the class, with the note; of last year only what the person may see.

        A blank form has the names alone, to be written on.
        """
        seats = list(pupils_of(self.subject.classroom))
        if self.subject.is_blank:
            return [(one, None) for one in seats]
        notes: Any = HandoverNote.objects.filter(
            year=self.of_year, student__in=[one.student_id for one in seats]
        )
        if self.user is not None and self.of_year != self.subject.classroom.year:
            notes = notes.for_user(self.user, self.permission)
        found = {one.student_id: one for one in notes.select_related("written_by")}
        return [(one, found.get(one.student_id)) for one in seats]

    @property
    def writers(self) -> list[str]:
        return sorted({note.written_by.full_name for _, note in self.rows if note})

    def context(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "groups": [self.rows[:-1], self.rows[-1:]],
            "writers": self.writers,
            "of_year": self.of_year,
        }

    def record_reading(self, *, by: User | None) -> None:
        room = self.subject.classroom
        if pupils := [seat.student_id for seat, note in self.rows if note]:
            where = {"by": by, "school_id": room.school_id}
            audit.record("handovers.view", room, **where, pupils=pupils)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        note = HandoverNote.objects.order_by("pk").first()
        seats = note.student.enrolments.filter(year=note.year) if note else None
        seat = seats.first() if seats is not None else None
        return {"classroom": str(seat.classroom_id)} if seat else {}
