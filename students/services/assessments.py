"""PHQ-A and results from elsewhere, with their trail; a danger is told in the same transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from schoolcare import audit, files, registry
from schoolcare.models import User
from schoolcare.registry import Danger
from students.models import OtherScreen, PhqForm, PhqResponse, ScreeningRound, Student
from students.models.assessments import PHQ_SELF_HARM
from students.models.sdq import as_text
from students.services.sdq import CLOSED

SELF_HARM = "PHQ-A: คิดอยากตายหรือคิดทำร้ายตัวเอง"
SUICIDE = "PHQ-A: คำถามเพิ่มเติมเรื่องการฆ่าตัวตาย"


@transaction.atomic
def add_phq(
    student: Student,
    round_: ScreeningRound,
    form: PhqForm,
    *,
    answers: Sequence[int | None],
    extra: Sequence[int | None],
    answered_on: date,
    by: User,
) -> PhqResponse:
    """Keep a PHQ-A and tell of the danger in it. Raises ValidationError in a closed round."""
    if round_.closed_at is not None:
        raise ValidationError(CLOSED, code="closed")
    made = PhqResponse(student=student, round=round_, form=form, answered_on=answered_on)
    made.answers, made.extra, made.keyed_by = as_text(answers), as_text(extra), by
    made.judge()
    made.save()
    _record("phq.create", made, by=by)
    _tell(made, by=by)
    return made


@transaction.atomic
def change_phq(
    phq: PhqResponse,
    *,
    answers: Sequence[int | None],
    extra: Sequence[int | None],
    answered_on: date,
    by: User,
) -> PhqResponse:
    """Mend what was keyed wrongly; an alert that was raised stays with who answers for it.

    What is hidden from whom the alert excludes stays as it was.
    """
    rows = PhqResponse.objects.select_for_update(of=("self",)).seen_by(by)
    phq = rows.select_related("student").get(pk=phq.pk)
    texts = as_text(answers), as_text(extra)
    phq.answers, phq.extra = _with_hidden(phq, *texts) if phq.is_veiled else texts  # type: ignore[attr-defined]
    phq.answered_on = answered_on
    phq.judge()
    phq.save()
    _record("phq.update", phq, by=by)
    _tell(phq, by=by)
    return phq


def _with_hidden(phq: PhqResponse, answers: str, extra: str) -> tuple[str, str]:
    item = PHQ_SELF_HARM - 1
    kept = max(answers[item], phq.answers[item], key=lambda one: one if one in "0123" else "")
    more = "".join("1" if "1" in pair else pair[0] for pair in zip(extra, phq.extra, strict=True))
    return f"{answers[:item]}{kept}{answers[item + 1 :]}", more


@transaction.atomic
def note_next_step(phq: PhqResponse, text: str, *, by: User) -> PhqResponse:
    """What is done about the result, in words."""
    phq.next_step = text
    phq.save(update_fields=["next_step", "keyed_at"])
    _record("phq.step", phq, by=by)
    return phq


@transaction.atomic
def keep_screen(screen: OtherScreen, upload: File | None, *, by: User) -> OtherScreen:
    """Save a result from elsewhere, with its paper where one was sent along."""
    is_new = screen.pk is None
    if upload is not None:
        screen.document = files.store_scan(upload, school=screen.student.school, by=by)
    if is_new:
        screen.made_by = by
    screen.full_clean(exclude=["made_by"])
    screen.save()
    verb = "create" if is_new else "update"
    _record(f"other_screen.{verb}", screen, by=by, kind=str(screen.kind))
    return screen


@transaction.atomic
def remove_screen(screen: OtherScreen, *, by: User) -> None:
    """Take out what was written down for the wrong pupil or twice; the log keeps that it stood."""
    _record("other_screen.delete", screen, by=by, kind=str(screen.kind))
    document = screen.document
    screen.delete()
    if document is not None:
        files.remove(document)


def dangers_of(phq: PhqResponse) -> tuple[str, ...]:
    """What the answers tell that must be heard at once, without the answers themselves."""
    found = []
    if phq.answers[PHQ_SELF_HARM - 1] in "123":
        found.append(SELF_HARM)
    if "1" in phq.extra:
        found.append(SUICIDE)
    return tuple(found)


def _tell(phq: PhqResponse, *, by: User) -> None:
    if words := dangers_of(phq):
        danger = Danger(student=phq.student, source=f"phq:{phq.pk}", words=words, by=by)
        for hear in registry.dangers:
            hear(danger)


def _record(action: str, row: Any, *, by: User, **facts: Any) -> None:
    student = row.student
    audit.record(action, row, by=by, school_id=student.school_id, pupil_id=student.pk, **facts)
