"""The year's procedures of the school or office one works in."""

import sys
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from schoolcare import files, procedures, step_runs
from schoolcare.access import Permission, require
from schoolcare.documents import catalogue
from schoolcare.form_pages import form_page
from schoolcare.models import Procedure, ProcedureStart, ProcedureStep, StepRun
from schoolcare.paper import flowchart
from schoolcare.procedures import Plan, Planned, State
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME, form_view, saved
from schoolcare.screens.forms.procedures import StartForm, StepForm
from schoolcare.screens.numbers import not_here
from schoolcare.text import sent_number

BADGES = {
    State.DONE: ("ok", "เสร็จแล้ว"),
    State.LATE: ("bad", "เลยกำหนด"),
    State.NOW: ("warn", "ถึงเวลาทำ"),
    State.LATER: ("none", "ยังไม่ถึงเวลา"),
    State.UNDATED: ("none", "ยังไม่กำหนดวัน"),
}


@require_safe
@require(Permission.PROCEDURE_VIEW)
def procedure_list(request: Request) -> HttpResponse:
    """Every procedure with its steps in the year asked for, else the year worked in."""
    today = request.workplace.today
    place = request.workplace.office(Permission.PROCEDURE_VIEW) or not_here()
    year = year_of(request)
    grant = request.user.access.grant(Permission.PROCEDURE_VIEW)
    context = {
        "plans": shown(procedures.plans(place, year), today),
        "place": place,
        "year": year,
        "segments": years_around(request, year),
        "may_run": request.workplace.office(Permission.PROCEDURE_RUN) == place,
        "has_schools": bool(grant.districts),
        "crumbs": [HOME, ("กระบวนงานประจำปี", "")],
    }
    return render(request, "procedures/procedure_list.html", context)


def year_of(request: Request) -> int:
    """The year asked for where it is one of those on offer, else the year worked in."""
    asked = sent_number(request.GET.get("year", ""))
    return asked if asked in request.workplace.years else request.workplace.year


def years_around(request: Request, year: int) -> list[dict[str, Any]]:
    """Links to the year before and after: the next one is prepared before it begins."""
    return [
        {"label": f"ปีการศึกษา {one}", "url": f"?year={one}", "current": one == year}
        for one in sorted(request.workplace.years)
        if abs(one - year) <= 1
    ]


def shown(found: list[Plan], today: date) -> list[tuple[Plan, list[dict[str, Any]]]]:
    return [(plan, [row(step, today) for step in plan.steps]) for plan in found]


def badge_of(planned: Planned, state: State) -> tuple[str, str]:
    """How a step looks; what runs all year is under way and presses nobody."""
    runs = planned.is_all_year and state is State.NOW
    return ("info", "ดำเนินการทั้งปี") if runs else BADGES[state]


def row(planned: Planned, today: date) -> dict[str, Any]:
    state = planned.state(today)
    kind, words = badge_of(planned, state)
    late = state is State.LATE and planned.due_on
    days = (today - planned.due_on).days if late and planned.due_on else 0
    return {"planned": planned, "kind": kind, "words": words, "late_days": days}


@require_safe
@require(Permission.PROCEDURE_VIEW)
def procedure_detail(request: Request, code: str) -> HttpResponse:
    """The procedure itself, as its manual tells it."""
    procedure = get_object_or_404(Procedure.objects.prefetch_related("steps"), code=code)
    listed, steps = reverse("procedure-list"), list(procedure.steps.all())
    place = request.workplace.office(Permission.PROCEDURE_VIEW)
    is_own = place is not None and procedures.level_of(place) == procedure.level
    context = {
        "procedure": procedure,
        "steps": steps,
        "charts": flowchart.draw(steps, most=sys.maxsize) if steps else [],
        "forms": [form_of(request, one) for one in procedure.forms],
        "is_own": is_own,
        "crumbs": [HOME, ("กระบวนงานประจำปี", listed), (procedure.name, "")],
    }
    return render(request, "procedures/procedure_detail.html", context)


def form_of(request: Request, name: str) -> dict[str, str]:
    """A form of the manual: its title, and where it is printed empty by who may print it."""
    form = catalogue.get(name)
    if form is None:
        return {"title": name, "blank_url": ""}
    is_open = form.can_be_blank and request.user.access.allows(form.permission)
    url = f"{reverse('document-pdf', args=[name])}?blank=1" if is_open else ""
    return {"title": form.title, "blank_url": url}


@form_view
@require(Permission.PROCEDURE_RUN)
def procedure_start(request: Request, code: str) -> HttpResponse:
    """The day on which a procedure of weeks begins in a year."""
    office = request.workplace.office(Permission.PROCEDURE_RUN) or not_here()
    found = Procedure.objects.filter(level=procedures.level_of(office), steps__weeks__gt=0)
    procedure = get_object_or_404(found.distinct(), code=code)
    year = year_of(request)
    before = ProcedureStart.objects.filter(
        procedure=procedure, year=year, **procedures.owner_of(office)
    ).first()
    initial = {"starts_on": before.starts_on if before else None}
    form = StartForm(request.POST or None, initial=initial)
    home = f"{reverse('procedure-list')}?year={year}"

    def save() -> ProcedureStart:
        day = form.cleaned_data["starts_on"]
        return step_runs.set_start(office, procedure, year, day, by=request.user)

    return form_page(
        request,
        form,
        save,
        template="procedures/start_form.html",
        heading=f"วันเริ่ม{procedure.name}",
        back=home,
        crumbs=[HOME, ("กระบวนงานประจำปี", home), ("วันเริ่ม", "")],
        done="บันทึกวันเริ่มแล้ว กำหนดเสร็จของแต่ละขั้นนับจากวันนี้",
        year=year,
    )


@require_POST
@require(Permission.PROCEDURE_RUN)
def step_open(request: Request) -> HttpResponse:
    """Open the page of one step at one of its times: both stand in the body, and the year."""
    office = request.workplace.office(Permission.PROCEDURE_RUN) or not_here()
    asked, period, typed = (request.POST.get(name, "") for name in ("step", "period", "year"))
    year = sent_number(typed) if typed else request.workplace.year
    if not period.isdecimal() or year not in request.workplace.years:
        raise Http404
    steps = ProcedureStep.objects.select_related("procedure")
    step = get_object_or_404(steps, pk=sent_number(asked))
    try:
        run = step_runs.open_run(office, step, sent_number(period), year, by=request.user)
    except ValidationError as error:
        raise Http404 from error
    return redirect("step-edit", run.pk)


@form_view
@require(Permission.PROCEDURE_RUN)
def step_edit(request: Request, pk: int) -> HttpResponse:
    runs = StepRun.objects.for_user(request.user, Permission.PROCEDURE_RUN)
    related = ("step__procedure", "file", "school", "district")
    run, today = get_object_or_404(runs.select_related(*related), pk=pk), request.workplace.today
    form = StepForm(
        request.POST or None, request.FILES or None, instance=run, by=request.user, today=today
    )
    home = f"{reverse('procedure-list')}?year={run.year}"
    if saved(form):
        messages.success(request, "บันทึกผลแล้ว")
        return redirect(home)
    context = {
        "form": form,
        "run": run,
        "row": row(procedures.planned_of(run), today),
        "cancel_url": home,
        "crumbs": [HOME, ("กระบวนงานประจำปี", home), (f"ขั้นที่ {run.step.number}", "")],
    }
    return render(request, "procedures/step_form.html", context)


@require_safe
@require(Permission.PROCEDURE_VIEW)
def step_file(request: Request, pk: int) -> HttpResponseBase:
    """The proof that was attached; people of the office above open that of their schools."""
    runs = StepRun.objects.in_sight(request.user, Permission.PROCEDURE_VIEW)
    run = get_object_or_404(runs.select_related("step", "file"), pk=pk)
    if run.file is None:
        raise Http404
    ending = files.EXTENSIONS.get(run.file.content_type, "")
    name = f"procedure-{run.year}-{run.step.number}.{ending}"
    return files.file_response(run.file, download_as=name)
