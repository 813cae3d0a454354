"""Whether enough members are there (admin.md §1.6: at least half of those appointed)."""

from collections.abc import Iterable
from dataclasses import dataclass

from committee.models import AgendaItem, Attendance, Meeting


@dataclass(frozen=True, slots=True)
class Quorum:
    """Members present of those who count; vacant seats, guests and stand-ins count for nothing."""

    present: int
    counting: int

    @property
    def is_met(self) -> bool:
        return self.counting > 0 and self.present * 2 >= self.counting

    @property
    def needed(self) -> int:
        """The fewest who make the quorum."""
        return max(1, (self.counting + 1) // 2)

    @property
    def words(self) -> str:
        return "ครบองค์ประชุม" if self.is_met else "ไม่ครบองค์ประชุม"

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.present)


def each_of(people: Iterable[Attendance]) -> str:
    """How these people are counted: monks are รูป (admin.md §1.3)."""
    return "รูป/คน" if any(one.is_monk for one in people) else "คน"


def quorum_of(people: Iterable[Attendance]) -> Quorum:
    """The quorum of these people as they sit now: who has gone home counts no more."""
    counting = [one for one in people if one.counts]
    return Quorum(sum(one.is_here for one in counting), len(counting))


def kept_quorum(present: int | None, counting: int | None) -> Quorum | None:
    """The quorum as it was written down at a moment; None where it was not."""
    if present is None or counting is None:
        return None
    return Quorum(present, counting)


def opened_quorum(meeting: Meeting) -> Quorum | None:
    """What stood at the beginning, of bodies that have a quorum."""
    if not meeting.has_quorum:
        return None
    return kept_quorum(meeting.opened_present, meeting.opened_counting)


def lost_quorum(item: AgendaItem) -> Quorum | None:
    """The quorum of the moment when the item was dealt with, where too few were left."""
    found = kept_quorum(item.present, item.counting)
    return found if found and not found.is_met else None
