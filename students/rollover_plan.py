"""Where every pupil of a school goes at the end of a year: the rehearsal, read anew each time.

Each pupil on the roster does what their class does, unless a RolloverLine says otherwise. Counts
in are counts out by construction: every pupil gets exactly one Move.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from django.db.models import Prefetch

from schoolcare.identity import room_key
from schoolcare.models import Level
from students.models import (
    Adviser,
    Classroom,
    Enrolment,
    LeavingReason,
    Rollover,
    RolloverClass,
    RolloverLine,
    Student,
)
from students.next_levels import NEXT

Key = tuple[int, str]  # level and the room as `identity.room_key` gives it


@dataclass(frozen=True)
class Way:
    """What becomes of a pupil: goes to a class, graduates, leaves, or stays behind for now."""

    kind: str  # promote, repeat, graduate, leave, stay
    target: Classroom | None = None
    missing: tuple[int, str] | None = None  # level and room of a class that does not exist yet
    reason: LeavingReason | None = None

    @property
    def goes_on(self) -> bool:
        return self.kind in {"promote", "repeat"}


@dataclass(frozen=True, slots=True)
class Move:
    """One pupil with the seat they leave and the way they go."""

    student_id: int
    status: str
    sex: str
    seat_id: int
    source: Classroom
    roll_number: int | None
    way: Way


@dataclass
class Missing:
    """A class of the new year that does not exist, and how many pupils wait for it."""

    level: int
    room: str
    pupils: int = 0
    sources: set[str] = field(default_factory=set)
    is_new_level: bool = False

    @property
    def label(self) -> str:
        return f"{Level(self.level).label}/{self.room}"


class Plan:
    """The whole rehearsal of one rollover; five queries for a school of any size."""

    def __init__(self, rollover: Rollover) -> None:
        self.rollover = rollover
        rooms = Classroom.objects.filter(school=rollover.school_id)
        rooms = rooms.filter(year__in=[rollover.year, rollover.to_year])
        advisers = Prefetch("advisers", Adviser.objects.select_related("user"))
        every = list(rooms.prefetch_related(advisers))
        self.sources = [one for one in every if one.year == rollover.year]
        self.targets = [one for one in every if one.year == rollover.to_year]
        self._by_key = {_key(one): one for one in self.targets}
        self._by_pk = {one.pk: one for one in every}
        chosen = RolloverClass.objects.filter(rollover=rollover)
        self.chosen = dict(chosen.values_list("classroom_id", "target_id"))
        lines = RolloverLine.objects.filter(rollover=rollover).select_related("reason", "student")
        self.lines = {one.student_id: one for one in lines}

    @cached_property
    def _seats(self) -> list[tuple]:
        """Open seats of both years: year, pupil, status, sex, seat, class, roll number."""
        seats = Enrolment.objects.filter(classroom__school=self.rollover.school_id, ends_on=None)
        seats = seats.filter(year__in=[self.rollover.year, self.rollover.to_year])
        names = ("year", "student_id", "student__status", "student__sex", "pk", "classroom_id")
        return list(seats.order_by().values_list(*names, "roll_number"))

    @cached_property
    def seated(self) -> set[int]:
        """Pupils who have a seat of the new year already: nothing is done to them."""
        return {row[1] for row in self._seats if row[0] == self.rollover.to_year}

    @cached_property
    def moves(self) -> list[Move]:
        """Everybody on the roster of the old year who has no seat in the new one."""
        ways = {one.pk: self.way_of_class(one) for one in self.sources}
        found = []
        for year, student, status, sex, seat, room, number in self._seats:
            is_there = year == self.rollover.to_year or student in self.seated
            if is_there or status not in Student.IN_SCHOOL:
                continue
            source, line = self._by_pk[room], self.lines.get(student)
            way = self.way_of_line(line, source) if line else ways[room]
            found.append(Move(student, status, sex, seat, source, number, way))
        return found

    def way_of_class(self, room: Classroom) -> Way:
        """What the class does: its level ends here, its room was chosen, or the number stays."""
        if room.level in self.rollover.graduating:
            return Way("graduate")
        if target := self._by_pk.get(self.chosen.get(room.pk, 0)):
            return Way("promote", target)
        after = NEXT.get(Level(room.level))
        if after is None:
            return Way("graduate")
        return self._to("promote", after, room.room_text)

    def way_of_line(self, line: RolloverLine, room: Classroom) -> Way:
        if line.kind == RolloverLine.Kind.MOVE:
            target = self._by_pk.get(line.target_id or 0)
            is_same = target is not None and target.level == room.level
            return Way("repeat" if is_same else "promote", target)
        if line.kind == RolloverLine.Kind.REPEAT:
            return self._to("repeat", room.level, room.room_text)
        return Way(line.kind, reason=line.reason)

    def _to(self, kind: str, level: int, room: str) -> Way:
        target = self._by_key.get((level, room_key(room)))
        return Way(kind, target) if target else Way(kind, missing=(level, room))

    @cached_property
    def missing(self) -> list[Missing]:
        """Classes of the new year that somebody would go to and that do not exist."""
        found: dict[Key, Missing] = {}
        taught = {one.level for one in self.targets}
        for move in self.moves:
            if move.way.missing is None:
                continue
            level, room = move.way.missing
            row = found.setdefault((level, room_key(room)), Missing(level, room))
            row.pupils += 1
            row.sources.add(move.source.label)
            row.is_new_level = level not in taught
        return sorted(found.values(), key=lambda one: (one.level, one.room))

    @property
    def is_ready(self) -> bool:
        return bool(self.moves) and not self.missing

    @property
    def mark(self) -> str:
        """Changes with anybody's destination, so that what was looked at is what is committed."""
        parts = sorted(
            (one.student_id, one.way.kind, one.way.target.pk if one.way.target else 0)
            for one in self.moves
        )
        return sha256(repr(parts).encode()).hexdigest()[:20]

    @cached_property
    def totals(self) -> dict[str, int]:
        kinds = Counter(one.way.kind for one in self.moves)
        names = ("promote", "repeat", "graduate", "leave", "stay")
        return {name: kinds[name] for name in names} | {"all": len(self.moves)}


def _key(room: Classroom) -> Key:
    return room.level, room_key(room.room_text)


def by_source(moves: Iterable[Move]) -> dict[int, Counter]:
    """How many of each class go which way."""
    found: dict[int, Counter] = {}
    for one in moves:
        found.setdefault(one.source.pk, Counter())[one.way.kind] += 1
    return found
