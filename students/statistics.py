"""How many pupils there are by level, age, village …, each by sex, and of whom it is not known.

Counted in the database, a query a table; the roster of the year as classes count it. Outside a
school small cells are hidden (`schoolcare/suppression.py`).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from schoolcare import registry
from schoolcare.access import Permission
from schoolcare.models import District, School, User
from schoolcare.registry import Dimension
from schoolcare.suppression import hidden_cells, told, with_sums
from students.models import Enrolment, Student

SEXES = {str(code): str(label) for code, label in Student.Sex.choices}
MISSING, NO_SEX, TOTAL, HIDDEN = "ไม่ได้บันทึก", "ไม่ระบุเพศ", "รวม", "ปกปิด"
NOBODY = object()  # the value of pupils of whom it was not recorded


@dataclass(frozen=True)
class Row:
    """One value; `counts` by the table's columns, its sum last, None where it is hidden."""

    value: Any
    label: str
    columns: list[tuple[str, str]]
    counts: list[int | None]
    is_missing: bool = False

    @property
    def mark(self) -> str:
        """Names the row in an address, where no word about pupils may stand."""
        return sha256(repr(self.value if not self.is_missing else None).encode()).hexdigest()[:10]

    @property
    def total(self) -> int | None:
        return self.counts[-1]

    @property
    def cells(self) -> list[tuple[str | None, str, int | None]]:
        """The sex (None of all), the word over the number, the number."""
        columns: list[tuple[str | None, str]] = [*self.columns, (None, TOTAL)]
        return [(*one, number) for one, number in zip(columns, self.counts, strict=True)]


@dataclass(frozen=True)
class Table:
    """The rows of one dimension, and the number of pupils."""

    dimension: Dimension
    columns: list[tuple[str, str]]  # the sex as it is stored, and its word
    rows: list[Row]
    sums: list[int | None]

    @property
    def missing(self) -> int | None:
        """Pupils of whom it is not recorded."""
        return next((row.total for row in self.rows if row.is_missing), 0)

    @property
    def most(self) -> int:
        """What the longest bar stands for."""
        return max((row.total or 0 for row in self.rows), default=0) or 1

    @property
    def headers(self) -> list[str]:
        return [self.dimension.label, *(word for _sex, word in self.columns), TOTAL]

    @property
    def totals(self) -> list[tuple[str, int | None]]:
        """Each sum with the word over it."""
        return list(zip(self.headers[1:], self.sums, strict=True))

    @property
    def sheet(self) -> list[list[Any]]:
        lines = [[row.label, *row.counts] for row in self.rows]
        return [[HIDDEN if one is None else one for one in line] for line in lines] + [
            [f"{TOTAL} (คน)", *(HIDDEN if one is None else one for one in self.sums)]
        ]


def dimensions_for(user: User | None, place: School | District) -> list[Dimension]:
    """Those whose numbers the person may see there, in their order; the shell (None) all."""
    every = sorted(registry.statistics, key=lambda one: (one.order, one.key))
    return [one for one in every if _may(user, place, one.permissions)]


def may_open(user: User, school: School, dimension: Dimension) -> bool:
    """Whether the numbers of a dimension lead to the pupils of the school."""
    own = [school.pk in user.access.grant(one).schools for one in dimension.named]
    return any(own) and school.pk in user.access.grant(Permission.PUPIL_VIEW).schools


def _may(user: User | None, place: School | District, permissions: tuple[Permission, ...]) -> bool:
    if user is None or not permissions or isinstance(place, District):
        return True
    return any(place.pk in user.access.grant(one).schools for one in permissions)


def seats_of(place: School | District, year: int) -> QuerySet[Enrolment]:
    path = "student__school" if isinstance(place, School) else "student__school__district"
    return Enrolment.objects.filter(year=year, **{path: place}).on_roster()


def table_of(
    dimension: Dimension,
    place: School | District,
    year: int,
    day: date,
    *,
    user: User | None = None,
) -> Table:
    """Counts of one dimension by sex, as `user` sees it; one query. Of an office small cells are
    hidden.
    """
    seats = seats_of(place, year).annotate(stat_value=dimension.value_for(user, year, day))
    found = seats.order_by().values("stat_value", "student__sex").annotate(pupils=Count("pk"))
    counted: Counter[tuple[Any, str]] = Counter()
    by_sex: Counter[str] = Counter()
    for row in found:
        by_sex[row["student__sex"]] += row["pupils"]
        for value in values_in(dimension, row["stat_value"]):
            counted[value, row["student__sex"]] += row["pupils"]
    columns = [*SEXES.items(), *([("", NO_SEX)] if by_sex[""] else [])]
    values = sorted({value for value, _sex in counted}, key=_order(dimension, counted))
    cells = [[counted[value, sex] for sex, _word in columns] for value in values]
    sums = [by_sex[sex] for sex, _word in columns]
    return _table(dimension, columns, values, cells, sums, hides=isinstance(place, District))


def _table(
    dimension: Dimension,
    columns: list[tuple[str, str]],
    values: list[Any],
    cells: list[list[int]],
    sums: list[int],
    *,
    hides: bool,
) -> Table:
    hidden = hidden_cells(cells, columns_known=True) if hides else set()
    rows = [
        _row(dimension, value, columns, _told(line, at, hidden))
        for at, (value, line) in enumerate(zip(values, with_sums(cells)[:-1], strict=True))
    ]
    return Table(dimension, columns, rows, _told([*sums, sum(sums)], len(rows), hidden))


def _row(
    dimension: Dimension, value: Any, columns: list[tuple[str, str]], counts: list[int | None]
) -> Row:
    return Row(value, label_of(dimension, value), columns, counts, value is NOBODY)


def _told(line: Iterable[int], at: int, hidden: set[tuple[int, int]]) -> list[int | None]:
    return [told(one, (at, column), hidden) for column, one in enumerate(line)]


def values_in(dimension: Dimension, value: Any) -> list[Any]:
    """The rows in which a pupil with this value stands."""
    if value is None or value == "":
        return [NOBODY]
    if dimension.is_list:
        return [str(one) for one in value] or [dimension.empty]
    return [value]


def label_of(dimension: Dimension, value: Any) -> str:
    if value is NOBODY:
        return MISSING
    known = dimension.words.get(value)
    return known if known is not None else f"{value} {dimension.unit}".strip()


def _order(dimension: Dimension, counted: Counter) -> Callable[[Any], tuple]:
    """Known words in their order, numbers by size, other words by how many they are of."""
    known = list(dimension.words)
    totals: Counter[Any] = Counter()
    for (value, _sex), pupils in counted.items():
        totals[value] += pupils

    def key(value: Any) -> tuple:
        if value is NOBODY:
            return (3, 0, "")
        if value in dimension.words:
            return (0, known.index(value), "")
        if value == dimension.empty:
            return (2, 0, "")
        return (1, value if isinstance(value, int) else -totals[value], str(value))

    return key


def pupils_in(
    dimension: Dimension,
    school: School,
    year: int,
    day: date,
    *,
    mark: str,
    sex: str | None,
    user: User | None = None,
) -> tuple[str, QuerySet[Enrolment]] | None:
    """The label and the seats of the row `mark`; None where there is none. Asks one query."""
    seats = seats_of(school, year).annotate(stat_value=dimension.value_for(user, year, day))
    stored = list(seats.order_by().values_list("stat_value", flat=True).distinct())
    values = {value for one in stored for value in values_in(dimension, one)}
    rows = [_row(dimension, one, [], []) for one in values]
    row = next((one for one in rows if one.mark == mark), None)
    if row is None:
        return None
    meant = [one for one in stored if row.value in values_in(dimension, one)]
    alike = (Q(stat_value__isnull=True) if one is None else Q(stat_value=one) for one in meant)
    found = seats.filter(reduce(or_, alike))
    return row.label, found if sex is None else found.filter(student__sex=sex)
