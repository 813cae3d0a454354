"""What a PDF says and what stands where on it, read by programs that had no part in making it."""

import re
import subprocess
from collections.abc import Iterator
from ctypes import c_double, c_float
from dataclasses import dataclass
from io import BytesIO
from statistics import mode
from typing import Any
from unicodedata import category
from xml.etree.ElementTree import Element

import pypdf
import pypdfium2
import tinyhtml5
from pypdfium2 import raw

Point = tuple[float, float]
MM = 72 / 25.4
PAGE_SCALE = 0.75  # of px, in which a page is laid out, to pt
BLANKS = re.compile(r"[\s\u200b\u00ad]+")


def _by_poppler(pdf: bytes) -> str:
    command = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603 -- fixed
    return done.stdout.decode()


def _by_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def _by_pdfium(pdf: bytes) -> str:
    return "\n".join(page_texts(pdf))


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, with its blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without blanks."""
    return [BLANKS.sub("", text) for text in page_texts(pdf)]


READERS = {"pdftotext -raw": _by_poppler, "pypdf": _by_pypdf, "pdfium": _by_pdfium}
FAST = ("pdftotext -raw", "pdfium")  # pypdf takes a third of a second a page


def text_by(reader: str, pdf: bytes) -> str:
    """The text of a PDF as one of READERS extracts it, without blanks."""
    return BLANKS.sub("", READERS[reader](pdf))


def words_on(pdf: bytes) -> str:
    """What a paper says, without blanks."""
    return text_by("pdfium", pdf)


def readers(pdf: bytes) -> dict[str, str]:
    """The text of a PDF as three programs extract it, without blanks."""
    return {reader: text_by(reader, pdf) for reader in READERS}


@dataclass(frozen=True)
class Char:
    """A character on the page: its advance and its baseline, in pt from the top left corner."""

    text: str
    size: float
    x0: float
    x1: float
    baseline: float

    @property
    def is_inked(self) -> bool:
        return bool(self.text.strip())


@dataclass(frozen=True)
class Shape:
    """The box around a rule, a picture or a drawing, in pt from the top left corner."""

    x0: float
    x1: float
    top: float
    bottom: float
    is_drawn: bool  # more than one line or rectangle

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


def chars_of(page: pypdfium2.PdfPage) -> Iterator[Char]:
    """What the paper itself holds: pdfium adds blanks and line ends of its own."""
    text, high = page.get_textpage(), page.get_height()
    x, y, box, matrix = c_double(), c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    for at in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, at):
            continue
        raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
        raw.FPDFText_GetLooseCharBox(text.raw, at, box)
        raw.FPDFText_GetMatrix(text.raw, at, matrix)
        size = raw.FPDFText_GetFontSize(text.raw, at) * abs(matrix.d)
        char = chr(raw.FPDFText_GetUnicode(text.raw, at))
        right = x.value if category(char) == "Mn" else box.right  # marks have no width
        yield Char(char, size, x.value, right, high - y.value)


def shapes_of(page: pypdfium2.PdfPage) -> Iterator[Shape]:
    """Pictures, areas and rules; of rules that are stroked together each one."""
    high = page.get_height()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]):
        if one.type == raw.FPDF_PAGEOBJ_PATH and (lines := lines_in(one)):
            for (x0, y0), (x1, y1) in lines:
                yield Shape(min(x0, x1), max(x0, x1), high - max(y0, y1), high - min(y0, y1), False)
            continue
        left, low, right, top = one.get_bounds()
        is_drawn = one.type == raw.FPDF_PAGEOBJ_IMAGE or raw.FPDFPath_CountSegments(one) > 5
        yield Shape(left, right, high - top, high - low, is_drawn)


def lines_in(path: pypdfium2.PdfObject) -> list[tuple[Point, Point]]:
    """The ends of each line of a path of several lines apart; none of any other, nor of a drawing,
    which has a scale of its own and may be cut.
    """
    matrix = path.get_matrix()
    if abs(matrix.a - PAGE_SCALE) > 0.001:
        return []
    parts = [
        raw.FPDFPath_GetPathSegment(path, at) for at in range(raw.FPDFPath_CountSegments(path))
    ]
    pair = [raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO]
    kinds = [raw.FPDFPathSegment_GetType(one) for one in parts]
    if len(parts) < 4 or kinds != pair * (len(parts) // 2):
        return []
    ends = [matrix.on_point(*point_of(one)) for one in parts]
    return list(zip(ends[::2], ends[1::2], strict=True))


def point_of(part: Any) -> Point:
    x, y = c_float(), c_float()
    raw.FPDFPathSegment_GetPoint(part, x, y)
    return x.value, y.value


class Line:
    """Characters on one baseline, in mm from the top left corner."""

    def __init__(self, chars: list[Char]) -> None:
        self.baseline = chars[0].baseline / MM
        chars = sorted(chars, key=lambda char: char.x0)
        inked = [char for char in chars if char.is_inked]
        self.text = "".join(char.text for char in chars)
        self.left, self.right = inked[0].x0 / MM, max(char.x1 for char in inked) / MM
        self.size = mode(round(char.size, 1) for char in inked)


def lines_of(chars: list[Char]) -> list[Line]:
    rows: dict[int, list[Char]] = {}
    for char in chars:
        if char.size > 3:  # running strings are set at 1 pt
            rows.setdefault(round(char.baseline * 2), []).append(char)
    return [Line(row) for _, row in sorted(rows.items()) if any(one.is_inked for one in row)]


# ---- markup -------------------------------------------------------------------------------------


def shape(element: Element) -> tuple[Any, ...]:
    """An element with all that is in it, to be compared."""
    inside = [(shape(child), child.tail or "") for child in element]
    words = {name: value for name, value in element.items() if not name.endswith("xmlns")}
    return element.tag, words, element.text or "", inside


def lax_body(html: str) -> tuple[Any, ...]:
    """The <body> as a parser of any HTML has it, without the white space behind it."""
    html = re.sub(r"</body>\s*</html>\s*$", "</body></html>", html)
    return shape(tinyhtml5.parse(html, namespace_html_elements=False).find("body"))


def picture(pdf: bytes) -> bytes:
    """The points of the first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=2).to_pil().tobytes()
