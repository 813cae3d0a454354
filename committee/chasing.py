"""Which schools lag, and why, in the words of a letter. No database here."""

from collections.abc import Iterable
from datetime import date

from committee.completeness import Status
from committee.models import Chase
from committee.reports import SchoolBoard
from schoolcare.thai import academic_year, thai_date_full, thai_key

Lagging = tuple[SchoolBoard, tuple[str, ...]]
EXPIRY_DAYS = 180  # an office writes half a year ahead (admin.md §1.5)


def reasons_of(line: SchoolBoard, kind: str, today: date) -> tuple[str, ...]:
    """What the letter of this kind would hold against the school; nothing where all is well."""
    return _of_expiry(line, today) if kind == Chase.Kind.EXPIRY else _of_registry(line, today)


def lagging(lines: Iterable[SchoolBoard], kind: str, today: date) -> list[Lagging]:
    found = [(line, reasons_of(line, kind, today)) for line in lines]
    return [(line, reasons) for line, reasons in found if reasons]


def areas_of(found: Iterable[Lagging]) -> dict[str, str]:
    """The networks and อำเภอ of schools that lag, by the key that names one in an address."""
    schools = [line.school for line, _reasons in found]
    networks = {f"n{one.network_id}": one.network.name for one in schools if one.network}
    places = {f"a{one.amphoe}": f"อำเภอ{one.amphoe}" for one in schools if one.amphoe}
    return {
        key: label
        for part in (networks, places)
        for key, label in sorted(part.items(), key=lambda one: thai_key(one[1]))
    }


def in_area(found: Iterable[Lagging], area: str) -> list[Lagging]:
    """Those of one network or อำเภอ; all for ""."""
    kept = []
    for line, reasons in found:
        school = line.school
        if area in {"", f"n{school.network_id}", f"a{school.amphoe}"}:
            kept.append((line, reasons))
    return kept


def _of_registry(line: SchoolBoard, today: date) -> tuple[str, ...]:
    verdict = line.verdict
    if verdict.status == Status.NONE:
        return ("ยังไม่มีข้อมูลคณะกรรมการสถานศึกษาขั้นพื้นฐานในทะเบียน",)
    if verdict.status == Status.EXPIRED:
        return (_over(line),)
    reasons = [f"ตำแหน่งว่าง {one.seat.label} จำนวน {one.count} ตำแหน่ง" for one in verdict.vacancies]
    reasons += [f"ยังไม่ได้บันทึก{flaw}" for flaw in verdict.flaws]
    if not line.is_confirmed:
        reasons.append(f"ยังไม่ได้ยืนยันข้อมูลประจำปีการศึกษา {academic_year(today)}")
    return tuple(reasons)


def _of_expiry(line: SchoolBoard, today: date) -> tuple[str, ...]:
    days = line.days_left(today)
    if days is None or days > EXPIRY_DAYS:
        return ()
    if days < 0:
        return (_over(line),)
    ends_on = line.verdict.expires_on
    return (f"คณะกรรมการสถานศึกษาขั้นพื้นฐานจะครบวาระวันที่ {thai_date_full(ends_on)} (อีก {days} วัน)",)


def _over(line: SchoolBoard) -> str:
    ended = thai_date_full(line.verdict.expires_on)
    return f"คณะกรรมการสถานศึกษาขั้นพื้นฐานครบวาระแล้วเมื่อวันที่ {ended} และยังไม่มีชุดใหม่ในทะเบียน"
