"""The year's plan of a school or office: every step with its dates, its proof and its state.

Nothing is stored until somebody notes something; dates and states are computed when read.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from schoolcare import audit, registry
from schoolcare.models import (
    District,
    Procedure,
    ProcedureStep,
    School,
    StepRun,
    StoredFile,
    User,
)
from schoolcare.registry import Evidence
from schoolcare.thai import buddhist_year

Office = School | District
NEW_YEAR = 5  # the academic year begins in May; earlier months lie in the next calendar year
ALL_YEAR = (5, 4)
SOON_DAYS = 30


class State(StrEnum):
    DONE = "done"
    LATE = "late"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Planned:
    """One step at one of its times in a year; both days are included."""

    step: ProcedureStep
    period: int
    starts_on: date
    due_on: date
    is_all_year: bool
    run: StepRun | None = None
    proof: Evidence | None = None

    @property
    def done_on(self) -> date | None:
        return self.run.done_on if self.run else None

    @property
    def is_done(self) -> bool:
        """By somebody's note, or because a record of the product proves it."""
        return self.done_on is not None or bool(self.proof and self.proof.is_done)

    @property
    def owner(self) -> str:
        return (self.run.owner if self.run else "") or self.step.owner

    def state(self, today: date) -> State:
        if self.is_done:
            return State.DONE
        if today > self.due_on:
            return State.LATE
        return State.NOW if today >= self.starts_on else State.LATER


@dataclass(frozen=True, slots=True)
class Plan:
    """A procedure over one academic year."""

    procedure: Procedure
    steps: list[Planned]

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.steps)


def period_dates(year: int, first: int, last: int, *, precedes: bool = False) -> tuple[date, date]:
    """First and last day of the months `first` to `last` of academic year `year` (พ.ศ.).

    May to December lie in the year itself, January to April in the next; a step that precedes the
    year it plans lies in the spring before (admin.md §3.10).
    """

    def year_of(month: int) -> int:
        return year - 543 + (month < NEW_YEAR and not precedes)

    end = calendar.monthrange(year_of(last), last)[1]
    return date(year_of(first), first, 1), date(year_of(last), last, end)


def plan_year(day: date) -> int:
    """The academic year (พ.ศ.) that a day's work is planned in: from 1 May, before schools open."""
    return buddhist_year(day.year) - (day.month < NEW_YEAR)


def plans(office: Office, year: int) -> list[Plan]:
    """The plans of an office or school; three queries, with all that proves their steps."""
    level = Procedure.Level.SCHOOL if isinstance(office, School) else Procedure.Level.DISTRICT
    steps = ProcedureStep.objects.filter(procedure__level=level, procedure__is_active=True)
    steps = steps.select_related("procedure")
    found = list(steps.order_by("procedure__name", "procedure", "number"))
    runs = {(run.step_id, run.period): run for run in runs_of(office, year)}
    proofs = _proofs(office, found, level, year)
    made: dict[int, Plan] = {}
    for step in found:
        plan = made.setdefault(step.procedure_id, Plan(step.procedure, []))
        plan.steps.extend(_times(step, year, runs, proofs.get(step.pk)))
    return list(made.values())


def _proofs(
    office: Office, steps: list[ProcedureStep], level: str, year: int
) -> dict[int, Evidence]:
    """What the records say of each step; one query, none where no kind of proof is known."""
    known = registry.procedure_evidence
    kinds = {step.pk: kind for step in steps if (kind := known.get(step.evidence))}
    kinds = {key: kind for key, kind in kinds.items() if kind.level == level}
    facts = {step.pk: kinds[step.pk].facts(step, year) for step in steps if step.pk in kinds}
    asked = {_column(key, one): facts[key][one] for key in facts for one in facts[key]}
    if not asked:
        return {}
    own: Any = type(office)._default_manager.filter(pk=office.pk)
    row = own.values(**asked).get()
    return {
        key: kind.tell({one: row[_column(key, one)] for one in facts[key]})
        for key, kind in kinds.items()
    }


def _column(step: int, fact: str) -> str:
    return f"step_{step}_{fact}"


def runs_of(office: Office, year: int) -> QuerySet[StepRun]:
    return StepRun.objects.filter(year=year, **owner_of(office)).select_related("done_by", "file")


def owner_of(office: Office) -> dict[str, Any]:
    return {"school" if isinstance(office, School) else "district": office}


def _times(
    step: ProcedureStep,
    year: int,
    runs: dict[tuple[int, int], StepRun],
    proof: Evidence | None,
) -> Iterable[Planned]:
    for period, (first, last) in enumerate(step.periods or [ALL_YEAR]):
        starts_on, due_on = period_dates(year, first, last, precedes=step.precedes_year)
        run = runs.get((step.pk, period))
        if run and run.due_on:
            due_on = run.due_on
        yield Planned(step, period, starts_on, due_on, not step.periods, run, proof)


@transaction.atomic
def open_run(office: Office, step: ProcedureStep, period: int, year: int, *, by: User) -> StepRun:
    """The row that holds what is noted of a step; made once.

    Raises ValidationError for a step of another level or a time it does not have.
    """
    level = Procedure.Level.SCHOOL if isinstance(office, School) else Procedure.Level.DISTRICT
    if step.procedure.level != level or not 0 <= period < max(1, len(step.periods)):
        raise ValidationError("ไม่มีขั้นตอนนี้ในกระบวนงาน")
    run, created = StepRun.objects.get_or_create(
        step=step, period=period, year=year, **owner_of(office)
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
