"""The boards of many schools at one look: a fixed number of queries, whatever their number."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Exists, OuterRef, Subquery

from committee.completeness import (
    DONE,
    Completeness,
    Sitting,
    Size,
    Status,
    judge,
    size_of,
)
from committee.models import (
    Board,
    Confirmation,
    Member,
    Remark,
    Seat,
    SeatRule,
    lacks_surname,
)
from committee.ties import count_of_board
from schoolcare.access import Role
from schoolcare.models import Membership, School
from schoolcare.thai import academic_year

SITS = ("board", "seat", "starts_on", "left_on", "title", "last_name", "guardian", "user")


@dataclass(frozen=True, slots=True)
class SchoolBoard:
    """One school's line in the registry: the board that counts today and the verdict on it."""

    school: School
    board: Board | None
    verdict: Completeness
    size: Size | None = None  # the seats of the board, where that is known
    confirmed: str = ""  # the state of this year's confirmation, "" without one
    has_remarks: bool = False  # of the office, not settled yet
    lapsed: int = 0  # members whose ground for sitting is gone (committee.ties), where asked for
    tied: int = 0  # members of whom that can be told at all

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed in Confirmation.CONFIRMED

    @property
    def may_be_certified(self) -> bool:
        """Confirmed and not looked over yet, complete, without an open remark."""
        is_sent = self.confirmed == Confirmation.State.SENT
        return is_sent and self.verdict.is_done and not self.has_remarks

    def days_left(self, today: date) -> int | None:
        """Days until the term is over; negative once it is."""
        return (self.verdict.expires_on - today).days if self.verdict.expires_on else None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many schools stand where."""

    by_status: Counter[Status]
    confirmed: int
    schools: int

    @property
    def done(self) -> int:
        return sum(self.by_status[one] for one in DONE)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Each status in words with its schools, for tables of sums."""
        return [(one.label, self.by_status[one]) for one in Status]

    @property
    def percent(self) -> Decimal:
        """Schools that are complete, of all, in percent with one decimal (half up)."""
        share = Decimal(100 * self.done) / self.schools if self.schools else Decimal(0)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def school_boards(
    schools: Iterable[School],
    today: date,
    *,
    with_remarks: bool = True,
    with_ties: bool = False,
) -> list[SchoolBoard]:
    """The line of every given school, in their order; three queries beside that of the schools."""
    rows = list(schools)
    asked = [one.pk for one in rows]
    boards = _boards_that_count(asked, today, with_remarks=with_remarks, with_ties=with_ties)
    sizes = sizes_of(boards.values())
    sittings = sittings_of(boards.values(), today)
    lines = []
    for school in rows:
        board = boards.get(school.pk)
        sitting = sittings[board.pk] if board else Sitting()
        if getattr(board, "is_directed", False):
            sitting.holders[Seat.SECRETARY] = 1
        size = sizes[board.pk] if board else None
        verdict = judge(board, size, sitting, today)
        confirmed = getattr(board, "confirmed", "") or ""
        has_remarks = getattr(board, "has_remarks", False)
        lost = getattr(board, "lapsed", 0)
        told = (confirmed, has_remarks, lost, sitting.tied)
        lines.append(SchoolBoard(school, board, verdict, size, *told))
    return lines


def totals_of(lines: Iterable[SchoolBoard]) -> Totals:
    found = list(lines)
    by_status = Counter(one.status for one in found)
    return Totals(by_status, sum(one.is_confirmed for one in found), len(found))


def _boards_that_count(
    schools: list[int], today: date, *, with_remarks: bool, with_ties: bool
) -> dict[int, Board]:
    """Per school the appointed board of today, else the one that ended last; by school id.

    Each with the state of this year's confirmation, and whether the school has a director, be it an
    acting one.
    """
    this_year = Confirmation.objects.filter(board=OuterRef("pk"), year=academic_year(today))
    directors = Membership.objects.on(today).filter(role=Role.DIRECTOR, user__is_active=True)
    found = Board.objects.appointed().filter(school__in=schools)
    found = found.annotate(
        confirmed=Subquery(this_year.values("state")[:1]),
        is_directed=Exists(directors.filter(school=OuterRef("school"))),
    )
    if with_remarks:
        remarks = Remark.objects.still_open().filter(confirmation__board=OuterRef("pk"))
        found = found.annotate(has_remarks=Exists(remarks))
    if with_ties:
        found = found.annotate(lapsed=count_of_board(today))
    begun = [one for one in found.order_by() if one.has_begun(today)]
    newest = sorted(begun, key=_by_end)
    return {board.school_id: board for board in newest}


def _by_end(board: Board) -> tuple[date, date]:
    """The board that ends last comes last; an appointed one always has an end."""
    return board.ends_on or date.min, board.starts_on or date.min


def sizes_of(boards: Iterable[Board]) -> dict[int, Size | None]:
    """The seats each board has, by board id; one query."""
    asked = list(boards)
    found = SeatRule.objects.filter(rule_set__in={one.rule_set_id for one in asked})
    rules: dict[int, list[SeatRule]] = defaultdict(list)
    for rule in found.select_related("rule_set").order_by("seat"):
        rules[rule.rule_set_id].append(rule)
    return {
        one.pk: size_of(seats[0].rule_set, seats, one.student_count) if seats else None
        for one in asked
        for seats in [rules[one.rule_set_id]]
    }


def sittings_of(boards: Iterable[Board], today: date) -> dict[int, Sitting]:
    """Who sits where today, of a board that is over on its last day; by board id, one query.

    The rows are counted here: there are some fifteen a board, and sums cost more to ask for.
    """
    until = {one.pk: min(today, one.ends_on or today) for one in boards}
    rows = Member.objects.filter(board__in=until, awaits_order=False).order_by()
    found: dict[int, Sitting] = defaultdict(Sitting)
    for board, seat, starts_on, left_on, title, last_name, *ties in rows.values_list(*SITS):
        day = until[board]
        if (starts_on or day) <= day and (left_on is None or left_on > day):
            found[board].add(Seat(seat))
            found[board].nameless += lacks_surname(title, last_name)
            found[board].tied += any(ties)
    return found
