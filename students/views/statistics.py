"""Numbers of pupils in tables and drawings; at a school each leads to the pupils it counts."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.text import sent_number
from students.dimensions import SCREENED
from students.school_table import school_table
from students.screening_figures import screening_figures
from students.statistics import SEXES, dimensions_for, may_open, pupils_in, table_of

STATISTICS = ("สถิตินักเรียน", reverse_lazy("students:statistics"))
SCHOOLS = "โรงเรียน"
PUPILS_A_PAGE = 100


@require_safe
@require(Permission.PUPIL_COUNT)
def statistics(request: Request) -> HttpResponse:
    """One section at a time; of an office its schools are a section too."""
    place = request.workplace
    office = place.office(Permission.PUPIL_COUNT)
    if office is None:
        raise Http404
    every = dimensions_for(request.user, office)
    sections = list(dict.fromkeys(one.section for one in every))
    sections += [] if isinstance(office, School) else [SCHOOLS]
    asked = sent_number(request.GET.get("section", ""))
    at = asked if asked < len(sections) else 0
    section = sections[at]
    chosen = [one for one in every if one.section == section]
    is_school = isinstance(office, School)
    tables = [
        (
            table_of(one, office, place.year, place.today, user=request.user),
            isinstance(office, School) and may_open(request.user, office, one),
        )
        for one in chosen
    ]
    figures = []
    if section == SCREENED:
        figures = screening_figures(office, place.year, user=request.user)
    context = {
        "office": office,
        "is_school": is_school,
        "tables": tables,
        "figures": figures,
        "schools": school_table(office, place.year) if section == SCHOOLS else None,
        "sections": _segments(sections, at),
        "today": place.today,
        "crumbs": [("หน้าแรก", "/"), ("สถิตินักเรียน", "")],
    }
    return render(request, "students/statistics.html", context)


def _segments(sections: list[str], at: int) -> list[dict[str, Any]]:
    return [
        {"label": one, "url": f"?section={number}", "count": None, "current": number == at}
        for number, one in enumerate(sections)
    ]


@require_safe
@require(Permission.PUPIL_VIEW)
def statistics_pupils(request: Request, key: str, mark: str) -> HttpResponse:
    """The pupils behind one number, for whoever may open it; the look is logged."""
    place = request.workplace
    if place.school is None or not request.user.access.allows(Permission.PUPIL_COUNT):
        raise Http404
    every = dimensions_for(request.user, place.school)
    dimension = next((one for one in every if one.key == key), None)
    if dimension is None or not may_open(request.user, place.school, dimension):
        raise Http404
    sex = request.GET.get("sex")
    asked = {"mark": mark, "sex": sex, "user": request.user}
    found = pupils_in(dimension, place.school, place.year, place.today, **asked)  # type: ignore[arg-type]
    if found is None:
        raise Http404
    label, seats = found
    rows = seats.select_related("student", "classroom")
    rows = rows.order_by("classroom__level", "classroom__room", "roll_number", "pk")
    page = Paginator(rows, PUPILS_A_PAGE).get_page(request.GET.get("page"))
    pupils = [seat.student_id for seat in page.object_list]
    about = {"school_id": place.school.pk, "dimension": key, "pupils": pupils}
    audit.record("statistics.view", None, by=request.user, **about)
    context = {
        "dimension": dimension,
        "label": label,
        "sex": SEXES.get(sex or "", ""),
        "page_obj": page,
        "crumbs": [("หน้าแรก", "/"), STATISTICS, (dimension.label, "")],
    }
    return render(request, "students/statistics_pupils.html", context)
