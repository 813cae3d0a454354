"""How many terms somebody has served at a school: counted from its boards, never typed.

Who fills a vacancy serves the rest of somebody's term, none of their own (admin.md §1.5). People
are the same by the hash of their id where both are known, else by name.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from committee.models import Board, Member, Seat
from committee.models.boards import NO_SURNAME
from schoolcare.text import normalize

NAMES = ("citizen_id_hash", "first_name", "last_name", "monastic_name")
PERSON = (*NAMES, "seat", "starts_on", "replaces", "awaits_order")
People = list["Person"]


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is across boards: the keyed hash of the id, and the name."""

    id_hash: str
    name: str

    def is_same(self, other: "Person") -> bool:
        """By the ids where both are known, else by the name."""
        if self.id_hash and other.id_hash:
            return self.id_hash == other.id_hash
        return bool(self.name) and self.name == other.name


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of one person at one school up to a board, that one included where it `counts`."""

    in_a_row: int
    in_all: int
    counts: bool = True

    def __str__(self) -> str:
        if not self.counts:
            before = f" เคยเป็น {self.in_all} วาระ" if self.in_all else ""
            return f"แทนตำแหน่งที่ว่าง ไม่นับวาระ{before}"
        row = f" (ติดต่อกัน {self.in_a_row})" if self.in_a_row != self.in_all else ""
        return f"วาระที่ {self.in_all}{row}"


def person_of(id_hash: str, first_name: str, last_name: str, monastic_name: str = "") -> Person:
    """No surname is the same as a dash for one."""
    last = last_name.removeprefix(NO_SURNAME) or monastic_name
    return Person(id_hash, normalize(f"{first_name} {last}"))


def is_late(starts_on: date | None, term_from: date | None) -> bool:
    """A later start than the term's is a refill, which counts as no term of its own."""
    return bool(starts_on and term_from and starts_on > term_from)


def served_before(boards: Iterable[Board]) -> dict[int, list[People]]:
    """Who served a whole term on the earlier boards of the same school, by board id; one query.

    The last board comes first. Who sat there by office served no term.
    """
    asked = list(boards)
    by_school: dict[int, list[tuple[date, int, People]]] = defaultdict(list)
    for school, ends_on, pk, people in _history({one.school_id for one in asked}):
        by_school[school].append((ends_on, pk, people))
    return {
        one.pk: [
            people
            for ends_on, pk, people in by_school[one.school_id]
            if pk != one.pk and (one.ends_on is None or ends_on < one.ends_on)
        ]
        for one in asked
    }


def terms_of(member: Member, board: Board, before: list[People]) -> Terms | None:
    """The terms of one member of `board`; None for who sits by office."""
    if member.seat == Seat.SECRETARY:
        return None
    who = person_of(*(getattr(member, name) for name in NAMES))
    fills = member.replaces_id or member.awaits_order
    if fills or is_late(member.starts_on, board.starts_on):
        return Terms(0, counted(who, before).in_all - 1, counts=False)
    return counted(who, before)


def counted(who: Person, before: list[People]) -> Terms:
    """The terms of who begins another one after these boards, the last one first."""
    sat = [any(who.is_same(one) for one in people) for people in before]
    in_a_row = sat.index(False) if False in sat else len(sat)
    return Terms(1 + in_a_row, 1 + sum(sat))


def _history(schools: set[int]) -> list[tuple[int, date, int, People]]:
    """(school, last day, id, people) of every appointed board, the last one first."""
    rows = Board.objects.appointed().filter(school__in=schools).order_by("-ends_on", "pk")
    named: dict[str, Any] = {f"of_{name}": F(f"members__{name}") for name in PERSON}
    found: dict[int, tuple[int, date, int, People]] = {}
    for row in rows.values("pk", "school", "starts_on", "ends_on", **named):
        board = found.setdefault(row["pk"], (row["school"], row["ends_on"], row["pk"], []))
        fills = row["of_replaces"] or is_late(row["of_starts_on"], row["starts_on"])
        by_office = row["of_seat"] == Seat.SECRETARY
        if row["of_first_name"] and not (fills or by_office or row["of_awaits_order"]):
            board[-1].append(person_of(*(row[f"of_{name}"] for name in NAMES)))
    return list(found.values())
