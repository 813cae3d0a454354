"""Many PDF documents bound into one: pages, tags, labels, title."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from schoolcare.thai import thai_digits

TAGGED_PAGES = 400  # tags more than double the cost of binding, and nobody listens to a longer pack
_GLYPH = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")


def merge(
    parts: Iterable[Path | bytes],
    target: Path,
    *,
    title: str,
    page_labels: Sequence[str] = (),
    numbers: "Numbers | None" = None,
) -> int:
    """Bind `parts` into one file at `target`; answers its number of pages.

    `page_labels` has one prefix for each part ("เลขที่ 5 หน้า "): a reader then shows the pages of
    a part as prefix + 1, 2, …; without prefixes pages are numbered through. The tags of the parts
    are joined, so that screen readers can walk the pack; beyond TAGGED_PAGES they are dropped.
    """
    labels: list[Any] = []
    with pikepdf.new() as pack:
        tags: Tags | None = Tags(pack)
        for index, part in enumerate(parts):
            first = len(pack.pages)
            with pikepdf.open(BytesIO(part) if isinstance(part, bytes) else part) as source:
                pack.pages.extend(source.pages)
                if len(pack.pages) > TAGGED_PAGES or "/StructTreeRoot" not in source.Root:
                    tags = None
                if tags:
                    tags.add(source, first)
            if numbers:
                numbers.stamp(pack, index, first)
            if page_labels:
                labels += [first, Dictionary(S=Name.D, P=page_labels[index])]
        if tags:
            tags.finish()
        pack.Root.PageLabels = Dictionary(Nums=labels or [0, Dictionary(S=Name.D)])
        describe(pack, title)
        pages = len(pack.pages)
        pack.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return pages


def describe(pack: Pdf, title: str) -> None:
    """Title and language, where readers look for them."""
    pack.Root.Lang = pikepdf.String("th")
    pack.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pack.open_metadata() as metadata:
        metadata["dc:title"] = title
    pack.docinfo["/Title"] = title


class Numbers:
    """Page numbers of a pack, "- 2 -" at the top centre from its second page on.

    `sheet` is a paper that shows every digit: its font sets the numbers, which are marked as
    artifacts, so that no screen reader stops at them. `numbered` tells for each part whether its
    pages bear them.
    """

    FONT = "/PackNumber"
    SIZE, BASELINE = 10.5, 17.5 * 72 / 25.4  # pt; below the upper edge, as on an official paper

    def __init__(self, sheet: Path, numbered: Sequence[bool], *, has_thai_digits: bool) -> None:
        self.sheet, self.numbered, self.has_thai_digits = sheet, numbered, has_thai_digits
        self.font: Any = None
        self.glyphs: dict[str, tuple[bytes, float]] = {}  # code in hex, width in 1/1000 em

    def stamp(self, pack: Pdf, part: int, first: int) -> None:
        """Number the pages of `part`, which stand in the pack from `first` on."""
        if not self.numbered[part]:
            return
        if self.font is None:
            self.read(pack)
        for index in range(first + 1, len(pack.pages) + 1):
            if index > 1:
                page = pack.pages[index - 1]
                page.resources.Font[self.FONT] = self.font
                page.contents_add(b"q\n", prepend=True)
                page.contents_add(self.drawing(index, page.mediabox))

    def read(self, pack: Pdf) -> None:
        """The font of the sheet, its glyphs by their text, and their widths."""
        with pikepdf.open(self.sheet) as source:
            [font] = source.pages[0].resources.Font.values()
            self.font = pack.copy_foreign(font)
            texts = font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
            widths = read_widths(font.DescendantFonts[0].W)
        for code, text in _GLYPH.findall(texts):
            words = bytes.fromhex(text.decode()).decode("utf-16-be")
            self.glyphs[words] = code, widths[int(code, 16)]

    def drawing(self, number: int, box: Any) -> bytes:
        text = f"- {thai_digits(number) if self.has_thai_digits else number} -"
        codes, widths = zip(*(self.glyphs[sign] for sign in text), strict=True)
        x, y = self.place(box, sum(widths) * self.SIZE / 1000)
        shown = b"".join(codes)
        place = f"{self.FONT} {self.SIZE} Tf {x:.2f} {y:.2f} Td".encode()
        return b"\nQ\n/Artifact BMC q BT %s <%s> Tj ET Q EMC\n" % (place, shown)

    def place(self, box: Any, width: float) -> tuple[float, float]:
        """Where a number of this width begins, in points."""
        x = (float(box[0]) + float(box[2]) - width) / 2
        return x, float(box[3]) - self.BASELINE


class FootNumbers(Numbers):
    """In the lower right corner, outside the margins: papers keep what they say of themselves."""

    FONT, SIZE = "/BinderNumber", 9.0
    RIGHT, FOOT = 5 * 72 / 25.4, 5.5 * 72 / 25.4  # pt

    def place(self, box: Any, width: float) -> tuple[float, float]:
        return float(box[2]) - self.RIGHT - width, float(box[1]) + self.FOOT


def read_widths(array: Any) -> dict[int, float]:
    """Widths by glyph, from both forms of a W array (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    entries = iter(array)
    for first in entries:
        more = next(entries)
        if isinstance(more, pikepdf.Array):
            widths |= {int(first) + at: float(width) for at, width in enumerate(more)}
        else:
            widths |= dict.fromkeys(range(int(first), int(more) + 1), float(next(entries)))
    return widths


class Tags:
    """The structure trees of the parts under one root (ISO 32000-1, 14.7).

    A page names its elements by a number; the numbers of each part go on after those before it.
    """

    def __init__(self, pack: Pdf) -> None:
        self.pack = pack
        self.document = pack.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=pikepdf.Array())
        )
        self.parents: list[Any] = []  # number, elements, number, elements, …
        self.next = 0

    def add(self, source: Pdf, first: int) -> None:
        """Take over the tree of `source`, whose pages already stand in the pack from `first` on."""
        tree = self.pack.copy_foreign(source.Root.StructTreeRoot)
        for page in map(self.pack.pages.__getitem__, range(first, len(self.pack.pages))):
            self.shift(page.obj, "/StructParents")
            for annotation in page.obj.get("/Annots", []):
                self.shift(annotation, "/StructParent")
        numbers = list(tree.ParentTree.Nums)
        found = zip(map(int, numbers[::2]), numbers[1::2], strict=True)
        for number, elements in found:
            self.parents += [number + self.next, elements]
        self.next = self.parents[-2] + 1
        for element in tree.K:
            element.S, element.P = Name.Part, self.document
            self.document.K.append(element)

    def shift(self, item: Any, key: str) -> None:
        if key in item:
            item[key] = int(item[key]) + self.next

    def finish(self) -> None:
        parents = self.pack.make_indirect(Dictionary(Nums=self.parents))
        root = Dictionary(Type=Name.StructTreeRoot, K=[self.document], ParentTree=parents)
        root.ParentTreeNextKey = self.next
        self.pack.Root.StructTreeRoot = self.document.P = self.pack.make_indirect(root)
        self.pack.Root.MarkInfo = Dictionary(Marked=True)
