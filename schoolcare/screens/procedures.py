"""The year's procedures of the school or office one works in."""

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
from schoolcare.models import ProcedureStep, StepRun
from schoolcare.procedures import Planned, State
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME, form_view, saved
from schoolcare.screens.forms.procedures import StepForm
from schoolcare.screens.numbers import not_here

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
    """Every procedure with its steps in the year worked in."""
    today = request.workplace.today
    place = request.workplace.office(Permission.PROCEDURE_VIEW) or not_here()
    found = procedures.plans(place, request.workplace.year)
    context = {
        "plans": [(plan, [row(step, today) for step in plan.steps]) for plan in found],
        "place": place,
        "may_run": request.workplace.office(Permission.PROCEDURE_RUN) == place,
        "crumbs": [HOME, ("กระบวนงานประจำปี", "")],
    }
    return render(request, "procedures/procedure_list.html", context)


def row(planned: Planned, today: Any) -> dict[str, Any]:
    state = planned.state(today)
    kind, words = BADGES[state]
    days = (today - planned.due_on).days if state is State.LATE else 0
    return {"planned": planned, "kind": kind, "words": words, "late_days": days}


@require_POST
@require(Permission.PROCEDURE_RUN)
def step_open(request: Request) -> HttpResponse:
    """Open the page of one step at one of its times: both stand in the body."""
    office = request.workplace.office(Permission.PROCEDURE_RUN) or not_here()
    try:
        asked, period = int(request.POST.get("step", "")), int(request.POST.get("period", ""))
    except ValueError:
        raise Http404 from None
    step = get_object_or_404(ProcedureStep.objects.select_related("procedure"), pk=asked)
    year = request.workplace.year
    try:
        run = step_runs.open_run(office, step, period, year, by=request.user)
    except ValidationError as error:
        raise Http404 from error
    return redirect("step-edit", run.pk)


def run_of(request: Request, pk: int, permission: Permission) -> StepRun:
    runs = StepRun.objects.for_user(request.user, permission)
    return get_object_or_404(runs.select_related("step__procedure", "file", "school"), pk=pk)


@form_view
@require(Permission.PROCEDURE_RUN)
def step_edit(request: Request, pk: int) -> HttpResponse:
    run, today = run_of(request, pk, Permission.PROCEDURE_RUN), request.workplace.today
    form = StepForm(
        request.POST or None, request.FILES or None, instance=run, by=request.user, today=today
    )
    if saved(form):
        messages.success(request, "บันทึกผลแล้ว")
        return redirect("procedure-list")
    home = reverse("procedure-list")
    context = {
        "form": form,
        "run": run,
        "cancel_url": home,
        "crumbs": [HOME, ("กระบวนงานประจำปี", home), (f"ขั้นที่ {run.step.number}", "")],
    }
    return render(request, "procedures/step_form.html", context)


@require_safe
@require(Permission.PROCEDURE_VIEW)
def step_file(request: Request, pk: int) -> HttpResponseBase:
    """The proof that was attached."""
    run = run_of(request, pk, Permission.PROCEDURE_VIEW)
    if run.file is None:
        raise Http404
    ending = files.EXTENSIONS.get(run.file.content_type, "")
    name = f"procedure-{run.year}-{run.step.number}.{ending}"
    return files.file_response(run.file, download_as=name)
