"""Rows of a proposal (activities, budget, indicators), payments, results of indicators."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from community.forms.project_parts import (
    BudgetForm,
    IndicatorForm,
    IndicatorResultsForm,
    PartForm,
    SpendingForm,
    TaskForm,
)
from community.models import BudgetLine, Indicator, Project, ProjectTask, Spending
from community.project_overview import budget_of
from community.services import projects, spending
from community.views.project_pages import WRITE, crumbs_of, form_page, page_of, project_of
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before

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
    label, model, form_class = kind_of(kind)
    project = project_of(request, pk, WRITE)
    if made_before(request.user, request.POST.get("key")):
        return redirect(page_of(project, kind))
    row = model(project=project)
    initial = _taken_over(project) if kind == "budget" else {}
    if kind == "task":
        initial = {"phase": request.GET.get("phase", ""), "owner": project.owner_text[:200]}
    form = form_class(
        request.POST or None, instance=row, initial=initial, project=project, by=request.user
    )
    page = {"heading": f"เพิ่ม{label}", "hint": str(project), "done": f"เพิ่ม{label}แล้ว"}
    page |= {"back": page_of(project, kind)}
    crumbs = crumbs_of(project, (f"เพิ่ม{label}", ""))
    return form_page(request, form, form.save, crumbs=crumbs, **page)


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


@require_POST
@require(WRITE)
def part_remove(request: Request, kind: str, pk: int) -> HttpResponse:
    """Takes a row off a draft."""
    row = part_of(request, kind, pk)
    try:
        projects.remove_part(row, by=request.user)
        messages.success(request, f"ลบ{kind_of(kind)[0]}แล้ว")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(page_of(row.project, kind))


@require_http_methods(GET_POST)
@require(WRITE)
def spending_create(request: Request, pk: int) -> HttpResponse:
    """A payment of a budget row; over the plan it is saved with a warning."""
    project = project_of(request, pk, WRITE)
    if made_before(request.user, request.POST.get("key")):
        return redirect(page_of(project, "spending"))
    initial = {"spent_on": request.workplace.today, "line": request.GET.get("line", "")}
    form = SpendingForm(request.POST or None, initial=initial, project=project, by=request.user)

    def save() -> Spending:
        saved = form.save()
        for words in budget_of(project).over:
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
    try:
        spending.take_back(row, by=request.user)
        messages.success(request, "ลบรายจ่ายแล้ว")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(page_of(row.project, "spending"))


@require_http_methods(GET_POST)
@require(WRITE)
def indicator_results(request: Request, pk: int) -> HttpResponse:
    """Whether each indicator was reached."""
    project, heading = project_of(request, pk, WRITE), "ผลตามตัวบ่งชี้"
    form = IndicatorResultsForm(request.POST or None, project=project, by=request.user)
    page = {"heading": heading, "back": page_of(project, "results"), "hint": str(project)}
    return form_page(request, form, form.save, crumbs=crumbs_of(project, (heading, "")), **page)
