"""A board as the registry lists it: who holds each seat, which seats are vacant, who has left.

Columns and order are those of admin.md §1.9: the chair, the seats in their order, the secretary
last. The secretary is the director among the school's staff; where the school has none on record,
whoever the board names. Three queries beside those that fetch the boards, whatever their number;
one more where any of them is over.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from committee import seating
from committee.directors import directors_of
from committee.models import Board, Member, Seat
from committee.seating import day_of, filled
from committee.terms import People, Terms, served_before, terms_of
from schoolcare.models import Membership, School
from schoolcare.paper.letterhead import FORMS
from schoolcare.thai import thai_date


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a member, or a vacant seat, which has no name."""

    seat: Seat
    stands_for: str
    name: str = ""
    address: str = ""
    home: str = ""  # the address without what it shares with the school's, as papers show it
    phone: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    remark: str = ""
    is_monk: bool = False

    @property
    def is_vacant(self) -> bool:
        return not self.name

    @property
    def position(self) -> str:
        return self.seat.position

    @property
    def follows_office(self) -> bool:
        return self.seat == Seat.SECRETARY


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one board on one day; `left` are those who sat there before."""

    rows: tuple[Row, ...] = ()
    left: tuple[Row, ...] = ()
    total: int | None = None  # seats; None where the size of the school is unknown

    @property
    def vacant(self) -> int:
        return sum(row.is_vacant for row in self.rows)

    @property
    def monks(self) -> int:
        return sum(row.is_monk for row in self.rows)

    @property
    def people(self) -> int:
        """Members who are no monks: those are counted as รูป (admin.md §1.3)."""
        return len(self.rows) - self.vacant - self.monks

    @property
    def count(self) -> str:
        """รวม 14 คน 1 รูป ว่าง 1 ตำแหน่ง"""
        vacant = f" ว่าง {self.vacant} ตำแหน่ง" if self.vacant else ""
        return f"รวม {count_of(self.people, self.monks)}{vacant}"


def count_of(people: int, monks: int) -> str:
    """So many persons and monks, each with its own classifier."""
    lay = f"{people:,} คน" if people or not monks else ""
    return " ".join(filter(None, [lay, f"{monks:,} รูป" if monks else ""]))


def with_rules(boards: QuerySet[Board]) -> QuerySet[Board]:
    """Boards with what `listings` asks of each: their school, the seats of their rule set."""
    return boards.select_related("rule_set", "school").prefetch_related("rule_set__seats")


def listings(boards: Iterable[Board], day: date) -> dict[int, Listing]:
    """What the registry lists of each board on `day`, by board id; boards `with_rules`.

    A board that is over is listed as it was on its last day, one that has not begun as on its
    first.
    """
    found = list(boards)
    members: dict[int, list[Member]] = defaultdict(list)
    rows = Member.objects.filter(board__in=[one.pk for one in found])
    for member in rows.select_related("replaces").in_order():
        members[member.board_id].append(member)
    directors, served = directors_of(found, day), served_before(found)
    return {
        one.pk: listing_of(one, members[one.pk], directors[one.pk], day, served[one.pk])
        for one in found
    }


def listing_of(
    board: Board,
    members: list[Member],
    director: Membership | None,
    day: date,
    served: list[People],
) -> Listing:
    """One board from its members, in the order of the registry, and the director of the day."""
    at = day_of(board, day)
    found = filled(board, members, director, day)
    rows = []
    for one in found.rows:
        if one.is_vacant:
            rows.append(_vacant(one))
        elif one.director:
            rows.append(_secretary(one.director, one.member, board.school))
        elif one.member and not one.is_coming:
            rows.append(row_of(one.member, board, at, served))
    return Listing(
        rows=tuple(rows),
        left=tuple(_left(one, board, at, served) for one in found.former if one.left_on),
        total=found.verdict.total,
    )


def row_of(member: Member, board: Board, day: date, served: list[People]) -> Row:
    return Row(
        seat=Seat(member.seat),
        stands_for=stands_for(member),
        name=member.full_name,
        address=member.full_address,
        home=home_of(member, board.school),
        phone=member.phone,
        starts_on=member.starts_on,
        ends_on=None if member.seat == Seat.SECRETARY else board.ends_on,
        remark=_remark(member, day, terms_of(member, board, served)),
        is_monk=member.is_monk,
    )


def home_of(member: Member, school: School) -> str:
    """The address in short: district and province where they are others than the school's."""
    parts = [member.address, member.tambon and f"ต.{member.tambon}"]
    if member.amphoe != school.amphoe or member.province != school.province:
        parts.append(member.amphoe and f"อ.{member.amphoe}")
    if member.province != school.province:
        parts.append(member.province and f"จ.{member.province}")
    return " ".join(filter(None, parts))


def seat_words(member: Member) -> str:
    """Whom a member represents; the chair is one of the experts, of religion a monk or not."""
    seat = Seat(member.seat)
    if seat == Seat.CHAIR:
        return str(Seat.EXPERT.label)
    if seat == Seat.RELIGION:
        return "ผู้แทนพระภิกษุสงฆ์" if member.is_monk else "ผู้แทนองค์กรศาสนา"
    return str(seat.label)


def stands_for(member: Member) -> str:
    """Whom a member represents, with the body that sent them."""
    label = seat_words(member)
    return f"{label} ({member.organization})" if member.organization else label


def _remark(member: Member, day: date, terms: Terms | None) -> str:
    """Whom a member stands in for, the term if it is not the first, a leaving to come, the note.

    The term is what the school says, else what its boards tell.
    """
    said = []
    if member.replaces:
        said.append(f"แทน{member.replaces.full_name}")
    counted = terms.in_all if terms and terms.counts else 1
    number = member.term_number or counted
    if number > 1 and member.seat != Seat.SECRETARY:
        said.append(f"วาระที่ {number}")
    if member.left_on and member.left_on > day:
        said.append(f"จะพ้น {thai_date(member.left_on)}")
    return " ".join(filter(None, [*said, member.note]))


def _left(member: Member, board: Board, day: date, served: list[People]) -> Row:
    """Who sat there, when and why they went; no longer where they live."""
    reason = member.get_left_reason_display() if member.left_reason else ""
    said = [f"พ้น {thai_date(member.left_on)}", reason, member.left_note]
    row = row_of(member, board, day, served)
    return replace(row, address="", home="", phone="", remark=" ".join(filter(None, said)))


def _secretary(director: Membership, member: Member | None, school: School) -> Row:
    """The director from the staff; home and telephone as the board has them of the same person."""
    person = director.user
    return Row(
        seat=Seat.SECRETARY,
        stands_for=str(Seat.SECRETARY.label),
        name=person.full_name,
        address=member.full_address if member else "",
        home=home_of(member, school) if member else "",
        phone=(member.phone if member else "") or person.phone,
        starts_on=director.starts_on or (member.starts_on if member else None),
        remark=FORMS.get(director.acting, ""),
    )


def _vacant(vacancy: seating.Row) -> Row:
    """A seat that nobody holds, with the day it fell vacant if known; the chair is an expert's."""
    label = (Seat.EXPERT if vacancy.seat == Seat.CHAIR else vacancy.seat).label
    since = vacancy.former.left_on if vacancy.former else None
    remark = f"ว่างตั้งแต่ {thai_date(since)}" if since else ""
    return Row(vacancy.seat, str(label), remark=remark)
