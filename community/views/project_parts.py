"""Rows of a proposal (activities, budget, indicators), payments, results of indicators."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.project_parts import (
    BudgetForm,
    IndicatorForm,
    IndicatorResultsForm,
    PartForm,
    SpendingForm,
    TaskForm,
)
from community.models import BudgetLine, Indicator, Project, ProjectTask, Spending
from community.project_overview import budget_of, days_amiss
from community.services import projects, spending
from community.views.project_pages import WRITE, crumbs_of, form_page, page_of, project_of
from schoolcare.access import require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request

KINDS: dict[str, tuple[str, Any, type[PartForm]]] = {
    "task": ("กิจกรรม", ProjectTask, TaskForm),
    "budget": ("รายการงบประมาณ", BudgetLine, BudgetForm),
    "indicator": ("ตัวบ่งชี้ความสำเร็จ", Indicator, IndicatorForm),
}


def kind_of(kind: str) -> tuple[str, Any, type[PartForm]]:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


@require_http_methods(GET_POST)
@require(WRITE)
def part_create(request: Request, pk: int, kind: str) -> HttpResponse:
    """A row more; `again` leads to an empty form for the next one."""
    label, model, form_class = kind_of(kind)
    project = project_of(request, pk, WRITE)
    row = model(project=project)
    initial = _taken_over(project) if kind == "budget" else {}
    if kind == "task":
        initial = _next_task(project)
    form = form_class(
        request.POST or None, instance=row, initial=initial, project=project, by=request.user
    )
    page: dict[str, Any] = {"heading": f"เพิ่ม{label}", "hint": str(project)}
    page |= {"done": f"เพิ่ม{label}แล้ว", "back": page_of(project, kind), "again": "บันทึกและเพิ่มอีก"}
    page |= {"then": lambda _row: _after(request, project, kind)}
    crumbs = crumbs_of(project, (f"เพิ่ม{label}", ""))
    return form_page(request, form, form.save, crumbs=crumbs, **page)


def _after(request: Request, project: Project, kind: str) -> str:
    """The project's page, or the form for one more row."""
    if "again" in request.POST:
        return reverse("community:project-part-create", args=[project.pk, kind])
    return page_of(project, kind)


def _next_task(project: Project) -> dict[str, Any]:
    """The phase of the row that was added last: rows are mostly written phase by phase."""
    last = project.tasks.order_by("-pk").first()
    return {"owner": project.owner_text[:200]} | ({"phase": last.phase} if last else {})


def _taken_over(project: Project) -> dict[str, Any]:
    """A budget mostly comes from one source: that of the last row."""
    last = project.budget_lines.order_by("-pk").first()
    return {"source": last.source, "kind": last.kind} if last else {}


def part_of(request: Request, kind: str, pk: int) -> Any:
    """A row of a project that the person may change, else 404; its project with the rights."""
    _label, model, _form = kind_of(kind)
    row = get_object_or_404(model.objects.for_user(request.user, WRITE), pk=pk)
    row.project = project_of(request, row.project_id, WRITE)
    return row


@require_http_methods(GET_POST)
@require(WRITE)
def part_update(request: Request, kind: str, pk: int) -> HttpResponse:
    row = part_of(request, kind, pk)
    label, _model, form_class = kind_of(kind)
    form = form_class(request.POST or None, instance=row, project=row.project, by=request.user)
    page = {"heading": f"แก้ไข{label}", "hint": str(row.project)}
    page |= {"back": page_of(row.project, kind)}
    crumbs = crumbs_of(row.project, (f"แก้ไข{label}", ""))
    return form_page(request, form, form.save, crumbs=crumbs, **page)


@require_safe
@require(WRITE)
def part_order(request: Request, pk: int, kind: str) -> HttpResponse:
    """The rows of one kind with buttons to put each up or down within its phase or type."""
    label, model, _form = kind_of(kind)
    project, heading = project_of(request, pk, WRITE), f"เรียงลำดับ{label}"
    rows = model.objects.filter(project=project)
    context = {
        "heading": heading,
        "project": project,
        "kind": kind,
        "groups": [(title, list(its)) for title, its in groupby(rows, projects.group_of)],
        "back": page_of(project, kind),
        "crumbs": crumbs_of(project, (heading, "")),
    }
    return render(request, "community/project_order.html", context)


@require_POST
@require(WRITE)
def part_move(request: Request, kind: str, pk: int) -> HttpResponse:
    """Puts a row one place up or down."""
    row, is_up = part_of(request, kind, pk), request.POST.get("to") != "down"
    move = partial(projects.shift_part, row, is_up=is_up, by=request.user)
    page = reverse("community:project-part-order", args=[row.project_id, kind])
    return _done(request, move, "", f"{page}#row-{row.pk}")


@require_POST
@require(WRITE)
def part_remove(request: Request, kind: str, pk: int) -> HttpResponse:
    """Takes a row off a draft."""
    row = part_of(request, kind, pk)
    remove = partial(projects.remove_part, row, by=request.user)
    return _done(request, remove, f"ลบ{kind_of(kind)[0]}แล้ว", page_of(row.project, kind))


def _done(
    request: Request, change: Callable[[], None], words: str, page: str
) -> HttpResponseRedirect:
    """Back to the project with what was done, or why it was not."""
    pressed(request, change, words)
    return redirect(page)


@require_http_methods(GET_POST)
@require(WRITE)
def spending_create(request: Request, pk: int) -> HttpResponse:
    """A payment of a budget row; over the plan or out of its days it is saved with a warning."""
    project = project_of(request, pk, WRITE)
    initial = {"spent_on": request.workplace.today, "line": request.GET.get("line", "")}
    form = SpendingForm(request.POST or None, initial=initial, project=project, by=request.user)

    def save() -> Spending:
        saved = form.save()
        for words in (*budget_of(project).over, *days_amiss(saved)):
            messages.warning(request, words)
        return saved

    page = {"heading": "บันทึกรายจ่าย", "hint": str(project), "done": "บันทึกรายจ่ายแล้ว"}
    page |= {"back": page_of(project, "spending")}
    return form_page(request, form, save, crumbs=crumbs_of(project, ("บันทึกรายจ่าย", "")), **page)


@require_POST
@require(WRITE)
def spending_remove(request: Request, pk: int) -> HttpResponse:
    """Takes back a payment that was noted wrongly."""
    row = get_object_or_404(Spending.objects.for_user(request.user, WRITE), pk=pk)
    row.project = project_of(request, row.project_id, WRITE)
    take_back = partial(spending.take_back, row, by=request.user)
    return _done(request, take_back, "ลบรายจ่ายแล้ว", page_of(row.project, "spending"))


@require_http_methods(GET_POST)
@require(WRITE)
def indicator_results(request: Request, pk: int) -> HttpResponse:
    """Whether each indicator was reached."""
    project, heading = project_of(request, pk, WRITE), "ผลตามตัวบ่งชี้"
    form = IndicatorResultsForm(request.POST or None, project=project, by=request.user)
    page = {"heading": heading, "back": page_of(project, "results"), "hint": str(project)}
    return form_page(request, form, form.save, crumbs=crumbs_of(project, (heading, "")), **page)
