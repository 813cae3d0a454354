"""Lines of the boards for an office and for a school's heads: numbers alone, small ones hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

from schoolcare.models import Level
from schoolcare.registry import Duty
from schoolcare.suppression import hidden_cells
from students.duties import NOTHING, Progress, Tally, total_of
from students.kept_counts import Counts
from students.models import Student

LEVELS: dict[int, str] = dict(Level.choices)
SEXES = {**{str(code): str(label) for code, label in Student.Sex.choices}, "": "ไม่ระบุ"}
TOTAL = "รวม"


@dataclass(frozen=True)
class Told:
    """A tally outside its school: None where a number is hidden."""

    done: int | None
    asked: int | None

    @property
    def is_hidden(self) -> bool:
        return self.done is None or self.asked is None

    @property
    def percent(self) -> int | None:
        if self.done is None or not self.asked:
            return None
        return self.done * 100 // self.asked


@dataclass(frozen=True)
class Line:
    """A school, or a level and sex, with a figure for each duty; the last line is the sum."""

    label: str
    pupils: int | None
    tallies: list[tuple[Duty, Told]]
    is_sum: bool = False

    @property
    def cells(self) -> list[int | str | None]:
        """For a spreadsheet: pupils, then done and asked of every duty."""
        found: list[int | str | None] = [self.label, _shown(self.pupils)]
        for _duty, tally in self.tallies:
            found += [_shown(tally.done), _shown(tally.asked)]
        return found


HIDDEN = "ปกปิด"


def _shown(number: int | None) -> int | str:
    return HIDDEN if number is None else number


def school_lines(schools: Mapping[int, str], counts: Counts, duties: list[Duty]) -> list[Line]:
    """A line for each of `schools` (names by key) and their sum; small cells hidden."""
    nothing = Progress(0, dict.fromkeys((duty.key for duty in duties), NOTHING))
    return hide_small(
        [(name, counts.found.get(pk, nothing)) for pk, name in schools.items()], duties
    )


def group_lines(counts: Counts, duties: list[Duty], *, hides: bool) -> list[Line]:
    """A line for each level and sex, and the sum; `hides` small cells, outside the school."""
    found = [
        (f"{LEVELS[level]} {SEXES[sex]}", counts.found[level, sex])
        for level, sex in sorted(counts.found, key=lambda one: (one[0], not one[1], one[1] == "F"))
    ]
    return hide_small(found, duties) if hides else plain(found, duties)


def plain(found: list[tuple[str, Progress]], duties: list[Duty]) -> list[Line]:
    total = total_of((one for _label, one in found), duties)
    lines = [*found, (TOTAL, total)]
    return [
        Line(
            label,
            one.pupils,
            [(duty, _told(one.tallies[duty.key])) for duty in duties],
            is_sum=at == len(found),
        )
        for at, (label, one) in enumerate(lines)
    ]


def _told(tally: Tally) -> Told:
    return Told(tally.done, tally.asked)


def hide_small(found: list[tuple[str, Progress]], duties: list[Duty]) -> list[Line]:
    """Lines and their sum; of each duty done and not done are cells of one table with sums.

    A number of pupils that one duty must hide is hidden everywhere.
    """
    lines = plain(found, duties)
    masks = {duty.key: _mask(found, duty) for duty in duties}
    rows = {at for mask in masks.values() for at, column in mask if column == ALL}
    rows |= {at for at, _column in hidden_cells([[one.pupils] for _label, one in found])}
    return [
        Line(
            line.label,
            None if at in rows else line.pupils,
            [
                (duty, _masked(tally, at, masks[duty.key], is_closed=at in rows))
                for duty, tally in line.tallies
            ],
            line.is_sum,
        )
        for at, line in enumerate(lines)
    ]


DID, REST, ALL = 0, 1, 2  # columns of a duty's table


def _mask(found: list[tuple[str, Progress]], duty: Duty) -> set[tuple[int, int]]:
    tallies = [one.tallies[duty.key] for _label, one in found]
    cells = [[one.done, one.asked - one.done] for one in tallies]
    return hidden_cells(cells, rows_known=True)


def _masked(tally: Told, at: int, mask: set[tuple[int, int]], *, is_closed: bool) -> Told:
    if is_closed or (at, DID) in mask or (at, REST) in mask:
        return Told(None, None if is_closed or (at, ALL) in mask else tally.asked)
    return tally
