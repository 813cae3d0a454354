"""Where a board that is being made stands, what comes next, and the plan of its selection.

Who picks whom is admin.md §1.4: each group its own, representatives and director the experts, all
members the chair out of the experts.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from committee.completeness import Size
from committee.models import Board, Order, OrderKind, OrderLine, Seat, Selection
from committee.services.selection import may_propose
from schoolcare.access import Permission
from schoolcare.models import User

State = Board.State
PATH = (State.DRAFT, State.SELECTING, State.PROPOSED, State.APPOINTED)
PICKED_BY = {
    Seat.PARENT: "ที่ประชุมผู้ปกครองเลือกกันเอง",
    Seat.TEACHER: "ที่ประชุมครูเลือกกันเอง",
    Seat.COMMUNITY: "องค์กรชุมชนในเขตบริการเลือกกันเอง",
    Seat.LOCALGOV: "องค์กรปกครองส่วนท้องถิ่นเสนอชื่อตามหนังสือของโรงเรียน",
    Seat.ALUMNI: "สมาคมหรือที่ประชุมศิษย์เก่าเลือกกันเอง",
    Seat.RELIGION: "วัดและองค์กรศาสนาในพื้นที่เสนอชื่อตามหนังสือของโรงเรียน",
    Seat.EXPERT: "ผู้แทนทุกกลุ่มกับผู้อำนวยการเลือกร่วมกัน",
    Seat.CHAIR: "กรรมการทุกคนเลือกจากผู้ทรงคุณวุฒิ",
    Seat.SECRETARY: "โดยตำแหน่ง ไม่ต้องสรรหา",
}
# Representatives, then the experts, then the chair out of them; the director sits by office.
TURNS = (*list(Seat)[1:8], Seat.CHAIR, Seat.SECRETARY)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the line; `mark` is done, now or "" for what is still to come."""

    label: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One kind of seat: how many, who picks them; `note` where a number needs a word."""

    seat: Seat
    count: int
    picked_by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the page of a board in the making shows above its members."""

    steps: list[Step]
    text: str = ""
    label: str = ""  # the one next action and its address
    url: str = ""
    plan: tuple[PlanRow, ...] = ()
    selection: Selection | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What lies at the office about one board, and what it sent back and nobody asked anew."""

    pending: list[OrderLine]
    returned: list[OrderLine]
    cancelled: list[Order]  # orders that appointed the board and hold no longer

    def may_withdraw(self, board: Board, user: User) -> bool:
        """Whether `user` may take back what waits; nobody may once an order has it."""
        waits = any(one.order_id is None for one in self.pending)
        return waits and may_propose(user, board.school)

    def of_member(self, member_id: int) -> OrderLine | None:
        """What is asked about one member."""
        return next((one for one in self.pending if one.member_id == member_id), None)


def asked_of(board: Board) -> Asked:
    """One query."""
    lines = OrderLine.objects.filter(board=board).exclude(order__state=Order.State.ISSUED)
    lines = lines.select_related("board", "member__replaces", "closed_by", "order")
    pending, cancelled = [], []
    returned: dict[tuple[Any, ...], OrderLine] = {}
    for line in lines.order_by("-asked_at", "-pk"):
        about = (line.kind, line.member_id, line.field)
        if line.order and line.order.state == Order.State.CANCELLED:
            cancelled.append(line.order)
        elif line.closed_at is None:
            pending.append(line)
        elif line.was_returned:
            returned.setdefault(about, line)
    anew = {(one.kind, one.member_id, one.field) for one in pending}
    still = [line for about, line in returned.items() if about not in anew and _is_open(line)]
    return Asked(pending, still, [one for one in cancelled if one.number])


def _is_open(line: OrderLine) -> bool:
    """Whether somebody has to do something about what was sent back."""
    if line.kind == OrderKind.BOARD:
        return line.board.state == State.RETURNED
    if line.kind == OrderKind.VACANCY:
        return bool(line.member and line.member.awaits_order)
    return False


def plan_of(size: Size | None) -> tuple[PlanRow, ...]:
    """The seats in the order in which they are filled; nothing where the size is unknown."""
    if size is None:
        return ()
    rows = []
    for seat in TURNS:
        count, note = size.counts.get(seat, 0), ""
        if seat == Seat.EXPERT and size.counts.get(Seat.CHAIR):
            count, note = count + size.counts[Seat.CHAIR], "รวมผู้ที่จะได้รับเลือกเป็นประธาน"
        if seat == Seat.CHAIR:
            note = "เป็นหนึ่งในผู้ทรงคุณวุฒิข้างต้น"
        if count:
            rows.append(PlanRow(seat, count, PICKED_BY[seat], note))
    return tuple(rows)


def progress_of(board: Board, user: User, size: Size | None, *, may_edit: bool) -> Progress | None:
    """None for a board that is appointed or cancelled; its selection is at hand."""
    if board.state in {State.APPOINTED, State.CANCELLED}:
        return None
    shown: dict[str, Any] = {"steps": _steps(board)}
    shown["selection"] = getattr(board, "selection", None) or Selection(board=board)
    if board.state in {State.SELECTING, State.RETURNED}:
        shown["plan"] = plan_of(size)
    return Progress(**shown | _next(board, user, may_edit=may_edit))


def _steps(board: Board) -> list[Step]:
    """The line of states; a board that was sent back stands at its selection again."""
    is_back = board.state == State.RETURNED
    here = PATH.index(State.SELECTING if is_back else State(board.state))
    marks = ["done"] * here + ["now"] + [""] * (len(PATH) - here - 1)
    labels = [str(state.label) for state in PATH]
    if is_back:
        labels[here] = str(State.RETURNED.label)
    return [Step(label, mark) for label, mark in zip(labels, marks, strict=True)]


def _next(board: Board, user: User, *, may_edit: bool) -> dict[str, str]:
    """The one thing to do next, for who may do it; for everybody else what is waited for."""
    if board.state == State.PROPOSED:
        makes = board.school.district_id in user.access.grant(Permission.ORDER_MAKE).districts
        text = "รอหน่วยงานต้นสังกัดออกคำสั่งแต่งตั้ง"
        if not makes:
            return {"text": f"{text} ระหว่างนี้แก้ไของค์ประกอบไม่ได้"}
        return {"text": text, "label": "จัดทำคำสั่ง", "url": reverse("committee:order-list")}
    if not may_edit:
        return {}
    if board.state == State.DRAFT:
        text = "ระบุจำนวนนักเรียนและกำหนดวันสรรหา ระบบแจ้งจำนวนกรรมการที่ต้องสรรหาให้"
        url = reverse("committee:board-select", args=[board.pk])
        return {"text": text, "label": "เริ่มสรรหา", "url": url}
    url = reverse("committee:board-propose", args=[board.pk])
    if may_propose(user, board.school):
        text = "เพิ่มกรรมการที่ได้รับเลือกให้ครบ แล้วเสนอให้หน่วยงานต้นสังกัดออกคำสั่ง"
        return {"text": text, "label": "เสนอแต่งตั้ง", "url": url}
    text = "เพิ่มกรรมการที่ได้รับเลือกให้ครบ แล้วให้ผู้อำนวยการเสนอแต่งตั้ง"
    return {"text": text, "label": "ตรวจความพร้อม", "url": url}
