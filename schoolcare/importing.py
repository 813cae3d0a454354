"""What an import is: an app says in an `Importer` what each row of a file would do, and does it.

`plan` only reads the database, `write` follows a plan. Bad rows never block good ones, and a file
imported twice changes nothing the second time. `import_batches` carries a file from the upload
over the preview to the commit.
"""

import hashlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from django.urls import reverse

from schoolcare.models import District, ImportBatch, School, User
from schoolcare.spreadsheet import Page, Sheet, write_pages

REASON = "เหตุผลที่ยังไม่นำเข้า"

Progress = Callable[[int, int], None]


class State(StrEnum):
    """What a row of the file would do, in the order in which people should look at it."""

    BAD = "bad"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem or a warning at one column, the column named as the file names it."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Old and new text of one column; both empty where the value is too sensitive to be stored."""

    column: str
    old: str = ""
    new: str = ""


@dataclass(slots=True)
class Line:
    """One row of the file and what would come of it; `target` is the importer's own."""

    number: int
    cells: Sequence[str]
    shown: Sequence[str] = ()
    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    note: str = ""
    is_new: bool = False
    target: Any = None

    @property
    def state(self) -> State:
        if self.problems:
            return State.BAD
        if self.is_new:
            return State.NEW
        return State.CHANGED if self.changes else State.SAME


@dataclass(frozen=True, slots=True)
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    def __str__(self) -> str:
        """The last line that every import command prints."""
        return (
            f"created={self.created} updated={self.updated} "
            f"unchanged={self.unchanged} rejected={self.rejected}"
        )


@dataclass(slots=True)
class Plan:
    """A whole file: its headers, its rows, and the records that it does not mention (as shown)."""

    headers: Sequence[str]
    lines: list[Line]
    missing: Sequence[Sequence[str]] = ()
    unknown: Sequence[str] = ()  # headers that mean nothing to the importer
    free: Sequence[str] = ()  # fields that no header of the file stands for
    note: str = ""  # what to know of the file as a whole

    @property
    def counts(self) -> Counts:
        found = Counter(line.state for line in self.lines)
        return Counts(found[State.NEW], found[State.CHANGED], found[State.SAME], found[State.BAD])

    @property
    def fingerprint(self) -> str:
        """Alike for two plans that would do the same."""
        steps = [(line.number, line.state, line.problems, line.changes) for line in self.lines]
        return hashlib.sha256(repr(steps).encode()).hexdigest()

    def rejected(self) -> bytes:
        """The bad rows as .xlsx in the columns of the file, the reasons in one column more."""
        bad = [(line.cells, line.problems) for line in self.lines if line.problems]
        return rejected_workbook(self.headers, bad)


def rejected_workbook(
    headers: Sequence[str], bad: Iterable[tuple[Sequence[str], Sequence[Remark]]]
) -> bytes:
    """Cells of bad rows with their problems, ready to be mended and imported."""
    rows = []
    for cells, problems in bad:
        padded = [*cells, *[""] * len(headers)][: len(headers)]
        rows.append([*padded, " · ".join(f"{one.column}: {one.text}" for one in problems)])
    return write_pages([Page("แถวที่ผิด", [*headers, REASON], rows, as_text=True)])


class Importer(ABC):
    """One kind of import into one place; where records go by academic year (พ.ศ.), into one year;
    where by semester, into one of its semesters.

    `files` are sentences on the page of the upload: which files are understood. `advice` stands
    over the records that a file does not mention. `fields` names what a person may match an unknown
    header with; `mapping` is what was matched: header → field, "" for a column to be passed over.
    """

    kind: ClassVar[str]
    title: ClassVar[str]  # นำเข้านักเรียน
    counted: ClassVar[str]  # what a row stands for: คน
    shown: ClassVar[tuple[str, ...]]  # headers of what identifies a row in the preview
    numbers: ClassVar[tuple[str, ...]] = ()  # those of them that hold codes, never broken in lines
    urls: ClassVar[str]  # URL names begin with it: students:import → students:import-detail
    files: ClassVar[tuple[str, ...]] = ()
    advice: ClassVar[str] = "อยู่ในระบบแต่ไม่อยู่ในไฟล์ ระบบไม่ลบให้"
    fields: ClassVar[Mapping[str, str]] = {}  # field → how people call it
    takes_year: ClassVar[bool] = False
    takes_semester: ClassVar[bool] = False
    asks_why: ClassVar[str] = ""  # a sentence over the words that some previews ask for
    why: ClassVar[tuple[str, str, str]] = ("", "", "")  # what to do, the box's label and its hint
    takes_offices: ClassVar[bool] = False  # a whole office's file, not only one school's

    semester: int | None = None  # of the year, where the importer takes one

    def __init__(self, place: School | District, year: int | None = None) -> None:
        self.place = place
        self.year = year
        self.mapping: Mapping[str, str] = {}
        self.reason = ""  # what a person answered to `asks_why`

    @classmethod
    def needs_reason(cls, detail: Mapping[str, Any]) -> bool:
        """Whether a kept preview is written only with a reason."""
        return False

    @abstractmethod
    def plan(self, sheets: Sequence[Sheet]) -> Plan:
        """Read the file's sheets against the database, write nothing.

        Raises ValidationError in Thai when the file as a whole is refused.
        """

    @abstractmethod
    def write(self, plan: Plan, *, by: User | None) -> dict[str, list[int]]:
        """Write the good rows; the keys written, per word of the audit row (created, updated)."""

    @classmethod
    @abstractmethod
    def template(cls) -> tuple[str, bytes]:
        """File name and content of the empty form that people may fill instead."""


_importers: dict[str, type[Importer]] = {}


def register(importer: type[Importer]) -> type[Importer]:
    """Class decorator; the module is imported in the app's `AppConfig.ready`."""
    _importers[importer.kind] = importer
    return importer


def importer_of(batch: ImportBatch) -> Importer:
    importer = _importers[batch.kind](batch.place, batch.year)
    importer.mapping, importer.semester = batch.detail.get("mapping", {}), batch.semester
    importer.reason = batch.detail.get("reason", "")
    return importer


def page_of(batch: ImportBatch) -> str:
    """Address of the batch's preview or result."""
    return reverse(f"{_importers[batch.kind].urls}-detail", args=[batch.pk])
