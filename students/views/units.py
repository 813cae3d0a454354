"""One unit of the structure: duties, the rights it carries, who heads it and who works in it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from students.forms.structure import UnitForm, UnitPeopleForm
from students.models import Division, Unit
from students.services import structure as services
from students.services.unit_posts import role_words, set_people
from students.unit_rights import of_unit
from students.views.pages import form_page
from students.views.structure_pages import EDIT, VIEW, crumbs, may, unit_of

PAGE = "students:structure-detail"


@require_safe
@require(VIEW)
def unit_detail(request: Request, pk: int) -> HttpResponse:
    unit = unit_of(request, pk, VIEW)
    structure = unit.division.structure
    context = {
        "unit": unit,
        "structure": structure,
        "posts": of_unit(unit, request.workplace.today),
        "rights": role_words(unit),
        "may_edit": may(request, EDIT, structure.school),
        "crumbs": crumbs((unit.name, "")),
    }
    return render(request, "students/unit_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def unit_create(request: Request, pk: int) -> HttpResponse:
    rows = Division.objects.for_user(request.user, EDIT)
    division = get_object_or_404(rows.select_related("structure__school__district"), pk=pk)
    if made_before(request.user, request.POST.get("key")):
        return redirect(PAGE)
    return _form(request, Unit(division=division), f"เพิ่มงานใน{division}", reverse(PAGE))


@require_http_methods(GET_POST)
@require(EDIT)
def unit_update(request: Request, pk: int) -> HttpResponse:
    unit = unit_of(request, pk, EDIT)
    return _form(request, unit, f"แก้ไข {unit}", unit.get_absolute_url())


def _form(request: Request, unit: Unit, heading: str, back: str) -> HttpResponse:
    who: dict[str, Any] = {"user": request.user, "permission": EDIT}
    form = UnitForm(request.POST or None, instance=unit, **who)

    def save() -> Unit:
        def keep() -> Unit:
            return services.save_unit(form.instance, by=request.user)

        return keep() if unit.pk else once(request.user, form.cleaned_data["key"], keep)[0]

    page = {"heading": heading, "back": back, "crumbs": crumbs((heading, ""))}
    return form_page(request, form, save, then=lambda made: made.get_absolute_url(), **page)


@require_http_methods(GET_POST)
@require(EDIT)
def unit_people(request: Request, pk: int) -> HttpResponse:
    """Who heads it and who works in it; the page says which right follows."""
    unit = unit_of(request, pk, EDIT)
    school = unit.division.structure.school
    form = UnitPeopleForm(request.POST or None, unit=unit, school=school)
    words = role_words(unit)
    told = [
        words["head"] and f"หัวหน้างานได้สิทธิ์ “{words['head']}”",
        words["members"] and f"ผู้ปฏิบัติงานได้สิทธิ์ “{words['members']}”",
    ]
    return form_page(
        request,
        form,
        lambda: set_people(unit, form.chosen_head, form.chosen_members, by=request.user),
        heading=f"ผู้รับผิดชอบ{unit}",
        hint=" · ".join(filter(None, told)) or "งานนี้ไม่มีสิทธิ์ในระบบติดมาด้วย",
        back=unit.get_absolute_url(),
        crumbs=crumbs((unit.name, unit.get_absolute_url()), ("ผู้รับผิดชอบ", "")),
        done="บันทึกผู้รับผิดชอบแล้ว",
    )


@require_POST
@require(EDIT)
def unit_remove(request: Request, pk: int) -> HttpResponse:
    unit = unit_of(request, pk, EDIT)
    done = f"ลบ {unit} แล้ว"
    pressed(request, lambda: services.remove_unit(unit, by=request.user), done)
    return redirect(PAGE)
