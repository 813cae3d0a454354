"""Changing a board and its members. Everything is recorded; what matters reopens the yearly word.

Rules that concern several rows stand here; what rests on general knowledge is a warning of
`committee.checks`, never a refusal.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from committee.completeness import Sitting, judge, size_of
from committee.models import Board, Confirmation, Member, RuleSet, Seat, without_surname
from committee.services import locks
from committee.services.accounts import refuse_account
from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.fields import blind_index
from schoolcare.identity import clean_id
from schoolcare.models import School, User
from schoolcare.thai import academic_year

HIDDEN = (
    *("citizen_id", "citizen_id_hash", "birth_date", "sex", "religion", "phone", "email"),
    *("line_id", "address", "tambon", "amphoe", "province", "postcode"),
)
BOARD_TERM = {"starts_on", "ends_on"}
WHO_SITS = {"seat", "title", "first_name", "last_name", "monastic_name", "starts_on", "left_on"}


def end_of_term(starts_on: date, years: int) -> date:
    """Last day of a term of `years`: the day before the same date (admin.md §1.5).

    A term that starts on 29 February and ends in a year without one ends on 28 February.
    """
    try:
        after = starts_on.replace(year=starts_on.year + years)
    except ValueError:
        after = date(starts_on.year + years, 3, 1)
    return after - timedelta(days=1)


def rule_set_for(school: School) -> RuleSet:
    """The rules that a new board of this school starts with."""
    return RuleSet.objects.offered_to(school.district_id).get(code=RuleSet.code_for(school))


def is_from_office(by: User, school: School) -> bool:
    """Whether `by` writes for the school from the office above (เขตบันทึกแทน)."""
    return school.pk not in by.access.grant(Permission.BOARD_EDIT).schools


@transaction.atomic
def create_board(board: Board, *, by: User) -> Board:
    """A new draft; its number follows the last one. Raises ValidationError for a term in use."""
    school = School.objects.select_for_update().get(pk=board.school_id)
    if board.number is None:
        numbers = Board.objects.filter(school=school).values_list("number", flat=True)
        board.number = max((one for one in numbers if one), default=0) + 1
    if not board.rule_set_id:
        board.rule_set = rule_set_for(school)
    board.by_office = is_from_office(by, school)
    _fill_end(board)
    board.full_clean(exclude=["order_scan"])
    board.save()
    audit.record("board.create", board, by=by, school_id=school.pk, number=board.number)
    return board


@transaction.atomic
def update_board(board: Board, *, by: User) -> Board:
    """Save what changed. Raises ValidationError for impossible dates or a term in use."""
    current = Board.objects.select_for_update().get(pk=board.pk)
    _refuse_cancelled(current)
    _fill_end(board)
    board.full_clean(exclude=["order_scan"])
    changes = audit.differences(current, board)
    if not changes:
        return current
    board.by_office = is_from_office(by, board.school)
    if locks.COMPOSITION & set(changes) and not board.by_office:
        locks.refuse_proposed(current)
    board.version = current.version + 1
    board.save(update_fields=[*changes, "version", "by_office"])
    audit.record("board.update", board, by=by, school_id=board.school_id, fields=changes)
    if BOARD_TERM & set(changes):
        reopen(board, by=by)
    return board


@transaction.atomic
def appoint(board: Board, *, by: User) -> Board:
    """Record that the order is out. Raises ValidationError without its number and first day."""
    board = Board.objects.select_for_update().select_related("rule_set").get(pk=board.pk)
    if board.state == Board.State.APPOINTED:
        return board
    lacking = {"order_number": board.order_number, "starts_on": board.starts_on}
    errors = {name: "กรอกตามคำสั่งแต่งตั้งก่อน" for name, value in lacking.items() if not value}
    _refuse_cancelled(board)
    if errors:
        raise ValidationError(errors)
    _fill_end(board)
    locks.settle_by_hand([board.pk], by=by, from_office=is_from_office(by, board.school))
    return move(board, Board.State.APPOINTED, by=by)


@transaction.atomic
def cancel_board(board: Board, *, by: User) -> Board:
    """Give a board up that was never appointed; its rows stay, twice changes nothing."""
    board = Board.objects.select_for_update().get(pk=board.pk)
    if board.state == Board.State.CANCELLED:
        return board
    if board.state == Board.State.APPOINTED:
        raise ValidationError("คณะกรรมการที่แต่งตั้งแล้วยกเลิกไม่ได้ ให้บันทึกการพ้นของกรรมการแต่ละคน")
    if board.state == Board.State.PROPOSED:
        raise ValidationError("เสนอแต่งตั้งอยู่ ถอนเรื่องหรือส่งคืนก่อน แล้วจึงยกเลิก")
    return move(board, Board.State.CANCELLED, by=by)


@transaction.atomic
def add_member(member: Member, *, by: User) -> Member:
    """Seat somebody. Raises ValidationError for a second chair or a person with a seat already."""
    board = Board.objects.select_for_update().select_related("school").get(pk=member.board_id)
    _prepare(member, board, by=by)
    member.save()
    audit.record("member.create", member, by=by, school_id=board.school_id, seat=member.seat)
    if not member.awaits_order:
        reopen(board, by=by)
    return member


@transaction.atomic
def update_member(member: Member, *, by: User) -> Member:
    """Save what changed; a change of seat, name or term reopens the yearly confirmation.

    Raises ValidationError for who was taken out of the registry meanwhile.
    """
    board = Board.objects.select_for_update().select_related("school").get(pk=member.board_id)
    current = Member.objects.select_for_update().filter(pk=member.pk).first()
    if current is None:
        raise ValidationError("มีคนนำรายชื่อนี้ออกจากทะเบียนไปแล้ว")
    _prepare(member, board, by=by)
    changes = audit.differences(current, member, hidden=HIDDEN)
    changes.pop("by_office", None)
    if not changes:
        return current
    member.version = current.version + 1
    member.save()
    audit.record("member.update", member, by=by, school_id=board.school_id, fields=changes)
    if WHO_SITS & set(changes) and not member.awaits_order:
        reopen(board, by=by)
    return member


def leave(member: Member, *, on: date, reason: str, note: str = "", by: User) -> Member:
    """Somebody leaves on a day, today, past or to come; the seat is vacant from that day on."""
    if member.starts_on and on < member.starts_on:
        raise ValidationError({"left_on": "วันพ้นต้องไม่ก่อนวันเริ่มวาระของกรรมการคนนี้"})
    member.left_on, member.left_reason, member.left_note = on, reason, note
    return update_member(member, by=by)


def stay(member: Member, *, by: User) -> Member:
    """A leaving was written down by mistake: the member keeps the seat."""
    member.left_on, member.left_reason, member.left_note = None, "", ""
    return update_member(member, by=by)


@transaction.atomic
def drop_candidate(member: Member, *, by: User) -> None:
    """Who was found for a vacancy is not proposed after all: the row goes, the log keeps it.

    Raises ValidationError once the office was asked, or for who sits on the board.
    """
    rows = Member.objects.select_for_update(of=("self",)).select_related("board")
    member = rows.get(pk=member.pk)
    if not member.awaits_order:
        raise ValidationError("กรรมการคนนี้ดำรงตำแหน่งแล้ว บันทึกการพ้นแทน")
    locks.refuse_proposed_member(member)
    school_id, seat = member.board.school_id, member.seat
    audit.record("member.delete", member, by=by, school_id=school_id, seat=seat)
    member.delete()


@transaction.atomic
def reveal_id(member: Member, *, by: User) -> str:
    """The whole id of one member; the look is recorded before it is shown."""
    audit.record("member.reveal", member, by=by, school_id=member.board.school_id)
    return member.citizen_id


@transaction.atomic
def confirm(board: Board, *, by: User) -> Confirmation:
    """The school's word for this academic year; said twice, the first one counts.

    A vacancy is a state that can be confirmed; a registry without its facts is not (admin.md §1.9).
    Raises ValidationError for a board that is not appointed or lacks such a fact.
    """
    board = Board.objects.select_for_update().select_related("rule_set").get(pk=board.pk)
    if board.state != Board.State.APPOINTED:
        raise ValidationError("ยืนยันได้เมื่อบันทึกคำสั่งแต่งตั้งแล้ว")
    if lacking := _lacking(board):
        raise ValidationError(f"ยังยืนยันไม่ได้ กรอกก่อน: {', '.join(lacking)}")
    year = academic_year(timezone.localdate())
    board.confirmations.filter(year=year, state=Confirmation.State.RETURNED).update(
        state=Confirmation.State.REOPENED
    )
    said = board.confirmations.filter(year=year).exclude(state=Confirmation.State.REOPENED).first()
    if said:
        return said
    snapshot = snapshot_of(board)
    said = Confirmation.objects.create(
        board=board, year=year, confirmed_by=by, content_hash=hash_of(snapshot), snapshot=snapshot
    )
    audit.record("board.confirm", board, by=by, school_id=board.school_id, year=year)
    return said


def _lacking(board: Board) -> tuple[str, ...]:
    """Which facts of the registry are empty, in words."""
    today = timezone.localdate()
    size = size_of(board.rule_set, board.rule_set.seats.all(), board.student_count)
    nameless = board.members.seated(today).filter(without_surname()).count()
    return judge(board, size, Sitting(nameless=nameless), today).flaws


def reopen(board: Board, *, by: User | None) -> int:
    """What was confirmed this year is no longer so: the school must say it anew."""
    open_words = board.confirmations.filter(
        year=academic_year(timezone.localdate()), state__in=Confirmation.CONFIRMED
    )
    count = open_words.update(state=Confirmation.State.REOPENED)
    if count:
        audit.record("board.reopen", board, by=by, school_id=board.school_id)
    return count


def snapshot_of(board: Board, members: Iterable[Member] | None = None) -> dict[str, Any]:
    """What a confirmation stands for: the order, the term, who sits where. No personal ids.
    `members`: all of the board in order, where they are known.
    """
    names = ["pk", "seat", "title", "first_name", "last_name", "monastic_name"]
    names += ["starts_on", "left_on"]
    every = board.members.in_order() if members is None else members
    seated = [one for one in every if not one.awaits_order]
    facts = ("number", "order_number", "ordered_on", "starts_on", "ends_on", "student_count")
    plain: dict[str, Any] = {name: getattr(board, name) for name in facts}
    plain["members"] = [{name: getattr(one, name) for name in names} for one in seated]
    return json.loads(json.dumps(plain, default=str, ensure_ascii=False))


def hash_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 of a snapshot, alike for like contents."""
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def move(board: Board, state: Board.State, *, by: User, **facts: Any) -> Board:
    """Put a board into another state; the caller has locked its row."""
    before, board.state = board.state, state
    board.version += 1
    board.full_clean(exclude=["order_scan"])
    board.save()
    facts["state"] = [before, state]
    audit.record("board.state", board, by=by, school_id=board.school_id, **facts)
    return board


def _fill_end(board: Board) -> None:
    """The last day by the rule set, unless somebody stated one."""
    if board.starts_on and board.ends_on is None:
        board.ends_on = end_of_term(board.starts_on, board.rule_set.term_years)
    if board.starts_on and board.ends_on and board.ends_on <= board.starts_on:
        raise ValidationError({"ends_on": "วันครบวาระต้องหลังวันเริ่มวาระ"})


def _refuse_cancelled(board: Board) -> None:
    if board.state == Board.State.CANCELLED:
        raise ValidationError("คณะกรรมการชุดนี้ยกเลิกไปแล้ว")


def _prepare(member: Member, board: Board, *, by: User) -> None:
    _refuse_cancelled(board)
    member.citizen_id = clean_id(member.citizen_id)
    member.citizen_id_hash = blind_index(member.citizen_id)
    member.by_office = is_from_office(by, board.school)
    if not member.by_office:
        locks.refuse_proposed(board)
        locks.refuse_proposed_member(member)
    others = board.members.exclude(pk=member.pk)
    if member.seat == Seat.CHAIR and member.left_on is None:
        chair = others.filter(seat=Seat.CHAIR, left_on=None).first()
        if chair:
            raise ValidationError({"seat": f"มีประธานอยู่แล้ว คือ {chair} บันทึกการพ้นก่อน"})
    twin = others.filter(citizen_id_hash=member.citizen_id_hash).exclude(citizen_id_hash="").first()
    if twin and member.seat != Seat.SECRETARY:
        raise ValidationError({"citizen_id": f"คนนี้มีตำแหน่งในชุดนี้แล้ว ({twin.get_seat_display()})"})
    refuse_account(member, board)
    member.full_clean(exclude=["photo", "guardian", "user", "replaces"])
