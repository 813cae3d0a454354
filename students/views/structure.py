"""The school's structure of the year worked in: begin, change, take back; divisions and units."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from students.appointment_orders import order_of_structure
from students.forms.structure import COPY, BeginForm, DivisionForm, StructureForm
from students.models import Division, Structure
from students.services import structure as services
from students.services.structure_copy import copy_structure
from students.starting_structures import SETS
from students.unit_rights import with_rights
from students.views.pages import form_page
from students.views.structure_pages import (
    EDIT,
    HOME,
    VIEW,
    crumbs,
    may,
    places,
    school_here,
    structure_here,
    structure_of,
)

PAGE = "students:structure-detail"


@require_safe
@require(VIEW)
def structure_detail(request: Request) -> HttpResponse:
    """Divisions and units with who heads them and which right follows."""
    school = school_here(request, VIEW)
    structure = structure_here(request, school).with_units().first()
    context = {
        "school": school,
        "structure": with_rights(structure, request.workplace.today) if structure else None,
        "order": order_of_structure(structure).words if structure else "",
        "may_edit": may(request, EDIT, school),
        "places": places(request),
        "crumbs": [HOME, ("โครงสร้างและคำสั่ง", "")],
    }
    return render(request, "students/structure_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def structure_begin(request: Request) -> HttpResponse:
    school, year = school_here(request, EDIT), request.workplace.year
    if made_before(request.user, request.POST.get("key")):
        return redirect(PAGE)
    before = services.structure_before(school, year)
    initial = {"starts_on": services.first_day(school, year)}
    form = BeginForm(request.POST or None, before=before, initial=initial)

    def save() -> Structure:
        typed = form.cleaned_data
        new = Structure(school=school, year=year, starts_on=typed["starts_on"])
        made, _ = once(request.user, typed["key"], lambda: make(new, typed["start"]))
        return made

    def make(new: Structure, start: str) -> Structure:
        if start == COPY and before is not None:
            copied = copy_structure(new, before, by=request.user)
            told = messages.warning if copied.left else messages.success
            told(request, copied.words)
            return copied.structure
        return services.begin(new, starting=SETS.get(start), by=request.user)

    heading = f"เริ่มโครงสร้างปีการศึกษา {year}"
    page: dict[str, Any] = {"heading": heading, "hint": str(school), "done": "เริ่มโครงสร้างแล้ว"}
    return form_page(request, form, save, back=reverse(PAGE), crumbs=crumbs((heading, "")), **page)


@require_http_methods(GET_POST)
@require(EDIT)
def structure_update(request: Request, pk: int) -> HttpResponse:
    structure = structure_of(request, pk, EDIT)
    who: dict[str, Any] = {"user": request.user, "permission": EDIT}
    form = StructureForm(request.POST or None, instance=structure, **who)
    return form_page(
        request,
        form,
        lambda: services.save_structure(form.instance, by=request.user),
        heading=f"วันเริ่มใช้และคำสั่ง ปีการศึกษา {structure.year}",
        hint="สิทธิ์ที่ได้ตามงานเริ่มในวันเริ่มใช้ และสิ้นสุดเมื่อโครงสร้างปีถัดไปเริ่มใช้",
        back=reverse(PAGE),
        crumbs=crumbs(("วันเริ่มใช้และคำสั่ง", "")),
    )


@require_POST
@require(EDIT)
def structure_remove(request: Request, pk: int) -> HttpResponse:
    structure = structure_of(request, pk, EDIT)
    pressed(
        request,
        lambda: services.remove_structure(structure, by=request.user),
        f"ลบโครงสร้างปีการศึกษา {structure.year} แล้ว",
    )
    return redirect(PAGE)


@require_http_methods(GET_POST)
@require(EDIT)
def division_create(request: Request, pk: int) -> HttpResponse:
    structure = structure_of(request, pk, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect(PAGE)
    return _division(request, Division(structure=structure), "เพิ่มฝ่าย/กลุ่ม")


@require_http_methods(GET_POST)
@require(EDIT)
def division_update(request: Request, pk: int) -> HttpResponse:
    division = _division_of(request, pk)
    return _division(request, division, f"แก้ไข {division}")


@require_POST
@require(EDIT)
def division_remove(request: Request, pk: int) -> HttpResponse:
    division = _division_of(request, pk)
    done = f"ลบ {division} แล้ว"
    pressed(request, lambda: services.remove_division(division, by=request.user), done)
    return redirect(PAGE)


def _division_of(request: Request, pk: int) -> Division:
    rows = Division.objects.for_user(request.user, EDIT)
    return get_object_or_404(rows.select_related("structure__school__district"), pk=pk)


def _division(request: Request, division: Division, heading: str) -> HttpResponse:
    school = division.structure.school
    who: dict[str, Any] = {"user": request.user, "permission": EDIT, "school": school}
    form = DivisionForm(request.POST or None, instance=division, **who)

    def save() -> Division:
        def keep() -> Division:
            return services.save_division(form.instance, by=request.user)

        return keep() if division.pk else once(request.user, form.cleaned_data["key"], keep)[0]

    return form_page(
        request, form, save, heading=heading, back=reverse(PAGE), crumbs=crumbs((heading, ""))
    )
