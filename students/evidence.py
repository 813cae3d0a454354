"""What the registry proves of the schools' procedures: every class of the year has its adviser."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from schoolcare.counting import counted
from schoolcare.models import Procedure, ProcedureStep
from schoolcare.registry import Evidence, Proof, procedure_evidence
from students.models import Adviser, Classroom

ADVISERS = "students.advisers"


def adviser_facts(step: ProcedureStep, year: int) -> dict[str, Any]:
    """Classes of the year, and those of them that somebody was made responsible for."""
    rooms = Classroom.objects.filter(year=year)
    advised = Adviser.objects.filter(classroom=OuterRef("pk"))
    return {
        "rooms": counted(rooms, "school"),
        "advised": counted(rooms.filter(Exists(advised)), "school"),
    }


def advisers_named(said: dict[str, Any]) -> Evidence:
    rooms, advised = said["rooms"], said["advised"]
    text = f"มีครูที่ปรึกษาแล้ว {advised}/{rooms} ห้อง" if rooms else "ยังไม่มีห้องเรียนของปีการศึกษานี้"
    return Evidence(0 < rooms <= advised, text, reverse("students:classroom-list"))


procedure_evidence[ADVISERS] = Proof(
    Procedure.Level.SCHOOL,
    adviser_facts,
    advisers_named,
    is_shared=True,
    label="ทุกห้องเรียนมีครูที่ปรึกษา",
)
