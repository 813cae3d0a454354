"""A class and round with the words of each pupil's results, for the page and the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from students.growth.judging import Edition, editions
from students.growth.rounds import Round
from students.models import Enrolment, GrowthBand, GrowthMeasure
from students.models.growth import Index

NO_TABLE = "ยังไม่มีตารางเกณฑ์"
NO_ROW = "ไม่มีในตารางเกณฑ์"
NO_SEX = "ไม่ระบุเพศ"
NO_BIRTHDAY = "ไม่มีวันเกิด"
LOOK_BACK = timedelta(days=800)  # earlier measures tell nothing of a slip of the pen today


@dataclass(frozen=True)
class Result:
    """What one index says: a category, else why none; nothing where it was not measured."""

    label: str
    band: GrowthBand | None = None
    why: str = ""


@dataclass(frozen=True)
class MeasureLine:
    """A seat with its measure and results in the order of the indices."""

    seat: Any
    measure: GrowthMeasure | None
    results: tuple[Result, ...]


class Judged:
    """The words of results, by the editions in which they were judged; two queries."""

    def __init__(self) -> None:
        self.editions = editions()
        self._by_key = {one.reference.pk: one for one in self.editions}
        self.has_table = any(one.has_rows for one in self.editions)

    @property
    def newest(self) -> Edition | None:
        return self.editions[0] if self.editions else None

    def results(self, measure: GrowthMeasure | None) -> tuple[Result, ...]:
        return tuple(self._result(index, measure) for index in Index)

    def _result(self, index: Index, measure: GrowthMeasure | None) -> Result:
        label = str(index.label)
        if measure is None or not _has_figures(index, measure):
            return Result(label)
        if code := measure.result(index):
            edition = self._by_key[measure.reference_id or 0]
            return Result(label, edition.band(index, code))
        return Result(label, why=self._why(index, measure))

    def _why(self, index: Index, measure: GrowthMeasure) -> str:
        if not self.has_table:
            return NO_TABLE
        if not measure.student.sex:
            return NO_SEX
        if index != Index.WEIGHT_HEIGHT and measure.age_months is None:
            return NO_BIRTHDAY
        return NO_ROW


def _has_figures(index: str, measure: GrowthMeasure) -> bool:
    needed = {
        Index.WEIGHT_AGE: (measure.weight_kg,),
        Index.HEIGHT_AGE: (measure.height_cm,),
        Index.WEIGHT_HEIGHT: (measure.weight_kg, measure.height_cm),
    }
    return None not in needed[Index(index)]


def measures_of(
    seats: QuerySet[Enrolment], round_: Round, *, lock: bool = False
) -> dict[int, GrowthMeasure]:
    """By pupil; one query."""
    rows = GrowthMeasure.objects.in_round(round_.term, round_.number)
    rows = rows.filter(student__in=seats.values("student")).order_by()
    found = rows.select_for_update(of=("self",)) if lock else rows
    return {one.student_id: one for one in found.select_related("student")}


def last_before(seats: QuerySet[Enrolment], round_: Round, day: date) -> dict[int, GrowthMeasure]:
    """Of each pupil the newest measure before this round; one query."""
    found = GrowthMeasure.objects.filter(
        student__in=seats.values("student"),
        measured_on__lte=day,
        measured_on__gte=day - LOOK_BACK,
    ).exclude(term=round_.term, round=round_.number)
    return {one.student_id: one for one in found.order_by("measured_on", "pk")}


def lines_of(
    seats: Sequence[Any], measures: dict[int, GrowthMeasure], judged: Judged
) -> list[MeasureLine]:
    return [
        MeasureLine(seat, found := measures.get(seat.student_id), judged.results(found))
        for seat in seats
    ]
