"""What other records say of the aspects of a form, before a teacher has looked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from schoolcare import registry
from schoolcare.asked_together import Asked, Rows, facts, number, told_together
from schoolcare.registry import HintSource, ScreeningHint
from students.models import Aspect, Criterion, Guardianship, ScreeningRound, Student
from students.models.screening_forms import Level

RANK = {one.value: place for place, one in enumerate((Level.NORMAL, Level.RISK, Level.PROBLEM))}
RANK |= {Level.LACKS.value: 0, Level.HAS.value: 1}
LONGEST_SOURCE = 300
INCOME = "รายได้ผู้ปกครองในทะเบียนนักเรียน"

Key = tuple[int, int]  # pupil, aspect


@dataclass(frozen=True)
class Hint:
    """All that is said of one aspect of one pupil: the worst of it, and who says what."""

    level: str
    criteria: frozenset[int]
    said: tuple[tuple[str, str, str], ...]  # words of the level, source, address

    @property
    def source(self) -> str:
        return "; ".join(source for _level, source, _url in self.said)[:LONGEST_SOURCE]

    @property
    def word(self) -> str:
        return str(Level(self.level).label)


def hints_for(
    round_: ScreeningRound, pupils: Collection[int], aspects: Iterable[Aspect]
) -> dict[Key, Hint]:
    """What every record says of these pupils, by pupil and aspect; aspects with their criteria.

    One query.
    """
    asked = Student.objects.filter(pk__in=pupils).order_by().values("pk")
    year, semester = round_.term.year, round_.term.semester
    form = list(aspects)
    found: dict[Key, list[tuple[ScreeningHint, str, int | None]]] = defaultdict(list)
    for hint in told_together(registry.screening_hints, asked, year, semester):
        for aspect, level, criterion in _placed(hint, form):
            found[hint.student_id, aspect].append((hint, level, criterion))
    return {key: _together(some) for key, some in found.items()}


def _placed(hint: ScreeningHint, form: list[Aspect]) -> Iterator[tuple[int, str, int | None]]:
    """Where a hint belongs in this form: aspect, level, criterion; nowhere if it does not ask."""
    if hint.measure and hint.value is not None:
        for aspect in form:
            for one in aspect.criteria.all():
                if one.measure == hint.measure and one.covers(hint.value):
                    yield aspect.pk, one.level, one.pk
        return
    for aspect in form:
        if aspect.code == hint.aspect and hint.level in aspect.levels:
            yield aspect.pk, hint.level, _criterion(aspect, hint)


def _criterion(aspect: Aspect, hint: ScreeningHint) -> int | None:
    own: Iterable[Criterion] = aspect.criteria.all()
    fits = (one.pk for one in own if one.code == hint.criterion and one.level == hint.level)
    return next(fits, None)


def _together(some: list[tuple[ScreeningHint, str, int | None]]) -> Hint:
    ranked = sorted(some, key=lambda one: -RANK[one[1]])
    said = [(str(Level(level).label), hint.source, hint.url) for hint, level, _criterion in ranked]
    ticks = frozenset(criterion for _hint, _level, criterion in some if criterion)
    return Hint(ranked[0][1], ticks, tuple(dict.fromkeys(said)))


def _asks(pupils: QuerySet, year: int, semester: int) -> Asked:
    known = Guardianship.objects.filter(student__in=pupils, guardian__income_month__isnull=False)
    return known, facts("student", "guardian", income="guardian__income_month")


def _tells(pupils: QuerySet, year: int, semester: int, rows: Rows) -> Iterator[ScreeningHint]:
    """What the guardians of a pupil earn together, as the registry has it."""
    earned: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for row in rows:  # who is mother and carer stands there twice and earns once
        earned[row["student"]][row["guardian"]] = number(row["income"])
    measured: dict[str, Any] = {"aspect": "", "level": "", "source": INCOME}
    for student, incomes in earned.items():
        income = sum(incomes.values(), Decimal())
        yield ScreeningHint(student, **measured, measure=Criterion.Measure.INCOME, value=income)


income_hints = HintSource(_asks, _tells)
