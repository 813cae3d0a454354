"""Age, and the category of each index, by the edition of the tables that holds for a day.

Nothing is ever taken for granted: without a birth date, a sex, a table or its row the result
stays empty (care.md §2.7).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q

from students.models import Student
from students.models.growth import (
    GrowthBand,
    GrowthMeasure,
    GrowthReference,
    GrowthRow,
    Index,
)

BY_AGE = (Index.WEIGHT_AGE, Index.HEIGHT_AGE)
NEAREST_CM = Decimal("0.5")  # a height between two rows takes the nearer one, this far at most

Key = tuple[str, str, Decimal]  # index, sex, age or height


class Edition:
    """One reference with its categories in memory; rows are read as they are needed."""

    def __init__(self, reference: GrowthReference) -> None:
        self.reference = reference
        self.bands: dict[str, list[GrowthBand]] = defaultdict(list)
        for band in reference.bands.all():
            self.bands[band.index].append(band)
        self.rows: dict[Key, dict[str, str]] = {}

    @property
    def has_rows(self) -> bool:
        return bool(self.reference.has_rows)  # type: ignore[attr-defined]

    def is_in_force(self, day: date) -> bool:
        return self.reference.starts_on is None or self.reference.starts_on <= day

    def band(self, index: str, code: str) -> GrowthBand | None:
        return next((one for one in self.bands[index] if one.code == code), None)

    def read(self, measures: Sequence[GrowthMeasure]) -> None:
        """The rows that these measures may ask for; one query."""
        ages = {one.age_months for one in measures if one.age_months is not None}
        heights = [one.height_cm for one in measures if one.height_cm is not None]
        wanted = Q(index__in=BY_AGE, at__in=ages)
        if heights:
            reach = {"at__gte": min(heights) - NEAREST_CM, "at__lte": max(heights) + NEAREST_CM}
            wanted |= Q(index=Index.WEIGHT_HEIGHT, **reach)
        found = GrowthRow.objects.filter(wanted, reference=self.reference)
        self.rows = {(one.index, one.sex, one.at): one.bounds for one in found.order_by()}

    @cached_property
    def _heights(self) -> dict[str, list[Decimal]]:
        found = defaultdict(list)
        for index, sex, at in self.rows:
            if index == Index.WEIGHT_HEIGHT:
                found[sex].append(at)
        return {sex: sorted(heights) for sex, heights in found.items()}

    def bounds(self, index: str, measure: GrowthMeasure) -> dict[str, str] | None:
        sex = measure.student.sex
        if index in BY_AGE:
            months = measure.age_months
            return None if months is None else self.rows.get((index, sex, Decimal(months)))
        height, known = measure.height_cm, self._heights.get(sex, [])
        if height is None or not known:
            return None
        nearest = min(known, key=lambda at: (abs(at - height), at))
        is_near = abs(nearest - height) <= NEAREST_CM
        return self.rows[index, sex, nearest] if is_near else None

    def judge(self, index: str, measure: GrowthMeasure) -> str:
        """The code of the category, "" where nothing can be said."""
        value = measure.height_cm if index == Index.HEIGHT_AGE else measure.weight_kg
        bounds = self.bounds(index, measure)
        if value is None or bounds is None:
            return ""
        for band in self.bands[index]:
            if band.until_sd is None:
                return band.code
            limit = Decimal(bounds[str(band.until_sd)])
            if value < limit or (band.takes_until and value == limit):
                return band.code
        return ""


def editions() -> list[Edition]:
    """Every edition, the newest first; two queries."""
    bands = Prefetch("bands", GrowthBand.objects.order_by("index", "position"))
    rows = Exists(GrowthRow.objects.filter(reference=OuterRef("pk")))
    found = GrowthReference.objects.order_by("-number").annotate(has_rows=rows)
    found = found.prefetch_related(bands)
    return [Edition(one) for one in found]


def judge_all(measures: Iterable[GrowthMeasure], *, anew: bool = True) -> None:
    """Set age and results of measures, which bring their `student`; saves nothing.

    Each keeps the edition it was judged by before. Without `anew` only what is empty is filled.
    """
    known = editions()
    groups: dict[int, list[GrowthMeasure]] = defaultdict(list)
    for measure in measures:
        measure.age_months = months_on(measure.student, measure.measured_on)
        if edition := _edition_of(measure, known):
            groups[edition.reference.pk].append(measure)
    for edition in known:
        group = groups.get(edition.reference.pk, [])
        if group:
            edition.read(group)
        for measure in group:
            _judge(measure, edition, anew=anew)


def months_on(student: Student, day: date) -> int | None:
    """Completed months (care.md §2.7); None without a birth date, or for a day before it."""
    age = student.age_on(day)
    if age is None or age[0] < 0:
        return None
    return age[0] * 12 + age[1]


def _edition_of(measure: GrowthMeasure, known: Sequence[Edition]) -> Edition | None:
    if measure.reference_id:
        return next(one for one in known if one.reference.pk == measure.reference_id)
    return next((one for one in known if one.is_in_force(measure.measured_on)), None)


def _judge(measure: GrowthMeasure, edition: Edition, *, anew: bool) -> None:
    for index in Index.values:
        if anew or not measure.result(index):
            setattr(measure, index, edition.judge(index, measure))
    results = [measure.result(index) for index in Index.values]
    measure.reference = edition.reference if any(results) else None
    tall = edition.band(Index.HEIGHT_AGE, measure.height_for_age)
    fit = edition.band(Index.WEIGHT_HEIGHT, measure.weight_for_height)
    measure.is_well_grown = tall.is_good and fit.is_good if tall and fit else None
