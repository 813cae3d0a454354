"""What still has to be answered before a visit can be handed in: only what the paper requires."""

from dataclasses import dataclass

from homevisits.answers import StepAnswers, check
from homevisits.definition import Item, Kind, Step
from homevisits.definition.types import TICKED
from homevisits.models import HomeVisit, VisitPhoto
from homevisits.services import drafts

NONE, HOME = HomeVisit.Mode.NONE, HomeVisit.Mode.HOME


@dataclass(frozen=True)
class Missing:
    step: Step
    item: Item
    text: str


def missing(visit: HomeVisit) -> list[Missing]:
    """What is required and empty, and what is typed but not understood; in the form's order."""
    found = []
    for step in drafts.steps_of(visit):
        items = drafts.items_of(visit, step)
        answers = drafts.stored(visit, items)
        errors = check(items, answers).errors
        for item in items:
            wrong = [name for name in errors if name.partition(".")[0] == item.code]
            if wrong:
                found.append(Missing(step, item, errors[wrong[0]]))
            elif text := _lacks(visit, item, answers):
                found.append(Missing(step, item, text))
    return found


def _lacks(visit: HomeVisit, item: Item, answers: StepAnswers) -> str:
    if visit.mode == NONE:
        return _lacks_reason(visit, item)
    if visit.round.form not in item.required:
        return ""
    if item.kind is Kind.PHOTOS:
        return _lacks_photos(visit)
    if item.kind is Kind.SIGNATURE:
        return _lacks_signature(visit, item, answers)
    if item.kind in TICKED and not item.column:
        codes = {code for code, _label in item.tick_codes()}
        return "" if codes <= {code for code, _option in answers.ticks} else "ยังไม่ได้เลือก"
    return "" if answers.texts.get(item.code) else "ยังไม่ได้กรอก"


def _lacks_reason(visit: HomeVisit, item: Item) -> str:
    if item.code == "visited_on" and visit.visited_on is None:
        return "ยังไม่ได้กรอก"
    if item.code == "reason" and not visit.reason:
        return "ยังไม่ได้เลือก"
    if item.code == "reason_note" and visit.reason == "other" and not visit.reason_note:
        return "บอกเหตุที่ไม่ได้เยี่ยม"
    return ""


def _lacks_photos(visit: HomeVisit) -> str:
    """Outside and inside, or why not; nobody photographs a house over the telephone."""
    if visit.answers.get("photo_refused") or visit.mode != HOME:
        return ""
    kinds = {photo.kind for photo in visit.photos.all()}
    wanted = [VisitPhoto.Kind.OUTSIDE, VisitPhoto.Kind.INSIDE]
    lacking = [kind.label for kind in wanted if kind not in kinds]
    return f"ยังไม่มีรูป{' และรูป'.join(lacking)}" if lacking else ""


def _lacks_signature(visit: HomeVisit, item: Item, answers: StepAnswers) -> str:
    if visit.mode == HomeVisit.Mode.REMOTE:
        return ""
    signed = any(answers.texts.get(f"{item.code}.{name}") for name in ("drawn", "on_paper"))
    return "" if signed else "ยังไม่ได้เซ็น หรือบอกว่าเซ็นบนกระดาษแล้ว"
