"""Addresses of the class board, the statistics and the binder: rights, and what each is about."""

from typing import Any

from schoolcare.access import Permission
from tests.access_place import Place

RIGHTS = {
    Permission.BINDER_MAKE: "students:binder",
    Permission.CARE_COUNT: "students:board-figures",
    Permission.DUTY_VIEW: "students:board students:board-class",
    Permission.PUPIL_COUNT: "students:statistics",
    Permission.SCREENING_FORM: "students:record-rule",
    Permission.PUPIL_VIEW: "students:record-missing students:statistics-pupils",
}
# Its arguments are a way of counting and a value: tests/students/test_statistics.py.
NO_ROWS = {"students:statistics-pupils"}


def of_class(place: Place) -> dict[str, Any]:
    return {"pk": place.classroom.pk}


def of_pupil(place: Place) -> dict[str, Any]:
    return {"pk": place.student.pk}


PUPIL_ROWS = {"students:board-class": of_class, "students:record-missing": of_pupil}


def asks_less(place: Place) -> dict[str, Any]:
    return {"asks_travel_mode": ""}


WRITES = {"students:record-rule": ("record_rule.create", asks_less)}
