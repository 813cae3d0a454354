"""What the school's own records prove of its community-relations year (admin.md §3.1)."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from community.models import Activity, Resource
from schoolcare.counting import counted
from schoolcare.models import Procedure, ProcedureStep
from schoolcare.registry import Evidence, Proof, procedure_evidence

RESOURCES = "community.resources"
RELATIONS = "community.relations"
PARTNERS = "community.partners"
RELATIONS_AREA = "งานสานสัมพันธ์"
Facts = dict[str, Any]


def resource_facts(step: ProcedureStep, year: int) -> Facts:
    """What was received from 16 May of the year to 15 May after it."""
    days = (date(year - 543, 5, 16), date(year - 542, 5, 15))
    return {"resources": counted(Resource.objects.filter(received_on__range=days), "school")}


def resources_received(said: Facts) -> Evidence:
    """Without a link: not everybody who runs procedures sees gifts."""
    return _told(said["resources"], "ได้รับทรัพยากรแล้ว", "รายการ")


def _held(year: int) -> Any:
    return Activity.objects.filter(year=year, state=Activity.State.HELD)


def relation_facts(step: ProcedureStep, year: int) -> Facts:
    """Activities of the year that were held as งานสานสัมพันธ์."""
    return {"activities": counted(_held(year).filter(area__name=RELATIONS_AREA), "school")}


def partner_facts(step: ProcedureStep, year: int) -> Facts:
    """Activities of the year that were held with a partner, of whatever area."""
    joined = Activity.partners.through.objects.filter(activity=OuterRef("pk"))
    return {"activities": counted(_held(year).filter(Exists(joined)), "school")}


def activities_held(said: Facts) -> Evidence:
    return _told(said["activities"], "จัดกิจกรรมแล้ว", "ครั้ง", "activity-list")


def _told(count: int, words: str, unit: str, page: str = "") -> Evidence:
    """One record proves that the project runs."""
    text = f"{words} {count} {unit}" if count else "ยังไม่มีบันทึกในระบบ"
    return Evidence(count > 0, text, reverse(f"community:{page}") if page else "")


SCHOOL = Procedure.Level.SCHOOL
procedure_evidence[RESOURCES] = Proof(SCHOOL, resource_facts, resources_received)
procedure_evidence[RELATIONS] = Proof(SCHOOL, relation_facts, activities_held)
procedure_evidence[PARTNERS] = Proof(SCHOOL, partner_facts, activities_held)
