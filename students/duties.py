"""How far the duties of the class board are done: by pupil of a class, by class, by school.

What is asked for a pupil is contributed (`registry.duties`); here all duties become columns of one
query over enrolments. In the year worked in who counts is the roster of a class.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from schoolcare import registry
from schoolcare.models import District, School
from schoolcare.registry import Duty
from students.models import Enrolment

DONE, PART, TODO, LATE, FREE = "done", "part", "todo", "late", "free"
STATE, DUE = "state_", "due_"  # what the columns of an enrolment begin with
ASKED, COUNTED = "asked_", "done_"  # what those of a class or school begin with


def board_duties() -> list[Duty]:
    """Every duty, in the order of the columns."""
    return sorted(registry.duties, key=lambda duty: (duty.order, duty.key))


def duty_named(key: str) -> Duty | None:
    return next((duty for duty in registry.duties if duty.key == key), None)


def is_done(duty: Duty, year: int, semester: int) -> Exists:
    """The condition on one pupil's enrolment; for a class, whose rows an index finds."""
    rows = _rows(duty, year, semester, all_of_it=True)
    return Exists(rows.filter(**{duty.student: OuterRef("student_id")}))


def is_done_at(duty: Duty, year: int, semester: int, place: School | District) -> Q:
    """The same for a whole school or office: its rows are read once, not pupil by pupil."""
    rows = _rows(duty, year, semester, all_of_it=True)
    path = duty.school or rows.model.SCHOOL_PATH
    if isinstance(place, District):
        path = f"{path}__district"
    return Q(student_id__in=rows.filter(**{path: place}).values(duty.student))


def _rows(duty: Duty, year: int, semester: int, *, all_of_it: bool) -> QuerySet:
    rows = duty.rows(year, semester)
    return rows.filter(~duty.part) if all_of_it and duty.part is not None else rows


def state_of(duty: Duty, year: int, semester: int) -> Case:
    """`DONE`, `PART`, `TODO` or `FREE` of an enrolment."""
    cases = [When(is_done(duty, year, semester), then=Value(DONE))]
    if duty.asks:
        cases.insert(0, When(~Q(duty.asks(year, semester)), then=Value(FREE)))
    if duty.part is not None:
        begun = _rows(duty, year, semester, all_of_it=False)
        begun = begun.filter(**{duty.student: OuterRef("student_id")})
        cases.append(When(Exists(begun), then=Value(PART)))
    return Case(*cases, default=Value(TODO), output_field=CharField())


def with_duties(
    seats: QuerySet[Enrolment], duties: Iterable[Duty], *, year: int, semester: int
) -> QuerySet[Enrolment]:
    """Each seat with `state_…` of every duty, and `due_…` where it has a last day."""
    columns: dict[str, Any] = {}
    for duty in duties:
        columns[STATE + duty.key] = state_of(duty, year, semester)
        if duty.due:
            columns[DUE + duty.key] = duty.due(year, semester)
    return seats.annotate(**columns)


def state_in(seat: Any, duty: Duty, today: date) -> str:
    """The state of a duty in a seat of `with_duties`; `LATE` where its last day is over."""
    state = getattr(seat, STATE + duty.key)
    due = getattr(seat, DUE + duty.key, None)
    return LATE if due and due < today and state in {PART, TODO} else state


@dataclass(frozen=True)
class Tally:
    """Pupils of whom a duty is asked, and those for whom it is done."""

    done: int
    asked: int

    @property
    def is_over(self) -> bool:
        return self.asked > 0 and self.done >= self.asked

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means everybody; None where nobody is asked."""
        return self.done * 100 // self.asked if self.asked else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.done + other.done, self.asked + other.asked)


NOTHING = Tally(0, 0)


@dataclass(frozen=True)
class Progress:
    """How far a class, a school, or all of them together are, by the key of the duty."""

    pupils: int
    tallies: Mapping[str, Tally]

    @property
    def all(self) -> Tally:
        return sum(self.tallies.values(), NOTHING)


def progress_by(
    seats: QuerySet[Enrolment],
    *paths: str,
    duties: Iterable[Duty],
    year: int,
    semester: int,
    place: School | District,
) -> dict[Any, Progress]:
    """How far the seats of each class or school are, by what `paths` lead to; one query.

    One path gives its values as keys, several give tuples.
    """
    duties = list(duties)
    columns: dict[str, Any] = {"pupils": Count("pk")}
    for duty in duties:
        done = is_done_at(duty, year, semester, place)
        if duty.asks:
            asked = Q(duty.asks(year, semester))
            columns[ASKED + duty.key] = Count("pk", filter=asked)
            done &= asked
        columns[COUNTED + duty.key] = Count("pk", filter=done)
    found = {}
    for row in seats.order_by().values(*paths).annotate(**columns):
        key = tuple(row[path] for path in paths)
        found[key if len(paths) > 1 else key[0]] = _progress(row, duties)
    return found


def _progress(row: Mapping[str, int], duties: Iterable[Duty]) -> Progress:
    tallies = {
        duty.key: Tally(row[COUNTED + duty.key], row.get(ASKED + duty.key, row["pupils"]))
        for duty in duties
    }
    return Progress(row["pupils"], tallies)


def total_of(found: Iterable[Progress], duties: Iterable[Duty]) -> Progress:
    """The sum of several."""
    found = list(found)
    tallies = {duty.key: sum((one.tallies[duty.key] for one in found), NOTHING) for duty in duties}
    return Progress(sum(one.pupils for one in found), tallies)
