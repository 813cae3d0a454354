"""All figures of an office's yearly report as plain data, so that they can be frozen and compared.

The keys stay as they are once a report was issued: those of past years are read again.
"""

from datetime import date
from typing import Any

from committee.evidence import PROCEDURE, REPORT
from committee.reports import SchoolBoard, school_boards
from committee.yearly.meetings import board_meetings, days_of, with_meetings
from committee.yearly.monitored import reports_of, round_figures, rounds_of, texts_of
from committee.yearly.registry import by_amphoe, by_network, place_figures, registry_figures
from committee.yearly.support import support_figures
from schoolcare import procedures
from schoolcare.models import District, School
from schoolcare.thai import thai_date, thai_date_full

LEAST_MEETINGS = 1  # a term, where no round of the year says otherwise (admin.md §1.6)
State = procedures.State
STATES = {
    State.DONE: "เสร็จแล้ว",
    State.LATE: "เลยกำหนด",
    State.NOW: "กำลังดำเนินการ",
    State.LATER: "ยังไม่ถึงเวลา",
    State.UNDATED: "ยังไม่กำหนดวัน",
}


def figures_of(office: District, year: int, today: date) -> dict[str, Any]:
    """Figures of one academic year (พ.ศ.); of a past one as they stood on its last day.

    A fixed number of queries, whatever the number of schools.
    """
    day = min(today, days_of(year)[1])
    lines = school_boards(schools_of(office, year, day), day, with_remarks=False)
    schools = [line.school for line in lines]
    rounds = rounds_of(office, year)
    reports = reports_of(rounds)
    reported = {one.school_id for found in reports.values() for one in found}
    least = rounds[-1].min_meetings if rounds else LEAST_MEETINGS
    return {
        "as_of": thai_date_full(day),
        "steps": step_figures(office, year, today),
        "registry": registry_figures(lines, day),
        "networks": place_figures(lines, by_network, reported),
        "amphoes": _amphoes(lines, reported),
        "meetings": board_meetings(schools, year, day, least),
        "monitoring": [round_figures(one, reports[one.pk], len(schools)) for one in rounds],
        "problems": texts_of(rounds, reports, "ปัญหา"),
        "suggestions": texts_of(rounds, reports, "ข้อเสนอแนะ"),
        **support_figures(office, len(schools), year, day),
    }


def schools_of(office: District, year: int, day: date) -> Any:
    """Open schools, with what the report prints of each and what their boards met."""
    found = School.objects.filter(district=office, is_active=True).select_related("network")
    return with_meetings(found, year, day)


def _amphoes(lines: list[SchoolBoard], reported: set[int]) -> list[dict[str, Any]]:
    """By อำเภอ, where schools have one at all."""
    if not any(line.school.amphoe for line in lines):
        return []
    return place_figures(lines, by_amphoe, reported)


def step_figures(office: District, year: int, today: date) -> list[dict[str, Any]]:
    """The five steps of the office's procedure: until when, done when, what proves it."""
    found = [
        plan for plan in procedures.plans(office, year) if plan.procedure.root_code == PROCEDURE
    ]
    return [
        {
            "number": one.step.number,
            "name": one.step.name,
            "due_on": thai_date(one.due_on),
            "done_on": thai_date(one.done_on) if one.done_on else "",
            "state": "จัดทำแล้ว" if one.step.evidence == REPORT else STATES[one.state(today)],
            "proof": _proof(one),
            "note": one.run.note if one.run else "",
        }
        for plan in found
        for one in plan.steps
    ]


def _proof(planned: procedures.Planned) -> str:
    """What proves the step; the report proves its own."""
    if planned.step.evidence == REPORT:
        return "รายงานฉบับนี้"
    return (planned.proof.text if planned.proof else "") or planned.step.document
