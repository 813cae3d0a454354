"""A report as it is shown and printed: every item with its answer, what the system knows, files."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from committee.models import MonitoringEvidence, MonitoringReport
from committee.monitoring.figures import Known, figures_of
from committee.monitoring.questions import Item, Section, items_of, read, words_of


@dataclass(frozen=True, slots=True)
class Line:
    """One item of one report."""

    item: Item
    answer: str = ""
    words: str = ""  # the answer as people read it
    known: Known | None = None
    fault: str = ""
    finding: str = ""
    files: list[MonitoringEvidence] = field(default_factory=list)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        return [(code, label, code == self.answer) for code, label in self.item.choices]

    @property
    def lacks_evidence(self) -> bool:
        return self.item.asks_evidence and not self.files


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    number: int
    lines: list[Line]


def sheet_of(
    report: MonitoringReport,
    *,
    today: date,
    answers: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> list[Part]:
    """The parts of a report, with `answers` instead of its own where given.

    While the school writes the figures are those of `today`; after it sent, those kept that day.
    """
    shown = report.answers if answers is None else answers
    known = known_of(report, today)
    findings = report.visit_made.findings if report.visit_made else {}
    files: dict[str, list[MonitoringEvidence]] = defaultdict(list)
    for one in report.evidence.select_related("file"):
        files[one.item].append(one)

    def line(item: Item) -> Line:
        answer = shown.get(item.code, "")
        return Line(
            item,
            answer=answer,
            words=words_of(item, answer),
            known=known.get(item.figure),
            fault=(faults or {}).get(item.code, ""),
            finding=findings.get(item.code, ""),
            files=files[item.code],
        )

    return [
        Part(one.title, one.number, [line(item) for item in one.items])
        for one in read(report.monitoring.questions)
    ]


def blank_parts(sections: list[Section]) -> list[Part]:
    """The same of nobody, for the pen."""
    return [Part(one.title, one.number, [Line(item) for item in one.items]) for one in sections]


def known_of(report: MonitoringReport, today: date) -> dict[str, Known]:
    if report.is_writable:
        return figures_of(report.school, report.monitoring.year, today)
    return {name: Known(*pair) for name, pair in report.figures.items()}


def changed_lines(report: MonitoringReport, typed: Mapping[str, str]) -> list[Line]:
    """Items whose saved answer differs from what was typed; `fault` holds what was typed."""
    lines = []
    for item in items_of(read(report.monitoring.questions)):
        saved, mine = report.answers.get(item.code, ""), typed.get(item.code, "").strip()
        if saved != mine:
            words = words_of(item, saved) or "ว่าง"
            lines.append(Line(item, saved, words, fault=words_of(item, mine) or "ว่าง"))
    return lines
