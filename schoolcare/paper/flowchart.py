"""A procedure as a flow chart: where each standard symbol stands, page by page; pure data.

Start and end are rounded, an activity is a box, a decision a diamond, the direction an arrow, and a
circle with a letter leads from page to page. Lengths are units of the drawing: 600 to its width.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from schoolcare.models import ProcedureStep
from schoolcare.paper.lines import wrap

WIDTH, MIDDLE, SIDE = 600, 250, 425  # of the sheet, of the symbols, where the times stand
TYPE, PITCH = 15, 21
BOX, PADDING, GAP, NEAR = 300, 10, 30, 16  # NEAR: between the symbols of a row
DIAMOND, DIAMOND_HEIGHT = 290, 84
ROUND, CIRCLE = 120, 15
BACK = 60  # where the way back goes up
PAGE = 880
LETTERS = "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศสหอฮ"


@dataclass(frozen=True)
class Shape:
    """A symbol with its lines of text; `y` is its upper edge, `note` what stands beside it."""

    kind: str  # start, end, activity, decision, connector
    y: int
    height: int
    lines: list[tuple[int, str]] = field(default_factory=list)  # where each line stands
    note: list[tuple[int, str]] = field(default_factory=list)
    number: int = 0
    width: int = 0

    left: int = 0  # of its sheet

    @property
    def center(self) -> int:
        return MIDDLE

    @property
    def x(self) -> int:
        """Its left edge."""
        return MIDDLE - self.width // 2

    @property
    def from_left(self) -> int:
        """The same, counted from the edge of the sheet."""
        return self.x - self.left

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def line_tops(self) -> list[tuple[int, str]]:
        return [(_top(feet), line) for feet, line in self.lines]

    @property
    def note_tops(self) -> list[tuple[int, str]]:
        return [(_top(feet), line) for feet, line in self.note]

    @property
    def points(self) -> str:
        """The corners of a diamond."""
        right = self.x + self.width
        ends = [(MIDDLE, self.y), (right, self.middle), (MIDDLE, self.bottom)]
        return _points([*ends, (self.x, self.middle)])


@dataclass(frozen=True)
class Way:
    """A line through `corners` that ends in an arrow; `word` stands at `x`, `y`."""

    corners: tuple[tuple[int, int], ...] = ()
    word: str = ""
    x: int = 0
    y: int = 0
    has_head: bool = True

    @property
    def points(self) -> str:
        return _points(self.corners)

    @property
    def top(self) -> int:
        return _top(self.y)

    @property
    def head(self) -> str:
        """The arrow at its end, in the direction of its last stretch."""
        if not self.has_head or len(self.corners) < 2:
            return ""
        (from_x, from_y), (x, y) = self.corners[-2:]
        if x == from_x:
            back = y - 9 if y > from_y else y + 9
            return _points([(x, y), (x - 4, back), (x + 4, back)])
        back = x - 9 if x > from_x else x + 9
        return _points([(x, y), (back, y - 4), (back, y + 4)])


def _top(feet: int) -> int:
    """Where a line begins whose letters stand at `feet`."""
    return feet - 15


def _points(ends: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in ends)


@dataclass(frozen=True)
class Sheet:
    """One page of the chart."""

    shapes: list[Shape]
    ways: list[Way]
    height: int
    left: int = 0
    width: int = WIDTH


def draw(steps: Sequence[ProcedureStep], *, most: int = PAGE) -> list[Sheet]:
    """The sheets of a chart, none higher than `most` unless a single step is."""
    groups = list(_groups(steps, most))
    last = len(groups) - 1
    return [
        _sheet(group, before=letter(n - 1) if n else "", after=letter(n) if n < last else "")
        for n, group in enumerate(groups)
    ]


def single(
    step: ProcedureStep, *, is_first: bool, is_last: bool, before: str = "", after: str = ""
) -> Sheet:
    """One step's symbols alone, for its row in a table; the question stands in its words there.

    `before` and `after` are the letters of connectors to the page before and behind.
    """
    shapes = [_circle(before, 2)] if before else []
    if is_first:
        shapes = [_round("start", "เริ่มต้น", 2)]
    top = shapes[-1].bottom + NEAR if shapes else NEAR
    shapes.append(_box([str(step.number)], top, number=step.number, width=ROUND))
    if step.question:
        shapes.append(Shape("decision", shapes[-1].bottom + NEAR, DIAMOND_HEIGHT // 2, width=ROUND))
    if is_last:
        shapes.append(_round("end", "สิ้นสุด", shapes[-1].bottom + NEAR))
    elif after:
        shapes.append(_circle(after, shapes[-1].bottom + NEAR))
    ways = [*([] if is_first or before else [_down(0, shapes[0].y)]), *_between(shapes)]
    bottom = shapes[-1].bottom
    if not is_last and not after:
        ways.append(Way(((MIDDLE, bottom), (MIDDLE, bottom + NEAR)), has_head=False))
        bottom += NEAR
    left = MIDDLE - ROUND // 2 - NEAR
    placed = [replace(shape, left=left) for shape in shapes]
    return Sheet(placed, ways, bottom + 2, left, ROUND + 2 * NEAR)


def letter(page: int) -> str:
    return LETTERS[page] if page < len(LETTERS) else str(page + 1)


def _groups(steps: Sequence[ProcedureStep], most: int) -> Iterable[list[ProcedureStep]]:
    """The steps of each page; at its foot there is room for the end or a connector."""
    group: list[ProcedureStep] = []
    room = most - 2 * (2 * CIRCLE + PADDING + GAP)
    used = 0
    for step in steps:
        needed = sum(one.height + GAP for one in _symbols(step, 0))
        if group and used + needed > room:
            yield group
            group, used = [], 0
        group.append(step)
        used += needed
    yield group


def _symbols(step: ProcedureStep, top: int) -> list[Shape]:
    lines = wrap(f"{step.number}. {step.name}", TYPE, BOX - 2 * PADDING)
    box = _box(lines, top, note=step.time_words, number=step.number)
    if not step.question:
        return [box]
    return [box, _diamond(step.question, box.bottom + GAP)]


def _sheet(steps: Sequence[ProcedureStep], *, before: str, after: str) -> Sheet:
    first = _circle(before, 2) if before else _round("start", "เริ่มต้น", 2)
    shapes = [first]
    for step in steps:
        shapes += _symbols(step, shapes[-1].bottom + GAP)
    top = shapes[-1].bottom + GAP
    shapes.append(_circle(after, top) if after else _round("end", "สิ้นสุด", top))
    asking = [step for step in steps if step.question]
    diamonds = [one for one in shapes if one.kind == "decision"]
    ways = _between(shapes)
    for step, diamond in zip(asking, diamonds, strict=True):
        ways += _answers(step, diamond, shapes)
    return Sheet(shapes, ways, shapes[-1].bottom + 2)


def _answers(step: ProcedureStep, diamond: Shape, shapes: list[Shape]) -> list[Way]:
    """Yes goes down as every way does; no goes back to a box of this page, or names its step."""
    back_to = step.back_to or step.number
    words = [Way(word="ใช่", x=MIDDLE + 8, y=diamond.bottom + 17)]
    start, corner = (diamond.x, diamond.middle), (BACK, diamond.middle)
    target = next((one for one in shapes if one.number == back_to), None)
    if target is None:
        told = f"ไม่ใช่ กลับไปขั้นที่ {back_to}"
        return [*words, Way((start, corner), told, 4, diamond.middle - 8)]
    up = ((BACK, target.middle), (target.x, target.middle))
    return [*words, Way((start, corner, *up), "ไม่ใช่", BACK - 4, diamond.middle + 18)]


def _between(shapes: list[Shape]) -> list[Way]:
    return [_down(upper.bottom, lower.y) for upper, lower in pairwise(shapes)]


def _down(start: int, end: int) -> Way:
    return Way(((MIDDLE, start), (MIDDLE, end)))


def _box(lines: list[str], top: int, *, note: str = "", number: int = 0, width: int = BOX) -> Shape:
    height = PITCH * len(lines) + 2 * PADDING
    middle = top + height // 2
    at, aside = _set(lines, middle), _set(wrap(note, TYPE, WIDTH - SIDE), middle)
    return Shape("activity", top, height, at, aside, number=number, width=width)


def _diamond(question: str, top: int) -> Shape:
    lines = wrap(question, TYPE, DIAMOND * 0.6)
    height = max(DIAMOND_HEIGHT, PITCH * len(lines) * 2)
    return Shape("decision", top, height, _set(lines, top + height // 2), width=DIAMOND)


def _round(kind: str, word: str, top: int) -> Shape:
    height = PITCH + PADDING
    return Shape(kind, top, height, _set([word], top + height // 2), width=ROUND)


def _circle(letter: str, top: int) -> Shape:
    return Shape("connector", top, 2 * CIRCLE, _set([letter], top + CIRCLE), width=2 * CIRCLE)


def _set(lines: list[str], middle: int) -> list[tuple[int, str]]:
    """Each line with the height of its letters' feet, so that all stand around `middle`."""
    first = middle - PITCH * (len(lines) - 1) / 2 + TYPE * 0.33
    return [(round(first + PITCH * number), line) for number, line in enumerate(lines)]
