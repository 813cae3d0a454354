"""คำสั่ง of the appointing authority: a whole board, a vacancy filled, a correction, a removal.

One school's names stand in the order itself; those of several in lists at its end, a list a school.
Form and words are admin.md §4.4 and §1.11.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from committee.authority import authority_of, signers_of
from committee.listing import Listing, listings, stands_for
from committee.models import Board, Member, Order, OrderKind, OrderLine, Seat
from committee.services.boards import end_of_term
from committee.services.orders import lines_of
from schoolcare.access import Permission
from schoolcare.documents import SUBJECT, TEXT, BodyField, Document, register
from schoolcare.models import Register
from schoolcare.paper.letterhead import Signer
from schoolcare.thai import buddhist_year, thai_date_full

BOARD = "คณะกรรมการสถานศึกษาขั้นพื้นฐาน"
ORDERED = BodyField("ordered", "จึงมีคำสั่ง (ต่อจากอำนาจตามกฎหมาย)")
DUTIES = BodyField("duties", "หน้าที่ บรรทัดละข้อ")
ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
# The four headings of มาตรา 38 (admin.md §1.7).
DUTY_LINES = (
    "กำกับการดำเนินการของสถานศึกษาให้เป็นไปตามกฎหมาย ระเบียบ นโยบาย และความต้องการของชุมชน",
    "ส่งเสริมและสนับสนุนกิจการของสถานศึกษา",
    "มีอำนาจหน้าที่เกี่ยวกับการบริหารงานบุคคลตามที่กฎหมายว่าด้วยระเบียบข้าราชการครูกำหนด",
    "ปฏิบัติหน้าที่อื่นตามที่กฎหมายกำหนดหรือตามที่ได้รับมอบหมาย",
)
# Columns beside the number: heading and width in mm.
COLUMNS: dict[str, tuple[tuple[str, int], ...]] = {
    OrderKind.BOARD: (("ชื่อ - สกุล", 60), ("ผู้แทน", 50), ("ตำแหน่ง", 38)),
    OrderKind.VACANCY: (("ชื่อ - สกุล", 50), ("ตำแหน่ง (ผู้แทน)", 53), ("แทน", 45)),
    OrderKind.CORRECTION: (("รายการ", 52), ("ข้อความเดิม", 48), ("แก้เป็น", 48)),
    OrderKind.REMOVAL: (("ชื่อ - สกุล", 48), ("ตำแหน่ง (ผู้แทน)", 45), ("พ้นตั้งแต่วันที่และเหตุ", 55)),
}
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


@register
class CommitteeOrder(Document):
    slug = "committee-order"
    title = "คำสั่งเกี่ยวกับคณะกรรมการสถานศึกษา"
    permission = Permission.ORDER_MAKE
    needs = ("district", "object")
    objects: Any = Order.objects.select_related("district")
    template = "committee/print/order.html"
    body_fields = (SUBJECT, TEXT, ORDERED, DUTIES, ENDING)
    register = Register.ORDER
    is_signed = True

    @property
    def order(self) -> Order:
        return self.subject.object

    @cached_property
    def lines(self) -> list[OrderLine]:
        return list(lines_of(self.order))

    @cached_property
    def boards(self) -> list[Board]:
        return list({one.board_id: one.board for one in self.lines}.values())

    @cached_property
    def signers(self) -> list[Signer]:  # type: ignore[override]
        """The appointing authority of the boards' rule set."""
        return signers_of(self.boards[0], self.dated_on) if self.boards else super().signers

    @property
    def dated_on(self) -> date:
        return self.order.dated_on or self.choices.date

    @property
    def effective_on(self) -> date:
        return self.order.effective_on or self.dated_on

    @property
    def number(self) -> str:
        """The order's own, else that of the register; empty for the pen."""
        return self.order.number or (self.number_entry.text if self.number_entry else "")

    @property
    def of_schools(self) -> str:
        """The one school; of several that they stand in the lists."""
        if len(self.boards) == 1:
            return str(self.boards[0].school.full_name)
        return f"{len(self.boards)} โรงเรียน ตามบัญชีรายชื่อแนบท้ายคำสั่งนี้"

    def context(self) -> dict[str, Any]:
        place = authority_of(self.boards[0]).office if self.boards else ""
        columns = COLUMNS[self.order.kind]
        return {
            "order": self.order,
            "number": self.number,
            "year": buddhist_year(self.dated_on.year),
            "office": place,
            "basis": self.order.legal_basis,
            "headings": [heading for heading, _ in columns],
            "widths": [width for _, width in columns],
            "sections": self.sections(),
            "is_annexed": len(self.boards) > 1,
            "has_roster": self.order.kind == OrderKind.BOARD and len(self.boards) == 1,
            "duties": self.body["duties"].splitlines(),
            # Who is removed goes on a day of their own, which stands beside the name.
            "effective_on": None if self.order.kind == OrderKind.REMOVAL else self.effective_on,
            "dated_on": self.dated_on,
        }

    def default_body(self) -> dict[str, str]:
        kind = OrderKind(self.order.kind)
        one = len(self.boards) == 1
        subject = f"{SUBJECTS[kind]} {self.of_schools}" if one else SUBJECTS[kind]
        texts = {"subject": subject, "duties": "", "ending": ""}
        if kind == OrderKind.BOARD:
            texts["duties"] = "\n".join(DUTY_LINES)
        return texts | getattr(self, f"words_of_{kind.value}")()

    @property
    def why_new(self) -> str:
        """The first board of a school follows none; both are said only where the lists mix them."""
        firsts = {board.number == 1 for board in self.boards}
        ended, none_yet = "ครบวาระการดำรงตำแหน่ง", "ยังไม่มีชุดที่ดำรงตำแหน่งอยู่"
        if len(firsts) > 1:
            return f"{ended}หรือ{none_yet}"
        return none_yet if firsts == {True} else ended

    def words_of_board(self) -> dict[str, str]:
        years = self.boards[0].rule_set.term_years if self.boards else 4
        last = end_of_term(self.effective_on, years)
        return {
            "text": f"ด้วย{BOARD} {self.of_schools} {self.why_new} "
            "และโรงเรียนได้ดำเนินการสรรหาและเลือกประธานกรรมการและกรรมการเสร็จสิ้นแล้ว "
            "จึงเสนอรายชื่อเพื่อแต่งตั้ง",
            "ordered": f"จึงแต่งตั้งบุคคลดังต่อไปนี้ เป็น{BOARD} {self.of_schools}",
            "ending": f"ให้กรรมการมีวาระการดำรงตำแหน่งคราวละ {years} ปี "
            f"ตั้งแต่วันที่ {thai_date_full(self.effective_on)} ถึงวันที่ {thai_date_full(last)} "
            "เว้นแต่กรรมการและเลขานุการ ซึ่งเป็นกรรมการโดยตำแหน่ง",
        }

    def words_of_vacancy(self) -> dict[str, str]:
        return {
            "text": f"ตามที่ได้แต่งตั้ง{BOARD} {self.of_schools}{self.earlier} นั้น "
            "เนื่องจากมีตำแหน่งกรรมการว่างลงก่อนครบวาระ และโรงเรียนได้สรรหาผู้ดำรงตำแหน่งแทนแล้ว",
            "ordered": "จึงแต่งตั้งบุคคลดังต่อไปนี้ เป็นกรรมการแทนตำแหน่งที่ว่าง",
            "ending": "ให้ผู้ได้รับแต่งตั้งอยู่ในตำแหน่งเท่ากับวาระที่เหลืออยู่ของผู้ซึ่งตนแทน",
        }

    def words_of_correction(self) -> dict[str, str]:
        return {
            "text": f"ตามที่ได้แต่งตั้ง{BOARD} {self.of_schools}{self.earlier} นั้น "
            "ปรากฏว่าคำสั่งดังกล่าวมีข้อความคลาดเคลื่อน",
            "ordered": "จึงแก้ไขคำสั่งดังกล่าว ดังต่อไปนี้",
            "ending": "นอกจากที่แก้ไขนี้ ให้เป็นไปตามคำสั่งเดิม",
        }

    def words_of_removal(self) -> dict[str, str]:
        return {
            "text": f"ตามที่ได้แต่งตั้ง{BOARD} {self.of_schools}{self.earlier} นั้น "
            "มีเหตุที่กรรมการต้องพ้นจากตำแหน่งก่อนครบวาระ",
            "ordered": "จึงให้กรรมการดังต่อไปนี้ พ้นจากตำแหน่ง",
        }

    @property
    def earlier(self) -> str:
        """The order of the one board that this one is about."""
        board = self.boards[0] if len(self.boards) == 1 else None
        if board is None or not board.order_number:
            return ""
        day = f" ลงวันที่ {thai_date_full(board.ordered_on)}" if board.ordered_on else ""
        return f" ตามคำสั่งที่ {board.order_number}{day}"

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
        """Who is appointed: as it was on the first day, on a draft whoever is named."""
        if self.order.state == Order.State.ISSUED:
            return listings(self.boards, self.effective_on)
        members = Member.objects.filter(board__in=[one.pk for one in self.boards])
        days = members.exclude(starts_on=None).values_list("starts_on", flat=True)
        return listings(self.boards, max([self.effective_on, *days]))

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Order.objects.filter(lines__isnull=False).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


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
