"""Monitoring rounds and reports for the tests, with the questions that ship."""

from datetime import date
from typing import Any

from django.utils import timezone

from committee.models import (
    Monitoring,
    MonitoringEvidence,
    MonitoringReport,
    MonitoringVisit,
    YearlyReport,
)
from committee.monitoring import template
from committee.monitoring.questions import Kind, items_of, read
from committee.yearly.figures import figures_of
from schoolcare.models import District, ProcedureStep, School, StoredFile, User
from tests.factories import make_user

DUE = date(2027, 2, 28)
GOOD = {Kind.LEVEL: "4", Kind.YES_NO: "yes", Kind.NUMBER: "2", Kind.TEXT: ""}


def make_round(district: District, *, state: str = "open", **fields) -> Monitoring:
    """A round of the February step of 2569."""
    now = timezone.now()
    facts: dict[str, Any] = {"title": template.TITLE, "year": 2569, "due_on": DUE, "state": state}
    facts |= {"questions": template.questions(), "opened_at": None if state == "draft" else now}
    facts |= {"closed_at": now if state == "closed" else None}
    boards = ProcedureStep.objects.filter(procedure__code="district-board")
    facts["step"] = boards.get(evidence="committee.monitoring")
    facts |= fields
    facts.setdefault("made_by", None)
    facts["made_by"] = facts["made_by"] or make_user()
    return Monitoring.objects.create(district=district, **facts)


def complete_answers() -> dict[str, str]:
    """Every item that must be answered, answered well."""
    items = items_of(read(template.questions()))
    return {one.code: GOOD[Kind(one.kind)] for one in items if one.is_required}


def make_report(
    school: School,
    monitoring: Monitoring | None = None,
    *,
    state: str = "draft",
    by: User | None = None,
    advice: str = "",
    **fields,
) -> MonitoringReport:
    """A school's report in a round; from `visited` on with a visit."""
    monitoring = monitoring or make_round(school.district)
    by, now = by or make_user(), timezone.now()
    facts: dict[str, Any] = {"state": state, "questions_version": monitoring.questions_version}
    if state not in ("draft", "returned"):
        facts |= {"sent_at": now, "sent_by": by, "answers": complete_answers()}
    if state == "closed":
        facts |= {"closed_at": now, "closed_by": by}
    if state == "returned":
        facts["return_reason"] = "ยังไม่แนบรายงานการประชุม"
    report = MonitoringReport.objects.create(monitoring=monitoring, school=school, **facts | fields)
    if state in ("visited", "answered") or advice:
        due_on = date(2027, 3, 31) if advice else None
        MonitoringVisit.objects.create(
            report=report,
            visited_on=date(2026, 11, 20),
            visitors="ศึกษานิเทศก์ตัวอย่าง",
            advice=advice,
            due_on=due_on,
            made_by=by,
        )
    return report


def make_evidence(report: MonitoringReport, file: StoredFile, item: str = "q3", **fields):
    facts = {"caption": "คำสั่งแต่งตั้ง", "added_by": make_user()} | fields
    return MonitoringEvidence.objects.create(report=report, item=item, file=file, **facts)


def make_yearly(district: District, file: StoredFile, *, by: User | None = None, **fields):
    """A yearly report as it would have been issued today."""
    year = fields.pop("year", 2569)
    facts = {
        "figures": figures_of(district, year, timezone.localdate()),
        "texts": {"problems": "ไม่มี", "suggestions": "ไม่มี"},
    } | fields
    by = by or make_user()
    return YearlyReport.objects.create(
        district=district, year=year, file=file, issued_by=by, **facts
    )
