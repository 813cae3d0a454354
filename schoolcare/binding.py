"""Many PDF documents bound into one: pages, tags, labels, title."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

TAGGED_PAGES = 400  # tags more than double the cost of binding, and nobody listens to a longer pack


def merge(
    parts: Iterable[Path | bytes], target: Path, *, title: str, page_labels: Sequence[str] = ()
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
        for page in list(self.pack.pages)[first:]:
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
