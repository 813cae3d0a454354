"""Rows of tests/access_*.py and tests/audit_rows.py about procedures, in the insider's school."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.models import Procedure, ProcedureStart, ProcedureStep, School
from schoolcare.step_days import plan_year
from tests.access_place import Place

Fields = Callable[[Place], dict[str, Any]]
KEY = "6f1f7f0e-55cb-4f6c-9a0e-2f5c3a3a4b11"


def make_own(school: School, **fields: Any) -> Procedure:
    """A draft of two steps that a school wrote."""
    facts = {"code": f"own-{school.pk}", "name": "งานวันสำคัญ", "level": "school"}
    made = Procedure.objects.create(school=school, **facts | {"is_active": False} | fields)
    for number in (1, 2):
        made.steps.create(number=number, name=f"ขั้น {number}", weeks=1)
    return made


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def of_own(place: Place) -> dict[str, Any]:
    return {"code": make_own(place.school).code}


def of_used(place: Place) -> dict[str, Any]:
    year = plan_year(timezone.localdate())
    return {"code": make_own(place.school, is_active=True, from_year=year).code}


def of_own_step(place: Place) -> dict[str, Any]:
    return {"pk": make_own(place.school).steps.get(number=1).pk}


def of_start(place: Place) -> dict[str, Any]:
    made = make_own(place.school, is_active=True)
    facts = {"procedure": made, "year": 2569, "starts_on": date(2026, 6, 1)}
    return {"pk": ProcedureStart.objects.create(school=place.school, **facts).pk}


def a_weekly_procedure(place: Place) -> dict[str, Any]:
    """Everybody works at a school, whose shipped procedures go by months."""
    made = Procedure.objects.create(code="weekly", name="รายสัปดาห์", level="school")
    made.steps.create(number=1, name="ขั้นหนึ่ง", weeks=1)
    return {"code": made.code}


def opening(place: Place) -> dict[str, Any]:
    step = ProcedureStep.objects.filter(procedure__level="school").first()
    return {"step": step.pk, "period": 0}


def starting(place: Place) -> dict[str, Any]:
    return {"starts_on": str(timezone.localdate())}


def closing(place: Place) -> dict[str, Any]:
    """The first step of the care procedure; the school began today."""
    School.objects.filter(pk=place.school.pk).update(used_from=timezone.localdate())
    step = ProcedureStep.objects.get(procedure__code="school-care", number=1)
    return {"steps": [f"{step.pk}-0"], "note": "ก่อนเริ่ม"}


def this_year(place: Place) -> dict[str, Any]:
    return {"year": plan_year(timezone.localdate())}


ROWS: dict[str, Fields] = {
    **dict.fromkeys(
        ("procedure-detail", "procedure-words", "procedure-use", "procedure-end"), of_own
    ),
    **dict.fromkeys(("procedure-drop", "step-create"), of_own),
    **dict.fromkeys(("step-update", "step-move", "step-drop"), of_own_step),
    "procedure-edition": of_used,
    "procedure-start": of_used,
    "start-drop": of_start,
}
POST_ONLY = {
    *("procedure-edition", "procedure-drop", "step-move", "step-drop", "start-drop", "step-open"),
}
RIGHTS: dict[Permission, str] = {
    Permission.PROCEDURE_RUN: "procedure-create procedure-drop procedure-edition procedure-end "
    "procedure-own procedure-start procedure-use procedure-words start-drop step-create step-drop "
    "step-edit step-move step-open step-update steps-close",
    Permission.PROCEDURE_VIEW: "procedure-board procedure-detail procedure-list "
    "procedure-school step-file",
}
STEP = {"key": KEY, "name": "ขั้นใหม่", "time": "weeks", "weeks": "๒"}
WRITES: dict[str, tuple] = {
    "procedure-create": ("procedure.create", typed(key=KEY, name="งานใหม่")),
    "procedure-drop": ("procedure.delete", typed()),
    "procedure-edition": ("procedure.create", typed()),
    "procedure-end": ("procedure.end", this_year, of_used),
    "procedure-start": ("procedure.start", starting, a_weekly_procedure),
    "procedure-use": ("procedure.use", this_year),
    "procedure-words": ("procedure.update", typed(name="ชื่อใหม่")),
    "start-drop": ("procedure.stop", typed()),
    "step-create": ("procedure_step.create", typed(**STEP)),
    "step-drop": ("procedure_step.delete", typed()),
    "step-move": ("procedure_step.move", typed(down="1")),
    "step-open": ("step.open", opening),
    "step-update": ("procedure_step.update", typed(name="แก้แล้ว")),
    "steps-close": ("step.close_prior", closing),
}
