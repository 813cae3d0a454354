"""What rows change: the facts of a board, its members, who came in whose place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from committee.importing.known import Known
from committee.importing.panels import Panel
from committee.importing.writes import Writes
from committee.models import Board, Member, Seat
from committee.services.boards import BOARD_TERM, HIDDEN, WHO_SITS
from schoolcare.fields import blind_index
from schoolcare.headings import Entry
from schoolcare.importing import Change
from students.importing.changes import overlay, words

MEMBER_FIELDS = (
    *("seat", "title", "first_name", "last_name", "monastic_name", "birth_date", "sex", "religion"),
    *("address", "tambon", "amphoe", "province", "postcode", "phone", "email", "line_id"),
    *("occupation", "education", "organization", "starts_on", "term_number", "left_on"),
    *("left_reason", "left_note", "note"),
)
COUNT_BASIS = "จำนวนในไฟล์นำเข้า"


def settle_board(panel: Panel, known: Known, writes: Writes, today: date) -> list[Change]:
    """Set what the rows say of the board itself; what changes of a known one."""
    board, wanted = panel.board, _facts(panel)
    is_new = board.pk is None
    if is_new and not wanted.get("number"):
        wanted["number"] = known.numbers[panel.school.pk] + 1
    if board.state == Board.State.APPOINTED:
        panel.count_before = board.student_count
    last = known.numbers[panel.school.pk]
    known.numbers[panel.school.pk] = max(last, wanted.get("number", 0))
    if wanted.get("student_count", board.student_count) != board.student_count:
        wanted = {"counted_on": today, "count_basis": COUNT_BASIS} | wanted
    changes = []
    for name, old, new in overlay(board, wanted):
        writes.boards.note(board, name)
        shown = words(board, name, old), words(board, name, new)
        changes.append(Change(f"คณะกรรมการ {_label(name)}", *shown))
        if name in BOARD_TERM and not is_new:
            writes.reopened.add(board.pk)
    changes += _appoint(board, writes)
    if is_new:
        writes.boards.note(board)
        return []
    return changes


def _label(name: str) -> str:
    field: Any = Board._meta.get_field(name)
    return str(field.verbose_name)


def lead_of(panel: Panel) -> Entry | None:
    """The row that speaks for the board: its first chair's, else the earliest."""
    own = _own_rows(panel)
    chairs = [one for one in panel.good if one.get("seat") == Seat.CHAIR]
    ordered = in_time(chairs) or in_time(own)
    return ordered[0] if ordered else None


def _own_rows(panel: Panel) -> list[Entry]:
    """The rows that state the board's last day themselves; all of them where none does."""
    end = panel.board.ends_on
    return [one for one in panel.good if one.get("ends_on", None) == end] or panel.good


def in_time(entries: Sequence[Entry]) -> list[Entry]:
    """By first day, unknown ones last, then as in the file."""
    return sorted(entries, key=lambda one: (one.get("starts_on", None) or date.max, one.row.number))


def _facts(panel: Panel) -> dict[str, Any]:
    """What the file says of the board: of its lead, else of the earliest row that says it."""
    lead, board = lead_of(panel), panel.board
    ranked = [one for one in (lead, *in_time(_own_rows(panel))) if one]
    found = {"student_count": _first(ranked, "student_count")}
    found |= {"counted_on": _first(ranked, "counted_on"), "number": _first(ranked, "board_number")}
    if _speaks_for_board(panel, lead):
        found["starts_on"] = _first(ranked, "starts_on")
        ordered = next((one for one in ranked if one.get("order_number")), None)
        found["order_number"] = ordered.get("order_number") if ordered else None
        found["ordered_on"] = _first([*filter(None, [ordered]), *ranked], "ordered_on")
    elif not board.order_number:
        found["order_number"] = _first(ranked, "order_number")
        found["ordered_on"] = _first(ranked, "ordered_on")
    return {name: value for name, value in found.items() if value is not None}


def _first(entries: Sequence[Entry], name: str) -> Any:
    return next((one.values[name] for one in entries if name in one.values), None)


def _speaks_for_board(panel: Panel, lead: Entry | None) -> bool:
    """Whether the lead may set first day and order: not so who came in somebody's place later."""
    board, start = panel.board, lead.get("starts_on", None) if lead else None
    if board.pk is None or board.starts_on is None:
        return True
    if lead is None or start is None or lead.get("seat") != Seat.CHAIR:
        return False
    member = panel.found.get(lead.row.number)
    return start <= board.starts_on or bool(member and member.starts_on == board.starts_on)


def _appoint(board: Board, writes: Writes) -> list[Change]:
    """With its order, first and last day known a board is appointed."""
    is_whole = board.order_number and board.starts_on and board.ends_on
    if not is_whole or board.state == Board.State.APPOINTED:
        return []
    old, board.state = board.get_state_display(), Board.State.APPOINTED
    writes.boards.note(board, "state")
    return [Change("คณะกรรมการ สถานะ", old, board.get_state_display())]


def settle_member(panel: Panel, entry: Entry, writes: Writes) -> tuple[Member, list[Change]]:
    """The member that a row means, found or new, with what the row changes of them."""
    known = panel.found.get(entry.row.number)
    member = known or Member(board=panel.board)
    wanted = {name: entry.values[name] for name in MEMBER_FIELDS if name in entry.values}
    changes = []
    for name, old, new in overlay(member, wanted):
        writes.members.note(member, name)
        shown = () if name in HIDDEN else (words(member, name, old), words(member, name, new))
        label = entry.columns.label("left_reason" if name == "left_note" else name)
        changes.append(Change(label, *shown))
        if name in WHO_SITS:
            writes.reopen(panel.board)
    if (number := entry.get("number")) and blind_index(number) != member.citizen_id_hash:
        if member.citizen_id_hash:
            entry.warn("number", "เลขต่างจากที่บันทึกไว้ จึงเปลี่ยนตามไฟล์ กรุณาตรวจ")
        member.citizen_id, member.citizen_id_hash = number, blind_index(number)
        writes.members.note(member, "citizen_id", "citizen_id_hash")
        changes.append(Change(entry.columns.label("number")))
    if member.awaits_order:  # the file is made from the orders that are out
        member.awaits_order = False
        writes.members.note(member, "awaits_order")
        changes.append(Change("รอคำสั่งแต่งตั้ง", "ใช่", "ไม่"))
        writes.reopen(panel.board)
    if known is None:
        writes.members.note(member)
        writes.reopen(panel.board)
    return member, changes


def link_replacements(panel: Panel, members: Sequence[Member], new: Sequence[Member]) -> None:
    """Who came later to a seat that one person alone had left: in whose place (admin.md §1.5)."""
    everybody = list({_key(one): one for one in (*panel.members, *members)}.values())
    taken = {one.replaces_id for one in everybody}
    start = panel.board.starts_on
    for member in sorted(new, key=lambda one: one.starts_on or date.min):
        if not (start and member.starts_on and member.starts_on > start):
            continue
        free = [one for one in everybody if _made_way(one, member) and _key(one) not in taken]
        if len(free) == 1:
            member.replaces = free[0]
            taken.add(_key(free[0]))


def _key(member: Member) -> int:
    return member.pk or -id(member)


def _made_way(one: Member, member: Member) -> bool:
    left = one.left_on
    is_before = bool(left and member.starts_on and left <= member.starts_on)
    return one is not member and one.seat == member.seat and is_before
