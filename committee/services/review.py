"""The office looks over what a school confirmed: remarks, ส่งกลับแก้ไข, รับรอง."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from committee.models import Board, Confirmation, Member, Remark
from committee.reports import SchoolBoard, school_boards
from schoolcare import audit
from schoolcare.access import GRANTS, Permission
from schoolcare.models import Membership, School, User
from schoolcare.thai import academic_year

NOT_WAITING = "ทะเบียนนี้ไม่ได้รอตรวจอยู่ โรงเรียนอาจเพิ่งแก้ไขหรือมีผู้ตรวจไปแล้ว โปรดดูอีกครั้ง"
OWN = "ผู้ยืนยันรับรองทะเบียนของตนเองไม่ได้ โปรดให้ผู้มีสิทธิ์ตรวจคนอื่นรับรอง"
State = Confirmation.State


def open_remarks(board: Board) -> QuerySet[Remark]:
    """What the school has to mend: remarks of a confirmation sent back, until it confirms anew.

    Each has `member` (None: of the board itself), `field`, `text`.
    """
    sent_back = Remark.objects.still_open().filter(confirmation__state=State.RETURNED)
    return sent_back.filter(confirmation__board=board).select_related("member", "confirmation")


def unsettled_remarks(board: Board) -> QuerySet[Remark]:
    """What the office has not called settled yet, whatever the school did since."""
    found = Remark.objects.still_open().filter(confirmation__board=board)
    return found.select_related("member", "made_by", "confirmation")


def word_of_year(board: Board, today: date) -> Confirmation | None:
    """The newest confirmation of this academic year."""
    said = board.confirmations.filter(year=academic_year(today))
    return said.select_related("confirmed_by", "reviewed_by").first()


@transaction.atomic
def add_remark(
    confirmation: Confirmation, *, field: str, text: str, member: Member | None, by: User
) -> Remark:
    """Note what is wrong; the school sees it once the registry is sent back.

    Raises ValidationError where nothing waits for review, or the field is not the member's.
    """
    confirmation = _locked(confirmation, *Confirmation.CONFIRMED)
    if member and member.board_id != confirmation.board_id:
        raise ValidationError({"member": "กรรมการคนนี้ไม่ได้อยู่ในชุดนี้"})
    remark = Remark(confirmation=confirmation, member=member, field=field, made_by=by)
    remark.text = " ".join(text.split())
    remark.full_clean()
    remark.save()
    school_id = confirmation.board.school_id
    audit.record("remark.create", remark, by=by, school_id=school_id, field=field)
    return remark


@transaction.atomic
def settle_remark(remark: Remark, *, by: User) -> Remark:
    """Call a remark settled, or take it back; settled twice changes nothing."""
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if remark.resolved_at:
        return remark
    remark.resolved_at = timezone.now()
    remark.save(update_fields=["resolved_at"])
    school_id = remark.confirmation.board.school_id
    audit.record("remark.settle", remark, by=by, school_id=school_id, field=remark.field)
    return remark


@transaction.atomic
def send_back(confirmation: Confirmation, *, by: User) -> Confirmation:
    """Give the registry back to the school with the open remarks; also one certified already.

    Raises ValidationError without one, or where nothing waits for review.
    """
    confirmation = _locked(confirmation, *Confirmation.CONFIRMED)
    remarks = confirmation.remarks.still_open().count()
    if not remarks:
        raise ValidationError("เขียนข้อทักท้วงอย่างน้อยหนึ่งข้อก่อนส่งกลับ")
    return _answer(confirmation, State.RETURNED, by=by, action="board.return", remarks=remarks)


@transaction.atomic
def certify(confirmation: Confirmation, *, by: User) -> Confirmation:
    """The office's word that the registry is right; earlier remarks are settled with it.

    Raises ValidationError where nothing waits for review, the registry is not complete, a remark
    of this very confirmation is open, or `by` confirmed it while somebody else may certify
    (design.md, two-person rules).
    """
    confirmation = _locked(confirmation, State.SENT)
    line = _line(confirmation.board)
    if not line.verdict.is_done:
        lacking = ", ".join(line.verdict.missing) or line.status.label
        raise ValidationError(f"ทะเบียนยังไม่ครบ ({lacking}) ส่งกลับให้โรงเรียนแก้ไขก่อน")
    if confirmation.remarks.still_open().exists():
        raise ValidationError("ยังมีข้อทักท้วงค้างอยู่ ส่งกลับแก้ไข หรือปิดข้อทักท้วงก่อน")
    if must_be_another(confirmation, by):
        raise ValidationError(OWN)
    for remark in unsettled_remarks(confirmation.board):
        settle_remark(remark, by=by)
    return _certified(confirmation, by=by)


@transaction.atomic
def certify_all(lines: Iterable[SchoolBoard], *, by: User) -> tuple[int, int]:
    """Certify every school of `lines` that is confirmed, complete and without an open remark.

    Returns how many were certified, and how many were left to somebody else because `by` confirmed
    them.
    """
    today = timezone.localdate()
    boards = [one.board.pk for one in lines if one.board and one.may_be_certified]
    waiting = Confirmation.objects.select_for_update(of=("self",)).filter(
        board__in=boards, year=academic_year(today), state=State.SENT
    )
    done = left = 0
    locked = list(waiting.select_related("board__school").order_by("pk"))
    still = Remark.objects.still_open().filter(confirmation__board__in=boards)
    objected = set(still.values_list("confirmation__board", flat=True))  # also those made just now
    for confirmation in locked:
        if confirmation.board_id in objected:
            continue
        if must_be_another(confirmation, by):
            left += 1
        else:
            _certified(confirmation, by=by)
            done += 1
    return done, left


def must_be_another(confirmation: Confirmation, user: User) -> bool:
    """Whether `user` confirmed this and somebody else may certify it; no query for anybody else."""
    if confirmation.confirmed_by_id != user.pk:
        return False
    return reviewers(confirmation.board.school).exclude(pk=user.pk).exists()


def reviewers(school: School) -> QuerySet[User]:
    """Active people of the office above who may look over this school's registry today."""
    roles = [role for role, grants in GRANTS.items() if Permission.BOARD_REVIEW in grants]
    held = Membership.objects.on(timezone.localdate()).filter(role__in=roles)
    held = held.filter(district=school.district_id)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True)


def _locked(confirmation: Confirmation, *states: str) -> Confirmation:
    fresh = Confirmation.objects.select_for_update(of=("self",)).select_related("board__school")
    found = fresh.get(pk=confirmation.pk)
    if found.state not in states:
        raise ValidationError(NOT_WAITING)
    return found


def _line(board: Board) -> SchoolBoard:
    """The school's line; a board that does not count any more is not complete."""
    return school_boards([board.school], timezone.localdate())[0]


def _certified(confirmation: Confirmation, *, by: User) -> Confirmation:
    confirmation.self_certified = confirmation.confirmed_by_id == by.pk
    facts = {"self_certified": confirmation.self_certified}
    return _answer(confirmation, State.CERTIFIED, by=by, action="board.certify", **facts)


def _answer(
    confirmation: Confirmation, state: State, *, by: User, action: str, **facts: int
) -> Confirmation:
    confirmation.state, confirmation.reviewed_by = state, by
    confirmation.reviewed_at = timezone.now()
    confirmation.was_certified = state == State.CERTIFIED
    said = ["state", "reviewed_by", "reviewed_at", "self_certified", "was_certified"]
    confirmation.save(update_fields=said)
    board = confirmation.board
    audit.record(action, board, by=by, school_id=board.school_id, year=confirmation.year, **facts)
    return confirmation
