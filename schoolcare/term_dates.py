"""Terms of a school and the days on which pupils are counted, for calendars."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from schoolcare.models import District, School, Term
from schoolcare.registry import CalendarDate, DateSource

# วันเก็บข้อมูลนักเรียนรายบุคคล (DMC): month, day, which of the academic year (care.md §1.3).
CENSUS = ((6, 10, "รอบที่ 1"), (11, 10, "รอบที่ 2"), (3, 31, "รอบที่ 3 สิ้นปีการศึกษา"))
Office = School | District


def _asks(office: Office, first: date, last: date) -> tuple[Any, dict[str, Any]] | None:
    """The terms of a school; an office has none."""
    if isinstance(office, District):
        return None
    terms = Term.objects.filter(school=office, ends_on__gte=first, starts_on__lte=last)
    return terms, {one: one for one in ("pk", "semester", "year", "starts_on", "ends_on")}


def _tells(
    office: Office, first: date, last: date, rows: list[dict[str, Any]]
) -> Iterator[CalendarDate]:
    """Opening and closing of each term, and the counting days of all."""
    yield from census_dates(office, first, last)
    for row in rows:
        term = Term(semester=row["semester"], year=row["year"])
        moments = (("open", "เปิด", row["starts_on"]), ("close", "ปิด", row["ends_on"]))
        for key, word, typed in moments:
            day = date.fromisoformat(typed)
            if first <= day <= last:
                yield CalendarDate(
                    f"term-{row['pk']}-{key}", f"{word}{term}", day, day, is_public=True
                )


def census_dates(office: Office, first: date, last: date) -> Iterator[CalendarDate]:
    """The same days for every school and office."""
    for year in range(first.year, last.year + 1):
        for month, number, which in CENSUS:
            day = date(year, month, number)
            if first <= day <= last:
                key = f"census-{day}-{office._meta.model_name}-{office.pk}"
                yield CalendarDate(key, f"วันเก็บข้อมูลนักเรียน DMC {which}", day, day)


term_dates = DateSource(_asks, _tells)
