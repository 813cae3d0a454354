"""The year's procedures of the school or office one works in."""

import sys
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from schoolcare import files, procedure_writing, procedures, step_runs
from schoolcare.access import Permission, require
from schoolcare.documents import catalogue
from schoolcare.editions import Office
from schoolcare.models import District, Procedure, ProcedureStep, StepRun
from schoolcare.paper import flowchart
from schoolcare.procedures import Plan, Planned, State
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME, form_view, saved
from schoolcare.screens.forms.procedures import StepForm
from schoolcare.screens.numbers import not_here
from schoolcare.step_days import plan_year
from schoolcare.text import sent_number

BADGES = {
    State.DONE: ("ok", "เสร็จแล้ว"),
    State.LATE: ("bad", "เลยกำหนด"),
    State.NOW: ("warn", "ถึงเวลาทำ"),
    State.LATER: ("none", "ยังไม่ถึงเวลา"),
    State.UNDATED: ("none", "ยังไม่กำหนดวัน"),
    State.BEFORE: ("none", "ก่อนเริ่มใช้ระบบ"),
}


LIST = ("กระบวนงานประจำปี", reverse_lazy("procedure-list"))


def list_of(year: int) -> str:
    return f"{reverse('procedure-list')}?year={year}"


@require_safe
@require(Permission.PROCEDURE_VIEW)
def procedure_list(request: Request) -> HttpResponse:
    """Every procedure with its steps in the year asked for, else the year worked in."""
    today = request.workplace.today
    place = request.workplace.office(Permission.PROCEDURE_VIEW) or not_here()
    year = year_of(request)
    grant = request.user.access.grant(Permission.PROCEDURE_VIEW)
    plans = shown(procedures.plans(place, year), today)
    context = {
        "plans": plans,
        "prior": sum(row["state"] is State.BEFORE for _plan, rows in plans for row in rows),
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
    if planned.is_all_year and state is State.NOW:
        return "info", "ดำเนินการทั้งปี"
    if planned.is_prior and planned.done_on is None:
        return "ok", "ปิดแล้ว ก่อนเริ่มใช้ระบบ"
    return BADGES[state]


def row(planned: Planned, today: date) -> dict[str, Any]:
    state = planned.state(today)
    kind, words = badge_of(planned, state)
    late = state is State.LATE and planned.due_on
    days = (today - planned.due_on).days if late and planned.due_on else 0
    facts = {"planned": planned, "state": state, "kind": kind, "words": words}
    return facts | {"late_days": days}


@require_safe
@require(Permission.PROCEDURE_VIEW)
def procedure_detail(request: Request, code: str) -> HttpResponse:
    """The procedure itself, as its manual tells it; its owner may write here."""
    found = Procedure.objects.in_sight(request.user, Permission.PROCEDURE_VIEW)
    related = found.select_related("school", "district").prefetch_related("steps")
    procedure = get_object_or_404(related, code=code)
    steps = list(procedure.steps.all())
    place = request.workplace.office(Permission.PROCEDURE_VIEW)
    writer = request.workplace.office(Permission.PROCEDURE_RUN)
    is_own = writer is not None and writer in (procedure.school, procedure.district)
    year = plan_year(request.workplace.today)
    context = {
        "procedure": procedure,
        "steps": steps,
        "charts": flowchart.draw(steps, most=sys.maxsize) if steps else [],
        "forms": [form_of(request, one) for one in procedure.forms],
        "is_printed": place is not None and procedures.level_of(place) == procedure.level,
        "is_own": is_own,
        "may_change": is_own and procedure_writing.may_change(procedure, year),
        "may_copy": writer is not None and may_write(writer, procedure),
        "writer": writer,
        "crumbs": [HOME, LIST, (procedure.name, "")],
    }
    return render(request, "procedures/procedure_detail.html", context)


def may_write(office: Office, procedure: Procedure) -> bool:
    """Whether the place may write an edition of it: a school of what schools go by."""
    return isinstance(office, District) or procedure.level == Procedure.Level.SCHOOL


def form_of(request: Request, name: str) -> dict[str, str]:
    """A form of the manual: its title, and where it is printed empty by who may print it."""
    form = catalogue.get(name)
    if form is None:
        return {"title": name, "blank_url": ""}
    is_open = form.can_be_blank and request.user.access.allows(form.permission)
    url = f"{reverse('document-pdf', args=[name])}?blank=1" if is_open else ""
    return {"title": form.title, "blank_url": url}


@require_POST
@require(Permission.PROCEDURE_RUN)
def step_open(request: Request) -> HttpResponse:
    """Open the page of one step at one of its times: both stand in the body, and the year."""
    office = request.workplace.office(Permission.PROCEDURE_RUN) or not_here()
    asked, period, typed = (request.POST.get(name, "") for name in ("step", "period", "year"))
    year = sent_number(typed) if typed else request.workplace.year
    if not period.isdecimal() or year not in request.workplace.years:
        raise Http404
    step = get_object_or_404(ProcedureStep, pk=sent_number(asked))
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
    home = list_of(run.year)
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
