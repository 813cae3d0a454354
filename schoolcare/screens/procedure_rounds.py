"""When a procedure of weeks begins, round by round; closing what was due before the product."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from schoolcare import editions, procedures, step_runs
from schoolcare.access import Permission, require
from schoolcare.form_pages import form_page, pressed
from schoolcare.models import ProcedureStart
from schoolcare.procedures import State
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME, form_view
from schoolcare.screens.forms.procedures import PriorForm, StartForm
from schoolcare.screens.numbers import not_here
from schoolcare.screens.procedures import LIST, list_of, year_of
from schoolcare.text import sent_number

RUN = Permission.PROCEDURE_RUN
MOST_ROUNDS = 30


@form_view
@require(RUN)
def procedure_start(request: Request, code: str) -> HttpResponse:
    """The day on which a round of a procedure of weeks begins: a new one, or one there."""
    office = request.workplace.office(RUN) or not_here()
    found = editions.known_to(office).filter(steps__weeks__gt=0).distinct()
    procedure, year = get_object_or_404(found, code=code), year_of(request)
    rounds = {one.period: one for one in step_runs.rounds_of(office, procedure, year)}
    period = min(sent_number(request.GET.get("round", "")) or 1, MOST_ROUNDS) - 1
    if period not in rounds:
        period = min(period, max(rounds, default=-1) + 1)
    new = ProcedureStart(
        procedure=procedure, year=year, period=period, **procedures.owner_of(office)
    )
    start = rounds.get(period, new)
    form = StartForm(request.POST or None, instance=start, office=office, by=request.user)
    return form_page(
        request,
        form,
        form.save,
        template="procedures/start_form.html",
        heading=f"วันเริ่ม{procedure.name} รอบที่ {period + 1}",
        back=list_of(year),
        crumbs=[HOME, LIST, ("วันเริ่ม", "")],
        done="บันทึกวันเริ่มแล้ว กำหนดเสร็จของแต่ละขั้นนับจากวันนี้",
        year=year,
        start=start if start.pk else None,
    )


@require_POST
@require(RUN)
def start_drop(request: Request, pk: int) -> HttpResponse:
    """Take back a round that has no results."""
    rows = ProcedureStart.objects.for_user(request.user, RUN)
    start = get_object_or_404(rows, pk=pk)
    done = f"ยกเลิกรอบที่ {start.period + 1} แล้ว"
    pressed(request, lambda: step_runs.drop_start(start, by=request.user), done)
    return redirect(list_of(start.year))


@form_view
@require(RUN)
def steps_close(request: Request) -> HttpResponse:
    """Close together what was due before the school or office began to use the product."""
    office, today = request.workplace.office(RUN) or not_here(), request.workplace.today
    year = year_of(request)
    steps = [(plan, one) for plan in procedures.plans(office, year) for one in plan.steps]
    asked = set(request.POST.getlist("steps"))
    if asked and asked <= {one.key for _plan, one in steps if one.is_prior}:  # a double tap
        return redirect(list_of(year))
    prior = [(plan, one) for plan, one in steps if one.state(today) is State.BEFORE]
    form = PriorForm(request.POST or None, prior=prior)

    def save() -> int:
        said = form.cleaned_data
        return step_runs.close_prior(
            office, year, set(said["steps"]), said["note"], today=today, by=request.user
        )

    return form_page(
        request,
        form,
        save,
        template="procedures/prior_form.html",
        heading="ปิดขั้นตอนก่อนเริ่มใช้ระบบ",
        back=list_of(year),
        crumbs=[HOME, LIST, ("ก่อนเริ่มใช้ระบบ", "")],
        done="ปิดแล้ว",
        year=year,
        used_from=office.used_from,
        prior=prior,
    )
