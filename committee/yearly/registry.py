"""The registry in the yearly report: the numbers of `committee_status`, by place and seat."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from committee.completeness import DONE, Status
from committee.models import Confirmation, Seat
from committee.reports import SchoolBoard, totals_of
from committee.yearly.shares import share
from schoolcare.thai import thai_key

SOON = (90, 180)  # days until the term is over
NOWHERE = "ไม่ระบุ"
IN_FORCE = set(Status) - {Status.NONE, Status.EXPIRED}


def registry_figures(lines: list[SchoolBoard], day: date) -> dict[str, Any]:
    """Schools by status, confirmed, certified, ending soon; seats of the boards in force."""
    totals = totals_of(lines)
    left = [line.days_left(day) for line in lines if line.status in IN_FORCE]
    seats = seat_figures(lines)
    return {
        "schools": totals.schools,
        "done": totals.done,
        "percent": str(totals.percent) if totals.schools else "",
        "statuses": [
            [label, count, share(count, totals.schools)] for label, count in totals.counts
        ],
        "confirmed": totals.confirmed,
        "certified": sum(_is_certified(line) for line in lines),
        "soon": [[days, sum(n is not None and n <= days for n in left)] for days in SOON],
        "boards": sum(line.status in IN_FORCE for line in lines),
        "unsized": sum(line.status in IN_FORCE and line.verdict.total is None for line in lines),
        "seats": seats,
        "filled": sum(row[1] for row in seats),
        "vacant": sum(row[2] for row in seats),
    }


def _is_certified(line: SchoolBoard) -> bool:
    return line.confirmed == Confirmation.State.CERTIFIED


def seat_figures(lines: Iterable[SchoolBoard]) -> list[list[Any]]:
    """Kind of seat, filled, vacant; of boards in force whose size is known."""
    total: Counter[Seat] = Counter()
    vacant: Counter[Seat] = Counter()
    for line in lines:
        if line.size and line.status in IN_FORCE:
            total.update(line.size.counts)
            vacant.update({one.seat: one.count for one in line.verdict.vacancies})
    return [[one.label, total[one] - vacant[one], vacant[one]] for one in Seat if total[one]]


def place_figures(
    lines: Iterable[SchoolBoard], name_of: Callable[[SchoolBoard], str], reported: set[int]
) -> list[dict[str, Any]]:
    """A row for every network or อำเภอ, in Thai order; who has none stands last."""
    found: dict[str, list[SchoolBoard]] = {}
    for line in lines:
        found.setdefault(name_of(line) or NOWHERE, []).append(line)
    names = sorted(found, key=lambda name: (name == NOWHERE, thai_key(name)))
    return [_place(name, found[name], reported) for name in names]


def _place(name: str, lines: list[SchoolBoard], reported: set[int]) -> dict[str, Any]:
    done = sum(line.status in DONE for line in lines)
    return {
        "name": name,
        "schools": len(lines),
        "done": done,
        "percent": share(done, len(lines)),
        "certified": sum(_is_certified(line) for line in lines),
        "vacant": sum(
            sum(one.count for one in line.verdict.vacancies)
            for line in lines
            if line.status in IN_FORCE
        ),
        "reported": sum(line.school.pk in reported for line in lines),
    }


def by_network(line: SchoolBoard) -> str:
    return line.school.network.name if line.school.network else ""


def by_amphoe(line: SchoolBoard) -> str:
    return line.school.amphoe
