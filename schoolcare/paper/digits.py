"""Thai digits on paper: one pass over the finished HTML, so that no template has to think of them.

Every number that a reader sees is converted except addresses (URL, e-mail) and what stands in an
element of class `latin` (codes, quoted names) or `id` (the boxes of a 13-digit number).
Numbers made by CSS follow the counter style `paper`, which templates/print/base.html defines.
"""

import re

from schoolcare.text import thai_digits

_TAG = re.compile(r"(<[^>]*>)")
_KEPT = re.compile(
    r"""<(style|script|svg)\b|<(\w+)\b[^>]*\bclass=["'](?:[^"']*\s)?(?:latin|id)[\s"']"""
)
_ADDRESS = re.compile(r"((?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\S+)")


def with_thai_digits(html: str) -> str:
    """The page with the text between its tags in Thai digits; attributes stay as they are."""
    pieces = _TAG.split(html)  # text, tag, text, tag, …, text
    kept, depth = "", 0  # the element whose text stays, and how many of its name are open
    for index, piece in enumerate(pieces):
        if index % 2:
            if not kept and (found := _KEPT.match(piece)):
                kept, depth = found[1] or found[2], 0
            if kept:
                depth += _change_of_depth(piece, kept)
                kept = kept if depth else ""
        elif not kept and piece:
            pieces[index] = _convert(piece)
    return "".join(pieces)


def _change_of_depth(tag: str, name: str) -> int:
    if re.match(rf"</{name}\b", tag):
        return -1
    return 1 if re.match(rf"<{name}\b", tag) and not tag.endswith("/>") else 0


def _convert(text: str) -> str:
    pieces = _ADDRESS.split(text)
    pieces[::2] = map(thai_digits, pieces[::2])
    return "".join(pieces)
