"""A spreadsheet under the headers that people write: which column holds what, what a row says.

Columns are found by the text of their header, never by position; a header is compared without its
noise (spaces, brackets, stars, notes such as ต้องกรอก). No database here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from schoolcare.importing import Remark
from schoolcare.spreadsheet import Flag, Row
from schoolcare.text import arabic_digits, normalize

SEARCHED = 30  # rows from the top in which the header may stand
LONGEST_REASON = 300  # letters
EMPTY = {"-", "–", "—"}

_NOISE = re.compile(r"[\s.,:;*/\\|_\-–—()\[\]{}<>（）［］【】｛｝「」\"'“”‘’!?#]")
_NOTES = re.compile(r"(จำเป็น)?(ต้องกรอก|ต้องระบุ|ต้องมี|บังคับกรอก|บังคับ|ถ้ามี|ไม่บังคับ|จำเป็น)+$")
_BRACKETED = re.compile(r"[(\[（［【][^()\[\]（）［］【】]*[)\]）］】]\s*$")
_OTHER_MEANING = ("ทะเบียนบ้าน", "อังกฤษ")  # brackets that make another column of it
_SPOILED = {
    Flag.FORMULA: "ช่องนี้เป็นสูตร กรุณาวางเป็นค่า",
    Flag.ERROR: "ช่องนี้มีค่าผิดพลาด กรุณาแก้ในไฟล์",
}


def plain(header: str) -> str:
    """A header without its noise: spaces, brackets of any width, stars, notes such as ต้องกรอก."""
    return _NOTES.sub("", _NOISE.sub("", arabic_digits(normalize(header))).casefold())


def brief(reason: str) -> str:
    """A reason that quotes a cell of thousands of letters, with the middle left out."""
    return reason if len(reason) <= LONGEST_REASON else f"{reason[:100]}…{reason[-60:]}"


class Headings:
    """The headers under which each field is known; the first one is shown to people."""

    def __init__(self, headers: Mapping[str, Sequence[str]]) -> None:
        self._fields = {plain(one): name for name, many in headers.items() for one in many}

    def field_of(self, header: str) -> str | None:
        """The field under a header, a note in brackets at its end, "(วว/ดด/ปปปป)", passed over."""
        if name := self._fields.get(plain(header)):
            return name
        if any(word in header for word in _OTHER_MEANING):
            return None
        return self._fields.get(plain(_BRACKETED.sub("", normalize(header))))


@dataclass(frozen=True)
class Columns:
    """The recognised header: where each field stands, and how the file itself calls it."""

    names: ClassVar[Mapping[str, str]] = {}  # field → how we call it
    header: Row
    places: Mapping[str, int]

    def label(self, field: str) -> str:
        """The header as it stands in the file, on one line; ours where the file has none, or has
        the same text over another column.
        """
        text = self.header.text(self.places[field]) if field in self.places else ""
        is_ours_alone = self.header.texts.count(text) == 1
        return normalize(text) if text and is_ours_alone else self.names[field]

    def text(self, row: Row, field: str) -> str:
        """The normalised content of a field; empty for a missing column, "-" and "–"."""
        value = self.typed(row, field)
        return "" if value in EMPTY else value

    def typed(self, row: Row, field: str) -> str:
        """The normalised content of a field, a dash too."""
        place = self.places.get(field)
        return normalize(row.text(place)) if place is not None else ""


@dataclass(slots=True)
class Entry:
    """What a row says. `values` holds only what the file fills in: a blank never erases."""

    row: Row
    columns: Columns
    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str, default: Any = "") -> Any:
        return self.values.get(name, default)

    def text(self, name: str) -> str:
        """The normalised text of a column; nothing where a formula or an error spoils it."""
        return "" if self.is_spoiled(name) else self.columns.text(self.row, name)

    def flag(self, name: str) -> Flag | None:
        return self.row.flags.get(self.columns.places.get(name, -1))

    def is_spoiled(self, name: str) -> bool:
        return self.flag(name) in _SPOILED

    def refuse(self, name: str, reason: str) -> None:
        self.problems.append(Remark(self.columns.label(name), brief(reason)))

    def warn(self, name: str, reason: str) -> None:
        self.warnings.append(Remark(self.columns.label(name), brief(reason)))

    def keep(self, name: str, value: Any) -> None:
        """Note a value that was filled in."""
        if value is not None:
            self.values[name] = value

    def take(self, name: str, read: Callable[[str], Any], *, or_warn: bool = False) -> None:
        """Keep what `read` makes of a column that is not empty, or its reason for refusing."""
        if not (text := self.text(name)):
            return
        try:
            self.values[name] = read(text)
        except ValueError as error:
            (self.warn if or_warn else self.refuse)(name, str(error))

    def judge_flags(self) -> None:
        """A formula anywhere spoils the row; an error value only where the product reads."""
        known = set(self.columns.places.values())
        for column, flag in sorted(self.row.flags.items()):
            if flag == Flag.FORMULA or (flag == Flag.ERROR and column in known):
                header = " ".join(self.columns.header.text(column).split())
                self.problems.append(Remark(header or f"ช่องที่ {column + 1}", _SPOILED[flag]))
