"""The year's plan of a school or office: every step with its dates, its proof and its state.

Nothing is stored until somebody notes something; dates and states are computed when read.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet, Subquery

from schoolcare import registry
from schoolcare.models import (
    District,
    Procedure,
    ProcedureStart,
    ProcedureStep,
    School,
    StepRun,
)
from schoolcare.models.procedures import months_words
from schoolcare.registry import Evidence, Proof
from schoolcare.thai import buddhist_year

Office = School | District
Time = tuple[int, int]  # the key of a step, and which of its times
Noted = dict[int, dict[Time, StepRun]]  # by year
NEW_YEAR = 5  # the academic year begins in May; earlier months lie in the next calendar year
ALL_YEAR = (5, 4)
SOON_DAYS = 30


class State(StrEnum):
    DONE = "done"
    LATE = "late"
    NOW = "now"
    LATER = "later"
    UNDATED = "undated"  # of weeks whose start the office has not set


@dataclass(frozen=True, slots=True)
class Planned:
    """One step at one of its times in a year (พ.ศ.); both days are included."""

    step: ProcedureStep
    year: int
    period: int
    starts_on: date | None
    due_on: date | None
    run: StepRun | None = None
    proof: Evidence | None = None

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.step.pk}-{self.period}"

    @property
    def is_all_year(self) -> bool:
        return not self.step.periods and not self.step.weeks

    @property
    def done_on(self) -> date | None:
        return self.run.done_on if self.run else None

    @property
    def note(self) -> str:
        return self.run.note if self.run else ""

    @property
    def is_done(self) -> bool:
        """By somebody's note, or because a record of the product proves it."""
        return self.done_on is not None or bool(self.proof and self.proof.is_done)

    @property
    def has_evidence(self) -> bool:
        """A file that was attached, or a record that proves it."""
        return bool((self.run and self.run.file_id) or (self.proof and self.proof.is_done))

    @property
    def owner(self) -> str:
        return (self.run.owner if self.run else "") or self.step.owner

    @property
    def time_words(self) -> str:
        """ตุลาคม, 1 สัปดาห์, ตลอดปีการศึกษา: this time of the step alone."""
        if self.step.periods:
            return months_words(self.step.periods[self.period])
        return self.step.time_words

    def state(self, today: date) -> State:
        if self.is_done:
            return State.DONE
        if self.due_on is None or self.starts_on is None:
            return State.UNDATED
        if today > self.due_on:
            return State.LATE
        return State.NOW if today >= self.starts_on else State.LATER


@dataclass(frozen=True, slots=True)
class Plan:
    """A procedure over one academic year; `starts_on` where its steps take weeks."""

    procedure: Procedure
    steps: list[Planned]
    starts_on: date | None = None

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.steps)

    @property
    def has_weeks(self) -> bool:
        return any(one.step.weeks for one in self.steps)


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
    """The plans of an office or school; two queries, with all that proves their steps."""
    steps, runs = _noted(office, [year])
    return _plans(office, [StepYear(steps, year)], runs)[0]


def plans_and_next(office: Office, year: int) -> tuple[list[Plan], list[Plan]]:
    """The plans of a year, and the steps that prepare the year after it; as many queries."""
    steps, runs = _noted(office, [year, year + 1])
    early = [step for step in steps if step.precedes_year]
    this, after = _plans(office, [StepYear(steps, year), StepYear(early, year + 1)], runs)
    return this, after


def _plans(office: Office, every: "Sequence[StepYear]", runs: Noted) -> list[list[Plan]]:
    asked = {name: one for some in every for name, one in some.asked(owner_of(office)).items()}
    own: Any = type(office)._default_manager.filter(pk=office.pk)
    said = own.values(**asked).get() if asked else {}
    return [some.plans(said, runs[some.year]) for some in every]


def _noted(office: Office, years: list[int]) -> tuple[list[ProcedureStep], Noted]:
    """The steps of the office's level, and what it has noted of them; one query."""
    place = {f"runs__{name}": row for name, row in owner_of(office).items()}
    noted = FilteredRelation("runs", condition=Q(runs__year__in=years, **place))
    rows = _in_use(level_of(office)).annotate(run=noted)
    steps: dict[int, ProcedureStep] = {}
    runs: Noted = {year: {} for year in years}
    joined = rows.select_related("procedure", "run__done_by", "run__file")  # type: ignore[misc]
    for row in joined:
        step = steps.setdefault(row.pk, row)
        run: StepRun | None = getattr(row, "run", None)  # no attribute where there is none
        if run:
            runs[run.year][step.pk, run.period] = run
    return list(steps.values()), runs


def level_of(office: Office) -> str:
    is_school = isinstance(office, School)
    return Procedure.Level.SCHOOL if is_school else Procedure.Level.DISTRICT


def steps_of(level: str) -> list[ProcedureStep]:
    """The steps of all procedures in use, those of one procedure together."""
    return list(_in_use(level).select_related("procedure"))


def _in_use(level: str) -> QuerySet[ProcedureStep]:
    steps = ProcedureStep.objects.filter(procedure__level=level, procedure__is_active=True)
    return steps.order_by("procedure__name", "procedure", "number")


class StepYear:
    """The steps of one level in one year (พ.ศ.): what is asked of a place, then its plans.

    The same for one place as for all schools of an office, which cost one query.
    """

    def __init__(self, steps: list[ProcedureStep], year: int) -> None:
        self.steps, self.year = steps, year
        self.kinds = {step.pk: kind for step in steps if (kind := _kind(step))}
        self.asks_as: dict[int, int] = {}  # the step whose answers are those of each step, too
        self.facts: dict[int, dict[int, dict[str, Any]]] = {}
        first: dict[Any, int] = {}
        for step in steps:
            if kind := self.kinds.get(step.pk):
                same = (step.evidence, repr(step.periods)) if kind.is_shared else step.pk
                self.asks_as[step.pk] = asks = first.setdefault(same, step.pk)
                if asks == step.pk:
                    self.facts[step.pk] = _facts(kind, step, year)

    def asked(self, place: dict[str, Any]) -> dict[str, Any]:
        """Expressions on the row of a school or office: what proves its steps, when weeks begin.

        `place` is `owner_of` an office, or names the row itself: {"school": OuterRef("pk")}.
        """
        asked = {
            self._column(key, period, name): one
            for key, times in self.facts.items()
            for period, facts in times.items()
            for name, one in facts.items()
        }
        for key in {step.procedure_id for step in self.steps if step.weeks}:
            starts = ProcedureStart.objects.filter(procedure=key, year=self.year, **place)
            asked[self._start(key)] = Subquery(starts.values("starts_on")[:1])
        return asked

    def plans(self, said: dict[str, Any], runs: dict[Time, StepRun]) -> list[Plan]:
        """The plans of one place: `said` answers `asked`, `runs` are its notes of the year."""
        made: dict[int, Plan] = {}
        for step in self.steps:
            start = said.get(self._start(step.procedure_id))
            plan = made.setdefault(step.procedure_id, Plan(step.procedure, [], start))
            for period, (starts_on, due_on) in enumerate(days_of(step, self.year, plan)):
                run = runs.get((step.pk, period))
                due = run.due_on if run and run.due_on else due_on
                proof = self._proof(step.pk, period, said)
                plan.steps.append(
                    Planned(step, self.year, period, starts_on or due, due, run, proof)
                )
        return list(made.values())

    def _proof(self, step: int, period: int, said: dict[str, Any]) -> Evidence | None:
        asks = self.asks_as.get(step)
        if asks is None:
            return None
        times = self.facts[asks]
        at = period if period in times else 0
        known = {name: said[self._column(asks, at, name)] for name in times[at]}
        return self.kinds[step].tell(known)

    def _column(self, step: int, period: int, fact: str) -> str:
        return f"s{step}_{self.year}_{period}_{fact}"

    def _start(self, procedure: int) -> str:
        return f"start_{procedure}_{self.year}"


def _kind(step: ProcedureStep) -> Proof | None:
    kind = registry.procedure_evidence.get(step.evidence)
    return kind if kind and kind.level == step.procedure.level else None


def _facts(kind: Proof, step: ProcedureStep, year: int) -> dict[int, dict[str, Any]]:
    """What is asked of the records for each time of the step, or for all of them at once."""
    if kind.facts_between is None:
        return {0: kind.facts(step, year) if kind.facts else {}}
    firsts = [first for first, _due in months_of(step, year)]
    lasts = [after - timedelta(days=1) for after in [*firsts[1:], date(year - 542, 5, 16)]]
    return {
        period: kind.facts_between(step, year, first, last)
        for period, (first, last) in enumerate(zip(firsts, lasts, strict=True))
    }


def planned_of(run: StepRun) -> Planned:
    """The step of a note with its days and its proof. Raises LookupError where it is gone."""
    office: Any = run.school or run.district
    steps = list(run.step.procedure.steps.select_related("procedure"))
    own = {run.year: {(run.step_id, run.period): run}}
    [found] = _plans(office, [StepYear(steps, run.year)], own)
    times = (one for plan in found for one in plan.steps)
    return next(one for one in times if (one.step.pk, one.period) == (run.step_id, run.period))


def days_of(
    step: ProcedureStep, year: int, plan: Plan
) -> Sequence[tuple[date, date] | tuple[None, None]]:
    """First and last day of each time of a step; of weeks, after those that come before it.

    The default deadline of step n of a procedure of weeks is its start + 7n days (admin.md §2.1).
    """
    if not step.weeks:
        return months_of(step, year)
    if plan.starts_on is None:
        return [(None, None)]
    return [weeks_after(plan.starts_on, sum(one.step.weeks for one in plan.steps), step.weeks)]


def weeks_after(start: date, before: int, weeks: int) -> tuple[date, date]:
    """A step of `weeks` that begins `before` weeks after the start."""
    first = start + timedelta(weeks=before)
    return first, first + timedelta(weeks=weeks)


def months_of(step: ProcedureStep, year: int) -> list[tuple[date, date]]:
    early = step.precedes_year
    return [
        period_dates(year, first, last, precedes=early)
        for first, last in step.periods or [ALL_YEAR]
    ]


def owner_of(office: Office) -> dict[str, Any]:
    return {"school" if isinstance(office, School) else "district": office}
