"""Keeping the common plan of school and community, and taking it over to the next year."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import CommonPlan, Partner, PlanAction, PlanGoal
from schoolcare import audit
from schoolcare.keeping import keep, remove
from schoolcare.models import School, User, Village


@transaction.atomic
def save_plan(
    plan: CommonPlan, *, partners: Iterable[Partner], villages: Iterable[Village], by: User
) -> CommonPlan:
    """Keep a plan with those who made it. Raises ValidationError for a second one of a year."""
    keep(plan, "common_plan", school_id=plan.school_id, by=by)
    plan.partners.set(partners)
    plan.villages.set(villages)
    return plan


@transaction.atomic
def copy(plan: CommonPlan, *, by: User) -> CommonPlan:
    """The plan of the next year with the same goals and actions, none of them begun.

    Raises ValidationError where that year has a plan.
    """
    School.objects.select_for_update().get(pk=plan.school_id)
    year = plan.year + 1
    if CommonPlan.objects.filter(school=plan.school_id, year=year).exists():
        raise ValidationError(f"มีแผนร่วมของปีการศึกษา {year} แล้ว")
    new = CommonPlan.objects.create(
        school_id=plan.school_id, year=year, vision=plan.vision, copied_from=plan
    )
    new.partners.set(plan.partners.filter(is_active=True))
    new.villages.set(plan.villages.filter(schools=plan.school_id))
    for goal in plan.goals.prefetch_related("actions"):
        made = PlanGoal.objects.create(plan=new, position=goal.position, text=goal.text)
        PlanAction.objects.bulk_create(_afresh(one, made) for one in goal.actions.all())
    audit.record("common_plan.carry", new, by=by, school_id=plan.school_id)
    return new


def _afresh(action: PlanAction, goal: PlanGoal) -> PlanAction:
    kept = ("position", "text", "school_owner", "partner_owner", "when")
    return PlanAction(goal=goal, **{name: getattr(action, name) for name in kept})


def save_goal(goal: PlanGoal, *, by: User) -> PlanGoal:
    """Keep a goal; a new one stands last."""
    if goal.pk is None:
        goal.position = goal.plan.goals.count() + 1
    return keep(goal, "plan_goal", school_id=goal.plan.school_id, by=by)


def remove_goal(goal: PlanGoal, *, by: User) -> None:
    """Take a goal out, with what was to be done for it."""
    remove(goal, "plan_goal", school_id=goal.plan.school_id, by=by)


def save_action(action: PlanAction, *, by: User) -> PlanAction:
    """Keep what is done for a goal. Raises ValidationError for done without a result."""
    if action.state == PlanAction.State.DONE and not action.result:
        raise ValidationError({"result": "กรุณากรอกผล"})
    if action.pk is None:
        action.position = action.goal.actions.count() + 1
    return keep(action, "plan_action", school_id=action.goal.plan.school_id, by=by)


def remove_action(action: PlanAction, *, by: User) -> None:
    remove(action, "plan_action", school_id=action.goal.plan.school_id, by=by)
