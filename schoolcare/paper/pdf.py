"""HTML to PDF: the one place where papers are set, with their fonts, their text and their tags.

A paper is a complete HTML page in Thai (`<html lang="th">`, templates/print/base.html) styled by
static/css/print.css. It may name nothing outside but `static:PATH` (a static file),
`stored:SHA256` or `stored:SHA256.600` (a private file by its content, so that two papers with the
same HTML are the same paper) and `data:`; there is no network and no other file.

A paper is rendered as one document, tagged for screen readers (PDF/UA). Packs of many papers are
bound from such documents by schoolcare/paper/binding.py.
"""

import gc
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree.ElementTree import ParseError

import pydyf
from cssselect2 import ElementWrapper
from django.contrib.staticfiles import finders
from fontTools import agl
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, draw
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from schoolcare.files import folder_path
from schoolcare.paper import markup, rulings
from schoolcare.paper.rules import Sheet

STYLESHEET = "css/print.css"
ELEMENTS = "css/print-elements.css"  # in the place of WeasyPrint's own sheet
FONTS = {
    "Sarabun-Doc": "fonts/SarabunDoc-Regular.ttf",
    "Sarabun-Doc-Bold": "fonts/SarabunDoc-Bold.ttf",
}
LEVEL = 5  # of compression
_STORED = re.compile(r"stored:(?P<sha256>[0-9a-f]{64})(?P<rendition>\.600)?")
_GLYPH_TEXT = re.compile(rb"<([0-9a-f]{4})> <[0-9a-f]*>")
_CUSTOM = re.compile(r"(--[\w-]+): *((?:'[^']*'|[^;'])+);")
_VAR = re.compile(r"var\((--[\w-]+)\)")
draw.draw_collapsed_borders = rulings.draw_joined  # docs/decisions/0015
_rendering = Lock()  # the shared fonts serve one paper at a time; a second core is a second process


def render_pdf(html: str, *, title: str) -> bytes:
    """One paper as tagged PDF/UA; `title` names the document and its number, never a pupil."""
    with _rendering, _no_collecting():
        return _rendered(html, title)


def _rendered(html: str, title: str) -> bytes:
    document = Paper(html).render(
        stylesheets=[stylesheet().for_paper(html)], font_config=fonts(), pdf_variant="pdf/ua-1"
    )
    document.metadata.title = title
    return document.write_pdf(finisher=finish, pdf_variant="pdf/ua-1")


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint finisher: the last hand on the objects of a paper before they are written."""
    write_thai_text(pdf)
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress:
            compress(item)
        elif type(item) is pydyf.Dictionary and not is_tag(item):
            item.__class__ = Apart


class Apart(pydyf.Dictionary):
    """Written by itself, not packed with others: who binds papers finds a page without tags."""

    compressible = False


def is_tag(item: pydyf.Dictionary) -> bool:
    """Part of what screen readers walk: nine in ten objects of a form."""
    return item.get("Type") in ("/StructElem", "/StructTreeRoot") or "Nums" in item


def compress(stream: pydyf.Stream) -> None:
    """Deflate it with a third of the CPU of pydyf's own way, for 3 per cent more bytes."""
    if all(isinstance(part, bytes) for part in stream.stream):
        stream.stream = [zlib.compress(b"\n".join(stream.stream), LEVEL)]
        stream.extra["Filter"], stream.compress = "/FlateDecode", False


class Paper(HTML):
    """A page of ours: read strictly where it can be, its elements as ELEMENTS has them."""

    def __init__(self, html: str) -> None:
        try:
            root = markup.tree(html)
        except ParseError:  # a sign that XML does not know in somebody's text
            super().__init__(string=html, url_fetcher=fetcher())
        else:
            self.base_url, self.url_fetcher, self.media_type = None, fetcher(), "print"
            self.etree_element = root
            self.wrapper_element = ElementWrapper.from_html_root(root)

    def _ua_stylesheets(self, *forms: object) -> list[CSS]:
        return [elements()]


class StaticOnlyFetcher(URLFetcher):
    """Answers what papers may name (see above) and refuses everything else with ValueError."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if stored := _STORED.fullmatch(url):
            path = folder_path(stored["sha256"])
            small = path.with_name(f"{path.name}{stored['rendition'] or ''}")
            return URLFetcherResponse(url, (small if small.exists() else path).read_bytes())
        if url.startswith("static:"):
            return URLFetcherResponse(url, static_path(url.removeprefix("static:")).read_bytes())
        raise ValueError("papers name only static:, stored: and data:")


@lru_cache
def fetcher() -> StaticOnlyFetcher:
    """The one of this process."""
    return StaticOnlyFetcher()


def static_path(name: str) -> Path:
    """Where a static file lies at its source; ValueError when there is none."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise ValueError(f"no static file {name}")
    return Path(found)


@lru_cache
def fonts() -> FontConfiguration:
    """The fonts of this process, filled by `stylesheet`."""
    return FontConfiguration()


@lru_cache
def elements() -> CSS:
    """The parsed print-elements.css."""
    return CSS(string=static_path(ELEMENTS).read_text())


@lru_cache
def stylesheet() -> Sheet:
    """The parsed print.css; parsing also loads the fonts it names.

    Its custom properties are filled in once: WeasyPrint does it for every style that uses them.
    """
    css = static_path(STYLESHEET).read_text()
    values = dict(_CUSTOM.findall(css))
    css = _VAR.sub(lambda found: values[found[1]], css)
    parsed = Sheet(css, url_fetcher=fetcher(), font_config=fonts())
    elements()
    gc.collect()
    gc.freeze()  # what a process has built by its first paper lives as long as the process
    return parsed


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Let the garbage collector wait until a paper is done: a fifth of a form's CPU.

    What the paper needed is all of the youngest generation then, and nothing else has to be
    searched; nobody may hold it any more.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)


# ---- the text behind the glyphs -----------------------------------------------------------------


@lru_cache
def glyph_texts(font_name: str) -> dict[int, str]:
    """Glyph number -> the text it stands for, spelt by its name (scripts/build_paper_font.py)."""
    with TTFont(static_path(FONTS[font_name]), lazy=True) as font:
        names = font.getGlyphOrder()
    return {number: agl.toUnicode(name) for number, name in enumerate(names)}


def write_thai_text(pdf: Any) -> None:
    """Give each glyph its own text in every font's ToUnicode map.

    WeasyPrint gives a glyph the text of the first cluster it meets it in, which is wrong for Thai:
    searching and copying would lose one word in two. A sign that no font here has (an emoji) gets
    a number behind the font's last glyph and keeps the text WeasyPrint gave it.
    """
    numbered = {item.number: item for item in pdf.objects if item.number is not None}
    for item in pdf.objects:
        if getattr(item, "get", None) is None or item.get("Subtype") != "/Type0":
            continue
        name = item["BaseFont"]
        name = (name.decode() if isinstance(name, bytes) else name).rpartition("+")[2].lstrip("/")
        if name not in FONTS:
            continue
        texts = glyph_texts(name)
        lines = numbered[int(item["ToUnicode"].split()[0])].stream
        first = lines.index(b"endcodespacerange")  # the range before looks like a glyph's line
        for index, line in enumerate(lines[first:], first):
            found = _GLYPH_TEXT.fullmatch(line)
            text = texts.get(int(found[1], 16)) if found else None
            if found and text is not None:
                lines[index] = b"<%s> <%s>" % (found[1], text.encode("utf-16-be").hex().encode())
