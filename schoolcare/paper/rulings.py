"""The rules of tables, joined before they are stroked.

WeasyPrint strokes the edges of every cell by themselves, a tenth of a table's CPU. Here its own
drawing is noted down in place of being made; edges that go on in each other become one line, and
lines of one look are stroked together. What is drawn, and where, stays its affair.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any

from weasyprint import draw

Point = tuple[float, float]
Edge = tuple[Point, Point]

SLACK = 0.01  # px between edges that are one line
_drawn_alone = draw.draw_collapsed_borders


class Notes:
    """Stands in for the stream of a page: the edges in their order, each with its look."""

    def __init__(self) -> None:
        self.edges: list[tuple[tuple[Any, ...], Edge]] = []
        self.color: Any = None
        self.width, self.cap, self.at = 0.0, 0, (0.0, 0.0)
        self.dash: tuple[Any, ...] = ()

    @contextmanager
    def stacked(self) -> Iterator[None]:
        yield
        self.dash, self.cap = (), 0

    artifact = stacked

    def set_color(self, color: Any, *, stroke: bool) -> None:
        self.color = color

    def set_line_width(self, width: float) -> None:
        self.width = width

    def set_line_cap(self, cap: int) -> None:
        self.cap = cap

    def set_dash(self, *dash: Any) -> None:
        self.dash = dash

    def move_to(self, x: float, y: float) -> None:
        self.at = (x, y)

    def line_to(self, x: float, y: float) -> None:
        self.edges.append(((self.color, self.width, self.cap, self.dash), (self.at, (x, y))))

    def stroke(self) -> None:
        """Nothing yet: `draw_joined` does it."""


def draw_joined(stream: Any, table: Any) -> None:
    """In the place of WeasyPrint's draw_collapsed_borders."""
    notes = Notes()
    _drawn_alone(notes, table)
    for (color, width, cap, dash), noted in groupby(notes.edges, key=itemgetter(0)):
        edges = [edge for _look, edge in noted]
        with stream.artifact(), stream.stacked():
            stream.set_color(color, stroke=True)
            stream.set_line_width(width)
            if dash:
                stream.set_line_cap(cap)
                stream.set_dash(*dash)
            for start, end in edges if dash else joined(edges):
                stream.move_to(*start)
                stream.line_to(*end)
            stream.stroke()


def joined(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The same ink in as few lines as can be; each edge lies or stands."""
    lying, standing = defaultdict(list), defaultdict(list)
    for (x1, y1), (x2, y2) in edges:
        if y1 == y2:
            lying[y1].append((x1, x2))
        else:
            standing[x1].append((y1, y2))
    for y, spans in lying.items():
        yield from (((start, y), (end, y)) for start, end in runs(spans))
    for x, spans in standing.items():
        yield from (((x, start), (x, end)) for start, end in runs(spans))


def runs(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What the spans cover, without gaps and overlaps."""
    start, end = min(spans)
    for first, last in sorted(spans):
        if first > end + SLACK:
            yield start, end
            start, end = first, last
        end = max(end, last)
    yield start, end
