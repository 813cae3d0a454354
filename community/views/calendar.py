"""The year and the month of a school's or an office's calendar."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.due_lines import as_due
from community.grids import NEUTRAL, WEEK_NAMES, Spread, month_grid, spread, year_grid
from community.holidays import holidays_of
from community.listing import Line, Office, lines_of
from community.views.calendar_pages import (
    VIEW,
    address,
    audience_of,
    crumbs,
    is_editor,
    office_of,
    segments,
    year_of,
)
from community.years import calendar_year, first_of, last_of, months_of, year_days
from schoolcare.access import require
from schoolcare.requests import Request

BESIDE = 12  # lines over the whole year that are named; the rest stands in the list


@require_safe
@require(VIEW)
def calendar_year_page(request: Request) -> HttpResponse:
    """Twelve months from May, what lasts all year in a row of its own."""
    office, year = office_of(request, VIEW), year_of(request)
    lines = lines_of(office, year, audience=audience_of(request, office))
    found = spread(as_due(lines), year)
    holidays = holidays_of(office, *year_days(year))
    context = _frame(request, office, year, "calendar-year") | {
        "months": year_grid(found, year, holidays=holidays, today=request.workplace.today),
        "legend": legend(lines),
        "total": len(lines),
        "crumbs": crumbs(year),
        **_beside(found),
    }
    return render(request, "community/calendar_year.html", context)


@require_safe
@require(VIEW)
def calendar_month(request: Request) -> HttpResponse:
    """One month with its lines written into the days."""
    office, year = office_of(request, VIEW), year_of(request)
    today = request.workplace.today
    months = {f"{one:%Y-%m}": one for one in months_of(year)}
    nearest = first_of(year, today.month)
    first = months.get(request.GET.get("month", ""), nearest)
    last = last_of(calendar_year(first), first.month)
    lines = lines_of(office, year, audience=audience_of(request, office))
    holidays = holidays_of(office, first, last)
    keys = list(months)
    at = keys.index(f"{first:%Y-%m}")
    context = _frame(request, office, year, "calendar-month") | {
        "month": month_grid(as_due(lines), first, last, holidays=holidays, today=today),
        "legend": legend(lines),
        "months": list(months.items()),
        "before": address("calendar-month", year, month=keys[at - 1]) if at else "",
        "after": address("calendar-month", year, month=keys[at + 1]) if at < 11 else "",
        "crumbs": crumbs(year, ("เดือน", "")),
        **_beside(spread(lines, year)),
    }
    return render(request, "community/calendar_month.html", context)


def _frame(request: Request, office: Office, year: int, here: str) -> dict[str, Any]:
    may_edit = is_editor(request, office)
    return {
        "office": office,
        "year": year,
        "years": year_days(year),
        "week_names": WEEK_NAMES,
        "may_edit": may_edit,
        "today": request.workplace.today,
        "previous_year": address(here, year - 1),
        "next_year": address(here, year + 1),
        "segments": segments(here, year, may_edit=may_edit),
    }


def _beside(found: Spread) -> dict[str, Any]:
    """What stands beside the days."""
    return {
        "all_year": found.all_year[:BESIDE],
        "all_year_more": max(len(found.all_year) - BESIDE, 0),
        "undated": found.undated[:BESIDE],
        "undated_more": max(len(found.undated) - BESIDE, 0),
    }


def legend(lines: list[Line]) -> list[tuple[str, str]]:
    """Mark and the kinds of work that bear it, of what the calendar shows."""
    found: dict[str, list[str]] = {}
    for one in lines:
        names = found.setdefault(one.mark or NEUTRAL, [])
        name = one.area or "งานอื่น"
        if name not in names:
            names.append(name)
    return [(mark, ", ".join(names)) for mark, names in sorted(found.items())]
