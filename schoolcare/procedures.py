"""The year's plan of a school or office: every step with its dates, its proof and its state.

Nothing is stored until somebody notes something; dates and states are computed when read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet

from schoolcare import editions
from schoolcare.editions import Office
from schoolcare.models import Procedure, ProcedureStep, School, StepRun
from schoolcare.models.procedures import months_words
from schoolcare.procedure_proofs import Proofs
from schoolcare.registry import Evidence
from schoolcare.step_days import days_of

Time = tuple[int, int]  # the key of a step, and which of its times
SOON_DAYS = 30


class State(StrEnum):
    DONE = "done"
    LATE = "late"
    NOW = "now"
    LATER = "later"
    UNDATED = "undated"  # of weeks whose start the office has not set
    BEFORE = "before"  # was due before the place used the product, or wrote the procedure


class Start(NamedTuple):
    """A day on which a procedure of weeks begins; the rounds of a year count from 0."""

    period: int
    starts_on: date
    name: str = ""


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
    used_from: date = date.min  # the first day of the place, or of its own procedure

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
        return self.done_on is not None or self.is_prior or bool(self.proof and self.proof.is_done)

    @property
    def is_prior(self) -> bool:
        """Closed as work from before the product was used."""
        return bool(self.run and self.run.is_prior)

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
        if self.due_on < self.used_from:
            return State.BEFORE
        if today > self.due_on:
            return State.LATE
        return State.NOW if today >= self.starts_on else State.LATER


@dataclass(frozen=True, slots=True)
class Plan:
    """A procedure over one academic year; where its steps take weeks, one round of it."""

    procedure: Procedure
    steps: list[Planned]
    start: Start | None = None
    is_last: bool = True  # of its rounds in the year

    @property
    def number(self) -> int:
        """Which round of the year it is."""
        return self.start.period + 1 if self.start else 1

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def starts_on(self) -> date | None:
        return self.start.starts_on if self.start else None

    @property
    def name(self) -> str:
        """The procedure's, with the round where it has several or a name of its own."""
        if self.start is None or (self.start.period == 0 and not self.start.name):
            return self.procedure.name
        return f"{self.procedure.name} รอบที่ {self.number} {self.start.name}".strip()

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.steps)

    @property
    def has_weeks(self) -> bool:
        return any(one.step.weeks for one in self.steps)


@dataclass
class Noted:
    """What a place has noted: runs and starts by year; and which steps it may go by."""

    steps: list[ProcedureStep]
    runs: dict[int, dict[Time, StepRun]]
    starts: dict[int, dict[int, dict[int, Start]]]  # by year, procedure, period

    def year(self, year: int) -> "StepYear":
        """The steps of the editions in use in a year."""
        own = self.runs[year]
        kept = editions.in_use(procedures_of(self.steps), year, with_results(self.steps, own))
        steps = [step for step in self.steps if step.procedure_id in kept]
        return StepYear(steps, year, own, self.starts[year])


def procedures_of(steps: Iterable[ProcedureStep]) -> list[Procedure]:
    return list({step.procedure_id: step.procedure for step in steps}.values())


def with_results(steps: Iterable[ProcedureStep], runs: Mapping[Time, StepRun]) -> set[int]:
    """The keys of the procedures that something was noted of."""
    noted = {step for (step, _period), run in runs.items() if run.says_something}
    return {step.procedure_id for step in steps if step.pk in noted}


def plans(office: Office, year: int) -> list[Plan]:
    """The plans of an office or school; two queries, with all that proves their steps."""
    return _plans(office, [noted(office, [year]).year(year)])[0]


def plans_and_next(office: Office, year: int) -> tuple[list[Plan], list[Plan]]:
    """The plans of a year, and the steps that prepare the year after it; as many queries."""
    this, after = _plans(office, this_and_next(office, year))
    return this, after


def this_and_next(office: Office, year: int) -> "list[StepYear]":
    """The steps of a year, and of the year after it those that prepare it; one query."""
    found = noted(office, [year, year + 1])
    after = found.year(year + 1)
    after.steps = [step for step in after.steps if step.precedes_year]
    return [found.year(year), after]


def _plans(office: Office, every: "Sequence[StepYear]") -> list[list[Plan]]:
    asked = {name: one for some in every for name, one in some.asked(office).items()}
    own: Any = type(office)._default_manager.filter(pk=office.pk)
    said = own.values(**asked).get() if asked else {}
    return [some.plans(said, office.used_from) for some in every]


def noted(office: Office, years: Sequence[int]) -> Noted:
    """The steps the office may go by, and what it has noted of them; one query."""
    place = owner_of(office)
    runs = Q(runs__year__in=years, **{f"runs__{name}": row for name, row in place.items()})
    path = "procedure__starts"
    starts = Q(
        **{f"{path}__year__in": years} | {f"{path}__{name}": it for name, it in place.items()}
    )
    rows: Any = steps_of(editions.known_to(office)).annotate(
        run=FilteredRelation("runs", condition=runs),
        start=FilteredRelation(path, condition=starts),
    )
    found = Noted([], {year: {} for year in years}, {year: defaultdict(dict) for year in years})
    steps: dict[int, ProcedureStep] = {}
    for row in with_starts(rows).select_related("run__done_by", "run__file"):
        step = steps.setdefault(row.pk, row)
        run: StepRun | None = getattr(row, "run", None)  # no attribute where there is none
        if run:
            found.runs[run.year][step.pk, run.period] = run
        if row.begun_year:
            found.starts[row.begun_year][step.procedure_id][row.begun_period] = start_of(row)
    found.steps = list(steps.values())
    return found


def with_starts(rows: Any) -> Any:
    """What is read of the relation `start`."""
    return rows.annotate(
        begun_year=F("start__year"),
        begun_period=F("start__period"),
        begun_on=F("start__starts_on"),
        begun_name=F("start__name"),
    )


def start_of(row: Any) -> Start:
    return Start(row.begun_period, row.begun_on, row.begun_name)


def level_of(office: Office) -> str:
    is_school = isinstance(office, School)
    return Procedure.Level.SCHOOL if is_school else Procedure.Level.DISTRICT


def steps_of(found: QuerySet[Procedure]) -> QuerySet[ProcedureStep]:
    """The steps of some procedures, those of one together."""
    steps = ProcedureStep.objects.filter(procedure__in=found).select_related("procedure__family")
    return steps.order_by("procedure__name", "procedure", "number")


class StepYear:
    """The steps of one place in one year (พ.ศ.): what is asked of its records, then its plans."""

    def __init__(
        self,
        steps: list[ProcedureStep],
        year: int,
        runs: Mapping[Time, StepRun],
        starts: Mapping[int, dict[int, Start]],
    ) -> None:
        self.steps, self.year, self.runs, self.starts = steps, year, runs, starts
        self.proofs: Proofs | None = None

    def asked(self, office: Office) -> dict[str, Any]:
        """Expressions on the row of the school or office: what proves its steps."""
        begun = {key: [one.starts_on for one in self.rounds(key)] for key in self.starts}
        self.proofs = Proofs(self.steps, self.year, begun)
        return self.proofs.asked

    def rounds(self, procedure: int) -> list[Start]:
        starts = self.starts.get(procedure, {})
        return [starts[period] for period in sorted(starts)]

    def plans(self, said: dict[str, Any], used_from: date) -> list[Plan]:
        """The plans of the place: `said` answers `asked`."""
        made: list[Plan] = []
        for procedure in procedures_of(self.steps):
            steps = [step for step in self.steps if step.procedure_id == procedure.pk]
            first_day = max(used_from, procedure.begun_on)
            rounds = self.rounds(procedure.pk) if any(step.weeks for step in steps) else []
            every: list[Start | None] = [*rounds] or [None]
            for number, start in enumerate(every):
                plan = Plan(procedure, [], start, is_last=start == every[-1])
                for step in steps:
                    if step.weeks or number == 0:
                        plan.steps.extend(self._planned(step, plan, said, first_day))
                made.append(plan)
        return made

    def _planned(
        self, step: ProcedureStep, plan: Plan, said: dict[str, Any], used_from: date
    ) -> Iterable[Planned]:
        """A step at each of its times; of weeks, in the round of the plan."""
        before = sum(one.step.weeks for one in plan.steps)
        first = plan.start.period if plan.start and step.weeks else 0
        days = days_of(step, self.year, plan.starts_on, before)
        for period, (starts_on, due_on) in enumerate(days, start=first):
            run = self.runs.get((step.pk, period))
            due = run.due_on if run and run.due_on else due_on
            proof = self.proofs.told(step, period, said) if self.proofs else None
            yield Planned(step, self.year, period, starts_on or due, due, run, proof, used_from)


def planned_of(run: StepRun) -> Planned:
    """The step of a note with its days and its proof. Raises LookupError where it is gone."""
    office: Any = run.school or run.district
    steps = list(run.step.procedure.steps.all())
    begun: dict[int, Start] = {}
    if run.step.weeks:
        rounds = run.step.procedure.starts.filter(year=run.year, **owner_of(office))
        begun = {one.period: Start(one.period, one.starts_on, one.name) for one in rounds}
    own = {(run.step_id, run.period): run}
    some = StepYear(steps, run.year, own, {run.step.procedure_id: begun} if begun else {})
    [found] = _plans(office, [some])
    times = (one for plan in found for one in plan.steps)
    return next(one for one in times if (one.step.pk, one.period) == (run.step_id, run.period))


def owner_of(office: Office) -> dict[str, Any]:
    return {"school" if isinstance(office, School) else "district": office}
