"""Addresses of who is at risk and of cases, for the tables of tests/care_rows.py."""

from datetime import date
from typing import Any

from schoolcare.access import Permission
from students.models import CareCase, Screening
from tests.students.screened import make_screening, make_screening_round

RIGHTS = {
    Permission.SCREENING_VIEW: "at-risk-list case-list case-detail",
    Permission.SCREENING_ACT: "screening-act case-update case-close",
}
RIGHTS = {
    right: " ".join(f"students:{name}" for name in names.split()) for right, names in RIGHTS.items()
}


def screening_of(place: Any) -> Screening:
    found = Screening.objects.filter(student=place.student).first()
    round_ = found.round if found else make_screening_round(place.school)
    return found or make_screening(round_, place.student, place.everybody, health="problem")


def of_case(place: Any) -> dict[str, Any]:
    everybody = place.everybody
    case = CareCase.objects.create(
        student=place.student,
        problem="ขาดเรียนบ่อย",
        opened_on=date(2026, 11, 20),
        opened_by=everybody,
        owner=everybody,
    )
    return {"pk": case.pk}


def chosen(place: Any) -> dict[str, Any]:
    return {"screenings": [screening_of(place).pk], "kind": "none", "reason": "ดูแลแล้ว"}


PUPIL_ROWS = {f"students:case-{page}": of_case for page in ("detail", "update", "close")}
WRITES = {
    "students:screening-act": ("screening.act", chosen),
    "students:case-update": ("case.update", lambda place: {"problem": "ขาดเรียนทุกวันจันทร์"}),
    "students:case-close": ("case.close", lambda place: {"outcome": "better", "note": "มาทุกวัน"}),
}
LOOKS = {"students:case-detail": "case.view"}
OF_A_PUPIL = {"case", "screening"}
