"""The plans of many schools at once, for the office above: three queries for any number of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, QuerySet

from schoolcare.models import Procedure, School, StepRun
from schoolcare.procedures import Plan, Planned, State, StepYear, Time, steps_of


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
    def counts(self) -> Counter[State]:
        return Counter(state for _step, state in self.steps)

    def of(self, code: str) -> "SchoolPlans":
        """Of one procedure alone."""
        plans = [plan for plan in self.plans if plan.procedure.code == code]
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

    Steps, schools with all that proves their steps, and notes: a query each.
    """
    steps = steps_of(Procedure.Level.SCHOOL)
    some = StepYear(steps, year)
    asked = some.asked({"school": OuterRef("pk")})
    found = list(schools.annotate(**asked))
    runs = _runs([one.pk for one in found], year)
    return [
        SchoolPlans(
            school,
            some.plans({name: getattr(school, name) for name in asked}, runs[school.pk]),
            today,
        )
        for school in found
    ]


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


def shares_of(lines: Iterable[SchoolPlans]) -> list[StepShare]:
    """Each step with the schools that have done it, are late with it, have evidence of it."""
    every = list(lines)
    if not every:
        return []
    columns = zip(*(line.steps for line in every), strict=True)
    return [
        StepShare(
            planned=column[0][0],
            done=sum(state is State.DONE for _one, state in column),
            late=sum(state is State.LATE for _one, state in column),
            with_evidence=sum(one.has_evidence for one, _state in column),
            schools=len(every),
        )
        for column in columns
    ]
