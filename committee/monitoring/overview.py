"""The schools of a round: where each stands, which are late, what a person asked for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from committee.models import Monitoring, MonitoringReport, MonitoringVisit
from schoolcare.models import School
from schoolcare.thai import search_key, thai_key

State = MonitoringReport.State
NOT_BEGUN = "none"
LATE = "late"
WAITS = "waits"  # for the office: sent, or its result reported
WORDS = {NOT_BEGUN: "ยังไม่เริ่ม"} | dict(State.choices)
FILTERS = [
    ("", "ทุกสถานะ"),
    (LATE, "เลยกำหนด"),
    (WAITS, "รอหน่วยงานดำเนินการ"),
    *WORDS.items(),
]
SHEET_HEADERS = [
    *("รหัสโรงเรียน", "โรงเรียน", "กลุ่มเครือข่าย", "สถานะ", "เลยกำหนด (วัน)", "ส่งเมื่อ"),
    *("วันที่ตรวจเยี่ยม", "ข้อแนะนำ", "ให้รายงานผลภายใน", "ผลการดำเนินงาน"),
]
SHEET_WIDTHS = [14, 36, 24, 18, 14, 14, 16, 40, 18, 40]


@dataclass(frozen=True, slots=True)
class Line:
    """One school in a round; without a report it has not begun."""

    school: School
    report: MonitoringReport | None
    due_on: date | None  # of what the school has to do next; None: nothing
    today: date

    @property
    def state(self) -> str:
        return self.report.state if self.report else NOT_BEGUN

    @property
    def words(self) -> str:
        return str(WORDS[self.state])

    @property
    def sent_on(self) -> date | None:
        sent = self.report.sent_at if self.report else None
        return timezone.localtime(sent).date() if sent else None

    @property
    def visit(self) -> MonitoringVisit | None:
        return self.report.visit_made if self.report else None

    @property
    def visited_on(self) -> date | None:
        return self.visit.visited_on if self.visit else None

    @property
    def is_reported(self) -> bool:
        return bool(self.report and self.report.is_reported)

    @property
    def late_days(self) -> int:
        """Days since the school should have done what it has to do next; 0 while there is time."""
        return max(0, (self.today - self.due_on).days) if self.due_on else 0

    @property
    def waits_for_office(self) -> bool:
        return self.state in {State.SENT, State.ANSWERED}


def lines_of(monitoring: Monitoring, schools: Iterable[School], today: date) -> list[Line]:
    """A line for every given school, late ones first, then by name. One query."""
    reports = MonitoringReport.objects.filter(monitoring=monitoring).select_related("visit")
    found = {one.school_id: one for one in reports.order_by().defer("answers", "figures")}
    lines = []
    for school in schools:
        report = found.get(school.pk)
        lines.append(Line(school, report, _due(monitoring, report), today))
    return sorted(lines, key=lambda line: (-line.late_days, thai_key(line.school.name)))


def _due(monitoring: Monitoring, report: MonitoringReport | None) -> date | None:
    """The day by which the school has to act; None where the office acts, or nobody."""
    if report is None or report.is_writable:
        return monitoring.due_on
    if report.state == State.VISITED and report.visit.advice:
        return report.visit.due_on
    return None


def chosen(lines: Iterable[Line], *, q: str, network: str, state: str) -> list[Line]:
    """The lines that a person asked for; search by name or code."""
    wanted = search_key(q)

    def fits(line: Line) -> bool:
        school = line.school
        if wanted and wanted not in search_key(f"{school.full_name} {school.code}"):
            return False
        if network and str(school.network_id) != network:
            return False
        if state == LATE:
            return line.late_days > 0
        return line.waits_for_office if state == WAITS else not state or line.state == state

    return [line for line in lines if fits(line)]


def counts_of(lines: Iterable[Line]) -> dict[str, int]:
    """How many open schools there are, reported, are late, wait for the office, are done."""
    found = [line for line in lines if line.school.is_active]
    by_state = Counter(line.state for line in found)
    return {
        "schools": len(found),
        "reported": sum(line.is_reported for line in found),
        LATE: sum(line.late_days > 0 for line in found),
        WAITS: sum(line.waits_for_office for line in found),
        State.CLOSED: by_state[State.CLOSED],
    }


def sheet_row(line: Line) -> list[Any]:
    """The cells below `SHEET_HEADERS`."""
    school, visit = line.school, line.visit
    return [
        *(school.code, school.full_name, school.network.name if school.network else ""),
        *(line.words, line.late_days or None, line.sent_on, line.visited_on),
        *(visit.advice if visit else "", visit.due_on if visit else None),
        line.report.result if line.report else "",
    ]
