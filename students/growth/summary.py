"""Measures counted: how far each class is, and the categories by level and sex. Grouped queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, FilteredRelation, Q, QuerySet

from schoolcare.models import Level
from students.growth.judging import Edition
from students.growth.rounds import Round
from students.models import Enrolment, Student
from students.models.growth import GrowthBand, Index

PATH = "student__growth_measures"
NO_SEX = "ไม่ระบุเพศ"


def with_measure(seats: QuerySet[Enrolment], round_: Round) -> QuerySet[Enrolment]:
    """Seats joined to the pupil's measure of the round, as `measure`."""
    same = Q(**{f"{PATH}__term": round_.term, f"{PATH}__round": round_.number})
    return seats.annotate(measure=FilteredRelation(PATH, condition=same))


def progress(seats: QuerySet[Enrolment], round_: Round) -> dict[int, dict[str, Any]]:
    """Of each class: pupils, measured (both values), begun (one of them), well (สูงดีสมส่วน)."""
    both = Q(measure__weight_kg__isnull=False, measure__height_cm__isnull=False)
    rows = with_measure(seats, round_).order_by().values("classroom")
    counts = rows.annotate(
        pupils=Count("pk"),
        measured=Count("pk", both),
        begun=Count("measure"),
        judged=Count("pk", Q(measure__is_well_grown__isnull=False)),
        well=Count("pk", Q(measure__is_well_grown=True)),
    )
    return {one["classroom"]: {**one} for one in counts}


@dataclass
class Tally:
    """One line of a summary: whom it counts, and how many are in each category."""

    label: str
    sex: str = ""
    pupils: int = 0
    measured: int = 0
    judged: int = 0
    well: int = 0
    codes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, group: dict[str, Any]) -> None:
        count = group["count"]
        self.pupils += count
        self.measured += count if group["is_measured"] else 0
        self.judged += count if group["well"] is not None else 0
        self.well += count if group["well"] else 0
        for index in Index.values:
            if group[index]:
                self.codes[index][group[index]] += count

    def judged_of(self, index: str) -> int:
        return sum(self.codes[index].values())

    def counts(self, index: str, bands: Sequence[GrowthBand]) -> list[int]:
        return [self.codes[index][band.code] for band in bands]

    @property
    def well_share(self) -> int | None:
        return round(self.well * 100 / self.judged) if self.judged else None


def tallies(seats: QuerySet[Enrolment], round_: Round) -> list[Tally]:
    """A line for each level and sex, one for the level, at last one for each sex and all."""
    rows = with_measure(seats, round_).order_by()
    keys = {index: f"measure__{index}" for index in Index.values}
    names = ("classroom__level", "student__sex", "measure__is_well_grown", *keys.values())
    is_measured = Q(measure__weight_kg__isnull=False, measure__height_cm__isnull=False)
    found = rows.values(*names).annotate(is_measured=is_measured, count=Count("pk"))
    groups = [
        {
            "level": one["classroom__level"],
            "sex": one["student__sex"],
            "well": one["measure__is_well_grown"],
            "is_measured": one["is_measured"],
            "count": one["count"],
        }
        | {index: one[path] or "" for index, path in keys.items()}
        for one in found
    ]
    return list(_lines(groups))


def tallies_of(lines: Iterable[Any], level: int) -> list[Tally]:
    """The same of a class that was read already."""
    groups = []
    for line in lines:
        measure = line.measure
        group = {"level": level, "sex": line.seat.student.sex, "count": 1}
        group["well"] = measure.is_well_grown if measure else None
        group["is_measured"] = bool(measure and measure.is_complete)
        groups.append(group | {i: measure.result(i) if measure else "" for i in Index.values})
    return list(_lines(groups))


def _lines(groups: list[dict[str, Any]]) -> Iterable[Tally]:
    levels = sorted({one["level"] for one in groups})
    for level in levels:
        name = str(Level(level).label)
        yield from _by_sex([one for one in groups if one["level"] == level], name)
    if len(levels) > 1:
        yield from _by_sex(groups, "รวม")


def _by_sex(groups: list[dict[str, Any]], name: str) -> Iterable[Tally]:
    sexes = [(sex.value, str(sex.label)) for sex in Student.Sex] + [("", NO_SEX)]
    for value, label in sexes:
        own = [one for one in groups if one["sex"] == value]
        if own:
            yield _sum(own, Tally(name, label))
    yield _sum(groups, Tally(name, "รวม"))


def _sum(groups: list[dict[str, Any]], tally: Tally) -> Tally:
    for group in groups:
        tally.add(group)
    return tally


def tables(lines: Sequence[Tally], edition: Edition) -> list[dict[str, Any]]:
    """The summary as three tables: of each index its categories and the lines under them."""
    return [
        {
            "index": index,
            "bands": edition.bands[index.value],
            "rows": [
                {
                    "line": one,
                    "judged": one.judged_of(index),
                    "counts": one.counts(index, edition.bands[index.value]),
                }
                for one in lines
            ],
            "is_empty": not any(one.judged_of(index) for one in lines),
        }
        for index in Index
    ]
