"""The registry of all schools that a person may see: the district officer's main page."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committee.completeness import Status
from committee.forms.schools import SchoolFilter
from committee.overview import SHEET_HEADERS, SHEET_WIDTHS, in_order, in_place, in_state, sheet_row
from committee.reports import SchoolBoard, Totals, school_boards, totals_of
from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.spreadsheet import write_xlsx
from schoolcare.thai import thai_key

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@require(Permission.BOARD_VIEW)
def school_list(request: Request) -> HttpResponse:
    """Every school with its status, what it lacks and its yearly word, on one page."""
    today = request.workplace.today
    lines = school_boards(_schools(request), today, with_ties=True)
    form = _filter(request, lines)
    is_clear = not form.is_bound or form.is_valid()
    wanted = form.cleaned_data if form.is_bound and is_clear else {}
    placed = in_place(lines, **_asked(wanted, "q", "network")) if is_clear else []
    found = in_state(placed, today, **_asked(wanted, "status", "confirmed", "within"))
    shown = in_order(found, wanted.get("sort", ""))
    if request.GET.get("as") == "xlsx":
        return _sheet(request, shown, today)
    totals = totals_of(placed)
    context = {
        "form": form,
        "rows": [(line, line.days_left(today)) for line in shown],
        "totals": totals,
        "tiles": _tiles(request, totals),
        "sorts": {name: _sort(request, name) for name in ("school", "status", "expires")},
        "sheet_query": _query(request, **{"as": "xlsx"}),
        "ready": sum(one.may_be_certified for one in lines),
        "can_review": request.user.access.allows(Permission.BOARD_REVIEW),
        "now": timezone.localtime(),
        "crumbs": [("หน้าแรก", "/"), ("คณะกรรมการสถานศึกษา", "")],
    }
    return render(request, "committee/school_list.html", context)


def _schools(request: Request) -> Any:
    found = School.objects.for_user(request.user, Permission.BOARD_VIEW).filter(is_active=True)
    return found.select_related("network")


def _filter(request: Request, lines: list[SchoolBoard]) -> SchoolFilter:
    """The networks on offer are those of the schools at hand, which costs no query."""
    networks = {one.school.network_id: one.school.network for one in lines if one.school.network}
    named = sorted(networks.values(), key=lambda network: thai_key(network.name))
    return SchoolFilter(request.GET or None, networks=named)


def _asked(wanted: dict[str, Any], *names: str) -> dict[str, str]:
    return {name: wanted.get(name, "") for name in names}


def _query(request: Request, **changes: str) -> str:
    """The page's address with something else; "" takes a part away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"


def _tiles(request: Request, totals: Totals) -> list[dict[str, Any]]:
    """A count for every status, a link to its schools; the one looked at leads back to all."""
    picked = request.GET.get("status", "")
    return [
        {
            "status": status,
            "count": totals.by_status[status],
            "is_current": picked == status,
            "url": _query(request, status="" if picked == status else status),
        }
        for status in Status
    ]


def _sort(request: Request, name: str) -> dict[str, str]:
    """How a column is sorted now, and the address that sorts by it or turns it round."""
    now = request.GET.get("sort") or "school"
    is_up, is_down = now == name, now == f"-{name}"
    url = _query(request, sort=f"-{name}" if is_up else name)
    return {"aria": "ascending" if is_up else "descending" if is_down else "", "url": url}


def _sheet(request: Request, lines: list[SchoolBoard], today: date) -> HttpResponse:
    rows = [sheet_row(line, today) for line in lines]
    data = write_xlsx("ทะเบียนคณะกรรมการ", SHEET_HEADERS, rows, widths=SHEET_WIDTHS)
    place = request.workplace
    school_id = place.school.pk if place.school else None
    district_id = place.district.pk if place.district and not school_id else None
    audit.record(
        "board.export",
        None,
        by=request.user,
        school_id=school_id,
        district_id=district_id,
        rows=len(lines),
    )
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="school-boards.xlsx"'
    return response
