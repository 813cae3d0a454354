"""Noting what became of a step, and when a procedure of weeks begins. Writes, all audited."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit, editions, procedures
from schoolcare.editions import Office
from schoolcare.models import Procedure, ProcedureStart, ProcedureStep, StepRun, StoredFile, User
from schoolcare.procedures import State

UNKNOWN = "ไม่มีขั้นตอนนี้ในกระบวนงาน"


@transaction.atomic
def open_run(office: Office, step: ProcedureStep, period: int, year: int, *, by: User) -> StepRun:
    """The row that holds what is noted of a step; made once.

    Raises ValidationError for a step that the place does not go by or a time it does not have.
    """
    if not editions.known_to(office).filter(pk=step.procedure_id).exists():
        raise ValidationError(UNKNOWN)
    if period not in _periods(office, step, year):
        raise ValidationError(UNKNOWN)
    run, created = StepRun.objects.get_or_create(
        step=step, period=period, year=year, **procedures.owner_of(office)
    )
    if created:
        _record("step.open", run, by=by)
    return run


def _periods(office: Office, step: ProcedureStep, year: int) -> Collection[int]:
    """Which times a step has; of weeks the rounds of the year, the first also before it begins."""
    if not step.weeks:
        return range(max(1, len(step.periods)))
    return {0, *rounds_of(office, step.procedure, year).values_list("period", flat=True)}


def rounds_of(office: Office, procedure: Procedure, year: int) -> Any:
    return ProcedureStart.objects.filter(
        procedure=procedure, year=year, **procedures.owner_of(office)
    )


@transaction.atomic
def note_run(run: StepRun, *, by: User, file: StoredFile | None = None) -> StepRun:
    """Keep what was noted: done or not, with what proof. Raises ValidationError."""
    current = StepRun.objects.select_for_update().get(pk=run.pk)
    if file:
        run.file = file
    run.done_by = by if run.done_on else None
    run.is_prior = run.is_prior and run.done_on is None
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
def close_prior(
    office: Office, year: int, keys: Collection[str], note: str, *, today: date, by: User
) -> int:
    """Close steps that were due before the place began to use the product; gives how many.

    `keys` name steps of the year as `Planned.key` does; others stay as they are.
    """
    _lock(office)  # a second tap finds them closed
    steps = [one for plan in procedures.plans(office, year) for one in plan.steps]
    closed = 0
    for one in steps:
        if one.key in keys and one.state(today) is State.BEFORE:
            opened = open_run(office, one.step, one.period, year, by=by)
            run = StepRun.objects.select_for_update().get(pk=opened.pk)
            if run.done_on:  # noted meanwhile
                continue
            run.is_prior, run.note = True, run.note or note
            run.full_clean()
            run.save()
            closed += 1
    if closed:
        place: dict[str, Any] = {
            f"{name}_id": row.pk for name, row in procedures.owner_of(office).items()
        }
        audit.record("step.close_prior", None, by=by, year=year, rows=closed, **place)
    return closed


@transaction.atomic
def set_start(
    office: Office,
    procedure: Procedure,
    year: int,
    starts_on: date,
    *,
    by: User,
    period: int = 0,
    name: str = "",
) -> ProcedureStart:
    """Begin a round of a procedure of weeks on a day of the year; its steps follow from it.

    Raises ValidationError for a procedure that the place does not go by, one without weeks, or a
    day that lies far from the year.
    """
    is_known = editions.known_to(office).filter(pk=procedure.pk).exists()
    if not is_known or not procedure.steps.filter(weeks__gt=0).exists():
        raise ValidationError("กระบวนงานนี้ไม่มีวันเริ่มให้กำหนด")
    if not date(year - 543, 1, 1) <= starts_on <= date(year - 542, 12, 31):
        raise ValidationError({"starts_on": f"วันเริ่มต้องอยู่ในหรือใกล้ปีการศึกษา {year}"})
    _lock(office)
    before = rounds_of(office, procedure, year).filter(period=period).first()
    start = before or ProcedureStart(
        procedure=procedure, year=year, period=period, **procedures.owner_of(office)
    )
    if before and (before.starts_on, before.name) == (starts_on, name):
        return start
    days = [before.starts_on.isoformat() if before else None, starts_on.isoformat()]
    start.starts_on, start.name = starts_on, name
    start.save()
    facts: dict[str, Any] = {"year": year, "round": period + 1, "starts_on": days}
    audit.record("procedure.start", start, by=by, **_where(start), **facts)
    return start


@transaction.atomic
def drop_start(start: ProcedureStart, *, by: User) -> None:
    """Take back a round that was begun by mistake.

    Raises ValidationError where it has results or is gone already, or where another round follows:
    rounds are counted.
    """
    office: Any = start.school or start.district
    _lock(office)
    rounds = rounds_of(office, start.procedure, start.year)
    if not rounds.filter(pk=start.pk).exists():
        raise ValidationError("รอบนี้ยกเลิกไปแล้ว")
    if rounds.filter(period__gt=start.period).exists():
        raise ValidationError("มีรอบถัดไปแล้ว ยกเลิกรอบสุดท้ายก่อน")
    runs = StepRun.objects.filter(
        step__procedure=start.procedure_id, year=start.year, period=start.period, **_where(start)
    )
    weekly = runs.filter(step__weeks__gt=0).select_for_update(of=("self",))
    if any(run.says_something for run in weekly):
        raise ValidationError("รอบนี้มีผลที่บันทึกไว้แล้ว จึงยกเลิกไม่ได้")
    facts = {"year": start.year, "round": start.period + 1}
    audit.record("procedure.stop", start, by=by, **_where(start), **facts)
    start.delete()


def _lock(office: Office) -> None:
    type(office)._default_manager.select_for_update().get(pk=office.pk)


def _where(start: ProcedureStart) -> dict[str, int | None]:
    return {"school_id": start.school_id, "district_id": start.district_id}
