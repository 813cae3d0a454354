"""What an answer to one aspect is, and when it holds."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from students.models import Aspect
from students.models.screening_forms import SEVERITY, Level
from students.services.screening_hints import Hint

MOST_REMARK, MOST_WHOLE_REMARK = 500, 1000
TICK_ONE = "ติ๊กเกณฑ์ของระดับ{level}อย่างน้อยหนึ่งข้อ"
TICKED = "ติ๊กเกณฑ์ไว้ แต่เลือก{level} นำเครื่องหมายออก หรือเปลี่ยนระดับ"
SAY_WHY = "ต่างจากข้อเสนอ ({level}) กรุณาใส่เหตุผล"
NOT_ASKED = "แบบคัดกรองเปลี่ยนไปแล้ว กรุณาเปิดหน้านี้ใหม่"


@dataclass(frozen=True)
class Answer:
    """A level with the criteria that were found; what other records had said, and why not that."""

    level: str
    criteria: frozenset[int] = frozenset()
    remark: str = ""
    reason: str = ""
    hint_level: str = ""
    hint_source: str = ""


def normal(aspect: Aspect) -> Answer:
    """ปกติ, or ไม่มี."""
    return Answer(aspect.levels[0].value)


def with_hint(answer: Answer, hint: Hint | None) -> Answer:
    """The answer with what was proposed; the reason falls away where both are the same."""
    if hint is None:
        return replace(answer, reason="", hint_level="", hint_source="")
    reason = answer.reason if hint.level != answer.level else ""
    return replace(answer, reason=reason, hint_level=hint.level, hint_source=hint.source)


def settled(aspect: Aspect, answer: Answer) -> Answer:
    """The answer with the level that its ticks make: the highest of them (care.md §2.1)."""
    ticked = _levels(aspect, answer.criteria)
    if Level.HAS in ticked and not answer.level:
        return replace(answer, level=Level.HAS.value)
    graded = [one for one in SEVERITY if one.value in ticked]
    if not graded or answer.level == Level.NORMAL:
        return answer
    highest = graded[-1].value
    is_higher = not answer.level or SEVERITY.index(Level(highest)) > SEVERITY.index(
        Level(answer.level)
    )
    return replace(answer, level=highest) if is_higher else answer


def refusals(aspect: Aspect, answer: Answer) -> dict[str, str]:
    """What is wrong with an answer, by its part: level, criteria, reason; empty where it holds."""
    if answer.level not in aspect.levels:
        return {"level": NOT_ASKED}
    known = {one.pk for one in aspect.criteria.all()}
    if not answer.criteria <= known:
        return {"criteria": NOT_ASKED}
    ticked = _levels(aspect, answer.criteria)
    level = Level(answer.level)
    has_level = any(one.level == level.value for one in aspect.criteria.all())
    if level in {Level.NORMAL, Level.LACKS} and ticked:
        return {"criteria": TICKED.format(level=level.label)}
    if has_level and level.value not in ticked:
        return {"criteria": TICK_ONE.format(level=level.label)}
    if answer.hint_level and answer.hint_level != answer.level and not answer.reason.strip():
        return {"reason": SAY_WHY.format(level=Level(answer.hint_level).label)}
    return {}


def _levels(aspect: Aspect, criteria: Collection[int]) -> set[str]:
    return {one.level for one in aspect.criteria.all() if one.pk in criteria}
