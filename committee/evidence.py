"""What the board's records prove of the office's yearly procedure (admin.md §1.10)."""

from datetime import date
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Q, Subquery
from django.urls import reverse

from committee.models import (
    BoardNetwork,
    Circular,
    CircularReceipt,
    Confirmation,
    Meeting,
    MonitoringReport,
    YearlyReport,
)
from committee.yearly.meetings import OF_OFFICE, days_of
from schoolcare import editions
from schoolcare.counting import counted
from schoolcare.models import District, Procedure, ProcedureStep, School
from schoolcare.registry import Evidence, Proof, procedure_evidence
from schoolcare.thai import thai_date

PROCEDURE = "district-board"  # the yearly one of admin.md §1.10
CIRCULAR = "committee.circular"
REGISTRY = "committee.registry"
MEETING = "committee.meeting"
MONITORING = "committee.monitoring"
REPORT = "committee.report"
IMPROVEMENT = "committee.improvement"
NO_SCHOOL = "ไม่มีโรงเรียนในสังกัด"
Facts = dict[str, Any]


OF_BOARDS = Q(procedure__code=PROCEDURE) | Q(procedure__family__code=PROCEDURE)


def step_of(evidence: str, office: District, year: int) -> ProcedureStep | None:
    """The step of the boards' own procedure that `evidence` proves, in the office's edition."""
    known = editions.known_to(office)
    steps = ProcedureStep.objects.filter(OF_BOARDS, procedure__in=known, evidence=evidence)
    found = list(steps.select_related("procedure").order_by("number"))
    kept = editions.in_use([step.procedure for step in found], year)
    return next((step for step in found if step.procedure_id in kept), None)


def circular_facts(step: ProcedureStep, year: int) -> Facts:
    """Step 1: a circular that is marked as this step's went out for the year."""
    return _circulars(Circular.objects.sent().filter(year=year, step=step))


def circulars_of_round(step: ProcedureStep, year: int, first: date, last: date) -> Facts:
    """Of a procedure that begins several times a year: it went out in the days of this round."""
    sent = Circular.objects.sent().filter(year=year, step=step)
    return _circulars(sent.filter(sent_on__range=(first, last)))


def _circulars(sent: Any) -> Facts:
    receipts = CircularReceipt.objects.filter(circular__in=sent)
    return {
        "circulars": counted(sent, "district"),
        "schools": counted(receipts, "circular__district"),
        "known": counted(receipts.exclude(acknowledged_at=None), "circular__district"),
    }


def circulars_sent(said: Facts) -> Evidence:
    url = reverse("committee:circular-list")
    if not said["circulars"]:
        return Evidence(is_done=False, text="ยังไม่มีหนังสือเวียนของขั้นตอนนี้", url=url)
    known = f"รับทราบ {said['known']}/{said['schools']}"
    return Evidence(is_done=True, text=f"ส่งหนังสือเวียนแล้ว {said['circulars']} ฉบับ {known}", url=url)


def registry_facts(step: ProcedureStep, year: int) -> Facts:
    """Step 2: the registry of every open school stands certified for the year."""
    certified = Confirmation.objects.filter(
        board__school=OuterRef("pk"), year=year, state=Confirmation.State.CERTIFIED
    )
    return _share_of_schools(certified)


def registries_certified(said: Facts) -> Evidence:
    return _all_schools(said, "รับรองทะเบียนแล้ว", "committee:school-list")


def meeting_facts(step: ProcedureStep, year: int) -> Facts:
    """Step 3: the office held a meeting, its own or of a network of boards, or founded a network
    in the year (จัดประชุม หรือสร้างเครือข่าย).
    """
    held = Meeting.objects.filter(kind__in=OF_OFFICE, state=Meeting.State.HELD)
    founded = BoardNetwork.objects.filter(is_active=True, founded_on__range=days_of(year))
    return {
        "meetings": counted(held.filter(held_on__range=days_of(year)), "district"),
        "networks": counted(founded, "district"),
    }


def meetings_held(said: Facts) -> Evidence:
    words = [f"ประชุมแล้ว {said['meetings']} ครั้ง"] if said["meetings"] else []
    words += [f"ตั้งเครือข่ายแล้ว {said['networks']} เครือข่าย"] if said["networks"] else []
    page = "network-list" if said["networks"] and not said["meetings"] else "meeting-list"
    text = " · ".join(words) or "ยังไม่มีการประชุมหรือเครือข่ายใหม่ในระบบ"
    return Evidence(bool(words), text, reverse(f"committee:{page}"))


def monitoring_facts(step: ProcedureStep, year: int) -> Facts:
    """Step 4: every open school reported in a round of the year that belongs to this step."""
    return _share_of_schools(_reported(step, year))


def monitoring_of_round(step: ProcedureStep, year: int, first: date, last: date) -> Facts:
    """Of a procedure that begins several times a year: asked for within the days of this round."""
    return _share_of_schools(_reported(step, year, monitoring__due_on__range=(first, last)))


def _reported(step: ProcedureStep, year: int, **more: Any) -> Any:
    return MonitoringReport.objects.filter(
        school=OuterRef("pk"),
        monitoring__year=year,
        monitoring__step=step,
        state__in=MonitoringReport.REPORTED,
        **more,
    )


def schools_reported(said: Facts) -> Evidence:
    return _all_schools(said, "รายงานแล้ว", "committee:monitoring-list")


def report_facts(step: ProcedureStep, year: int) -> Facts:
    """Step 5: the yearly report was issued; issued again, the newest one counts."""
    newest = YearlyReport.objects.filter(district=OuterRef("pk"), year=year).order_by("-pk")
    return {"issued_at": Subquery(newest.values("issued_at")[:1], DateTimeField())}


def report_issued(said: Facts) -> Evidence:
    issued_at = said["issued_at"]
    text = f"ออกรายงานแล้วเมื่อ {thai_date(issued_at)}" if issued_at else "ยังไม่ได้ออกรายงาน"
    return Evidence(issued_at is not None, text, reverse("committee:yearly"))


def improvement_facts(step: ProcedureStep, year: int, first: date, last: date) -> Facts:
    """A school looks back twice a year: each time asks for a meeting of its own."""
    held = Meeting.objects.filter(kind=Meeting.Kind.IMPROVEMENT, state=Meeting.State.HELD)
    return {"meetings": counted(held.filter(held_on__range=(first, last)), "school")}


def improvement_held(said: Facts) -> Evidence:
    held = said["meetings"]
    text = f"ประชุมเพื่อพัฒนาปรับปรุงแล้ว {held} ครั้ง" if held else "ยังไม่มีการประชุมเพื่อพัฒนาปรับปรุง"
    return Evidence(held > 0, text, reverse("committee:meeting-list"))


def _share_of_schools(done: Any) -> Facts:
    """The office's open schools, and those of them with a row in `done`."""
    schools = School.objects.filter(is_active=True)
    return {
        "schools": counted(schools, "district"),
        "done": counted(schools.filter(Exists(done)), "district"),
    }


def _all_schools(said: Facts, verb: str, page: str) -> Evidence:
    total, done = said["schools"], said["done"]
    text = f"{verb} {done}/{total} โรงเรียน" if total else NO_SCHOOL
    return Evidence(0 < total == done, text, reverse(page))


OFFICE = Procedure.Level.DISTRICT
procedure_evidence |= {
    CIRCULAR: Proof(
        OFFICE,
        circular_facts,
        circulars_sent,
        facts_in_round=circulars_of_round,
        label="ส่งหนังสือเวียนที่ระบุขั้นนี้แล้ว",
    ),
    REGISTRY: Proof(
        OFFICE,
        registry_facts,
        registries_certified,
        is_shared=True,
        label="รับรองทะเบียนคณะกรรมการสถานศึกษาครบทุกโรงเรียน",
    ),
    MEETING: Proof(
        OFFICE,
        meeting_facts,
        meetings_held,
        is_shared=True,
        label="จัดประชุมหรือตั้งเครือข่ายคณะกรรมการแล้ว",
    ),
    MONITORING: Proof(
        OFFICE,
        monitoring_facts,
        schools_reported,
        facts_in_round=monitoring_of_round,
        label="ทุกโรงเรียนรายงานตามแบบติดตามที่ระบุขั้นนี้",
    ),
    REPORT: Proof(OFFICE, report_facts, report_issued, is_shared=True, label="ออกรายงานประจำปีแล้ว"),
    IMPROVEMENT: Proof(
        Procedure.Level.SCHOOL,
        None,
        improvement_held,
        improvement_facts,
        is_shared=True,
        label="จัดประชุมเพื่อพัฒนาปรับปรุงในช่วงนั้นแล้ว",
    ),
}
