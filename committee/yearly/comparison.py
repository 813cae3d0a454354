"""The main figures of a year beside those of the year before, as they were issued."""

from collections.abc import Callable
from typing import Any

from committee.models import YearlyReport
from schoolcare.models import District

Figures = dict[str, Any]
NOTHING = "–"


def _terms(figures: Figures) -> str:
    begun = [one for one in figures["meetings"]["terms"] if one["has_begun"]]
    return ", ".join(f"ภาค {one['term']}: {one['reached']}/{one['of']}" for one in begun)


def _reported(figures: Figures) -> str:
    return ", ".join(f"{one['reported']}/{one['schools']}" for one in figures["monitoring"])


def _known(figures: Figures) -> str:
    found = figures["circulars"]
    return f"{found['known']}/{found['receipts']}" if found["receipts"] else ""


HEADLINES: list[tuple[str, Callable[[Figures], Any]]] = [
    ("โรงเรียนในสังกัด", lambda one: one["registry"]["schools"]),
    ("ทะเบียนครบ (ร้อยละ)", lambda one: one["registry"]["percent"]),
    ("ทะเบียนที่รับรองแล้ว", lambda one: one["registry"]["certified"]),
    ("ตำแหน่งว่าง", lambda one: one["registry"]["vacant"]),
    ("การประชุมคณะกรรมการของโรงเรียน (ครั้ง)", lambda one: one["meetings"]["held"]),
    ("โรงเรียนที่ประชุมถึงเกณฑ์", _terms),
    (
        "การประชุมของหน่วยงานและเครือข่าย (ครั้ง)",
        lambda one: sum(row["meetings"] for row in one["office_meetings"]),
    ),
    ("เครือข่ายคณะกรรมการ", lambda one: one["board_networks"]["networks"]),
    ("การอบรม (ครั้ง)", lambda one: one["trainings"]["trainings"]),
    ("ผู้เข้าอบรม (คน)", lambda one: one["trainings"]["people"]),
    ("หนังสือเวียน (ฉบับ)", lambda one: one["circulars"]["sent"]),
    ("การรับทราบหนังสือเวียน", _known),
    ("โรงเรียนรายงานตามแบบติดตาม", _reported),
]


def compared(now: Figures, before: Figures | None) -> list[tuple[str, str, str]]:
    """Label, the year before, this year; a dash where a figure is not there."""
    return [(label, _read(read, before), _read(read, now)) for label, read in HEADLINES]


def _read(read: Callable[[Figures], Any], figures: Figures | None) -> str:
    """A figure of a report; one issued before the figure existed has none."""
    if figures is None:
        return NOTHING
    try:
        found = read(figures)
    except KeyError:
        return NOTHING
    return NOTHING if found in ("", None) else str(found)


def issued(office: District, year: int) -> YearlyReport | None:
    """The newest report of a year."""
    found = YearlyReport.objects.filter(district=office, year=year).select_related("issued_by")
    return found.order_by("-pk").first()
