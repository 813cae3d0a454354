"""Addresses of the class board: rights, and what each is about."""

from typing import Any

from schoolcare.access import Permission
from tests.access_place import Place

RIGHTS = {
    Permission.DUTY_VIEW: "students:board students:board-class",
    Permission.PUPIL_VIEW: "students:record-missing",
}


def of_class(place: Place) -> dict[str, Any]:
    return {"pk": place.classroom.pk}


def of_pupil(place: Place) -> dict[str, Any]:
    return {"pk": place.student.pk}


PUPIL_ROWS = {"students:board-class": of_class, "students:record-missing": of_pupil}
