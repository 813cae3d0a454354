"""What is done about a result of screening, for one pupil or many at once (care.md §2.3, §1.4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import User
from students.models import AspectResult, CareCase, Screening, ScreeningAction, Student

ENDED = "รายกรณีนี้ยุติไปแล้ว เปิดหน้านี้ใหม่เพื่อดูผลที่บันทึกไว้"


@dataclass(frozen=True)
class Decision:
    """One action and one reason; `owner` answers for the cases that it opens."""

    kind: str
    reason: str = ""
    watch_until: date | None = None
    owner: User | None = None


@transaction.atomic
def decide(
    screenings: Sequence[Screening], decision: Decision, *, by: User
) -> list[ScreeningAction]:
    """Act upon the เสี่ยง and มีปัญหา of these screenings; one action a pupil.

    What waits or is due is answered and the rest keeps its answer; where nothing is, all are
    answered anew. What the same pupil's other screenings of that year still left without action is
    done with it. A pupil who has an open case keeps it: the results join it. Raises ValidationError
    where the decision does not say what its kind asks for, or where nothing is found to act upon.
    """
    _check(decision)
    keys = [one.pk for one in screenings]
    # Locked in one order, so that two who decide on the same class wait for each other.
    locked = Screening.objects.select_for_update(of=("self",)).order_by("pk")
    newest = {one.student_id: one for one in locked.filter(pk__in=keys).with_place()}
    results = _results(newest, keys, by)
    acted = [one for one in newest.values() if one.student_id in results]
    if not acted:
        raise ValidationError("ผลของนักเรียนที่เลือกเป็นปกติทุกด้านแล้ว ไม่มีเรื่องที่ต้องดำเนินการ")
    cases = _cases(acted, decision, by=by) if decision.kind == ScreeningAction.Kind.CASE else {}
    actions = ScreeningAction.objects.bulk_create(
        _action(one, decision, cases.get(one.student_id), by=by) for one in acted
    )
    for action in actions:
        student = action.screening.student
        of_pupil = AspectResult.objects.filter(pk__in=results[student.pk])
        of_pupil.update(action=action)
        _record("screening.act", action, student, by=by, kind=decision.kind)
    return actions


def _check(decision: Decision) -> None:
    kinds = ScreeningAction.Kind
    if decision.kind == kinds.WATCH and decision.watch_until is None:
        raise ValidationError({"watch_until": "ระบุวันที่จะดูผลอีกครั้ง"})
    if decision.kind == kinds.WATCH and (decision.watch_until or date.min) < timezone.localdate():
        raise ValidationError({"watch_until": "วันที่เฝ้าระวังต้องไม่ใช่วันที่ผ่านมาแล้ว"})
    if decision.kind != kinds.WATCH and not decision.reason.strip():
        words = {kinds.CASE: "เขียนสภาพปัญหาโดยย่อ", kinds.NONE: "เขียนเหตุผลที่ไม่ดำเนินการ"}
        raise ValidationError({"reason": words[kinds(decision.kind)]})


def _results(newest: dict[int, Screening], chosen: list[int], by: User) -> dict[int, list[int]]:
    """Keys of the results to act upon, by pupil; what is hidden from `by` waits for others."""
    years = {one.round.term.year for one in newest.values()}
    found = AspectResult.objects.at_risk_to(by).filter(
        Q(screening__in=chosen) | Q(action=None, screening__round__term__year__in=years),
        screening__student__in=newest,
    )
    by_pupil = defaultdict(list)
    for one in found.select_related("screening", "action").order_by("pk"):
        by_pupil[one.screening.student_id].append(one)
    today = timezone.localdate()
    return {pupil: [one.pk for one in to_answer(own, today)] for pupil, own in by_pupil.items()}


def to_answer(results: Sequence[AspectResult], today: date) -> list[AspectResult]:
    """Of a pupil's results, with their actions, those that a decision is about."""
    return [one for one in results if _is_open(one.action, today)] or list(results)


def _is_open(action: ScreeningAction | None, today: date) -> bool:
    """Nobody has said anything, or the day to look again has come."""
    return action is None or (action.watch_until is not None and action.watch_until <= today)


def _action(
    screening: Screening, decision: Decision, case: CareCase | None, *, by: User
) -> ScreeningAction:
    is_watch = decision.kind == ScreeningAction.Kind.WATCH
    return ScreeningAction(
        screening=screening,
        kind=decision.kind,
        watch_until=decision.watch_until if is_watch else None,
        reason=decision.reason.strip(),
        case=case,
        decided_by=by,
    )


def _cases(screenings: Sequence[Screening], decision: Decision, *, by: User) -> dict[int, CareCase]:
    """The open case of each pupil, opened for who has none."""
    pupils = {one.student_id: one.student for one in screenings}
    still_open = CareCase.objects.filter(student__in=pupils, closed_on=None).told_to(by)
    found = {one.student_id: one for one in still_open.order_by("-pk")}
    made = CareCase.objects.bulk_create(
        CareCase(
            student=student,
            problem=decision.reason.strip(),
            opened_on=timezone.localdate(),
            opened_by=by,
            owner=decision.owner or by,
        )
        for pupil, student in pupils.items()
        if pupil not in found
    )
    for case in made:
        _record("case.open", case, case.student, by=by)
    return found | {one.student_id: one for one in made}


@transaction.atomic
def update_case(case: CareCase, *, by: User) -> CareCase:
    """Save the problem in other words, or who answers for it; raises ValidationError once ended."""
    before = CareCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if before.closed_on:
        raise ValidationError(ENDED)
    case.version = before.version + 1
    case.save(update_fields=["problem", "owner", "version"])
    changes = audit.differences(before, case, hidden=("problem",))
    changes.pop("version")
    if changes:
        _record("case.update", case, case.student, by=by, **changes)
    return case


@transaction.atomic
def close_case(case: CareCase, *, by: User, outcome: str, note: str) -> CareCase:
    """End a case with what came of it; raises ValidationError where it has ended already."""
    locked = CareCase.objects.select_for_update(of=("self",)).select_related("student")
    case = locked.get(pk=case.pk)
    if case.closed_on:
        raise ValidationError(ENDED)
    case.outcome, case.closing_note, case.closed_on = outcome, note, timezone.localdate()
    case.version += 1
    case.save(update_fields=["outcome", "closing_note", "closed_on", "version"])
    _record("case.close", case, case.student, by=by, outcome=outcome)
    return case


def _record(
    action: str, row: ScreeningAction | CareCase, student: Student, *, by: User, **facts: Any
) -> None:
    audit.record(action, row, by=by, school_id=student.school_id, pupil_id=student.pk, **facts)
