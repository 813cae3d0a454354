"""Activities in the school's calendar: entered once, where they are planned."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from community.models import Activity, CalendarEntry
from schoolcare.models import District, School
from schoolcare.registry import CalendarDate, DateSource

Office = School | District


def _asks(office: Office, first: date, last: date) -> tuple[Any, dict[str, Any]] | None:
    """Those of the school that were not cancelled; none of an office.

    Left out is what the school has also written into its calendar, under the same name.
    """
    if isinstance(office, District):
        return None
    written = CalendarEntry.objects.filter(
        school=office,
        title=OuterRef("title"),
        starts_on__lte=OuterRef("ends_on"),
        ends_on__gte=OuterRef("starts_on"),
    )
    rows = Activity.objects.filter(school=office, starts_on__lte=last, ends_on__gte=first)
    rows = rows.exclude(state=Activity.State.CANCELLED).exclude(Exists(written))
    facts = {one: one for one in ("pk", "title", "starts_on", "ends_on")}
    return rows, facts | {"area": "area__name"}


def _tells(
    office: Office, first: date, last: date, rows: list[dict[str, Any]]
) -> Iterator[CalendarDate]:
    for row in rows:
        yield CalendarDate(
            key=f"activity-{row['pk']}",
            title=row["title"],
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]),
            area=row["area"] or "",
        )


activity_dates = DateSource(_asks, _tells)
