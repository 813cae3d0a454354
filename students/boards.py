"""The boards as their pages show them: cells with word, look and link; nothing is asked here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from schoolcare.documents import Document, catalogue
from schoolcare.models import User
from schoolcare.registry import Duty
from schoolcare.templatetags.ui import address
from students.duties import DONE, FREE, LATE, PART, TODO, Progress, Tally, state_in
from students.models import Classroom
from students.next_pupil import Walk

# state: the word, the look of the cell (look.md, class board), its drawing
LOOKS = {
    DONE: ("ครบ", "ok", "ok"),
    PART: ("ยังไม่ครบ", "info", "draft"),
    TODO: ("ยังไม่ทำ", "todo-c", ""),
    LATE: ("เกินกำหนด", "bad", "late"),
    FREE: ("ไม่ต้องทำ", "", ""),
}
OPEN = (LATE, TODO, PART)


@dataclass(frozen=True)
class Cell:
    """A duty of one pupil; `url` is empty for who may not open its page."""

    duty: Duty
    state: str
    url: str

    @property
    def word(self) -> str:
        return LOOKS[self.state][0]

    @property
    def look(self) -> str:
        return LOOKS[self.state][1]

    @property
    def icon(self) -> str:
        return LOOKS[self.state][2]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True)
class PupilRow:
    """A pupil of the class with a cell a duty."""

    seat: Any
    cells: list[Cell]

    @cached_property
    def count(self) -> int:
        """Duties that are open."""
        return sum(cell.is_open for cell in self.cells)

    @cached_property
    def is_late(self) -> bool:
        return any(cell.state == LATE for cell in self.cells)


@dataclass(frozen=True)
class Column:
    """A duty over the class; `url` leads to the first pupil for whom it is open."""

    duty: Duty
    tally: Tally
    url: str

    @property
    def head(self) -> str:
        return self.duty.short or self.duty.label


SHOWN = {"": "ทั้งห้อง", "open": "มีเรื่องค้าง", "late": "เกินกำหนด"}


class ClassBoard:
    """Rows and columns of one class, from seats of `duties.with_duties`.

    `room` tells by `may_…` which duties the person may open.
    """

    def __init__(self, room: Any, duties: list[Duty], seats: Iterable[Any], *, today: date) -> None:
        self.room, self.duties, self.today = room, duties, today
        self.rows = [PupilRow(seat, [self._cell(one, seat) for one in duties]) for seat in seats]

    def _cell(self, duty: Duty, seat: Any) -> Cell:
        state, url = state_in(seat, duty, self.today), ""
        if getattr(self.room, f"may_{duty.key}") and state != FREE:
            walk = Walk(self.room.pk, duty)
            pupil = seat.student_id
            url = walk.address_of(pupil) if state in OPEN else address(pupil, duty.url_name)
        return Cell(duty, state, url)

    @cached_property
    def columns(self) -> list[Column]:
        return [self._column(at, duty) for at, duty in enumerate(self.duties)]

    def _column(self, at: int, duty: Duty) -> Column:
        cells = [row.cells[at] for row in self.rows]
        asked = [cell for cell in cells if cell.state != FREE]
        done = sum(cell.state == DONE for cell in asked)
        url = next((cell.url for cell in cells if cell.is_open), "")
        return Column(duty, Tally(done, len(asked)), url)

    @property
    def next_url(self) -> str:
        """The first open piece, duty by duty."""
        return next((one.url for one in self.columns if one.url), "")

    @cached_property
    def is_over(self) -> bool:
        return bool(self.rows) and not any(row.count for row in self.rows)

    def rows_of(self, wanted: str) -> list[PupilRow]:
        """Those of a key of SHOWN; all for any other word."""
        if wanted == "open":
            return [row for row in self.rows if row.count]
        if wanted == "late":
            return [row for row in self.rows if row.is_late]
        return self.rows

    def segments(self, wanted: str) -> list[dict[str, Any]]:
        here = wanted if wanted in SHOWN else ""
        return [
            {
                "label": label,
                "url": f"?{urlencode({'show': key})}" if key else self.url,
                "count": len(self.rows_of(key)),
                "current": key == here,
            }
            for key, label in SHOWN.items()
        ]

    @property
    def url(self) -> str:
        return reverse("students:board-class", args=[self.room.pk])


@dataclass(frozen=True)
class ClassRow:
    """A class, or with `room` None the whole school, and how far its duties are."""

    room: Classroom | None
    progress: Progress
    duties: list[Duty]

    @property
    def tallies(self) -> list[tuple[Duty, Tally]]:
        return [(duty, self.progress.tallies[duty.key]) for duty in self.duties]

    @property
    def advisers(self) -> list[User]:
        return [one.user for one in self.room.advisers.all()] if self.room else []


def class_papers(user: User) -> list[tuple[type[Document], str]]:
    """Papers of a class that the person prints, by title, each with the name of its page."""
    found = [one for one in catalogue.values() if one.about()[0] == "classroom"]
    mine = [one for one in found if user.access.allows(one.permission)]
    return [
        (one, "document-print" if one.body_fields or one.is_batch else "document-pdf")
        for one in sorted(mine, key=lambda one: one.title)
    ]
