"""Writing weights and heights: judged as they are written, the record follows the newest."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import Term, User
from students.growth.judging import judge_all
from students.models import GrowthMeasure, SensitiveRecord, Student
from students.models.growth import Index

BATCH = 500
JUDGED = ("age_months", *Index.values, "is_well_grown", "reference")
TYPED = ("measured_on", "weight_kg", "height_cm", "entered_by", "updated_at")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one pupil; without both it is as if nothing had been."""

    measured_on: date
    weight_kg: Decimal | None
    height_cm: Decimal | None

    @property
    def is_empty(self) -> bool:
        return self.weight_kg is None and self.height_cm is None


def hold(term: Term) -> None:
    """One at a time writes measures of a school's term, until the transaction ends."""
    Term.objects.select_for_update(no_key=True).get(pk=term.pk)


@transaction.atomic
def save_measures(
    term: Term,
    round_: int,
    figures: Mapping[Student, Figures],
    *,
    by: User | None,
    of: models.Model | None = None,
) -> list[GrowthMeasure]:
    """Keep what was measured in one round, over what was kept before; empty figures remove it.

    One event in the log, which names the pupils and no values; `of`: the class, where it was one.
    """
    if not figures:
        return []
    hold(term)
    keys = [student.pk for student in figures]
    known = GrowthMeasure.objects.filter(term=term, round=round_)
    before = {
        one.student_id: one for part in _parts(keys) for one in known.filter(student__in=part)
    }
    gone = [before[one.pk].pk for one in figures if figures[one].is_empty and one.pk in before]
    place: dict[str, Any] = {"term": term, "round": round_}
    kept = [
        _filled(before.get(student.pk) or GrowthMeasure(**place), student, said, by=by)
        for student, said in figures.items()
        if not said.is_empty
    ]
    judge_all(kept)
    _write(kept)
    for part in _parts(gone):
        GrowthMeasure.objects.filter(pk__in=part).delete()
    follow(keys)
    facts = {"term": str(term), "round": round_, "removed": len(gone), "pupils": sorted(keys)}
    target = of or (kept[0] if kept else None)
    audit.record("growth.save", target, by=by, school_id=term.school_id, **facts)  # type: ignore[arg-type]
    return kept


def _filled(
    measure: GrowthMeasure, student: Student, said: Figures, *, by: User | None
) -> GrowthMeasure:
    measure.student, measure.entered_by = student, by
    measure.measured_on = said.measured_on
    measure.weight_kg, measure.height_cm = said.weight_kg, said.height_cm
    return measure


def _write(measures: list[GrowthMeasure]) -> None:
    new = [one for one in measures if one.pk is None]
    old = [one for one in measures if one.pk is not None]
    GrowthMeasure.objects.bulk_create(new, batch_size=BATCH)
    for one in old:
        one.updated_at = timezone.now()
    if old:
        GrowthMeasure.objects.bulk_update(old, [*TYPED, *JUDGED], batch_size=BATCH)


def follow(keys: Collection[int]) -> None:
    """Make the sensitive record of pupils say what was measured last."""
    for part in _parts(keys):
        _follow(part)


def _parts(keys: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    yield from (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))


def _follow(keys: Collection[int]) -> None:
    newest: dict[int, dict[str, Decimal]] = {}
    found = GrowthMeasure.objects.filter(student__in=keys).order_by("measured_on", "pk")
    for one in found.only("student", "weight_kg", "height_cm"):
        said = {"weight_kg": one.weight_kg, "height_cm": one.height_cm}
        known = {name: value for name, value in said.items() if value is not None}
        newest[one.student_id] = newest.get(one.student_id, {}) | known
    records = {one.student_id: one for one in SensitiveRecord.objects.filter(student__in=newest)}
    changed = []
    for key, values in newest.items():
        record = records.get(key) or SensitiveRecord(student_id=key)
        if any(getattr(record, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(record, name, value)
            changed.append(record)
    new = [one for one in changed if one.pk is None]
    old = [one for one in changed if one.pk is not None]
    SensitiveRecord.objects.bulk_create(new, batch_size=BATCH)
    SensitiveRecord.objects.bulk_update(old, ["weight_kg", "height_cm"], batch_size=BATCH)


def judge_again(students: Collection[int]) -> int:
    """After a birth date or a sex was corrected: each measure by the edition it was judged by."""
    found = GrowthMeasure.objects.select_related("student").order_by("pk")
    parts = _parts(students)
    return sum(_judge_anew(found.filter(student__in=part), anew=True) for part in parts)


def fill_results() -> int:
    """After a table arrived: what had no result gets one; what has one keeps it."""
    empty = models.Q()
    for index in Index.values:
        empty |= models.Q(**{index: ""})
    found = GrowthMeasure.objects.filter(empty).select_related("student").order_by("pk")
    return _judge_anew(found, anew=False)


def _judge_anew(found: models.QuerySet[GrowthMeasure], *, anew: bool) -> int:
    """How many changed; a batch at a time."""
    rows, changed = found.iterator(BATCH), 0
    while batch := list(islice(rows, BATCH)):
        before = [_judged(one) for one in batch]
        judge_all(batch, anew=anew)
        other = [one for one, was in zip(batch, before, strict=True) if _judged(one) != was]
        GrowthMeasure.objects.bulk_update(other, JUDGED, batch_size=BATCH)
        changed += len(other)
    return changed


def _judged(measure: GrowthMeasure) -> tuple:
    names = [name for name in JUDGED if name != "reference"]
    return tuple(getattr(measure, name) for name in (*names, "reference_id"))
