"""Rows of the access and log tests: one's own notes on a pupil."""

from datetime import date
from typing import Any

from schoolcare.access import Permission
from students.models import Note
from tests.access_place import Place


def of_student(place: Place) -> dict[str, Any]:
    return {"pk": place.student.pk}


def of_note(place: Place) -> dict[str, Any]:
    facts = {"student": place.student, "author": place.everybody}
    return {"pk": Note.objects.create(on=date(2026, 11, 20), text="มาสาย", **facts).pk}


SCHOOL_ROWS = {
    "students:note-list": of_student,
    "students:note-update": of_note,
    "students:note-remove": of_note,
}
POST_ONLY = {"students:note-remove"}
RIGHTS = {
    Permission.PUPIL_NOTE: "students:note-list students:note-update students:note-remove",
}
WRITES: dict[str, tuple] = {
    "students:note-update": ("note.change", lambda place: {"text": "มาสายเพราะฝนตก"}),
    "students:note-remove": ("note.delete", lambda place: {}),
}
