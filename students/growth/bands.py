"""The editions of the tables in words: what each category reaches, which rows there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min

from students.growth.judging import BY_AGE, Edition, editions
from students.models import GrowthBand, GrowthReference, GrowthRow, Student
from students.models.growth import Index
from students.models.screening_forms import Level


@dataclass(frozen=True)
class Shown:
    """One edition: whether it judges what is measured today, its categories, its rows counted."""

    reference: GrowthReference
    is_on: bool
    has_rows: bool
    tables: list[dict[str, Any]]


def shown(today: date) -> list[Shown]:
    """Every edition, the newest first; three queries."""
    known = editions()
    on = next((one for one in known if one.is_in_force(today)), None)
    counts = _counts()
    return [Shown(one.reference, one is on, one.has_rows, _tables(one, counts)) for one in known]


def _counts() -> dict[tuple[int, str], list[str]]:
    """Of each edition and index: how many rows a sex has, from where to where."""
    rows = GrowthRow.objects.order_by("reference", "index", "-sex")
    groups: Any = rows.values("reference", "index", "sex")
    found: dict[tuple[int, str], list[str]] = {}
    for one in groups.annotate(rows=Count("pk"), low=Min("at"), high=Max("at")):
        unit = "เดือน" if one["index"] in BY_AGE else "ซม."
        reach = f"{_plain(one['low'])}–{_plain(one['high'])} {unit}"
        words = f"{Student.Sex(one['sex']).label} {one['rows']} แถว ({reach})"
        found.setdefault((one["reference"], one["index"]), []).append(words)
    return found


def _tables(edition: Edition, counts: dict[tuple[int, str], list[str]]) -> list[dict[str, Any]]:
    return [
        {
            "index": index,
            "bands": [
                (band, reach, Level(band.level).label if band.level else "")
                for band, reach in reaches(edition.bands[index.value])
            ],
            "rows": counts.get((edition.reference.pk, index.value), []),
        }
        for index in Index
    ]


def reaches(bands: Sequence[GrowthBand]) -> list[tuple[GrowthBand, str]]:
    """Each category with its bounds in words: ตั้งแต่ −2 ถึงต่ำกว่า −1.5 S.D."""
    found: list[tuple[GrowthBand, str]] = []
    before: GrowthBand | None = None
    for band in bands:
        parts: list[str] = []
        if before is not None:
            parts.append(f"{'เกิน' if before.takes_until else 'ตั้งแต่'} {_signed(before.until_sd)}")
        if band.until_sd is not None:
            until = "ถึง" if band.takes_until else "ถึงต่ำกว่า" if parts else "ต่ำกว่า"
            parts.append(f"{until} {_signed(band.until_sd)}")
        found.append((band, f"{' '.join(parts)} S.D." if parts else "ทุกค่า"))
        before = band
    return found


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _signed(value: Decimal | None) -> str:
    """−1.5, +2: the sign as printed."""
    if value is None:
        return ""
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return f"{sign}{_plain(abs(value))}"
