"""Addresses of doubles in the tables of access and of the log."""

from datetime import date
from typing import Any

from schoolcare.access import Permission
from students.services.duplicates import Wish, merge
from tests.access_place import SECRET, Place
from tests.factories import make_student

RIGHTS = {
    Permission.PUPIL_MERGE: "students:duplicate-find students:duplicate-list "
    "students:merged-detail students:student-distinct students:student-merge",
}
BORN = date(2017, 3, 5)


def of_pair(place: Place) -> dict[str, Any]:
    other = make_student(place.classroom, first_name=SECRET, birth_date=BORN)
    return {"pk": place.student.pk, "other": other.pk}


def of_merged(place: Place) -> dict[str, Any]:
    pair = place.student, make_student(place.classroom, first_name=SECRET, birth_date=BORN)
    return {"pk": merge(*pair, reason="นำเข้าซ้ำ", wish=Wish(), by=place.everybody).pk}


SCHOOL_ROWS = {"students:student-distinct": of_pair, "students:student-merge": of_pair}
SCHOOL_ROWS |= {"students:merged-detail": of_merged}
WRITES = {
    "students:student-distinct": ("student.distinct", lambda place: {"reason": "ฝาแฝด"}),
    "students:student-merge": ("student.merge", lambda place: {"reason": "นำเข้าซ้ำ"}),
}
OF_A_PUPIL = {"merged"}
LOOKS = {"students:merged-detail": "merged.view"}
NO_TRAIL = {"students:duplicate-find"}  # leads to the two records; writes nothing
