"""Rounds of screening: what form they go by, opened, changed, closed, opened again."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import School, Term, User
from schoolcare.thai import thai_date
from students.models import ScreeningRound, ScreeningTemplate

USUAL_DAYS = 30
SHIPPED = "T11"
FIXED = {"term", "template"}  # what results of the round were found under


def forms_of(school: School) -> list[ScreeningTemplate]:
    """What a new round may go by, the usual one first: the school's own, its office's, T11."""
    every = ScreeningTemplate.objects.usable_by(school).newest_editions()

    def place(one: ScreeningTemplate) -> tuple[int, ...]:
        own = 0 if one.school_id else 1 if one.district_id else 2
        latest = -int(one.published_at.timestamp()) if one.published_at else 0
        return own, int(one.code != SHIPPED), latest, one.pk

    return sorted(every, key=place)


def usual_form(school: School) -> ScreeningTemplate:
    """The form that the school goes by. Raises ValidationError where every form is archived."""
    found = forms_of(school)
    if not found:
        raise ValidationError("ยังไม่มีแบบคัดกรองที่ประกาศใช้")
    return found[0]


def suggested(term: Term, today: date) -> dict[str, Any]:
    """The next round of a term: its number, and days within the term."""
    last = ScreeningRound.objects.filter(term=term).aggregate(Max("number"))["number__max"]
    begins = max(term.starts_on, min(today, term.ends_on))
    ends = min(begins + timedelta(days=USUAL_DAYS), term.ends_on)
    return {"term": term, "number": (last or 0) + 1, "opens_on": begins, "closes_on": ends}


def current(rounds: Iterable[ScreeningRound], today: date) -> ScreeningRound | None:
    """The round to work in: the newest open one that has begun, else the newest of all."""
    newest = sorted(rounds, key=lambda one: (one.opens_on, one.pk), reverse=True)
    running = [one for one in newest if one.is_open and one.opens_on <= today]
    return next(iter(running or newest), None)


@transaction.atomic
def open_round(round_: ScreeningRound, *, by: User | None) -> ScreeningRound:
    """Write a new round whose fields were checked by its form; without a form, the usual one."""
    round_.school_id = round_.term.school_id
    if round_.template_id is None:
        round_.template = usual_form(round_.school)
    round_.created_by = by
    _check(round_)
    round_.save()
    _record("screening_round.open", round_, by=by, number=round_.number)
    return round_


@transaction.atomic
def change_round(round_: ScreeningRound, *, by: User) -> ScreeningRound:
    """Write changed fields. Raises ValidationError where results stand under the old ones."""
    before = ScreeningRound.objects.select_for_update().get(pk=round_.pk)
    changes = audit.differences(before, round_)
    fixed = sorted(FIXED & set(changes))
    if fixed and before.screenings.exists():
        words = "รอบนี้มีผลคัดกรองแล้ว จึงเปลี่ยนภาคเรียนหรือแบบคัดกรองไม่ได้ ฉบับใหม่ใช้ได้ตั้งแต่รอบถัดไป"
        raise ValidationError({fixed[-1]: words})
    _check(round_)
    if changes:
        round_.save()
        _record("screening_round.update", round_, by=by, **changes)
    return round_


def _check(round_: ScreeningRound) -> None:
    """Raises ValidationError: its days lie in its term, its form is one of the school's."""
    term = round_.term
    if not term.starts_on <= round_.opens_on <= term.ends_on:
        raise ValidationError({"opens_on": f"วันเริ่มต้องอยู่ในภาคเรียน {_days(term)}"})
    if not round_.opens_on <= round_.closes_on <= term.ends_on:
        raise ValidationError({"closes_on": f"วันสุดท้ายต้องไม่ก่อนวันเริ่ม และอยู่ในภาคเรียน {_days(term)}"})
    usable = ScreeningTemplate.objects.usable_by(round_.school).published()
    if not usable.filter(pk=round_.template_id).exists():
        raise ValidationError({"template": "แบบคัดกรองนี้ยังไม่ประกาศใช้ หรือไม่ใช่ของโรงเรียนนี้"})


def _days(term: Term) -> str:
    return f"({thai_date(term.starts_on)} – {thai_date(term.ends_on)})"


@transaction.atomic
def close_round(round_: ScreeningRound, *, by: User) -> ScreeningRound:
    """Nothing is saved in a closed round until it is opened again."""
    if round_.closed_at is None:
        round_.closed_at = timezone.now()
        round_.save(update_fields=["closed_at"])
        _record("screening_round.close", round_, by=by)
    return round_


@transaction.atomic
def reopen_round(round_: ScreeningRound, *, by: User) -> ScreeningRound:
    if round_.closed_at is not None:
        round_.closed_at = None
        round_.save(update_fields=["closed_at"])
        _record("screening_round.reopen", round_, by=by)
    return round_


def _record(action: str, round_: ScreeningRound, *, by: User | None, **changes: Any) -> None:
    audit.record(action, round_, by=by, school_id=round_.school_id, **changes)
