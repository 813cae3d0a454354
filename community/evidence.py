"""What the school's own records prove of its community-relations year and of its plans."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from community.models import Activity, Agreement, CalendarEntry, Project, Resource
from schoolcare.counting import counted
from schoolcare.models import Procedure, ProcedureStep
from schoolcare.registry import Evidence, Proof, procedure_evidence

RESOURCES = "community.resources"
RELATIONS = "community.relations"
PARTNERS = "community.partners"
PROJECTS = "community.projects"
CALENDAR = "community.calendar"
APPROVED = (
    *(Project.State.APPROVED, Project.State.RUNNING),
    *(Project.State.REPORTED, Project.State.CLOSED),
)
YearKind = Project.YearKind
RELATIONS_AREA = "งานสานสัมพันธ์"
Facts = dict[str, Any]


def resource_facts(step: ProcedureStep, year: int) -> Facts:
    """What was received in the year; what was crossed out proves nothing."""
    found = Resource.objects.valid().filter(received_on__range=_days(year))
    return {"resources": counted(found, "school")}


def _days(year: int) -> tuple[date, date]:
    """From 16 May of the year to 15 May after it."""
    return date(year - 543, 5, 16), date(year - 542, 5, 15)


def resources_received(said: Facts) -> Evidence:
    """Without a link: not everybody who runs procedures sees gifts."""
    return _told(said["resources"], "ได้รับทรัพยากรแล้ว", "รายการ")


def _held(year: int) -> Any:
    return Activity.objects.filter(year=year, state=Activity.State.HELD)


def relation_facts(step: ProcedureStep, year: int) -> Facts:
    """Activities of the year that were held as งานสานสัมพันธ์."""
    return {"activities": counted(_held(year).filter(area__name=RELATIONS_AREA), "school")}


def partner_facts(step: ProcedureStep, year: int) -> Facts:
    """Activities of the year that were held with a partner, of whatever area, and agreements
    that began in it.
    """
    joined = Activity.partners.through.objects.filter(activity=OuterRef("pk"))
    begun = Agreement.objects.filter(cancelled_on=None, starts_on__range=_days(year))
    return {
        "activities": counted(_held(year).filter(Exists(joined)), "school"),
        "agreements": counted(begun, "partner__school"),
    }


def partners_worked_with(said: Facts) -> Evidence:
    held, agreed = said["activities"], said["agreements"]
    if not agreed:
        return activities_held(said)
    words = (
        f"จัดกิจกรรมแล้ว {held} ครั้ง · ทำข้อตกลง {agreed} ฉบับ" if held else f"ทำข้อตกลงแล้ว {agreed} ฉบับ"
    )
    return Evidence(is_done=True, text=words, url=reverse("community:partner-list"))


def activities_held(said: Facts) -> Evidence:
    return _told(said["activities"], "จัดกิจกรรมแล้ว", "ครั้ง", "activity-list")


def _told(count: int, words: str, unit: str, page: str = "") -> Evidence:
    """One record proves that the project runs."""
    text = f"{words} {count} {unit}" if count else "ยังไม่มีบันทึกในระบบ"
    return Evidence(count > 0, text, reverse(f"community:{page}") if page else "")


def project_facts(step: ProcedureStep, year: int) -> Facts:
    """Projects of the academic year, or of a fiscal year that touches it, that were approved."""
    of_year = Q(year_kind=YearKind.ACADEMIC, year=year)
    of_year |= Q(year_kind=YearKind.FISCAL, year__in=(year, year + 1))
    return {"projects": counted(Project.objects.filter(of_year, state__in=APPROVED), "school")}


def projects_approved(said: Facts) -> Evidence:
    return _told(said["projects"], "อนุมัติโครงการแล้ว", "โครงการ", "project-list")


def calendar_facts(step: ProcedureStep, year: int) -> Facts:
    """Lines of the year's calendar, and those that were copied and still ask for a day."""
    entries = CalendarEntry.objects.filter(year=year)
    undated = entries.filter(needs_date=True)
    return {"entries": counted(entries, "school"), "undated": counted(undated, "school")}


def calendar_made(said: Facts) -> Evidence:
    entries, undated = said["entries"], said["undated"]
    url = reverse("community:calendar-year")
    if entries and undated:
        words = f"ปฏิทินปฏิบัติงาน {entries} รายการ รอกำหนดวัน {undated} รายการ"
        return Evidence(is_done=False, text=words, url=url)
    return _told(entries, "จัดทำปฏิทินปฏิบัติงานแล้ว", "รายการ", "calendar-year")


SCHOOL = Procedure.Level.SCHOOL
procedure_evidence |= {
    RESOURCES: Proof(
        SCHOOL, resource_facts, resources_received, is_shared=True, label="ได้รับทรัพยากรในปีนั้น"
    ),
    RELATIONS: Proof(
        SCHOOL, relation_facts, activities_held, is_shared=True, label="จัดกิจกรรมงานสานสัมพันธ์แล้ว"
    ),
    PARTNERS: Proof(
        SCHOOL,
        partner_facts,
        partners_worked_with,
        is_shared=True,
        label="จัดกิจกรรมหรือทำข้อตกลงกับภาคีแล้ว",
    ),
    PROJECTS: Proof(
        SCHOOL, project_facts, projects_approved, is_shared=True, label="อนุมัติโครงการของปีแล้ว"
    ),
    CALENDAR: Proof(
        SCHOOL, calendar_facts, calendar_made, is_shared=True, label="จัดทำปฏิทินปฏิบัติงานของปีแล้ว"
    ),
}
