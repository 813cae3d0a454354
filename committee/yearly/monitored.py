"""What the schools reported and the visitors found, for the yearly report."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from committee.evidence import PROCEDURE
from committee.models import Monitoring, MonitoringReport
from committee.monitoring.questions import Item, Kind, fault_of, items_of, read
from committee.yearly.shares import band, mean, share
from schoolcare.models import District

COMMON = 5  # findings that the report names
MOST_TEXTS = 8


def rounds_of(office: District, year: int) -> list[Monitoring]:
    """The rounds of the year that schools saw, the first due first; those of other procedures, or
    of none, have reports of their own. One query.
    """
    first, edition = "step__procedure__code", "step__procedure__family__code"
    of_boards = Q(**{first: PROCEDURE}) | Q(**{edition: PROCEDURE})
    found = Monitoring.objects.filter(of_boards, district=office, year=year).shown()
    return list(found.order_by("due_on", "pk"))


def reports_of(rounds: Iterable[Monitoring]) -> dict[int, list[MonitoringReport]]:
    """Reports of open schools that count as reported, by round. One query."""
    reports = MonitoringReport.objects.filter(
        monitoring__in=[one.pk for one in rounds],
        state__in=MonitoringReport.REPORTED,
        school__is_active=True,
    )
    found: dict[int, list[MonitoringReport]] = defaultdict(list)
    for report in reports.select_related("visit").order_by("pk"):
        found[report.monitoring_id].append(report)
    return found


def round_figures(
    monitoring: Monitoring, reports: list[MonitoringReport], schools: int
) -> dict[str, Any]:
    """How many reported, were visited and advised; every item's answers; what was found often."""
    items = items_of(read(monitoring.questions))
    visits = [one.visit_made for one in reports if one.visit_made]
    return {
        "title": monitoring.title,
        "reported": len(reports),
        "schools": schools,
        "percent": share(len(reports), schools),
        "visited": len(visits),
        "advised": sum(bool(one.advice) for one in visits),
        "answered": sum(bool(one.result) for one in reports),
        "items": [item_figures(item, reports) for item in items if item.kind != Kind.TEXT],
        "findings": _findings(items, reports),
    }


def item_figures(item: Item, reports: Iterable[MonitoringReport]) -> dict[str, Any]:
    """Mean and band of levels, share of yes, mean of numbers; bad answers count nowhere."""
    given = [one.answers.get(item.code, "") for one in reports]
    good = [answer for answer in given if answer and not fault_of(item, answer)]
    row: dict[str, Any] = {"number": item.number, "text": item.text, "answers": len(good)}
    if item.kind == Kind.YES_NO:
        yes = good.count("yes")
        words = f"มี/ใช่ {yes} โรงเรียน" if good else ""
        return row | {"value": share(yes, len(good)), "unit": "ร้อยละ", "words": words}
    value = mean(map(int, good))
    if item.kind == Kind.LEVEL:
        return row | {"value": value, "unit": "เฉลี่ย", "words": band(value)}
    total = f"รวม {sum(map(int, good)):,} {item.unit}".strip() if good else ""
    return row | {"value": value, "unit": "เฉลี่ย", "words": total}


def _findings(items: list[Item], reports: Iterable[MonitoringReport]) -> list[list[Any]]:
    """Items on which visitors noted something at most schools: number, text, schools."""
    noted = Counter(code for one in reports if one.visit_made for code in one.visit_made.findings)
    known = {one.code: one for one in items}
    common = [(code, many) for code, many in noted.most_common() if code in known][:COMMON]
    return [[known[code].number, known[code].text, many] for code, many in common]


def texts_of(
    rounds: Iterable[Monitoring], reports: dict[int, list[MonitoringReport]], word: str
) -> list[str]:
    """What schools wrote in free words where the question has `word`; the most common first."""
    said: Counter[str] = Counter()
    for monitoring in rounds:
        asked = [
            one.code
            for one in items_of(read(monitoring.questions))
            if one.kind == Kind.TEXT and word in one.text
        ]
        for report in reports.get(monitoring.pk, []):
            said.update(filter(None, (report.answers.get(code, "") for code in asked)))
    return [text for text, _many in said.most_common(MOST_TEXTS)]
