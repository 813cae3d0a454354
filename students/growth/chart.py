"""A pupil's measures over time as two drawings: lines in SVG, no script and no library. The same
figures stand in a table beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from students.growth.judging import BY_AGE, Edition
from students.models import GrowthMeasure, GrowthRow
from students.models.growth import Index

WIDTH, HEIGHT = 400, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 14, 34  # room for the figures beside the drawing
STEPS = (1, 2, 5, 10, 20, 50, 100)
TICKS = 5
ROOM = 1  # kg or cm over and under the figures
YEARS_SHOWN = (1, 2, 3, 5)
# Lines of the table that are drawn beneath, by their S.D.
GUIDES = {"-2.0": "low", "median": "middle", "2.0": "high"}

Point = tuple[float, float]


@dataclass
class Chart:
    """One drawing: the places of its lines, points and figures in the units of its viewBox."""

    title: str
    unit: str
    line: str = ""
    dots: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    ages: list[dict[str, Any]] = field(default_factory=list)
    guides: list[dict[str, str]] = field(default_factory=list)
    words: str = ""  # for who does not see it
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Scale:
    low: float
    high: float
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1)
        return round(self.begin + share * (self.end - self.begin), 1)


def charts(measures: Sequence[GrowthMeasure], edition: Edition | None) -> list[Chart]:
    """Weight and height, each where it was measured at a known age at least once."""
    asked = (
        (Index.WEIGHT_AGE, "น้ำหนัก", "กก.", "weight_kg"),
        (Index.HEIGHT_AGE, "ส่วนสูง", "ซม.", "height_cm"),
    )
    found = []
    for index, title, unit, column in asked:
        points = [
            (float(one.age_months), float(value))
            for one in sorted(measures, key=lambda one: one.measured_on)
            if one.age_months is not None and (value := getattr(one, column)) is not None
        ]
        if points:
            guides = _guides(edition, index, points, measures[0].student.sex)
            found.append(_draw(Chart(title, unit), points, guides))
    return found


def read_guides(edition: Edition, sex: str) -> None:
    """The rows of a whole table by age for one sex, for the lines beneath; one query."""
    rows = GrowthRow.objects.filter(reference=edition.reference, sex=sex, index__in=BY_AGE)
    edition.rows = {(one.index, one.sex, one.at): one.bounds for one in rows.order_by()}


def _guides(
    edition: Edition | None, index: str, points: Sequence[Point], sex: str
) -> dict[str, list[Point]]:
    """The lines of the table as far as the drawing reaches."""
    if edition is None:
        return {}
    first, last = points[0][0] - 6, points[-1][0] + 6
    lines: dict[str, list[Point]] = {}
    for (own, whose, at), bounds in sorted(edition.rows.items()):
        if own != index or whose != sex or not first <= at <= last:
            continue
        for name in GUIDES:
            value = bounds.get(name)
            if value:
                lines.setdefault(name, []).append((float(at), float(value)))
    return lines


def _draw(chart: Chart, points: list[Point], guides: dict[str, list[Point]]) -> Chart:
    values = [value for line in [*guides.values(), points] for _at, value in line]
    lowest, highest = min(values) - ROOM, max(values) + ROOM
    step = _step(highest - lowest)
    low, high = (lowest // step) * step, (highest // step + 1) * step
    ages = [at for at, _value in points]
    across = Scale(min(ages) - 3, max(ages) + 3, LEFT, WIDTH - RIGHT)
    up = Scale(low, high, HEIGHT - BOTTOM, TOP)
    chart.line = _path((across(at), up(value)) for at, value in points)
    chart.dots = [{"x": across(at), "y": up(value), "label": f"{value:g}"} for at, value in points]
    chart.rules = [
        {"y": up(low + step * number), "label": f"{low + step * number:g}"}
        for number in range(int((high - low) / step) + 1)
    ]
    chart.ages = [{"x": across(months), "label": label} for months, label in _years(ages)]
    chart.guides = [
        {"kind": GUIDES[name], "line": _path((across(at), up(value)) for at, value in line)}
        for name, line in guides.items()
        if len(line) > 1
    ]
    told = ", ".join(f"{value:g} {chart.unit} เมื่ออายุ {int(at) // 12} ปี" for at, value in points)
    chart.words = f"{chart.title}: {told}"
    return chart


def _path(points: Iterable[Point]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _step(span: float) -> int:
    return next((one for one in STEPS if span / one <= TICKS), STEPS[-1])


def _years(ages: Sequence[float]) -> list[tuple[int, str]]:
    """Where full years stand under the drawing; months where it spans less than two."""
    first, last = int(min(ages)) - 3, int(max(ages)) + 3
    years = [months for months in range(first, last + 1) if months % 12 == 0]
    if len(years) > 1:
        every = next((n for n in YEARS_SHOWN if len(years) / n <= 8), YEARS_SHOWN[-1])
        return [(months, f"{months // 12} ปี") for months in years[::every]]
    marks = [months for months in range(first, last + 1) if months % 3 == 0]
    return [(months, f"{months // 12} ปี {months % 12} ด.") for months in marks]


def change(measures: Sequence[GrowthMeasure]) -> dict[int, dict[str, Decimal]]:
    """Of each measure, by its key: how much more than at the one before."""
    ordered = sorted(measures, key=lambda one: (one.measured_on, one.pk))
    found: dict[int, dict[str, Decimal]] = {}
    for before, now in pairwise(ordered):
        found[now.pk] = {
            name: value - old
            for name in ("weight_kg", "height_cm")
            if (value := getattr(now, name)) is not None
            and (old := getattr(before, name)) is not None
        }
    return found
