"""From the opening of a selection to the proposal, and what the office answers (admin.md §1.4).

What the school asks the office for is an `OrderLine` without an order. A proposed board does not
change any more until the office has returned it or made the order.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from committee.checks import Finding, findings_of_member
from committee.models import Board, Member, OrderKind, OrderLine, Seat, Selection
from committee.seating import Seating, seating_of
from committee.services.boards import is_from_office, move
from schoolcare import audit
from schoolcare.access import GRANTS, Permission
from schoolcare.models import Membership, School, User

OPENABLE = (Board.State.DRAFT, Board.State.SELECTING, Board.State.RETURNED)
DAYS = ("announced_on", "apply_from", "apply_until", "apply_at", "meeting_on", "meeting_at")
PROPOSABLE = (Board.State.SELECTING, Board.State.RETURNED)
NOT_YOURS = "ผู้อำนวยการเป็นผู้เสนอแต่งตั้ง"
NOT_YOURS_TO_TAKE = "ผู้อำนวยการเป็นผู้ถอนเรื่องที่เสนอ"
ON_ORDER = "หน่วยงานต้นสังกัดนำเรื่องนี้เข้าร่างคำสั่งหรือออกคำสั่งแล้ว ถอนไม่ได้ โปรดติดต่อเจ้าหน้าที่"
ASKED = "ขอเรื่องนี้ไว้แล้วด้วยข้อความอื่นและยังรอคำสั่งอยู่ ถอนเรื่องเดิมก่อนแล้วขอใหม่"
# What a request says beside what it is about.
SAID = ("wrong", "right", "left_on", "left_reason", "note")
ACCEPT = "อ่านคำเตือนแล้วติ๊กรับทราบก่อนเสนอ"


def may_propose(user: User, school: School) -> bool:
    """The director; the office for the school; whoever keeps the board where nobody directs.

    The second holder of a right is asked for only where there is one (design.md, two persons).
    """
    if school.pk in user.access.grant(Permission.BOARD_CONFIRM).schools:
        return True
    edits = user.access.grant(Permission.BOARD_EDIT)
    if school.district_id in edits.districts:
        return True
    return school.pk in edits.schools and not _has_director(school)


def _has_director(school: School) -> bool:
    roles = [role for role, grants in GRANTS.items() if Permission.BOARD_CONFIRM in grants]
    held = Membership.objects.on(timezone.localdate()).filter(school=school, role__in=roles)
    return held.filter(user__is_active=True).exists()


@transaction.atomic
def start(board: Board, selection: Selection, *, by: User) -> Selection:
    """Open the selection, or change its days; the size of the school is kept with the opening.

    Raises ValidationError without the number of pupils that decides how many seats there are, or
    for a board that is proposed, appointed or cancelled.
    """
    current = Board.objects.select_for_update().select_related("rule_set").get(pk=board.pk)
    if current.state not in OPENABLE:
        raise ValidationError(f"คณะกรรมการชุดนี้อยู่ในขั้น “{current.get_state_display()}” แล้ว")
    if board.student_count is None and not current.rule_set.is_total_free:
        raise ValidationError({"student_count": "กรอกจำนวนนักเรียน เพื่อรู้ว่ามีกรรมการกี่คน"})
    sizes = ("student_count", "counted_on", "count_basis")
    changes = {name: getattr(board, name) for name in sizes}
    changes = {name: new for name, new in changes.items() if new != getattr(current, name)}
    for name, new in changes.items():
        setattr(current, name, new)
    if current.state == Board.State.DRAFT:
        move(current, Board.State.SELECTING, by=by, size=current.student_count)
    elif changes:
        current.version += 1
        current.save()
        audit.record("board.update", current, by=by, school_id=current.school_id, fields=changes)
    return _save_days(selection, current, by=by)


def _save_days(days: Selection, board: Board, *, by: User) -> Selection:
    kept = Selection.objects.filter(board=board).first() or Selection(board=board, started_by=by)
    changed = [name for name in DAYS if getattr(kept, name) != getattr(days, name)]
    for name in changed:
        setattr(kept, name, getattr(days, name))
    if changed or kept.pk is None:
        kept.full_clean(exclude=["board"])
        kept.save()
        audit.record("selection.save", kept, by=by, school_id=board.school_id, fields=changed)
    return kept


def hindrances(seating: Seating) -> list[str]:
    """What must be mended before the board can be proposed, in words."""
    found = []
    if seating.verdict.total is None:
        found.append("ยังไม่ระบุจำนวนนักเรียน จึงยังไม่รู้จำนวนกรรมการ")
    elif not seating.board.members.filter(left_on=None).exclude(seat=Seat.SECRETARY).exists():
        found.append("ยังไม่มีกรรมการในชุดนี้")
    people = {row.member.pk: row.member for row in seating.rows if row.member}
    found += [_said(one, people) for one in seating.findings if one.blocks]
    nameless = [str(one) for one in people.values() if one.lacks_surname]
    return [*found, *(f"{name}: ยังไม่มีนามสกุล ไม่มีให้ใส่ -" for name in nameless)]


def warnings_of(seating: Seating) -> list[str]:
    """What speaks against it and stops nobody; whoever proposes says that they have read it."""
    people = {row.member.pk: row.member for row in seating.rows if row.member}
    return [_said(one, people) for one in seating.findings if not one.blocks]


def _said(finding: Finding, people: dict[int, Member]) -> str:
    member = people.get(finding.member_id or 0)
    return f"{member}: {finding.text}" if member else finding.text


@transaction.atomic
def propose(board: Board, *, accepted: Iterable[str] = (), by: User) -> Board:
    """Send the board to the office; sent twice, it is sent once.

    `accepted` are the warnings that were read and ticked. Raises ValidationError for what blocks,
    for a warning that nobody has read, or where somebody else proposes.
    """
    board = (
        Board.objects.select_for_update(of=("self",))
        .select_related("rule_set", "school__district")
        .get(pk=board.pk)
    )
    if board.state == Board.State.PROPOSED:
        return board
    if board.state not in PROPOSABLE:
        raise ValidationError("เริ่มสรรหาก่อน แล้วจึงเสนอแต่งตั้ง")
    if not may_propose(by, board.school):
        raise ValidationError(NOT_YOURS)
    seating = seating_of(board, timezone.localdate())
    if lacking := hindrances(seating):
        raise ValidationError([f"ยังเสนอไม่ได้ {one}" for one in lacking])
    warnings = warnings_of(seating)
    if set(warnings) - set(accepted):
        raise ValidationError(ACCEPT)
    move(board, Board.State.PROPOSED, by=by, warnings=len(warnings))
    OrderLine.objects.create(
        kind=OrderKind.BOARD,
        board=board,
        warnings=warnings,
        asked_by=by,
        by_office=is_from_office(by, board.school),
    )
    return board


@transaction.atomic
def propose_member(member: Member, *, accepted: Iterable[str] = (), by: User) -> OrderLine:
    """Ask for the order that seats who was found for a vacancy; asked twice, it is asked once."""
    board = _appointed(member.board)
    if not may_propose(by, board.school):
        raise ValidationError(NOT_YOURS)
    member = Member.objects.select_for_update().get(pk=member.pk)
    if not member.awaits_order:
        raise ValidationError("กรรมการคนนี้ไม่ได้รอคำสั่งแต่งตั้ง")
    member.board = board
    lacking, warnings = findings_of_candidate(member)
    if lacking:
        raise ValidationError([f"ยังเสนอไม่ได้ {one}" for one in lacking])
    if set(warnings) - set(accepted):
        raise ValidationError(ACCEPT)
    facts = {"kind": OrderKind.VACANCY, "member": member, "warnings": warnings}
    return _ask(OrderLine(board=board, **facts), by=by)


def findings_of_candidate(member: Member) -> tuple[list[str], list[str]]:
    """What stands in the way of seating somebody, and what is only warned of; board at hand."""
    found = findings_of_member(member, timezone.localdate())
    lacking = [one.text for one in found if one.blocks]
    if member.lacks_surname:
        lacking.append("ยังไม่มีนามสกุล ไม่มีให้ใส่ -")
    return lacking, [one.text for one in found if not one.blocks]


@transaction.atomic
def ask_correction(line: OrderLine, *, by: User) -> OrderLine:
    """Ask for an order that sets right what an earlier one says."""
    board = _appointed(line.board)
    line.kind = OrderKind.CORRECTION
    of_board = line.field in OrderLine.OF_BOARD
    if of_board == bool(line.member_id):
        whose = "ไม่ต้องเลือกกรรมการ" if of_board else "เลือกกรรมการที่ต้องแก้ไข"
        raise ValidationError({"member": whose})
    return _ask(line, board=board, by=by)


@transaction.atomic
def ask_removal(line: OrderLine, *, by: User) -> OrderLine:
    """Ask for an order that ends somebody's membership."""
    board = _appointed(line.board)
    line.kind = OrderKind.REMOVAL
    member: Member | None = line.member
    if member and member.starts_on and line.left_on and line.left_on < member.starts_on:
        raise ValidationError({"left_on": "วันพ้นต้องไม่ก่อนวันเริ่มวาระของกรรมการคนนี้"})
    return _ask(line, board=board, by=by)


def _appointed(board: Board) -> Board:
    rows = Board.objects.select_for_update(of=("self",))
    found = rows.select_related("school__district", "rule_set").get(pk=board.pk)
    if found.state != Board.State.APPOINTED:
        raise ValidationError("ใช้กับคณะกรรมการที่แต่งตั้งแล้ว")
    return found


def _ask(line: OrderLine, *, by: User, board: Board | None = None) -> OrderLine:
    board = board or line.board
    if line.member_id and line.member and line.member.board_id != board.pk:
        raise ValidationError({"member": "กรรมการคนนี้ไม่ได้อยู่ในชุดนี้"})
    same = {name: getattr(line, name) for name in ("kind", "board_id", "member_id", "field")}
    if known := OrderLine.objects.pending().filter(**same).first():
        if any(getattr(known, name) != getattr(line, name) for name in SAID):
            raise ValidationError(ASKED)
        return known
    line.asked_by, line.by_office = by, is_from_office(by, board.school)
    line.full_clean(exclude=["board", "member", "asked_by"])
    line.save()
    member = line.member_id
    audit.record(
        "order.ask", line, by=by, school_id=board.school_id, kind=str(line.kind), member=member
    )
    return line


@transaction.atomic
def send_back(line: OrderLine, *, reason: str, by: User) -> OrderLine:
    """The office returns what was asked, and says why; returned twice changes nothing.

    Raises ValidationError without a reason, for what stands on an order, or what the school took
    back itself.
    """
    line, board = _locked(line)
    if line.was_returned:
        return line
    if line.closed_at:
        raise ValidationError("โรงเรียนถอนเรื่องนี้ หรือบันทึกคำสั่งเองไปแล้ว ไม่ต้องส่งคืน")
    if line.order_id:
        raise ValidationError("เรื่องนี้อยู่ในคำสั่งแล้ว นำออกจากคำสั่งก่อน")
    if not (words := " ".join(reason.split())):
        raise ValidationError({"reason": "เขียนเหตุที่ส่งคืน"})
    _close(line, by=by, reason=words)
    if line.kind == OrderKind.BOARD and board.state == Board.State.PROPOSED:
        move(board, Board.State.RETURNED, by=by)
    audit.record(
        "order.return", line, by=by, school_id=board.school_id, kind=line.kind, reason=words
    )
    return line


@transaction.atomic
def withdraw(line: OrderLine, *, by: User) -> OrderLine:
    """The school takes back what it asked for; a board goes on being selected.

    Withdrawn twice, it was withdrawn once. Raises ValidationError once it stands on an order, or
    where somebody else proposes.
    """
    line, board = _locked(line)
    if line.closed_at:
        return line
    if not may_propose(by, board.school):
        raise ValidationError(NOT_YOURS_TO_TAKE)
    if line.order_id:
        raise ValidationError(ON_ORDER)
    _close(line, by=by)
    if line.kind == OrderKind.BOARD and board.state == Board.State.PROPOSED:
        move(board, Board.State.SELECTING, by=by)
    audit.record("order.unask", line, by=by, school_id=board.school_id, kind=line.kind)
    return line


def _locked(line: OrderLine) -> tuple[OrderLine, Board]:
    """The line and its board as they are now; the board is locked first, as everywhere."""
    boards = Board.objects.select_for_update(of=("self",)).select_related("school")
    board = boards.get(pk=line.board_id)
    return OrderLine.objects.select_for_update(of=("self",)).get(pk=line.pk), board


def _close(line: OrderLine, *, by: User | None, reason: str = "") -> None:
    line.closed_at, line.closed_by, line.close_reason = timezone.now(), by, reason
    line.save(update_fields=["closed_at", "closed_by", "close_reason"])
