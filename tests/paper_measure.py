"""The oracle of printed papers: reads a PDF only and holds it to the regulation's measures.

    assert_paper(pdf, "letter", html=html)

Lengths are held to 1 mm, type to 0.2 pt, the line pitch to 0.3 pt. The regulation and how it became
CSS stand in static/css/print.css. Kinds: see KINDS. What it cannot judge is the look of stacked
marks; for that, render a page at 200 dpi and look.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from io import BytesIO
from itertools import pairwise
from statistics import mode

import pdfplumber
import pikepdf
import pypdfium2

from tests.paper_reading import FAST, MM, Line, chars_of, lines_of, shapes_of, text_by

TOLERANCE = 1.0  # mm
ASCENT, DESCENT = 1.068, 0.232  # of Sarabun, per em
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True)
class Kind:
    """What a paper of one kind must measure: mm for lengths, pt for type."""

    size: tuple[int, int] = (210, 297)
    left: float = 30
    right: float = 20
    top: float = 25
    bottom: float = 20
    body: float | None = 10.5
    pitch: float | None = 21.2
    indent: float | None = 25
    sizes: frozenset[float] = frozenset({10.5})
    number: str = "top"  # "- ๒ -" on top from page 2, or "หน้า ๑ จาก ๕" at the foot of every page
    ruled: bool = False  # rules reach both margins
    garuda: tuple[float, float, bool] | None = None  # width, height, centred


OFFICIAL = Kind(garuda=(28, 30, True), sizes=frozenset({6.5, 10.5}))
TABLE = Kind(
    left=20, right=15, top=18, bottom=16, body=None, pitch=None, indent=None, number="foot",
    ruled=True, sizes=frozenset({8.5, 9.2, 10.5, 11.8}),
)  # fmt: skip
WALL = Kind(
    size=(420, 297), left=11, right=11, top=11, bottom=11, body=None, pitch=None, indent=None,
    sizes=frozenset({9.2, 11, 14.7, 20.2}),
)  # fmt: skip
KINDS = {
    "wall-a3": WALL,
    "wall-a4": replace(
        WALL, size=(297, 210), left=7.8, right=7.8, top=7.8, bottom=7.8,
        sizes=frozenset({6.5, 7.8, 10.4, 14.3}),
    ),
    "letter": OFFICIAL,
    "order": OFFICIAL,
    "order-lists": replace(OFFICIAL, pitch=None),  # rows of a ruled table stand further apart
    "announcement": OFFICIAL,
    "letter-table": replace(
        OFFICIAL, body=None, pitch=None, sizes=frozenset({6.5, 9.2, 10.5})
    ),  # a smaller table among its text
    "memo": replace(OFFICIAL, garuda=(14, 15, False), sizes=frozenset({5.5, 10.5, 13.1, 19})),
    "minutes": replace(OFFICIAL, garuda=None),
    "project": replace(
        OFFICIAL, garuda=None, body=None, pitch=None, indent=None,
        sizes=frozenset({9.2, 10.5, 11.8}),
    ),
    "slip": replace(OFFICIAL, garuda=None, pitch=None, indent=None),
    "receipt": replace(
        OFFICIAL, garuda=None, sizes=frozenset({9.5, 10.5, 13.1}), pitch=None, ruled=True
    ),
    "report": TABLE,
    "book": replace(TABLE, sizes=frozenset({8.5, 9.2, 10.5, 13.1, 19})),
    "wide": replace(TABLE, size=(297, 210), left=15, top=20, bottom=15),
    "month": replace(TABLE, size=(297, 210), left=15, top=12, bottom=14),
    "form": replace(
        TABLE, left=15, top=13, bottom=13, sizes=frozenset({6.6, 8, 8.5, 9.2, 9.5, 9.6, 13.1})
    ),
}  # fmt: skip


def assert_paper(pdf: bytes, kind: str, *, html: str = "", words: tuple[str, ...] = ()) -> None:
    """AssertionError naming every measure that `pdf` misses; `html` is the text it must hold."""
    found = measures(pdf, kind, html, words)
    wrong = [f"{name}: {value}" for name, good, value in found if not good]
    assert not wrong, "\n".join(wrong)


def measures(pdf: bytes, kind: str, html: str = "", words: tuple[str, ...] = ()) -> list[tuple]:
    """Every measure as (name, good, found)."""
    paper = Paper(pdf, KINDS[kind])
    checks = (paper.page, paper.type, paper.emblem, paper.numbers, paper.endings, paper.archive)
    results = [result for check in checks for result in check()]
    return results + list(paper.text({*words, *words_of(html)}))


def words_of(html: str) -> set[str]:
    """The words that a reader of the page sees."""
    text = unescape(re.sub(r"(?s)<head.*?</head>|<svg.*?</svg>|<[^>]+>", " ", html))
    return {word for word in text.split() if len(word) > 1}


class Paper:
    """One PDF and the kind it claims to be; each check yields (name, good, found)."""

    def __init__(self, pdf: bytes, want: Kind) -> None:
        self.pdf, self.want = pdf, want
        with pypdfium2.PdfDocument(pdf) as document:
            self.sizes = [page.get_size() for page in document]
            self.chars = [list(chars_of(page)) for page in document]
            self.shapes = [list(shapes_of(page)) for page in document]
        self.lines = [lines_of(chars) for chars in self.chars]

    def near(self, name: str, found: float | None, wanted: float, tolerance: float = TOLERANCE):
        good = found is not None and abs(found - wanted) <= tolerance
        return name, good, f"{found} (want {wanted})"

    def body(self, index: int) -> list[Line]:
        """Lines between the head and the foot of a page."""
        top = self.want.top if index or not self.want.garuda else 15
        low = self.want.size[1] - self.want.bottom + TOLERANCE
        return [line for line in self.lines[index] if top - 1 < line.baseline <= low]

    @cached_property
    def bodies(self) -> list[list[Line]]:
        return [self.body(index) for index in range(len(self.sizes))]

    @cached_property
    def middle(self) -> float:
        return (self.want.left + self.want.size[0] - self.want.right) / 2

    def page(self) -> Iterator[tuple]:
        """Paper size and the four margins."""
        want, (width, height) = self.want, self.want.size
        sizes = {(round(wide / MM), round(high / MM)) for wide, high in self.sizes}
        yield "paper", sizes == {want.size}, sizes
        lines = [line for body in self.bodies for line in body]
        edges = self.rule_edges() if want.ruled else []
        yield self.near("left margin", min([line.left for line in lines] + edges), want.left)
        spare = width - max([line.right for line in lines] + edges)
        yield "right margin", spare >= want.right - TOLERANCE, f"{spare:.1f} (least {want.right})"
        if edges:
            yield self.near("right rule", spare, want.right)
        low = height - max(line.baseline for line in lines)
        yield "bottom margin", low >= want.bottom - TOLERANCE, f"{low:.1f} (least {want.bottom})"
        for index, body in enumerate(self.bodies[bool(want.garuda) :], 1 + bool(want.garuda)):
            if want.pitch and want.body:
                above = (want.pitch - want.body * (ASCENT + DESCENT)) / 2 + want.body * ASCENT
                top = body[0].baseline - above / MM
                # the spacing before a paragraph may or may not be kept at a page's head
                yield f"top margin p{index}", -1 <= top - want.top <= 4, f"{top:.1f}"

    def rule_edges(self) -> list[float]:
        """Ends of rules that fit between the margins; leader lines are longer and clipped."""
        longest = (self.want.size[0] - self.want.left - self.want.right + TOLERANCE) * MM
        return [
            edge / MM
            for (wide, _), shapes in zip(self.sizes, self.shapes, strict=True)
            for rule in shapes
            if not rule.is_drawn and rule.width <= longest and rule.x1 <= wide
            for edge in (rule.x0, rule.x1)
        ]

    def type(self) -> Iterator[tuple]:
        """Sizes of type, line pitch, first-line indent."""
        want = self.want
        chars = [char for chars in self.chars for char in chars if char.is_inked]
        counts = Counter(round(char.size, 1) for char in chars if char.size > 3)
        known = {size for size in counts if any(abs(size - good) <= 0.2 for good in want.sizes)}
        yield "type sizes", counts.keys() == known, dict(counts)
        if want.body:
            yield self.near("body size", counts.most_common(1)[0][0], want.body, 0.2)
        text = [
            [ln for ln in body if abs(ln.size - (want.body or 0)) < 0.3] for body in self.bodies
        ]
        if want.pitch:
            steps = [
                round((low.baseline - high.baseline) * MM, 1)
                for body in text
                for high, low in pairwise(body)
            ]
            yield self.near("line pitch", mode(steps) if steps else None, want.pitch, 0.3)
        if want.indent:
            starts = [
                round(line.left - want.left, 1)
                for body in self.bodies
                for line in body
                if 14 < line.left - want.left < 36
                and abs((line.left + line.right) / 2 - self.middle) > 2
            ]
            yield self.near("first-line indent", mode(starts) if starts else None, want.indent)

    def emblem(self) -> Iterator[tuple]:
        """The Garuda: size, 15 mm below the edge, centred on the text or at its left."""
        if not self.want.garuda:
            return
        width, height, centred = self.want.garuda
        boxes = [
            box
            for box in self.shapes[0]
            if abs(box.width / MM - width) <= TOLERANCE
            and abs(box.height / MM - height) <= TOLERANCE
        ]
        yield "Garuda", bool(boxes), f"{len(boxes)} of {width} x {height} mm"
        if boxes:
            x0, x1 = boxes[0].x0 / MM, boxes[0].x1 / MM
            yield self.near("Garuda top", boxes[0].top / MM, 15)
            place, wanted = ((x0 + x1) / 2, self.middle) if centred else (x0, self.want.left)
            yield self.near("Garuda place", place, wanted)

    def numbers(self) -> Iterator[tuple]:
        for index, lines in enumerate(self.lines):
            either = f"({index + 1}|{str(index + 1).translate(THAI_DIGITS)})"
            if self.want.number == "foot":
                foot = self.want.size[1] - self.want.bottom
                text = "".join(line.text for line in lines if line.baseline > foot)
                yield f"number p{index + 1}", re.search(rf"หน้า\s*{either}\s*(/|จาก)", text), text
                continue
            head = [line for line in lines if line.baseline < 22 and line.text.strip()[0] == "-"]
            if index == 0:
                yield "no number p1", not head, [line.text for line in head]
                continue
            good = head and re.fullmatch(rf"-\s*{either}\s*-", head[0].text.strip())
            yield f"number p{index + 1}", good, [line.text for line in head]
            for line in head[:1]:
                yield self.near("number centre", (line.left + line.right) / 2, self.middle)
                yield self.near("number height", line.baseline, 17.5, 2)

    def endings(self) -> Iterator[tuple]:
        """Heads of running tables come again; a signature never stands alone."""
        if self.want.ruled and self.want.number == "foot" and len(self.sizes) > 1:
            with pdfplumber.open(BytesIO(self.pdf)) as document:
                heads = [table_heads(page) for page in document.pages]
            for index, (before, after) in enumerate(pairwise(heads), 2):
                top = self.bodies[index - 1][0].baseline * MM
                if before and after and after[0][1] < top < after[0][2]:
                    yield f"table head p{index}", after[0][0] == before[-1][0], after[0][0]
        if len(self.sizes) > 1:
            yield "last page", len(self.bodies[-1]) >= 4, f"{len(self.bodies[-1])} lines"

    def archive(self) -> Iterator[tuple]:
        """Fonts embedded, tags, title and language."""
        with pikepdf.open(BytesIO(self.pdf)) as pdf:
            objects = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
            fonts = [item for item in objects if item.get("/Type") == "/FontDescriptor"]
            names = {str(item.FontName).split("+")[-1].lstrip("/") for item in fonts}
            files = ("/FontFile", "/FontFile2", "/FontFile3")
            whole = all(any(key in item for key in files) for item in fonts)
            ours = bool(names) and all(name.startswith("Sarabun-Doc") for name in names)
            yield "fonts embedded", whole and ours, names
            marked = "/StructTreeRoot" in pdf.Root and bool(pdf.Root.MarkInfo.Marked)
            yield "tagged", marked, marked
            title = str(pdf.docinfo.get("/Title", ""))
            shown = pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)
            yield "title", title and shown, title
            yield "language", str(pdf.Root.get("/Lang", "")).startswith("th"), pdf.Root.get("/Lang")

    def text(self, words: set[str]) -> Iterator[tuple]:
        for reader in FAST:
            text = text_by(reader, self.pdf)
            lost = sorted(word for word in words if re.sub(r"[\u200b\u00ad]", "", word) not in text)
            yield f"text by {reader}", not lost, lost[:6]


def table_heads(page) -> list[tuple[str, float, float]]:
    """First row, top and bottom of each table with more than one row."""
    tables = [table for table in page.find_tables() if len(table.rows) > 1]
    return [
        ("".join(map(str, filter(None, table.extract()[0]))), table.bbox[1], table.bbox[3])
        for table in tables
    ]
