"""A school or office writes its own procedures: drafts, their words and steps, from which year."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from schoolcare import procedure_writing as writing
from schoolcare.access import Permission, require
from schoolcare.editions import Office
from schoolcare.form_pages import form_page, pressed
from schoolcare.models import District, Procedure, ProcedureStep
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME, form_view
from schoolcare.screens.forms.procedure_writing import (
    EndForm,
    NewProcedureForm,
    ProcedureStepForm,
    UseForm,
    WordsForm,
)
from schoolcare.screens.numbers import not_here
from schoolcare.screens.procedures import LIST
from schoolcare.step_days import plan_year
from schoolcare.submissions import made_before

RUN = Permission.PROCEDURE_RUN
OWN = ("เพิ่มหรือแก้กระบวนงาน", reverse_lazy("procedure-own"))
FORM = "procedures/form.html"


def _place(request: Request) -> Office:
    return request.workplace.office(RUN) or not_here()


def _this_year(request: Request) -> int:
    return plan_year(request.workplace.today)


def _reach(request: Request, place: Office) -> QuerySet[Procedure]:
    """What the place may copy: shipped, its own, its office's; not what other schools wrote."""
    found = Procedure.objects.in_sight(request.user, RUN)
    if isinstance(place, District):
        return found.filter(Q(district=None) | Q(district=place), school=None)
    of_office = Q(district=None) | Q(district=place.district_id)
    of_school = Q(school=None) | Q(school=place)
    return found.filter(of_office, of_school, level=Procedure.Level.SCHOOL)


def _own(request: Request, code: str) -> Procedure:
    return get_object_or_404(Procedure.objects.for_user(request.user, RUN), code=code)


def _page(procedure: Procedure) -> str:
    return reverse("procedure-detail", args=[procedure.code])


def _crumbs(procedure: Procedure, words: str) -> list[tuple[str, Any]]:
    return [HOME, LIST, (procedure.name, _page(procedure)), (words, "")]


@require_safe
@require(RUN)
def procedure_own(request: Request) -> HttpResponse:
    """What the place has written, drafts first; then what it may make its own."""
    place = _place(request)
    found = _reach(request, place).annotate(steps_count=Count("steps")).order_by("name", "pk")
    rows = list(found.select_related("district"))
    own = [one for one in rows if _is_of(one, place)]
    context = {
        "place": place,
        "year": _this_year(request),
        "own": sorted(own, key=lambda one: (one.is_active, one.name, -(one.from_year or 0))),
        "other": [one for one in rows if not _is_of(one, place) and one.is_active],
        "crumbs": [HOME, LIST, (OWN[0], "")],
    }
    return render(request, "procedures/procedure_own.html", context)


def _is_of(procedure: Procedure, place: Office) -> bool:
    own = procedure.district_id if isinstance(place, District) else procedure.school_id
    return own == place.pk


@form_view
@require(RUN)
def procedure_create(request: Request) -> HttpResponse:
    """A procedure of one's own: from nothing, or from the steps of another one."""
    place = _place(request)
    if code := made_before(request.user, request.POST.get("key")):
        return redirect(
            _page(get_object_or_404(Procedure.objects.for_user(request.user, RUN), pk=code))
        )
    form = NewProcedureForm(
        request.POST or None,
        place=place,
        sources=_reach(request, place).filter(is_active=True),
        by=request.user,
    )
    return form_page(
        request,
        form,
        form.save,
        template=FORM,
        heading="เพิ่มกระบวนงาน",
        back=str(OWN[1]),
        then=_page,
        crumbs=[HOME, LIST, OWN, ("เพิ่ม", "")],
        done="เพิ่มฉบับร่างแล้ว แก้ขั้นตอน แล้วกดเริ่มใช้",
        lead=str(place),
    )


@require_POST
@require(RUN)
def procedure_edition(request: Request, code: str) -> HttpResponse:
    """One's own draft of a procedure; the one there is, where there is one."""
    place = _place(request)
    procedure = get_object_or_404(_reach(request, place).filter(is_active=True), code=code)
    made = writing.write_edition(place, procedure, by=request.user)
    messages.success(request, "นี่คือฉบับร่างของคุณ แก้ขั้นตอน แล้วกดเริ่มใช้ ฉบับเดิมยังใช้อยู่จนถึงวันนั้น")
    return redirect(_page(made))


@form_view
@require(RUN)
def procedure_words(request: Request, code: str) -> HttpResponse:
    """What the manual says of it, but for its steps."""
    procedure, year = _own(request, code), _this_year(request)
    form = WordsForm(request.POST or None, instance=procedure, year=year, by=request.user)
    page: dict[str, Any] = {"heading": "แก้ไขคู่มือ", "back": _page(procedure), "lead": procedure.name}
    return form_page(
        request, form, form.save, template=FORM, crumbs=_crumbs(procedure, "แก้ไข"), **page
    )


@form_view
@require(RUN)
def procedure_use(request: Request, code: str) -> HttpResponse:
    """From which academic year on the place, or the schools of an office, go by it."""
    procedure, year = _own(request, code), _this_year(request)
    initial = {"year": procedure.from_year or year}
    form = UseForm(request.POST or None, initial=initial, this_year=year)

    def save() -> Procedure:
        return writing.use_from(procedure, form.cleaned_data["year"], by=request.user)

    page: dict[str, Any] = {"heading": "เริ่มใช้", "back": _page(procedure), "lead": procedure.name}
    page |= {"done": "เริ่มใช้แล้ว", "submit": "เริ่มใช้"}
    return form_page(request, form, save, template=FORM, crumbs=_crumbs(procedure, "เริ่มใช้"), **page)


@form_view
@require(RUN)
def procedure_end(request: Request, code: str) -> HttpResponse:
    """The last academic year of a procedure of one's own."""
    procedure, year = _own(request, code), _this_year(request)
    form = EndForm(request.POST or None, initial={"year": year}, this_year=year)

    def save() -> Procedure:
        return writing.end_after(procedure, form.cleaned_data["year"], by=request.user)

    page: dict[str, Any] = {"heading": "เลิกใช้", "back": _page(procedure), "lead": procedure.name}
    page |= {"done": "บันทึกปีสุดท้ายที่ใช้แล้ว", "submit": "เลิกใช้"}
    return form_page(request, form, save, template=FORM, crumbs=_crumbs(procedure, "เลิกใช้"), **page)


@require_POST
@require(RUN)
def procedure_drop(request: Request, code: str) -> HttpResponse:
    """Delete a draft."""
    procedure = _own(request, code)
    if pressed(request, lambda: writing.drop(procedure, by=request.user), "ลบฉบับร่างแล้ว"):
        return redirect("procedure-own")
    return redirect(_page(procedure))


@form_view
@require(RUN)
def step_create(request: Request, code: str) -> HttpResponse:
    procedure = _own(request, code)
    if made_before(request.user, request.POST.get("key")):
        return redirect(_page(procedure))
    return _step_page(request, ProcedureStep(procedure=procedure), "เพิ่มขั้นตอน")


@form_view
@require(RUN)
def step_update(request: Request, pk: int) -> HttpResponse:
    step = _step(request, pk)
    return _step_page(request, step, f"แก้ไขขั้นที่ {step.number}")


def _step(request: Request, pk: int) -> ProcedureStep:
    own = Procedure.objects.for_user(request.user, RUN)
    steps = ProcedureStep.objects.filter(procedure__in=own).select_related("procedure")
    return get_object_or_404(steps, pk=pk)


def _step_page(request: Request, step: ProcedureStep, heading: str) -> HttpResponse:
    year, procedure = _this_year(request), step.procedure
    form = ProcedureStepForm(request.POST or None, instance=step, year=year, by=request.user)
    return form_page(
        request,
        form,
        form.save,
        template=FORM,
        heading=heading,
        back=f"{_page(procedure)}#steps",
        crumbs=_crumbs(procedure, heading),
        done="บันทึกขั้นตอนแล้ว",
        lead=procedure.name,
    )


@require_POST
@require(RUN)
def step_move(request: Request, pk: int) -> HttpResponse:
    """Up, or down where `down` is sent."""
    step = _step(request, pk)
    places = 1 if "down" in request.POST else -1
    year = _this_year(request)
    pressed(request, lambda: writing.move_step(step, places, year=year, by=request.user), "เลื่อนแล้ว")
    return redirect(f"{_page(step.procedure)}#steps")


@require_POST
@require(RUN)
def step_drop(request: Request, pk: int) -> HttpResponse:
    step, year = _step(request, pk), _this_year(request)
    pressed(request, lambda: writing.drop_step(step, year=year, by=request.user), "ลบขั้นตอนแล้ว")
    return redirect(f"{_page(step.procedure)}#steps")
