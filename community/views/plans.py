"""แผนร่วมกับชุมชน: plans by year, one with its goals, the forms."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.plans import ActionForm, GoalForm, PlanForm
from community.models import CommonPlan, PlanAction, PlanGoal
from community.services import plans
from community.views.partner_pages import (
    EDIT,
    VIEW,
    crumbs,
    form_page,
    holds,
    listed,
    row_of,
    school_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before

PAGE = 20
LIST = ("แผนร่วม", reverse_lazy("community:plan-list"))
OF_GOAL, OF_ACTION = ("plan__school__district",), ("goal__plan__school__district",)


@require_safe
@require(VIEW)
def plan_list(request: Request) -> HttpResponse:
    """By year, each with how much is done."""
    school = school_of(request, VIEW)
    rows = CommonPlan.objects.for_user(request.user, VIEW).filter(school=school)
    rows = rows.annotate(
        actions=Count("goals__actions"),
        done=Count("goals__actions", Q(goals__actions__state=PlanAction.State.DONE)),
    )
    context = {
        "page_obj": Paginator(rows.order_by("-year"), PAGE).get_page(request.GET.get("page")),
        "may_edit": holds(request, EDIT, school),
        "crumbs": crumbs((str(LIST[0]), "")),
    }
    return render(request, "community/plan_list.html", context | listed(request))


@require_safe
@require(VIEW)
def plan_detail(request: Request, pk: int) -> HttpResponse:
    """Vision, who made it, goals with what is done for each."""
    plan = row_of(request, CommonPlan, pk, VIEW, related=("school__district",))
    context = {
        "plan": plan,
        "goals": list(plan.goals.prefetch_related("actions")),
        "partners": list(plan.partners.all()),
        "villages": list(plan.villages.all()),
        "crumbs": crumbs(LIST, (str(plan), "")),
    }
    return render(request, "community/plan_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def plan_create(request: Request) -> HttpResponse:
    school = school_of(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:plan-detail", made)
    return _plan_form(request, CommonPlan(school=school, year=request.workplace.year), "ทำแผนร่วม")


@require_http_methods(GET_POST)
@require(EDIT)
def plan_update(request: Request, pk: int) -> HttpResponse:
    plan = row_of(request, CommonPlan, pk, EDIT, related=("school__district",))
    return _plan_form(request, plan, f"แก้ไข{plan}")


def _plan_form(request: Request, plan: Any, words: str) -> HttpResponse:
    form = PlanForm(request.POST or None, instance=plan)
    page = {
        "heading": words,
        "back": plan.get_absolute_url() if plan.pk else str(LIST[1]),
        "crumbs": crumbs(LIST, (words, "")),
        "then": CommonPlan.get_absolute_url,
        "done": "บันทึกแผนร่วมแล้ว",
    }
    return form_page(request, form, lambda: form.save_by(request.user), **page)


@require_POST
@require(EDIT)
def plan_copy(request: Request, pk: int) -> HttpResponse:
    """The next year begins with this plan."""
    plan = row_of(request, CommonPlan, pk, EDIT)
    try:
        new = plans.copy(plan, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(plan)
    messages.success(request, f"ทำแผนปีการศึกษา {new.year} จากแผนนี้แล้ว ตรวจและแก้ให้ตรงกับที่ตกลงกัน")
    return redirect(new)


@require_http_methods(GET_POST)
@require(EDIT)
def goal_create(request: Request, pk: int) -> HttpResponse:
    plan = row_of(request, CommonPlan, pk, EDIT, related=("school__district",))
    if made_before(request.user, request.POST.get("key")):
        return redirect(plan)
    return _part_form(request, plan, GoalForm, PlanGoal(plan=plan), "เพิ่มเป้าหมาย")


@require_http_methods(GET_POST)
@require(EDIT)
def goal_update(request: Request, pk: int) -> HttpResponse:
    goal = row_of(request, PlanGoal, pk, EDIT, related=OF_GOAL)
    return _part_form(request, goal.plan, GoalForm, goal, "แก้ไขเป้าหมาย")


@require_http_methods(GET_POST)
@require(EDIT)
def action_create(request: Request, pk: int) -> HttpResponse:
    """Under the goal named."""
    goal = row_of(request, PlanGoal, pk, EDIT, related=OF_GOAL)
    if made_before(request.user, request.POST.get("key")):
        return redirect(goal.plan)
    return _part_form(request, goal.plan, ActionForm, PlanAction(goal=goal), "เพิ่มกิจกรรมในแผน")


@require_http_methods(GET_POST)
@require(EDIT)
def action_update(request: Request, pk: int) -> HttpResponse:
    action = row_of(request, PlanAction, pk, EDIT, related=OF_ACTION)
    return _part_form(request, action.goal.plan, ActionForm, action, "แก้ไขกิจกรรมในแผน")


def _part_form(request: Request, plan: Any, shape: Any, row: Any, words: str) -> HttpResponse:
    form = shape(request.POST or None, instance=row)
    kind = "goal" if isinstance(row, PlanGoal) else "action"
    page = {
        "heading": words,
        "hint": str(row.goal) if kind == "action" else str(plan),
        "back": plan.get_absolute_url(),
        "crumbs": crumbs(LIST, (str(plan), plan.get_absolute_url()), (words, "")),
        "remove": (f"community:plan-{kind}-remove", row.pk),
    }
    return form_page(request, form, lambda: form.save_by(request.user), **page)


@require_POST
@require(EDIT)
def goal_remove(request: Request, pk: int) -> HttpResponse:
    goal = row_of(request, PlanGoal, pk, EDIT, related=OF_GOAL)
    plans.remove_goal(goal, by=request.user)
    messages.success(request, "ลบเป้าหมายแล้ว")
    return redirect(goal.plan)


@require_POST
@require(EDIT)
def action_remove(request: Request, pk: int) -> HttpResponse:
    action = row_of(request, PlanAction, pk, EDIT, related=OF_ACTION)
    plans.remove_action(action, by=request.user)
    messages.success(request, "ลบแล้ว")
    return redirect(action.goal.plan)
