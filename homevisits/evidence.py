"""What visits prove of the schools' procedures: whoever is on the roll was visited in the year."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from homevisits.models import HomeVisit
from homevisits.reports import HANDED_IN
from schoolcare.counting import counted
from schoolcare.models import Procedure, ProcedureStep
from schoolcare.registry import Evidence, Proof, procedure_evidence
from students.models import Enrolment

COVERAGE = "homevisits.coverage"


def coverage_facts(step: ProcedureStep, year: int) -> dict[str, Any]:
    """Pupils of the year's classes, and those of them whom a visit of the year's rounds found.

    By the year of the class, which leads from a school to its pupils through an index.
    """
    pupils = Enrolment.objects.filter(classroom__year=year).on_roster()
    visits = HomeVisit.objects.filter(
        student=OuterRef("student"), round__term__year=year, status__in=HANDED_IN
    )
    found = visits.exclude(mode=HomeVisit.Mode.NONE)
    return {
        "pupils": counted(pupils, "classroom__school"),
        "visited": counted(pupils.filter(Exists(found)), "classroom__school"),
    }


def pupils_visited(said: dict[str, Any]) -> Evidence:
    pupils, visited = said["pupils"], said["visited"]
    text = f"เยี่ยมบ้านแล้ว {visited}/{pupils} คน" if pupils else "ยังไม่มีนักเรียนในปีการศึกษานี้"
    return Evidence(0 < pupils <= visited, text, reverse("homevisits:coverage"))


procedure_evidence[COVERAGE] = Proof(
    Procedure.Level.SCHOOL,
    coverage_facts,
    pupils_visited,
    is_shared=True,
    label="เยี่ยมบ้านนักเรียนครบทุกคน",
)
