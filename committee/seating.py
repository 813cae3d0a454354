"""Who sits where on one board, seat by seat: holders, vacancies and their due day, who left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from committee.checks import Finding, findings_of_board, looked_at
from committee.completeness import Completeness, Sitting, Size, judge, size_of
from committee.directors import directors_of, is_same
from committee.models import Board, Check, Member, Remark, Seat
from committee.terms import Terms, served_before, terms_of
from schoolcare.models import Membership


@dataclass(slots=True)
class Row:
    """One seat. Without member and director it is vacant; `former` is who left it.

    Beside a director without a row of their own `former` is who stands there in their stead, until
    the night writes it down (services.secretary).
    """

    seat: Seat
    member: Member | None = None
    director: Membership | None = None  # holds the seat that follows the office
    is_coming: bool = False  # the member's first day is still to come
    former: Member | None = None
    proposed: Member | None = None  # for this vacancy; sits from the order on
    successor: Member | None = None  # appointed for this vacancy, whose first day is to come
    terms: Terms | None = None  # how many the member has served; None for who sits by office
    is_asked: bool = False  # the office was asked for that order
    refill_by: date | None = None
    days_left: int | None = None
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)  # of the office, still to be mended

    @property
    def is_vacant(self) -> bool:
        return self.member is None and self.director is None

    @property
    def term_words(self) -> str:
        """The terms counted from the school's boards; beside them what the school says itself."""
        if self.member is None or self.terms is None:
            return ""
        said = self.member.term_number
        if not said or said in (self.terms.in_all, self.terms.in_a_row):
            return str(self.terms)
        return f"{self.terms} · โรงเรียนระบุ {said}"

    @property
    def is_refill_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0


@dataclass(slots=True)
class Seating:
    """A board as it stands on one day; a board that is over stands as on its last day."""

    board: Board
    rows: list[Row]
    former: list[Member]
    verdict: Completeness
    findings: list[Finding]
    size: Size | None = None

    @property
    def warnings(self) -> list[Finding]:
        """What concerns the board and no single member; vacancies have rows of their own."""
        told = {Check.TOTAL, Check.EACH_KIND}
        own = [one for one in self.findings if one.member_id is None]
        return [one for one in own if one.check not in told]

    def put(self, remarks: Iterable[Remark]) -> None:
        """Each remark on a member into that member's row."""
        for remark in remarks:
            for row in self.rows:
                if row.member and row.member.pk == remark.member_id:
                    row.remarks.append(remark)

    def mark_asked(self, members: Iterable[int | None]) -> None:
        """Which of those who are proposed for a vacancy the office was asked about."""
        asked = set(members)
        for row in self.rows:
            row.is_asked = bool(row.proposed and row.proposed.pk in asked)

    @property
    def people(self) -> int:
        return sum(not (row.is_vacant or row.is_coming) for row in self.rows)


@dataclass(slots=True)
class Filled:
    """The seats of a board on one day: their rows, who was there before, what to make of it."""

    rows: list[Row]
    present: list[Member]  # who sits, is to come, or waits for the order
    former: list[Member]
    size: Size | None
    sitting: Sitting
    verdict: Completeness


def filled(
    board: Board, members: Iterable[Member], director: Membership | None, today: date
) -> Filled:
    """Every seat with its holder or as vacant, for pages and papers alike; asks nothing more.

    `director` is who has the seat of the office, whoever is written there; None: nobody known. A
    board that is over keeps whom it had: there the office counts where nobody is written.
    """
    everybody = list(members)
    day = day_of(board, today)
    size = size_of(board.rule_set, board.rule_set.seats.all(), board.student_count)
    here = [one for one in everybody if one.is_seated(day)]
    coming = [one for one in everybody if not one.is_seated(day) and one.is_seated_later(day)]
    proposed = [one for one in everybody if one.awaits_order]
    if board.is_over(today) and any(one.seat == Seat.SECRETARY for one in here):
        director = None
    sitting = _sitting(here, has_director=director is not None)
    verdict = judge(board, size, sitting, today)
    present = [*here, *coming, *proposed]
    former = [one for one in everybody if one not in present]
    vacant = _vacancies(board, verdict, former, [one for one in here if one.replaces_id], today)
    for row, member in _heirs(vacant, proposed):
        row.proposed = member
    for row, member in _heirs([row for row in vacant if row.proposed is None], coming):
        row.successor = member
    rows = sorted([*_rows(here, coming, director, size), *vacant], key=lambda row: row.seat)
    return Filled(rows, present, former, size, sitting, verdict)


def seating_of(board: Board, today: date) -> Seating:
    """The seating of `board`, whose rule set is at hand. Five queries."""
    members = looked_at(board.members.in_order(), today)
    director = directors_of([board], today)[board.pk]
    found = filled(board, members, director, today)
    served = served_before([board])[board.pk]
    findings = findings_of_board(
        board, found.present, found.size, found.sitting, today, served=served
    )
    for row in found.rows:
        if holder := row.member or row.proposed:
            row.findings = [one for one in findings if one.member_id == holder.pk]
            row.terms = terms_of(holder, board, served)
    return Seating(board, found.rows, found.former, found.verdict, findings, found.size)


def day_of(board: Board, day: date) -> date:
    """`day`, or the nearest day of a term that has not begun or is over."""
    begun = max(day, board.starts_on or day)
    return min(begun, board.ends_on or begun)


def _sitting(here: Iterable[Member], *, has_director: bool) -> Sitting:
    sitting = Sitting()
    for member in here:
        sitting.add(Seat(member.seat))
        sitting.nameless += member.lacks_surname
    if has_director:
        sitting.holders[Seat.SECRETARY] = 1
    return sitting


def _rows(
    here: list[Member], coming: list[Member], director: Membership | None, size: Size | None
) -> list[Row]:
    """A row for each holder; the director has the seat of the office, whoever is written there."""
    rows = [Row(Seat(one.seat), one) for one in here]
    rows += [Row(Seat(one.seat), one, is_coming=True) for one in coming]
    if director is None or (size is not None and Seat.SECRETARY not in size.counts):
        return rows
    written = [one for one in here if one.seat == Seat.SECRETARY]
    own = next((one for one in written if is_same(one, director.user)), None)
    before = next(iter(written), None) if own is None else None
    rows = [row for row in rows if row.is_coming or row.seat != Seat.SECRETARY]
    return [*rows, Row(Seat.SECRETARY, own, director=director, former=before)]


def _vacancies(
    board: Board, verdict: Completeness, former: list[Member], refills: list[Member], today: date
) -> list[Row]:
    """A row for each vacant seat, with who left it last and whom nobody has replaced."""
    replaced = {one.replaces_id for one in refills}
    left: dict[int, list[Member]] = defaultdict(list)
    for member in sorted(former, key=lambda one: one.left_on or today):
        if member.pk not in replaced:
            left[member.seat].append(member)
    rows = []
    for vacancy in verdict.vacancies:
        for _ in range(vacancy.count):
            gone = left[vacancy.seat].pop() if left[vacancy.seat] else None
            row = Row(vacancy.seat, former=gone)
            row.refill_by = refill_due(board, gone) if gone else None
            row.days_left = (row.refill_by - today).days if row.refill_by else None
            rows.append(row)
    return rows


def _heirs(vacant: list[Row], members: list[Member]) -> Iterator[tuple[Row, Member]]:
    """Whoever is to follow stands at the vacancy of who left, else at one of the same kind."""
    free = list(vacant)
    for member in members:
        same = [row for row in free if row.seat == member.seat]
        same.sort(key=lambda row: not (row.former and row.former.pk == member.replaces_id))
        if same:
            free = [row for row in free if row is not same[0]]
            yield same[0], member


def refill_due(board: Board, gone: Member) -> date | None:
    """By when the seat of who left must be filled; None where so little of the term remains that
    nobody need be found (admin.md §1.5; days by the rule set), or the board was never appointed.
    """
    if gone.left_on is None or board.ends_on is None or board.state != Board.State.APPOINTED:
        return None
    if (board.ends_on - gone.left_on).days < board.rule_set.refill_exempt_days:
        return None
    return gone.left_on + timedelta(days=board.rule_set.refill_days)
