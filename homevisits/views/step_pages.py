"""What the pages of a visit's form show."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from homevisits.answers import Checked, StepAnswers, check, from_values, member_rows
from homevisits.definition import Item, Kind, Step
from homevisits.forms.steps import Block, blocks
from homevisits.models import HomeVisit
from homevisits.services import drafts
from homevisits.services.signatures import signatures_of
from homevisits.views.photos import photo_lists


def opened(visit: HomeVisit, step: Step) -> StepAnswers:
    """What an untouched step shows: stored answers over the carried ones."""
    items = drafts.items_of(visit, step)
    before = drafts.carried(items, drafts.last_visit(visit), visit)
    return _over(visit, items, before, drafts.stored(visit, items))


def _over(
    visit: HomeVisit, items: tuple[Item, ...], before: StepAnswers, now: StepAnswers
) -> StepAnswers:
    texts = before.texts | now.texts
    if any(item.kind is Kind.SIGNATURE for item in items):
        texts = drafts.signers(visit) | texts
    return StepAnswers(texts, before.ticks | now.ticks)


def step_context(
    visit: Any, step: Step, *, last: HomeVisit | None, typed: dict[str, list[str]] | None = None
) -> dict[str, Any]:
    """Blocks of a step with what is stored, else with earlier answers, marked as such.

    The visit comes `with_rights`: what means danger is shown to those alone who may see it.
    A step that is done takes nothing from `last`, the visit before. `typed` is what was sent and
    not kept yet (control name → values), built on the version among it.
    """
    items = drafts.items_of(visit, step)
    last = None if step.code in visit.steps_done else last
    drafts.fetch(visit, last, items)
    shown = drafts.stored(visit, items, with_danger=visit.sees_danger)
    before = None
    if step.code not in visit.steps_done:
        before = drafts.carried(items, last, visit)
        if step.code not in visit.step_versions:
            shown = _over(visit, items, before, shown)
    version = visit.version
    if typed is not None:
        shown, version = from_values(items, typed), typed.get("version", [version])[0]
    checked = check(items, shown)
    parts = blocks(items, shown, form=visit.round.form, errors=checked.errors, before=before)
    context = {"blocks": parts, "step": step, "last": last, **frame(visit, step.code)}
    context["version"] = version
    context["errors"] = [
        (f"i-{name}", part.item.label, text) for part in parts for name, text in part.errors.items()
    ]
    context["has_was"] = any(part.was for part in parts)
    return context | _evidence(visit, parts) | _members(checked)


def _evidence(visit: HomeVisit, parts: list[Block]) -> dict[str, Any]:
    if not any(part.item.kind is Kind.PHOTOS for part in parts):
        return {"photos": None}
    context: dict[str, Any] = {"guardian_drawn_url": "", "visitor_drawn_url": ""}
    for one in signatures_of(visit):
        if one.file_id:
            url = reverse("homevisits:signature", args=[one.pk])
            context[f"{one.signer}_drawn_url"] = url
    return context | {"photos": photo_lists(visit)}


def _members(checked: Checked) -> dict[str, Any]:
    """A warning when the table has more rows than the number of members that was declared."""
    declared = checked.sound("household_count")
    return {"too_many": bool(declared) and len(member_rows(checked)) > int(declared)}


def frame(visit: HomeVisit, code: str) -> dict[str, Any]:
    """Head, marks and column of steps."""
    steps = []
    number = 0
    for at, step in enumerate(drafts.steps_of(visit), start=1):
        state = "done" if step.code in visit.steps_done else ""
        state = "skipped" if not state and step.code in visit.steps_skipped else state
        if step.code == code:
            number, state = at, "now"
        url = reverse("homevisits:visit-step", args=[visit.pk, step.code])
        steps.append({"title": step.title, "url": url, "state": state})
    touched = visit.updated_at if visit.step_versions else None
    return {
        "visit": visit,
        "name": visit.student.short_name,
        "number": number or len(steps),
        "steps": steps,
        "exit_url": exit_url(visit),
        "saved_at": timezone.localtime(touched) if touched else None,
        "crumbs": [],
    }


def exit_url(visit: HomeVisit | None = None) -> str:
    """The list of visits, of the visit's own class and round."""
    here = reverse("homevisits:visit-list")
    return f"{here}?round={visit.round_id}&classroom={visit.classroom_id}" if visit else here
