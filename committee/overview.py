"""Which schools of the registry a person asked for, and in what order. Pure functions."""

from collections.abc import Iterable
from datetime import date

from committee.completeness import Status
from committee.models import Confirmation
from committee.reports import SchoolBoard
from schoolcare.thai import search_key

PERIODS = (90, 180, 30)  # days; the status looks 90 ahead (admin.md §1.9)
WORST_FIRST = list(reversed(Status))
CONFIRMED: dict[str, set[str]] = {
    "yes": {Confirmation.State.SENT, Confirmation.State.CERTIFIED},
    "no": {"", Confirmation.State.REOPENED, Confirmation.State.RETURNED},
    "sent": {Confirmation.State.SENT},
    "returned": {Confirmation.State.RETURNED},
    "certified": {Confirmation.State.CERTIFIED},
}


def in_place(lines: Iterable[SchoolBoard], *, q: str, network: str) -> list[SchoolBoard]:
    """Schools by part of the name or code, and of one network (its id as text); "" asks nothing."""
    found = list(lines)
    if network:
        found = [one for one in found if str(one.school.network_id) == network]
    key = search_key(q)
    return [one for one in found if key in search_key(one.school.full_name + one.school.code)]


def in_state(
    lines: Iterable[SchoolBoard], today: date, *, status: str, confirmed: str, within: str
) -> list[SchoolBoard]:
    """Schools of one status or answer, or whose term ends in so many days and is not over."""
    found = list(lines)
    if status == "missing":
        found = [one for one in found if not one.verdict.is_done]
    elif status:
        found = [one for one in found if one.status == status]
    if confirmed:
        found = [one for one in found if one.confirmed in CONFIRMED[confirmed]]
    if within:
        found = [one for one in found if is_ending(one.days_left(today), int(within))]
    return found


def is_ending(days: int | None, period: int) -> bool:
    return days is not None and 0 <= days <= period


def in_order(lines: list[SchoolBoard], sort: str) -> list[SchoolBoard]:
    """By school as they come, by status with the worst first, by last day; "-" turns it round.

    Schools without a last day stand at the end either way.
    """
    is_turned, name = sort.startswith("-"), sort.removeprefix("-")
    if name == "status":
        rank = {status: place for place, status in enumerate(WORST_FIRST)}
        return sorted(lines, key=lambda one: rank[one.status], reverse=is_turned)
    if name == "expires":
        known = [one for one in lines if one.verdict.expires_on]
        known.sort(key=lambda one: one.verdict.expires_on or date.max, reverse=is_turned)
        return known + [one for one in lines if not one.verdict.expires_on]
    return lines[::-1] if is_turned else lines


def sheet_row(line: SchoolBoard, today: date) -> list[str | int | date | None]:
    """A school's line in the spreadsheet, under SHEET_HEADERS."""
    school, board, verdict = line.school, line.board, line.verdict
    return [
        school.code,
        school.name,
        school.network.name if school.network else "",
        verdict.status.label,
        verdict.filled,
        verdict.total,
        " · ".join(verdict.missing),
        board.order_number if board else "",
        board.starts_on if board else None,
        verdict.expires_on,
        line.days_left(today),
        said(line.confirmed),
    ]


SHEET_HEADERS = [
    *("รหัสโรงเรียน", "โรงเรียน", "เครือข่าย", "สถานะ", "มีแล้ว", "ทั้งหมด", "ที่ขาด", "คำสั่งที่"),
    *("วันเริ่มวาระ", "วันครบวาระ", "เหลือ (วัน)", "ยืนยันปีนี้"),
]
SHEET_WIDTHS = [14, 32, 24, 20, 8, 8, 40, 14, 14, 14, 10, 22]


def said(confirmed: str) -> str:
    """What became of this year's confirmation, in words."""
    return Confirmation.State(confirmed).label if confirmed else "ยังไม่ยืนยัน"
