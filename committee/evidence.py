"""What the board's records prove of the office's yearly procedure (admin.md §1.10)."""

from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Subquery
from django.urls import reverse

from committee.models import (
    Circular,
    CircularReceipt,
    Confirmation,
    Meeting,
    MonitoringReport,
    YearlyReport,
)
from committee.yearly.meetings import OF_OFFICE, days_of
from schoolcare.counting import counted
from schoolcare.models import Procedure, School
from schoolcare.registry import Evidence, Proof, procedure_evidence
from schoolcare.thai import thai_date

CIRCULAR = "committee.circular"
REGISTRY = "committee.registry"
MEETING = "committee.meeting"
MONITORING = "committee.monitoring"
REPORT = "committee.report"
NO_SCHOOL = "ไม่มีโรงเรียนในสังกัด"
Facts = dict[str, Any]


def circular_facts(year: int) -> Facts:
    """Step 1: a circular that is marked as this step's went out for the year."""
    sent = Circular.objects.sent().filter(year=year, step__evidence=CIRCULAR)
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


def registry_facts(year: int) -> Facts:
    """Step 2: the registry of every open school stands certified for the year."""
    certified = Confirmation.objects.filter(
        board__school=OuterRef("pk"), year=year, state=Confirmation.State.CERTIFIED
    )
    return _share_of_schools(certified)


def registries_certified(said: Facts) -> Evidence:
    return _all_schools(said, "รับรองทะเบียนแล้ว", "committee:school-list")


def meeting_facts(year: int) -> Facts:
    """Step 3: the office held a meeting of its own or of a network of boards in the year."""
    held = Meeting.objects.filter(kind__in=OF_OFFICE, state=Meeting.State.HELD)
    return {"meetings": counted(held.filter(held_on__range=days_of(year)), "district")}


def meetings_held(said: Facts) -> Evidence:
    count = said["meetings"]
    text = f"ประชุมแล้ว {count} ครั้ง" if count else "ยังไม่มีการประชุมในระบบ"
    return Evidence(count > 0, text, reverse("committee:meeting-list"))


def monitoring_facts(year: int) -> Facts:
    """Step 4: every open school reported in a round of the year that belongs to this step."""
    reported = MonitoringReport.objects.filter(
        school=OuterRef("pk"),
        monitoring__year=year,
        monitoring__step__evidence=MONITORING,
        state__in=MonitoringReport.REPORTED,
    )
    return _share_of_schools(reported)


def schools_reported(said: Facts) -> Evidence:
    return _all_schools(said, "รายงานแล้ว", "committee:monitoring-list")


def report_facts(year: int) -> Facts:
    """Step 5: the yearly report was issued; issued again, the newest one counts."""
    newest = YearlyReport.objects.filter(district=OuterRef("pk"), year=year).order_by("-pk")
    return {"issued_at": Subquery(newest.values("issued_at")[:1], DateTimeField())}


def report_issued(said: Facts) -> Evidence:
    issued_at = said["issued_at"]
    text = f"ออกรายงานแล้วเมื่อ {thai_date(issued_at)}" if issued_at else "ยังไม่ได้ออกรายงาน"
    return Evidence(issued_at is not None, text, reverse("committee:yearly"))


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
procedure_evidence[CIRCULAR] = Proof(OFFICE, circular_facts, circulars_sent)
procedure_evidence[REGISTRY] = Proof(OFFICE, registry_facts, registries_certified)
procedure_evidence[MEETING] = Proof(OFFICE, meeting_facts, meetings_held)
procedure_evidence[MONITORING] = Proof(OFFICE, monitoring_facts, schools_reported)
procedure_evidence[REPORT] = Proof(OFFICE, report_facts, report_issued)
