"""The year's resources of a school, and the report of an office over its schools, on screen."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community import year_kinds
from community.documents.resource_reports import COLUMNS, cells_of, year_asked
from community.forms.resource_filters import OfficeFilter
from community.resource_reports import district_report, report_of, totals_of
from community.views.resource_pages import GIFTS, HOME, VIEW, places, school_here
from community.year_kinds import Year
from schoolcare.access import Permission, require
from schoolcare.requests import Request

PAGE = 50
COUNT = Permission.COMMUNITY_COUNT


def years_of(request: Request, year: Year) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The years to choose from, by kind: key, words, whether it is the one shown."""
    return [
        (label, [(key, words, key == year.key) for key, words in found])
        for label, found in year_kinds.offered(request.workplace.today)
    ]


@require_safe
@require(VIEW)
def resource_report(request: Request) -> HttpResponse:
    """Sums by kind, channel, village, purpose and month of one year."""
    school = school_here(request, VIEW)
    year = year_asked(request.GET.get("period", ""))
    context: dict[str, Any] = {
        "report": report_of(school, year),
        "school": school,
        "years": years_of(request, year),
        "places": places(request),
        "crumbs": [HOME, GIFTS, ("รายงาน", "")],
    }
    return render(request, "community/resource_report.html", context)


@require_safe
@require(COUNT)
def district_overview(request: Request) -> HttpResponse:
    """Every school of the office worked for, those with nothing too."""
    office = request.workplace.district
    if office is None or office.pk not in request.user.access.grant(COUNT).districts:
        raise Http404
    year = year_asked(request.GET.get("period", ""))
    lines = district_report(office, year)
    total = totals_of(lines)
    asked = request.GET.copy()
    asked["period"] = year.key
    form = OfficeFilter(asked, lines=lines, today=request.workplace.today)
    page = Paginator(form.narrowed(), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page_obj": page,
        "rows": [(one, zip(COLUMNS, cells_of(one), strict=True)) for one in page],
        "total": total.gifts,
        "activities": total.activities,
        "sums": list(zip(COLUMNS, cells_of(total), strict=True)),
        "columns": COLUMNS,
        "told": f"{sum(not one.is_empty for one in lines)}/{len(lines)}",
        "year": year,
        "office": office,
        "crumbs": [HOME, ("งานสัมพันธ์ชุมชนของโรงเรียน", "")],
    }
    return render(request, "community/district_overview.html", context)
