"""The plans of many schools at once, for the office above: three queries for any number of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, FilteredRelation, Q, QuerySet

from schoolcare import editions
from schoolcare.models import ProcedureStep, School, StepRun
from schoolcare.procedure_proofs import Proofs
from schoolcare.procedures import (
    Plan,
    Planned,
    Start,
    State,
    StepYear,
    Time,
    procedures_of,
    start_of,
    steps_of,
    with_results,
    with_starts,
)

Starts = dict[int, dict[int, dict[int, Start]]]  # by school, procedure, period


@dataclass(frozen=True)
class SchoolPlans:
    """One school's plans of a year, with their states as of a day."""

    school: School
    plans: list[Plan]
    today: date

    @cached_property
    def steps(self) -> list[tuple[Planned, State]]:
        return [(one, one.state(self.today)) for plan in self.plans for one in plan.steps]

    @cached_property
    def by_key(self) -> dict[str, tuple[Planned, State]]:
        return {one.key: (one, state) for one, state in self.steps}

    @cached_property
    def counts(self) -> Counter[State]:
        return Counter(state for _step, state in self.steps)

    def of(self, root: int) -> "SchoolPlans":
        """Of one procedure alone, whichever of its editions the school goes by."""
        plans = [plan for plan in self.plans if plan.procedure.root_id == root]
        return SchoolPlans(self.school, plans, self.today)

    @property
    def done(self) -> int:
        return self.counts[State.DONE]

    @property
    def late(self) -> int:
        return self.counts[State.LATE]

    @cached_property
    def with_evidence(self) -> int:
        return sum(one.has_evidence for one, _state in self.steps)


def plans_of_schools(schools: QuerySet[School], year: int, today: date) -> list[SchoolPlans]:
    """The plans of every school of a queryset, in its order.

    Steps with the days that schools have set, schools with all that proves their steps, and notes:
    a query each.
    """
    steps, starts = _steps(schools, year)
    proofs = Proofs(steps, year, {})
    asked = proofs.asked
    found = list(schools.annotate(**asked))
    runs = _runs([one.pk for one in found], year)
    lines = []
    for school in found:
        some = _year_of(school, steps, year, runs[school.pk], starts[school.pk])
        some.proofs = proofs
        said = {name: getattr(school, name) for name in asked}
        lines.append(SchoolPlans(school, some.plans(said, school.used_from), today))
    return lines


def _year_of(
    school: School,
    steps: list[ProcedureStep],
    year: int,
    runs: dict[Time, StepRun],
    starts: dict[int, dict[int, Start]],
) -> StepYear:
    """The steps of the editions that one school goes by."""
    known = [one for one in procedures_of(steps) if editions.is_for(one, school)]
    kept = editions.in_use(known, year, with_results(steps, runs))
    return StepYear([step for step in steps if step.procedure_id in kept], year, runs, starts)


def _steps(schools: QuerySet[School], year: int) -> tuple[list[ProcedureStep], Starts]:
    """What any of the schools goes by, and when each has begun what takes weeks; one query.

    A relation cannot be filtered by a query: of a shipped procedure of weeks, which there is none
    of for schools, the days of other offices' schools would come along unread.
    """
    path = "procedure__starts"
    begun = FilteredRelation(path, condition=Q(**{f"{path}__year": year}))
    rows = with_starts(steps_of(editions.known_to_schools(schools)).annotate(start=begun))
    rows = rows.annotate(begun_by=F("start__school"))
    steps: dict[int, ProcedureStep] = {}
    starts: Starts = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        step = steps.setdefault(row.pk, row)
        if row.begun_year:
            starts[row.begun_by][step.procedure_id][row.begun_period] = start_of(row)
    return list(steps.values()), starts


def _runs(schools: list[int], year: int) -> dict[int, dict[Time, StepRun]]:
    known: dict[int, dict[Time, StepRun]] = defaultdict(dict)
    for run in StepRun.objects.filter(school__in=schools, year=year).order_by():
        if run.school_id:
            known[run.school_id][run.step_id, run.period] = run
    return known


@dataclass(frozen=True)
class StepShare:
    """One step at one of its times over many schools; all are numbers of schools."""

    planned: Planned
    done: int
    late: int
    with_evidence: int
    schools: int


def shared_steps(lines: Iterable[SchoolPlans]) -> list[Planned]:
    """What several schools go by: the steps of procedures that are no school's own, in order."""
    found: dict[str, Planned] = {}
    for line in lines:
        for key, (one, _state) in line.by_key.items():
            if one.step.procedure.school_id is None:
                found.setdefault(key, one)
    return sorted(found.values(), key=_place)


def _place(one: Planned) -> tuple[str, int, int, int]:
    return one.step.procedure.name, one.step.procedure_id, one.step.number, one.period


def shares_of(lines: Iterable[SchoolPlans]) -> list[StepShare]:
    """Each step with the schools that have done it, are late with it, have evidence of it."""
    every = list(lines)
    shares = []
    for planned in shared_steps(every):
        column = [line.by_key[planned.key] for line in every if planned.key in line.by_key]
        shares.append(
            StepShare(
                planned=planned,
                done=sum(state is State.DONE for _one, state in column),
                late=sum(state is State.LATE for _one, state in column),
                with_evidence=sum(one.has_evidence for one, _state in column),
                schools=len(column),
            )
        )
    return shares
