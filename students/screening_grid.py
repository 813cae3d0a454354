"""A class in a round as a grid: pupils by aspects, each cell a level, a proposal or nothing."""

from dataclasses import dataclass
from typing import Any

from schoolcare.asked_together import asked_together
from schoolcare.models import User
from students.models import (
    Aspect,
    AspectResult,
    Classroom,
    Enrolment,
    Screening,
    ScreeningRound,
    Student,
)
from students.models.screening import seen_group, seen_special
from students.models.screening_forms import Level
from students.screening_counts import Progress
from students.services.screening import aspects_of
from students.services.screening_hints import Hint, hints_for
from students.templatetags.screening import LOOKS, short_name


@dataclass
class Cell:
    """One aspect of one pupil."""

    student_id: int
    aspect_id: int
    name: str
    level: str
    hint: Hint | None

    @property
    def look(self) -> tuple[str, str, str]:
        """Colour, icon, word: of the level, else of what is proposed."""
        if self.level:
            colour, icon = LOOKS[self.level]
            return colour, icon, str(Level(self.level).label)
        if self.hint:
            return "info", "new", f"เสนอ {self.hint.word}"
        return "todo-c", "none", "ว่าง"

    @property
    def differs(self) -> bool:
        """Other records say something else than what was confirmed."""
        return bool(self.level and self.hint and self.hint.level != self.level)


@dataclass
class Row:
    """A pupil with their cells and what they roll up to."""

    seat: Enrolment
    cells: list[Cell]
    whole: dict[str, Any]  # group and flag of the screening, empty without one

    @property
    def missing(self) -> int:
        return sum(not cell.level for cell in self.cells)

    @property
    def is_special(self) -> bool:
        return bool(self.whole.get("special"))

    @property
    def group(self) -> str:
        return self.whole.get("group", "")


@dataclass
class Grid:
    """All of a class: heads and rows."""

    aspects: list[Aspect]
    heads: list[tuple[str, str]]  # short, whole
    rows: list[Row]

    @property
    def sums(self) -> Progress:
        groups = [row.group for row in self.rows if row.group]
        return Progress(
            total=len(self.rows),
            complete=len(groups),
            risk=groups.count(Level.RISK),
            problem=groups.count(Level.PROBLEM),
        )

    @property
    def proposed(self) -> int:
        """Cells where somebody must confirm what other records say."""
        cells = (cell for row in self.rows for cell in row.cells)
        return sum(not cell.level and cell.hint is not None for cell in cells)


def grid_of(round_: ScreeningRound, classroom: Classroom, *, user: User) -> Grid:
    """The whole class as `user` sees it; a fixed number of queries."""
    seats = classroom.enrolments.on_roster().in_roll_order().select_related("student")
    return _grid(round_, list(seats), user)


def row_of(round_: ScreeningRound, seat: Enrolment, *, user: User) -> Row:
    return _grid(round_, [seat], user).rows[0]


def _grid(round_: ScreeningRound, seats: list[Enrolment], user: User) -> Grid:
    pupils = [one.student_id for one in seats]
    aspects = aspects_of(round_)
    said = hints_for(round_, pupils, aspects)
    screened = Screening.objects.filter(round=round_, student__in=pupils)
    screened = screened.annotate(seen_group=seen_group(user), seen_special=seen_special(user))
    found = AspectResult.objects.filter(screening__round=round_, screening__student__in=pupils)
    own = {"student": "screening__student_id", "aspect": "aspect_id", "level": "seen_level"}
    whole = {"student": "student_id", "group": "seen_group", "special": "seen_special"}
    told = asked_together({"all": (screened, whole), "each": (found.seen_by(user), own)})
    wholes = {one["student"]: one for one in told["all"]}
    levels = {(one["student"], one["aspect"]): one["level"] for one in told["each"]}

    def cell(student: Student, aspect: Aspect) -> Cell:
        key = (student.pk, aspect.pk)
        return Cell(student.pk, aspect.pk, aspect.name, levels.get(key, ""), said.get(key))

    return Grid(
        aspects,
        [(short_name(one.name), one.name) for one in aspects],
        [
            Row(
                one,
                [cell(one.student, aspect) for aspect in aspects],
                wholes.get(one.student_id, {}),
            )
            for one in seats
        ],
    )
