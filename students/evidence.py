"""What the registry proves of the schools' procedures: classes have advisers, units have heads."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from schoolcare.counting import counted
from schoolcare.models import Procedure, ProcedureStep
from schoolcare.registry import Evidence, Proof, procedure_evidence
from students.models import Adviser, Classroom, Unit

ADVISERS = "students.advisers"
STRUCTURE = "students.structure"
HEADS = "students.structure-heads"
NO_STRUCTURE = "ยังไม่มีโครงสร้างของปีการศึกษานี้"


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


def structure_facts(step: ProcedureStep, year: int) -> dict[str, Any]:
    """Units of the year's structure, and those of them that somebody heads."""
    units = Unit.objects.filter(division__structure__year=year)
    headed = units.filter(posts__is_head=True)  # one at most
    path = "division__structure__school"
    return {"units": counted(units, path), "headed": counted(headed, path)}


def structure_begun(said: dict[str, Any]) -> Evidence:
    """Last year's structure was looked through, or a first one begun."""
    units = said["units"]
    text = f"มีโครงสร้างของปีแล้ว {units} งาน" if units else NO_STRUCTURE
    return Evidence(units > 0, text, reverse("students:structure-detail"))


def structure_made(said: dict[str, Any]) -> Evidence:
    units, headed = said["units"], said["headed"]
    text = f"มีหัวหน้างานแล้ว {headed}/{units} งาน" if units else NO_STRUCTURE
    return Evidence(0 < units <= headed, text, reverse("students:structure-detail"))


procedure_evidence |= {
    STRUCTURE: Proof(
        Procedure.Level.SCHOOL,
        structure_facts,
        structure_begun,
        is_shared=True,
        label="เริ่มโครงสร้างของปีแล้ว",
    ),
    HEADS: Proof(
        Procedure.Level.SCHOOL,
        structure_facts,
        structure_made,
        is_shared=True,
        label="ทุกงานในโครงสร้างมีหัวหน้างาน",
    ),
}
