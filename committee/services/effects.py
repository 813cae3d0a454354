"""What an issued order writes into the registry, line by line, and how it is taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from committee.models import Board, Member, Order, OrderKind, OrderLine, Seat
from committee.services.boards import end_of_term, move, reopen
from schoolcare import audit
from schoolcare.models import User
from schoolcare.thai import thai_date

Effect = Callable[[OrderLine, Order, User], None]


def write(line: OrderLine, order: Order, *, by: User) -> None:
    """Do what the line says. Raises ValidationError where the registry cannot take it."""
    _WRITE[line.kind](line, order, by)


def take_back(line: OrderLine, order: Order, *, by: User) -> bool:
    """Undo what the line wrote and let it wait anew; False where it was changed since."""
    if not _stands(line, order):
        return False
    try:
        with transaction.atomic():
            _TAKE_BACK[line.kind](line, order, by)
            _ask_again(line)
    except ValidationError:
        return False
    return True


def _ask_again(line: OrderLine) -> None:
    """The same matter waits for an order; the old line stays on the cancelled one."""
    names = ("kind", "board", "member", "field", "wrong", "right", "left_on", "left_reason")
    facts = {name: getattr(line, name) for name in names}
    facts |= {name: getattr(line, name) for name in ("note", "warnings", "asked_by", "by_office")}
    OrderLine.objects.create(**facts)


def _board(line: OrderLine) -> Board:
    rows = Board.objects.select_for_update(of=("self",)).select_related("rule_set")
    return rows.get(pk=line.board_id)


def _member(line: OrderLine) -> Member:
    rows = Member.objects.select_for_update(of=("self",)).select_related("board__school")
    return rows.get(pk=line.member_id or 0)


def _save(member: Member, *, by: User) -> None:
    """Save what changed of a member, as the registry's own form does, whoever locked it."""
    current = Member.objects.get(pk=member.pk)
    changes = audit.differences(current, member)
    if not changes:
        return
    member.version = current.version + 1
    member.full_clean(exclude=["photo", "guardian", "user", "replaces", "board"])
    member.save()
    school_id = member.board.school_id
    audit.record("member.update", member, by=by, school_id=school_id, fields=changes)
    reopen(member.board, by=by)


# ---- the whole board ----------------------------------------------------------------------------


def _appoint(line: OrderLine, order: Order, by: User) -> None:
    board = _board(line)
    if board.state != Board.State.PROPOSED:
        raise ValidationError(f"อยู่ในขั้น “{board.get_state_display()}” ไม่ใช่เสนอแต่งตั้ง")
    starts_on = order.effective_on
    assert starts_on  # noqa: S101 -- an issued order has its days: order_issued_whole
    board.order_number, board.ordered_on = order.number, order.dated_on
    board.starts_on = starts_on
    board.ends_on = end_of_term(starts_on, board.rule_set.term_years)
    if order.dated_on and board.ends_on < order.dated_on:
        words = f"วาระจะครบ {thai_date(board.ends_on)} ก่อนวันที่สั่ง ตรวจวันที่คำสั่งมีผล"
        raise ValidationError(words)
    others = Board.objects.filter(school=board.school_id, ends_on=board.ends_on)
    if others.exclude(pk=board.pk).exclude(state=Board.State.CANCELLED).exists():
        day = thai_date(board.ends_on)
        raise ValidationError(f"มีอีกชุดหนึ่งที่ครบวาระ {day} อยู่แล้ว")
    move(board, Board.State.APPOINTED, by=by, order=order.pk, number=order.number)
    _start_members(board, starts_on)


def _start_members(board: Board, day: date) -> None:
    """Everybody begins with the board but the director, who sits by office."""
    beginning = board.members.filter(left_on=None).exclude(seat=Seat.SECRETARY)
    beginning.update(starts_on=day)


def _unappoint(line: OrderLine, order: Order, by: User) -> None:
    board = _board(line)
    day = board.starts_on
    board.order_number, board.ordered_on, board.order_scan = "", None, None
    board.starts_on = board.ends_on = None
    move(board, Board.State.PROPOSED, by=by, order=order.pk)
    board.members.filter(starts_on=day).exclude(seat=Seat.SECRETARY).update(starts_on=None)
    reopen(board, by=by)


# ---- a vacancy ----------------------------------------------------------------------------------


def _seat(line: OrderLine, order: Order, by: User) -> None:
    """The rest of the term is theirs; the seat must be free on the day."""
    member = _member(line)
    if not member.awaits_order:
        raise ValidationError(f"{member} ไม่ได้รอคำสั่งแต่งตั้งแล้ว")
    board, day = member.board, order.effective_on
    if board.state != Board.State.APPOINTED or (board.ends_on and day and board.ends_on < day):
        raise ValidationError("คณะกรรมการชุดนี้พ้นวาระก่อนวันที่คำสั่งมีผล")
    if board.starts_on and day and day < board.starts_on:
        raise ValidationError(f"คำสั่งมีผลก่อนวันเริ่มวาระของชุดนี้ ({thai_date(board.starts_on)})")
    gone = member.replaces
    if gone and day and (gone.left_on is None or gone.left_on > day):
        raise ValidationError(f"{gone} ยังไม่พ้นจากตำแหน่งในวันที่คำสั่งมีผล")
    member.awaits_order, member.starts_on = False, day
    _save(member, by=by)


def _unseat(line: OrderLine, order: Order, by: User) -> None:
    member = _member(line)
    member.awaits_order, member.starts_on = True, None
    _save(member, by=by)


# ---- a correction -------------------------------------------------------------------------------


def _correct(line: OrderLine, order: Order, by: User) -> None:
    _set(line, line.right, by)


def _uncorrect(line: OrderLine, order: Order, by: User) -> None:
    """What is right stays written; only the order that says so has to be made anew."""


def _set(line: OrderLine, text: str, by: User) -> None:
    if line.member_id:
        member = _member(line)
        setattr(member, line.field, text)
        _save(member, by=by)
        return
    board = _board(line)
    day = date.fromisoformat(text) if text else None
    if getattr(board, line.field) == day:
        return
    setattr(board, line.field, day)
    if board.starts_on and board.ends_on and board.ends_on <= board.starts_on:
        raise ValidationError("วันครบวาระต้องหลังวันเริ่มวาระ")
    board.version += 1
    board.full_clean(exclude=["order_scan"])
    board.save()
    fields = {line.field: [line.wrong, line.right]}
    audit.record("board.update", board, by=by, school_id=board.school_id, fields=fields)
    reopen(board, by=by)


# ---- a removal ----------------------------------------------------------------------------------


def _remove(line: OrderLine, order: Order, by: User) -> None:
    member = _member(line)
    if member.starts_on and line.left_on and line.left_on < member.starts_on:
        raise ValidationError(f"วันพ้นของ {member} อยู่ก่อนวันเริ่มวาระ")
    member.left_on, member.left_reason, member.left_note = line.left_on, line.left_reason, line.note
    _save(member, by=by)


def _put_back(line: OrderLine, order: Order, by: User) -> None:
    member = _member(line)
    member.left_on, member.left_reason, member.left_note = None, "", ""
    others = member.board.members.filter(seat=Seat.CHAIR, left_on=None).exclude(pk=member.pk)
    if member.seat == Seat.CHAIR and others.exists():
        raise ValidationError(f"{member} กลับเป็นประธานไม่ได้ มีประธานคนใหม่แล้ว")
    _save(member, by=by)


def _stands(line: OrderLine, order: Order) -> bool:
    """Whether the registry still says what the line wrote."""
    member: Any = line.member
    board = line.board
    if line.kind == OrderKind.BOARD:
        return board.state == Board.State.APPOINTED and board.order_number == order.number
    if line.kind == OrderKind.VACANCY:
        return not member.awaits_order and member.starts_on == order.effective_on
    if line.kind == OrderKind.REMOVAL:
        return bool(member.left_on == line.left_on)
    now = getattr(member or board, line.field)
    return str(now or "") == line.right


_WRITE: dict[str, Effect] = {
    OrderKind.BOARD: _appoint,
    OrderKind.VACANCY: _seat,
    OrderKind.CORRECTION: _correct,
    OrderKind.REMOVAL: _remove,
}
_TAKE_BACK: dict[str, Effect] = {
    OrderKind.BOARD: _unappoint,
    OrderKind.VACANCY: _unseat,
    OrderKind.CORRECTION: _uncorrect,
    OrderKind.REMOVAL: _put_back,
}
