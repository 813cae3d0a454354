"""Pupils of an office's schools by class level and sex, small cells hidden."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count

from schoolcare.models import District, School
from schoolcare.models import Level as ClassLevel
from schoolcare.suppression import hidden_cells, told, with_sums
from students.statistics import HIDDEN, SEXES, TOTAL, seats_of

LEVELS: dict[int, str] = dict(ClassLevel.choices)
SHORT = {"M": "ช", "F": "ญ", "": "ไม่ระบุ"}


@dataclass(frozen=True)
class SchoolTable:
    """A row a school and one of sums; columns are levels, each with its sexes, the sum last."""

    levels: list[tuple[str, int]]  # the level, and how many columns it has
    sexes: list[str]
    rows: list[tuple[str, list[int | None]]]

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, int | None]]]]:
        """The name of each row, and its numbers with the words over them."""
        heads = self.headers[1:]
        return [(name, list(zip(heads, counts, strict=True))) for name, counts in self.rows]

    @property
    def headers(self) -> list[str]:
        words = [name for name, count in self.levels for _ in range(count)]
        pairs = zip(words, self.sexes, strict=True)
        return ["โรงเรียน", *(f"{level} {sex}" for level, sex in pairs), TOTAL]

    @property
    def sheet(self) -> list[list[object]]:
        told = [[name, *counts] for name, counts in self.rows]
        return [[HIDDEN if one is None else one for one in line] for line in told]


def school_table(office: District, year: int) -> SchoolTable:
    """Kept for HOME_KEPT_SECONDS: it counts all pupils of the office. Two queries."""
    key = f"school-table/{office.pk}/{year}"
    kept: SchoolTable | None = cache.get(key)
    if kept is None:
        kept = _counted(office, year)
        cache.set(key, kept, settings.HOME_KEPT_SECONDS)
    return kept


def _counted(office: District, year: int) -> SchoolTable:
    by = ("student__school", "classroom__level", "student__sex")
    counted: dict[int, Counter[tuple[int, str]]] = defaultdict(Counter)
    for row in seats_of(office, year).order_by().values(*by).annotate(pupils=Count("pk")):
        school, level, sex = (row[one] for one in by)
        counted[school][level, sex] += row["pupils"]
    columns = sorted({one for found in counted.values() for one in found}, key=_order)
    schools = School.objects.filter(district=office, is_active=True).only("name")
    cells = [[counted[one.pk][column] for column in columns] for one in schools]
    hidden = hidden_cells(cells, rows_known=True, columns_known=True)
    names = [*(one.full_name for one in schools), TOTAL]
    rows = [
        (name, [told(number, (at, to), hidden) for to, number in enumerate(line)])
        for at, (name, line) in enumerate(zip(names, with_sums(cells), strict=False))
    ]
    per_level = Counter(level for level, _sex in columns)
    levels = [(LEVELS[level], count) for level, count in per_level.items()]
    return SchoolTable(levels, [SHORT[sex] for _level, sex in columns], rows)


def _order(column: tuple[int, str]) -> tuple[int, int]:
    return column[0], [*SEXES, ""].index(column[1])
