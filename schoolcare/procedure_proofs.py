"""What the product's records prove of steps: asked of one place or of many in one query."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from schoolcare import registry
from schoolcare.models import ProcedureStep
from schoolcare.registry import Evidence, Proof
from schoolcare.step_days import months_of

Begun = Mapping[int, Sequence[date]]  # by procedure, the days on which its rounds of weeks began


class Proofs:
    """Of the steps of one level in one year (พ.ศ.).

    `asked`: expressions on the row of a school or office; steps with the same records ask once.
    `begun` is known of one place alone; then each round asks for records of its own days.
    """

    def __init__(self, steps: Sequence[ProcedureStep], year: int, begun: Begun) -> None:
        self.year = year
        self.kinds = {step.pk: kind for step in steps if (kind := _kind(step))}
        self.asks_as: dict[int, int] = {}  # the step whose answers are those of each step, too
        self.facts: dict[int, dict[int, dict[str, Any]]] = {}
        first: dict[Any, int] = {}
        for step in steps:
            if kind := self.kinds.get(step.pk):
                times = repr(step.periods) if kind.facts is None else ""
                same = (step.evidence, times) if kind.is_shared else step.pk
                self.asks_as[step.pk] = asks = first.setdefault(same, step.pk)
                if asks == step.pk:
                    rounds = begun.get(step.procedure_id, ()) if step.weeks else ()
                    self.facts[step.pk] = _facts(kind, step, year, rounds)

    @property
    def asked(self) -> dict[str, Any]:
        return {
            self._column(key, period, name): one
            for key, times in self.facts.items()
            for period, facts in times.items()
            for name, one in facts.items()
        }

    def told(self, step: ProcedureStep, period: int, said: dict[str, Any]) -> Evidence | None:
        """What proves the step at one of its times; `said` answers `asked`."""
        asks = self.asks_as.get(step.pk)
        if asks is None:
            return None
        times = self.facts[asks]
        at = period if period in times else 0
        known = {name: said[self._column(asks, at, name)] for name in times[at]}
        return self.kinds[step.pk].tell(known)

    def _column(self, step: int, period: int, fact: str) -> str:
        return f"s{step}_{self.year}_{period}_{fact}"


def _kind(step: ProcedureStep) -> Proof | None:
    kind = registry.procedure_evidence.get(step.evidence)
    return kind if kind and kind.level == step.procedure.level else None


def _facts(
    kind: Proof, step: ProcedureStep, year: int, rounds: Sequence[date]
) -> dict[int, dict[str, Any]]:
    """What is asked of the records for each time of the step, or for all of them at once."""
    between = kind.facts_in_round if len(rounds) > 1 else kind.facts_between
    if between is None:
        return {0: kind.facts(step, year) if kind.facts else {}}
    days = list(rounds) or [day for day, _due in months_of(step, year)]
    order = sorted(range(len(days)), key=days.__getitem__)  # a later round may begin earlier
    firsts = [days[period] for period in order]
    if rounds:
        firsts[0] = min(firsts[0], date(year - 543, 5, 16))
    lasts = [after - timedelta(days=1) for after in [*firsts[1:], date(year - 542, 5, 16)]]
    return {
        period: between(step, year, first, last)
        for period, first, last in zip(order, firsts, lasts, strict=True)
    }
