"""Rounds of visits in the school's calendar."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from homevisits.models import VisitRound
from schoolcare.models import District, School, Term
from schoolcare.registry import CalendarDate, DateSource

AREA = "งานเยี่ยมบ้านนักเรียน"
Office = School | District


def _asks(office: Office, first: date, last: date) -> tuple[Any, dict[str, Any]] | None:
    """Each round of the school; none of an office."""
    if isinstance(office, District):
        return None
    rounds = VisitRound.objects.filter(school=office, closes_on__gte=first, opens_on__lte=last)
    facts = ("pk", "number", "opens_on", "closes_on")
    return rounds, {one: one for one in facts} | {
        "semester": "term__semester",
        "year": "term__year",
    }


def _tells(
    office: Office, first: date, last: date, rows: list[dict[str, Any]]
) -> Iterator[CalendarDate]:
    for row in rows:
        term = Term(semester=row["semester"], year=row["year"])
        yield CalendarDate(
            key=f"visit-round-{row['pk']}",
            title=f"เยี่ยมบ้านนักเรียน {VisitRound(number=row['number'], term=term)}",
            starts_on=date.fromisoformat(row["opens_on"]),
            ends_on=date.fromisoformat(row["closes_on"]),
            area=AREA,
            is_public=True,
        )


round_dates = DateSource(_asks, _tells)
