"""Noting what became of a step, and when a procedure of weeks begins. Writes, all audited."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit, procedures
from schoolcare.models import Procedure, ProcedureStart, ProcedureStep, StepRun, StoredFile, User
from schoolcare.procedures import Office


@transaction.atomic
def open_run(office: Office, step: ProcedureStep, period: int, year: int, *, by: User) -> StepRun:
    """The row that holds what is noted of a step; made once.

    Raises ValidationError for a step of another level or a time it does not have.
    """
    if step.procedure.level != procedures.level_of(office) or not 0 <= period < max(
        1, len(step.periods)
    ):
        raise ValidationError("ไม่มีขั้นตอนนี้ในกระบวนงาน")
    run, created = StepRun.objects.get_or_create(
        step=step, period=period, year=year, **procedures.owner_of(office)
    )
    if created:
        _record("step.open", run, by=by)
    return run


@transaction.atomic
def note_run(run: StepRun, *, by: User, file: StoredFile | None = None) -> StepRun:
    """Keep what was noted: done or not, with what proof. Raises ValidationError."""
    current = StepRun.objects.select_for_update().get(pk=run.pk)
    if file:
        run.file = file
    run.done_by = by if run.done_on else None
    run.full_clean()
    changes = audit.differences(current, run)
    if changes:
        run.save()
        _record("step.update", run, by=by, fields=changes)
    return run


def _record(action: str, run: StepRun, *, by: User, **facts: Any) -> None:
    where = {"school_id": run.school_id, "district_id": run.district_id}
    audit.record(action, run, by=by, **where, year=run.year, **facts)


@transaction.atomic
def set_start(
    office: Office, procedure: Procedure, year: int, starts_on: date, *, by: User
) -> ProcedureStart:
    """Begin a procedure of weeks on a day of the year; its steps follow from it.

    Raises ValidationError for a procedure of another level, one without weeks, or a day that lies
    far from the year.
    """
    if (
        procedure.level != procedures.level_of(office)
        or not procedure.steps.filter(weeks__gt=0).exists()
    ):
        raise ValidationError("กระบวนงานนี้ไม่มีวันเริ่มให้กำหนด")
    if not date(year - 543, 1, 1) <= starts_on <= date(year - 542, 12, 31):
        raise ValidationError({"starts_on": f"วันเริ่มต้องอยู่ในหรือใกล้ปีการศึกษา {year}"})
    place = procedures.owner_of(office)
    type(office)._default_manager.select_for_update().get(pk=office.pk)
    starts = ProcedureStart.objects.filter(procedure=procedure, year=year, **place)
    before = starts.first()
    start = before or ProcedureStart(procedure=procedure, year=year, **place)
    if before and before.starts_on == starts_on:
        return start
    days = [before.starts_on.isoformat() if before else None, starts_on.isoformat()]
    start.starts_on = starts_on
    start.save()
    where = {"school_id": start.school_id, "district_id": start.district_id}
    audit.record("procedure.start", start, by=by, **where, year=year, starts_on=days)
    return start
