"""What screening found, in numbers: by aspect, by class level, and from round to round."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from schoolcare.models import District, School, User
from schoolcare.models import Level as ClassLevel
from schoolcare.suppression import hidden_cells, told, with_sums
from students.models import AspectResult, Screening
from students.models.screening import Level, seen_group
from students.statistics import HIDDEN, TOTAL

GROUPS = [(str(one), str(one.label)) for one in (Level.NORMAL, Level.RISK, Level.PROBLEM)]
OPEN = ("", "ยังไม่ครบทุกด้าน")
ANSWERS = [(str(one), str(one.label)) for one in Level]
CLASS_LEVELS: dict[int, str] = dict(ClassLevel.choices)


@dataclass(frozen=True)
class Line:
    """A round, level or aspect; `counts` by column, the sum last, None where it is hidden."""

    label: str
    heads: list[str]
    counts: list[int | None]

    @property
    def cells(self) -> list[tuple[str, int | None]]:
        return list(zip(self.heads, self.counts, strict=True))

    @property
    def total(self) -> int | None:
        return self.counts[-1]

    @property
    def bars(self) -> list[tuple[str, int, int]]:
        """Group, beginning and width of each in percent, for a drawing; none of what is hidden."""
        shares = self.counts[: len(GROUPS)]
        known = [one for one in shares if one is not None]
        if len(known) < len(shares) or not sum(known):
            return []
        edges = [round(sum(known[:at]) * 100 / sum(known)) for at in range(len(known) + 1)]
        return [
            (key, edges[at], edges[at + 1] - edges[at]) for at, (key, _word) in enumerate(GROUPS)
        ]


@dataclass(frozen=True)
class Figures:
    """A table of lines under `columns`; `has_sum`: its columns add up."""

    key: str
    title: str
    head: str
    columns: list[str]
    lines: list[Line]
    is_drawn: bool = False

    @property
    def headers(self) -> list[str]:
        return [self.head, *self.columns, TOTAL]

    @property
    def sheet(self) -> list[list[Any]]:
        return [
            [line.label, *(HIDDEN if one is None else one for one in line.counts)]
            for line in self.lines
        ]


def screenings_of(place: School | District) -> QuerySet[Screening]:
    path = "student__school" if isinstance(place, School) else "student__school__district"
    return Screening.objects.filter(**{path: place})


def newest_round(place: School | District, year: int) -> tuple[int, int] | None:
    """Semester and number of the newest round of the year that found something."""
    found = screenings_of(place).filter(round__term__year=year).order_by("-round__opens_on")
    return found.values_list("round__term__semester", "round__number").first()


def screening_figures(
    place: School | District, year: int, *, user: User | None = None
) -> list[Figures]:
    """Rounds of this year and the one before; aspects and class levels of the newest round.

    As `user` sees it; None sees everything.
    """
    asked = newest_round(place, year)
    shown = [trend(place, year, user)]
    if asked:
        semester, number = asked
        which = {"round__term__year": year, "round__term__semester": semester}
        of_round = screenings_of(place).filter(**which, round__number=number)
        of_round = of_round.annotate(told=seen_group(user))
        name = f"รอบที่ {number} ภาคเรียนที่ {semester}/{year}"
        hides = isinstance(place, District)
        shown += [
            by_aspect(of_round, name, user, hides=hides),
            by_level(of_round, name, hides=hides),
        ]
    return [one for one in shown if one.lines]


def trend(place: School | District, year: int, user: User | None) -> Figures:
    """Groups of every round, the earliest first."""
    when = ("round__term__year", "round__term__semester", "round__number")
    rows = screenings_of(place).filter(round__term__year__in=[year - 1, year])
    told: Any = rows.annotate(told=seen_group(user))
    counted: dict[tuple, Counter[str]] = defaultdict(Counter)
    for row in told.order_by().values(*when, "told").annotate(pupils=Count("pk")):
        counted[tuple(row[one] for one in when)][row["told"]] += row["pupils"]
    labels = {one: f"รอบที่ {one[2]} ภาคเรียนที่ {one[1]}/{one[0]}" for one in sorted(counted)}
    columns = [*GROUPS, OPEN]
    lines = _lines(labels, counted, columns, hides=isinstance(place, District))
    words = [word for _key, word in columns]
    return Figures("trend", "แนวโน้มระหว่างรอบคัดกรอง", "รอบ", words, lines, is_drawn=True)


def by_level(rows: QuerySet, name: str, *, hides: bool) -> Figures:
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    levels = rows.order_by().values("classroom__level", "told").annotate(pupils=Count("pk"))
    for row in levels:
        counted[row["classroom__level"]][row["told"]] += row["pupils"]
    labels = {one: CLASS_LEVELS[one] for one in sorted(counted)}
    columns = [*GROUPS, OPEN]
    lines = _lines(labels, counted, columns, hides=hides)
    words = [word for _key, word in columns]
    return Figures("levels", f"กลุ่มตามระดับชั้น {name}", "ระดับชั้น", words, lines, is_drawn=True)


def by_aspect(rows: QuerySet[Screening], name: str, user: User | None, *, hides: bool) -> Figures:
    found = AspectResult.objects.filter(screening__in=rows.order_by().values("pk")).seen_by(user)
    about = ("aspect__code", "aspect__name", "seen_level")
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, str] = {}
    grouped = found.order_by("aspect__order").values(*about, "aspect__order")
    for row in grouped.annotate(pupils=Count("pk")):
        labels.setdefault(row["aspect__code"], row["aspect__name"])
        counted[row["aspect__code"]][row["seen_level"]] += row["pupils"]
    lines = _lines(labels, counted, ANSWERS, hides=hides)
    words = [word for _key, word in ANSWERS]
    return Figures("aspects", f"ผลรายด้าน {name}", "ด้าน", words, lines)


def _lines(
    labels: dict[Any, str],
    counted: dict[Any, Counter[str]],
    columns: list[tuple[str, str]],
    *,
    hides: bool,
) -> list[Line]:
    keys, heads = [key for key, _word in columns], [*(word for _key, word in columns), TOTAL]
    cells = [[counted[one][key] for key in keys] for one in labels]
    hidden = hidden_cells(cells) if hides else set()
    return [
        Line(label, heads, [told(number, (at, to), hidden) for to, number in enumerate(line)])
        for at, (label, line) in enumerate(zip(labels.values(), with_sums(cells), strict=False))
    ]
