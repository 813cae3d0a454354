"""Coverage of a round: by class at a school, by school at an office; on screen and as a sheet."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from homevisits import reports
from homevisits.models import VisitRound
from homevisits.services.rounds import current
from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.spreadsheet import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCHOOLS_A_PAGE = 50


@require_safe
@require(Permission.VISIT_COUNT)
def coverage(request: Request) -> HttpResponse:
    """Classes of the school worked in; for people of an office, its schools."""
    if request.workplace.school is None:
        return _schools(request)
    rounds, visit_round = _rounds(request)
    rows = reports.coverage_by_class(visit_round) if visit_round else []
    lines = reports.with_level_totals(rows)
    if visit_round and request.GET.get("as") == "xlsx":
        return _sheet(request, lines, school_id=visit_round.school_id)
    crumbs = [("เยี่ยมบ้าน", reverse_lazy("homevisits:visit-list"))]
    context = {
        "round": visit_round,
        "rounds": rounds,
        "lines": lines,
        "total": lines[-1] if lines else None,
        "crumbs": [("หน้าแรก", "/"), *_crumbs(request, crumbs), ("ความครอบคลุม", "")],
    }
    return render(request, "homevisits/coverage.html", context)


def _crumbs(request: Request, crumbs: list[Any]) -> list[Any]:
    return crumbs if request.user.access.allows(Permission.VISIT_VIEW) else []


def _rounds(request: Request) -> tuple[list[VisitRound], VisitRound | None]:
    place = request.workplace
    counted = VisitRound.objects.for_user(request.user, Permission.VISIT_COUNT)
    rounds = list(counted.of_place(place.school, place.year))
    asked = request.GET.get("round")
    picked = next((one for one in rounds if str(one.pk) == asked), None)
    return rounds, picked or current(rounds, place.today)


def _schools(request: Request) -> HttpResponse:
    """A page of schools, under each the sum of all."""
    found = reports.coverage_by_school(request.user, request.workplace.year)
    lines = [row for row, _round in found]
    total = reports.total_of(lines, "รวมทุกโรงเรียน")
    if request.GET.get("as") == "xlsx":
        return _sheet(request, [*lines, total], school_id=None)
    page = Paginator(lines, SCHOOLS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": [*page.object_list, total] if lines else [],
        "total": total,
        "without": sum(visit_round is None for _row, visit_round in found),
        "crumbs": [("หน้าแรก", "/"), ("ความครอบคลุมการเยี่ยมบ้าน", "")],
    }
    return render(request, "homevisits/coverage_schools.html", context)


def _sheet(
    request: Request, lines: list[reports.Coverage], *, school_id: int | None
) -> HttpResponse:
    headers = [*reports.SHEET_HEADERS]
    headers[0] = "ห้อง" if school_id else "โรงเรียน"
    data = write_xlsx("ความครอบคลุม", headers, [reports.sheet_row(line) for line in lines])
    audit.record("coverage.export", None, by=request.user, school_id=school_id, rows=len(lines))
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="coverage.xlsx"'
    return response
