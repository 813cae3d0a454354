"""Sheets of the SDQ: kept with what they were judged by; nothing that was answered is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import School, User
from students import sdq_scoring as scoring
from students.models import (
    ScreeningRound,
    SdqNormSet,
    SdqResponse,
    SdqRevision,
    SdqSettings,
    Student,
)
from students.models.sdq import BLANK, as_text, impact_kept

CLOSED = "รอบนี้ปิดแล้ว จึงบันทึกไม่ได้ ให้หัวหน้างานระบบดูแลเปิดรอบก่อน"
TAKEN = "มีคนอื่นแก้ข้อนี้ไปก่อน"
YOUNGEST_SELF = 11
TOO_YOUNG = f"อายุยังไม่ถึง {YOUNGEST_SELF} ปี แบบนักเรียนประเมินตนเองทำไว้สำหรับอายุ {YOUNGEST_SELF}–16 ปี"
NO_DATE = "ไม่มีวันที่ประเมิน"
INCOMPLETE = "ยังไม่ครบ บางด้านตอบไม่ถึง 3 ข้อ จึงยังไม่มีคะแนนของด้านนั้น"
OUTSIDE = "วันที่ประเมินอยู่นอกช่วงของรอบ"
KEPT = (
    *("answers", "impact_answers", "answered_on", "rater", "keyed_by_id", "keyed_at"),
    *("norm_set_id", "scores", "groups"),
)
WRITTEN = (
    *("answers", "impact_answers", "answered_on", "rater", "keyed_by", "keyed_at", "checked_by"),
    *("norm_set", "scores", "groups", "total_group", "worst_group", "is_complete", "is_prorated"),
    "version",
)


@dataclass(frozen=True)
class Sheet:
    """What one informant answered, as it is typed or read from a file."""

    answers: Sequence[int | None]
    impact: Mapping[str, int | None] = field(default_factory=dict)
    answered_on: date | None = None
    rater: str = ""


def settings_of(school: School) -> SdqSettings:
    """The school's choice; what holds without one is not saved."""
    found = SdqSettings.objects.filter(school=school).select_related("norm_set").first()
    return found or SdqSettings(school=school)


def norms_of(school: School) -> SdqNormSet:
    """The set that results of the school are judged by from now on."""
    chosen = settings_of(school).norm_set
    return chosen or SdqNormSet.objects.prefetch_related("norms").get(is_default=True)


@transaction.atomic
def save_sheet(
    student: Student, round_: ScreeningRound, informant: str, sheet: Sheet, *, by: User
) -> SdqResponse:
    """Keep a whole sheet; answers that it changes are kept as history. Raises ValidationError."""
    _refuse_closed(round_)
    response = _locked(student, round_, informant, by=by)
    was = response.answers
    if response.pk is None or would_change(response, sheet):
        changed = put(response, sheet, norms_of(student.school), by=by)
        if changed:
            keep_history(response, changed, by=by)
        response.save()
    items = [n for n in range(1, scoring.ITEMS + 1) if was[n - 1] != response.answers[n - 1]]
    _record("sdq.save", response, by=by, items=items)
    return response


@transaction.atomic
def save_answer(
    student: Student,
    round_: ScreeningRound,
    informant: str,
    number: int,
    answer: int | None,
    *,
    was: int | None,
    answered_on: date,
    by: User,
) -> SdqResponse:
    """Keep one answer of a sheet. Raises ValidationError where somebody else's stands there by now.

    Filling in a sheet answer by answer is one entry of the log; changing what stood there, or what
    somebody else began, is one of its own, and the answers before are kept.
    """
    _refuse_closed(round_)
    response = _locked(student, round_, informant, by=by)
    stands = response.answer_list[number - 1]
    if stands == answer:
        return response
    if stands != was:
        raise ValidationError(TAKEN, code="taken", params={"answer": stands})
    is_begun = response.pk is None
    is_others = not is_begun and not _is_own_today(response, by)
    answers = response.answer_list
    answers[number - 1] = answer
    sheet = Sheet(
        answers,
        response.impact_answers,
        response.answered_on or answered_on,
        response.rater or by.full_name * (informant == "teacher"),
    )
    before = put(response, sheet, norms_of(student.school), by=by)
    if before and stands is not None and is_others:
        keep_history(response, before, by=by)
    response.save()
    if is_begun or is_others or stands is not None:
        _record("sdq.save", response, by=by, items=[number])
    return response


@transaction.atomic
def confirm_sheet(response: SdqResponse, answers: Sequence[int | None], *, by: User) -> list[int]:
    """Note that keying the paper a second time gave the same; the items that differ, where not."""
    pairs = zip(response.answer_list, answers, strict=True)
    differing = [number for number, (one, other) in enumerate(pairs, start=1) if one != other]
    if not differing:
        response.checked_by = by
        response.save(update_fields=["checked_by"])
        _record("sdq.check", response, by=by)
    return differing


def would_change(response: SdqResponse, sheet: Sheet) -> bool:
    """Whether the sheet says anything else than what is kept."""
    return (
        response.answers != as_text(sheet.answers)
        or response.impact_answers != impact_kept(sheet.impact, response.informant)
        or response.answered_on != sheet.answered_on
        or response.rater != sheet.rater
    )


def put(
    response: SdqResponse, sheet: Sheet, norms: SdqNormSet, *, by: User | None
) -> SdqRevision | None:
    """Write the sheet into the row and judge it; what it takes the place of, where it does.

    Nothing is saved. What was blank before is no history.
    """
    before = SdqRevision(
        **{name: getattr(response, name) for name in KEPT if name != "keyed_at"},
        keyed_at=response.keyed_at or timezone.now(),
        replaced_by=by,
    )
    response.answers = as_text(sheet.answers)
    response.impact_answers = impact_kept(sheet.impact, response.informant)
    response.answered_on, response.rater = sheet.answered_on, sheet.rater
    response.keyed_by, response.keyed_at, response.checked_by = by, timezone.now(), None
    response.version += response.pk is not None
    response.judge(norms)
    return before if _is_overwritten(before, response) else None


def keep_history(response: SdqResponse, before: SdqRevision, *, by: User | None) -> None:
    before.response = response
    before.save()


def may_self_report(student: Student, day: date) -> bool:
    """Whether the pupil is 11 or more on the day: the pupil's own version is made for those."""
    age = student.age_on(day)
    return age is None or age[0] >= YOUNGEST_SELF


def doubts(student: Student, round_: ScreeningRound, informant: str, sheet: Sheet) -> Iterable[str]:
    """What should be looked at and is kept all the same."""
    lacking = scoring.lacking(sheet.answers)
    if lacking:
        yield INCOMPLETE
    day = sheet.answered_on
    if day is None:
        yield NO_DATE
    elif not round_.opens_on <= day <= round_.closes_on:
        yield OUTSIDE
    if informant == "self" and not may_self_report(student, day or round_.closes_on):
        yield TOO_YOUNG


def _is_overwritten(before: SdqRevision, after: SdqResponse) -> bool:
    """Whether something that was answered is not what stands there now."""
    pairs = zip(before.answers, after.answers, strict=True)
    lost = any(one not in (BLANK, other) for one, other in pairs)
    said = after.impact_answers
    return lost or any(said.get(name) != one for name, one in before.impact_answers.items())


def _is_own_today(response: SdqResponse, by: User) -> bool:
    on = timezone.localdate(response.keyed_at)
    return response.keyed_by_id == by.pk and on == timezone.localdate()


def _locked(student: Student, round_: ScreeningRound, informant: str, *, by: User) -> SdqResponse:
    """The sheet; a new one that is not saved yet.

    The pupil's row is held until the transaction ends, so that of two who write or begin a sheet
    the second waits.
    """
    Student.objects.select_for_update().get(pk=student.pk)
    same: dict[str, Any] = {"student": student, "round": round_, "informant": informant}
    found = SdqResponse.objects.filter(**same).first()
    if found is not None:
        found.student = student  # with its school, as the caller has read it
        return found
    return SdqResponse(**same, keyed_by=by, norm_set_id=0)


def _refuse_closed(round_: ScreeningRound) -> None:
    if round_.closed_at is not None:
        raise ValidationError(CLOSED, code="closed")


def _record(action: str, response: SdqResponse, *, by: User, **facts: Any) -> None:
    student = response.student
    audit.record(
        action,
        response,
        by=by,
        school_id=student.school_id,
        district_id=student.school.district_id,
        pupil_id=student.pk,
        informant=response.informant,
        **facts,
    )
