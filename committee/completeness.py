"""Whether a board is complete, by the one rule of the registry (admin.md §1.9). Pure functions.

Counts go in, a verdict comes out; `reports` asks the database, papers and pages show it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from committee.models import Board, RuleSet, Seat, SeatRule

EXPIRING_DAYS = 90


class Status(models.TextChoices):
    """The six words of the registry; a command prints the labels."""

    COMPLETE = "complete", "ครบ"
    EXPIRING = "expiring", "ครบ - ใกล้หมดวาระ"
    SHORT = "short", "ไม่ครบ"
    FLAWED = "flawed", "ข้อมูลไม่สมบูรณ์"
    EXPIRED = "expired", "หมดวาระ"
    NONE = "none", "ไม่มีข้อมูล"


DONE = (Status.COMPLETE, Status.EXPIRING)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """So many seats of one kind without a holder."""

    seat: Seat
    count: int

    def __str__(self) -> str:
        return f"{self.seat.label} {self.count}"


@dataclass(frozen=True, slots=True)
class Completeness:
    """The verdict on one board on one day; `total` is None where the school's size is unknown."""

    status: Status
    filled: int = 0
    total: int | None = None
    vacancies: tuple[Vacancy, ...] = ()
    flaws: tuple[str, ...] = ()
    expires_on: date | None = None

    @property
    def is_done(self) -> bool:
        return self.status in DONE

    @property
    def missing(self) -> tuple[str, ...]:
        """What stands between the board and ครบ, in words."""
        return (*map(str, self.vacancies), *self.flaws)


@dataclass(frozen=True, slots=True)
class Size:
    """Seats of a board by kind for one size of school, and which kinds may trade places."""

    counts: Mapping[Seat, int]
    trading: frozenset[Seat] = frozenset()
    is_free: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(slots=True)
class Sitting:
    """Who sits on one day: holders by seat; how many members lack a mandatory field, and how many
    are tied to a guardian or an account.
    """

    holders: dict[Seat, int] = field(default_factory=dict)
    nameless: int = 0
    tied: int = 0

    def add(self, seat: Seat, count: int = 1) -> None:
        self.holders[seat] = self.holders.get(seat, 0) + count


def size_of(rule_set: RuleSet, seats: Iterable[SeatRule], student_count: int | None) -> Size | None:
    """The seats of a board made for so many pupils; None where their number is not known.

    300 pupils are still a small school, 301 a large one (admin.md §1.1).
    """
    rules = list(seats)
    if student_count is None and not rule_set.is_total_free:
        return None
    is_small = (student_count or 0) <= rule_set.size_threshold
    counts = {Seat(one.seat): one.count_small if is_small else one.count_large for one in rules}
    trading = frozenset(Seat(one.seat) for one in rules if one.may_trade)
    return Size(counts, trading, is_free=rule_set.is_total_free)


def seats_filled(size: Size, sitting: Sitting) -> tuple[int, tuple[Vacancy, ...]]:
    """How many seats have a holder, and which have none.

    More holders than seats count once. Kinds that may trade places (religion, experts) share their
    seats, as long as each has one holder: real registries differ there (admin.md §1.2).
    """
    lacking = {seat: max(0, n - sitting.holders.get(seat, 0)) for seat, n in size.counts.items()}
    spare = sum(
        max(0, sitting.holders.get(one, 0) - size.counts.get(one, 0)) for one in size.trading
    )
    for seat in sorted(size.trading, reverse=True):
        first_needed = 0 if sitting.holders.get(seat) else min(1, size.counts.get(seat, 0))
        lent = min(spare, max(0, lacking.get(seat, 0) - first_needed))
        lacking[seat] = lacking.get(seat, 0) - lent
        spare -= lent
    vacancies = tuple(Vacancy(seat, n) for seat, n in sorted(lacking.items()) if n)
    return size.total - sum(one.count for one in vacancies), vacancies


def judge(board: Board | None, size: Size | None, sitting: Sitting, today: date) -> Completeness:
    """The status of a school whose newest appointed board is `board` (None: there is none)."""
    if board is None:
        return Completeness(Status.NONE)
    filled, total, vacancies = _seats(size, sitting)
    flaws = _flaws(board, size, sitting)

    def verdict(status: Status) -> Completeness:
        return Completeness(status, filled, total, vacancies, flaws, board.ends_on)

    if board.is_over(today):
        return verdict(Status.EXPIRED)
    if vacancies:
        return verdict(Status.SHORT)
    if flaws:
        return verdict(Status.FLAWED)
    left = (board.ends_on - today).days if board.ends_on else EXPIRING_DAYS + 1
    return verdict(Status.EXPIRING if left <= EXPIRING_DAYS else Status.COMPLETE)


def _seats(size: Size | None, sitting: Sitting) -> tuple[int, int | None, tuple[Vacancy, ...]]:
    """Filled, of how many, and the vacancies; where the total is free, whoever sits has a seat."""
    if size is None:
        return 0, None, ()
    filled, vacancies = seats_filled(size, sitting)
    others = 0
    if size.is_free:
        others = sum(n for seat, n in sitting.holders.items() if seat not in size.counts)
    return filled + others, size.total + others, vacancies


def _flaws(board: Board, size: Size | None, sitting: Sitting) -> tuple[str, ...]:
    found = []
    if size is None:
        found.append("จำนวนนักเรียน")
    if not board.order_number:
        found.append("เลขที่คำสั่ง")
    if board.starts_on is None:
        found.append("วันเริ่มวาระ")
    if sitting.nameless:
        found.append(f"นามสกุลกรรมการ {sitting.nameless} คน")
    return tuple(found)
