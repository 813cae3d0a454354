"""What an order says, in words: from the registry while it is a draft, and from the day it is
issued as it was signed. What was signed is kept with the order, whatever the registry says later.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from committee.authority import authority_of, signers_of
from committee.listing import Listing, listings, stands_for
from committee.models import Board, Member, Order, OrderKind, OrderLine, Seat
from committee.services.boards import end_of_term
from schoolcare.paper.letterhead import Signer
from schoolcare.thai import thai_date_full

BOARD = "คณะกรรมการสถานศึกษาขั้นพื้นฐาน"
# The four headings of มาตรา 38 (admin.md §1.7).
DUTY_LINES = (
    "กำกับการดำเนินการของสถานศึกษาให้เป็นไปตามกฎหมาย ระเบียบ นโยบาย และความต้องการของชุมชน",
    "ส่งเสริมและสนับสนุนกิจการของสถานศึกษา",
    "มีอำนาจหน้าที่เกี่ยวกับการบริหารงานบุคคลตามที่กฎหมายว่าด้วยระเบียบข้าราชการครูกำหนด",
    "ปฏิบัติหน้าที่อื่นตามที่กฎหมายกำหนดหรือตามที่ได้รับมอบหมาย",
)
SUBJECTS = {
    OrderKind.BOARD: f"แต่งตั้ง{BOARD}",
    OrderKind.VACANCY: f"แต่งตั้งกรรมการแทนตำแหน่งที่ว่างใน{BOARD}",
    OrderKind.CORRECTION: f"แก้ไขคำสั่งแต่งตั้ง{BOARD}",
    OrderKind.REMOVAL: f"ให้กรรมการพ้นจากตำแหน่งใน{BOARD}",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One school's rows on the order; `note` stands below them."""

    school: str
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The whole of an order but its number, its days and what it rests on, which it has itself."""

    office: str
    texts: Mapping[str, str]
    sections: tuple[Section, ...]
    signers: tuple[Signer, ...]


def kept(wording: Wording) -> dict[str, Any]:
    """As plain values, for `Order.wording`."""
    return asdict(wording)


def kept_with(order: Order) -> Wording | None:
    """What the order was issued with; None for a draft, and for orders older than the keeping."""
    if not (plain := order.wording):
        return None
    sections = [
        Section(one["school"], tuple(map(tuple, one["rows"])), one["note"])
        for one in plain["sections"]
    ]
    signers = [Signer(**one | {"lines": tuple(one["lines"])}) for one in plain["signers"]]
    return Wording(plain["office"], plain["texts"], tuple(sections), tuple(signers))


class Draft:
    """The words of an order from the registry as it stands; `day` where the order has no date."""

    def __init__(self, order: Order, lines: list[OrderLine], day: date) -> None:
        self.order, self.lines = order, lines
        self.dated_on: date = order.dated_on or day
        self.effective_on: date = order.effective_on or self.dated_on
        self.boards = list({one.board_id: one.board for one in lines}.values())

    def wording(self) -> Wording:
        first = self.boards[0] if self.boards else None
        return Wording(
            office=authority_of(first).office if first else "",
            texts=self.texts(),
            sections=tuple(self.sections()),
            signers=tuple(signers_of(first, self.dated_on)) if first else (),
        )

    # The text

    def texts(self) -> dict[str, str]:
        kind = OrderKind(self.order.kind)
        one = len(self.boards) == 1
        subject = f"{SUBJECTS[kind]} {self.of_schools}" if one else SUBJECTS[kind]
        texts = {"subject": subject, "duties": "", "ending": ""}
        if kind == OrderKind.BOARD:
            texts["duties"] = "\n".join(DUTY_LINES)
        return texts | getattr(self, f"words_of_{kind.value}")()

    @property
    def of_schools(self) -> str:
        """The one school; of several that they stand in the lists."""
        if len(self.boards) == 1:
            return self.schools
        return f"{self.schools} {self.as_listed}"

    @property
    def schools(self) -> str:
        """The name of the one school, or how many they are."""
        one = len(self.boards) == 1
        return str(self.boards[0].school.full_name) if one else f"{len(self.boards)} โรงเรียน"

    @property
    def as_listed(self) -> str:
        """Where the names stand: below, or in the lists at the end."""
        return "ดังต่อไปนี้" if len(self.boards) == 1 else "ตามบัญชีรายชื่อแนบท้ายคำสั่งนี้"

    @property
    def why_new(self) -> str:
        """The first board of a school follows none; both are said only where the lists mix them."""
        firsts = {board.number == 1 for board in self.boards}
        ended, none_yet = "ครบวาระการดำรงตำแหน่ง", "ยังไม่มีชุดที่ดำรงตำแหน่งอยู่"
        if len(firsts) > 1:
            return f"{ended}หรือ{none_yet}"
        return none_yet if firsts == {True} else ended

    @property
    def earlier(self) -> str:
        """The order of the one board that this one is about."""
        board = self.boards[0] if len(self.boards) == 1 else None
        if board is None or not board.order_number:
            return ""
        day = f" ลงวันที่ {thai_date_full(board.ordered_on)}" if board.ordered_on else ""
        return f" ตามคำสั่งที่ {board.order_number}{day}"

    def words_of_board(self) -> dict[str, str]:
        years = self.boards[0].rule_set.term_years if self.boards else 4
        last = end_of_term(self.effective_on, years)
        return {
            "text": f"ด้วย{BOARD} {self.of_schools} {self.why_new} "
            "และโรงเรียนได้ดำเนินการสรรหาและเลือกประธานกรรมการและกรรมการเสร็จสิ้นแล้ว "
            "จึงเสนอรายชื่อเพื่อแต่งตั้ง",
            "ordered": f"จึงแต่งตั้งบุคคล{self.as_listed} เป็น{BOARD} {self.schools}",
            "ending": f"ให้กรรมการมีวาระการดำรงตำแหน่งคราวละ {years} ปี "
            f"ตั้งแต่วันที่ {thai_date_full(self.effective_on)} ถึงวันที่ {thai_date_full(last)} "
            "เว้นแต่กรรมการและเลขานุการ ซึ่งเป็นกรรมการโดยตำแหน่ง",
        }

    def words_of_vacancy(self) -> dict[str, str]:
        return {
            "text": f"ตามที่ได้แต่งตั้ง{BOARD} {self.of_schools}{self.earlier} นั้น "
            "เนื่องจากมีตำแหน่งกรรมการว่างลงก่อนครบวาระ และโรงเรียนได้สรรหาผู้ดำรงตำแหน่งแทนแล้ว",
            "ordered": f"จึงแต่งตั้งบุคคล{self.as_listed} เป็นกรรมการแทนตำแหน่งที่ว่าง",
            "ending": "ให้ผู้ได้รับแต่งตั้งอยู่ในตำแหน่งเท่ากับวาระที่เหลืออยู่ของผู้ซึ่งตนแทน",
        }

    def words_of_correction(self) -> dict[str, str]:
        return {
            "text": f"ตามที่ได้แต่งตั้ง{BOARD} {self.of_schools}{self.earlier} นั้น "
            "ปรากฏว่าคำสั่งดังกล่าวมีข้อความคลาดเคลื่อน",
            "ordered": f"จึงแก้ไขคำสั่งดังกล่าว {self.as_listed}",
            "ending": "นอกจากที่แก้ไขนี้ ให้เป็นไปตามคำสั่งเดิม",
        }

    def words_of_removal(self) -> dict[str, str]:
        return {
            "text": f"ตามที่ได้แต่งตั้ง{BOARD} {self.of_schools}{self.earlier} นั้น "
            "มีเหตุที่กรรมการต้องพ้นจากตำแหน่งก่อนครบวาระ",
            "ordered": f"จึงให้กรรมการ{self.as_listed} พ้นจากตำแหน่ง",
        }

    # The lists

    def sections(self) -> list[Section]:
        """A list a school, in their order."""
        if self.order.kind == OrderKind.BOARD:
            found = self._listings()
            return [_roster(one, found[one.pk]) for one in self.boards]
        kind = OrderKind(self.order.kind)
        rows: dict[int, list[tuple[str, ...]]] = {one.pk: [] for one in self.boards}
        for line in self.lines:
            rows[line.board_id].append(ROWS[kind](line))
        return [Section(one.school.full_name, tuple(rows[one.pk])) for one in self.boards]

    def _listings(self) -> dict[int, Listing]:
        """Who is appointed: whoever is named; of an old order as it was on the first day."""
        if self.order.state == Order.State.ISSUED:
            return listings(self.boards, self.effective_on)
        members = Member.objects.filter(board__in=[one.pk for one in self.boards])
        last = members.aggregate(day=Max("starts_on"))["day"]
        return listings(self.boards, max(self.effective_on, last or self.effective_on))


def _roster(board: Board, listing: Listing) -> Section:
    rows = [
        (one.name, _kind_words(one.seat, one.stands_for), one.position)
        for one in listing.rows
        if not one.is_vacant
    ]
    return Section(board.school.full_name, tuple(rows), listing.count)


def _kind_words(seat: Seat, words: str) -> str:
    return "ผู้อำนวยการโรงเรียน" if seat == Seat.SECRETARY else words


def _position(member: Member) -> str:
    return f"{member.position} ({stands_for(member)})"


def _row_of_vacancy(line: OrderLine) -> tuple[str, ...]:
    member: Any = line.member
    gone = member.replaces
    return (member.full_name, _position(member), gone.full_name if gone else "")


def _row_of_correction(line: OrderLine) -> tuple[str, ...]:
    about = f"{line.get_field_display()}ของ{line.member.full_name}" if line.member else ""
    return (about or line.get_field_display(), line.wrong_words, line.right_words)


def _row_of_removal(line: OrderLine) -> tuple[str, ...]:
    member: Any = line.member
    why = f"{thai_date_full(line.left_on)} {line.get_left_reason_display()}"
    return (member.full_name, _position(member), f"{why} {line.note}".strip())


ROWS = {
    OrderKind.VACANCY: _row_of_vacancy,
    OrderKind.CORRECTION: _row_of_correction,
    OrderKind.REMOVAL: _row_of_removal,
}
