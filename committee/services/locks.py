"""What a school may not change while the office makes an order of it, and the way out by hand."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone

from committee.models import Board, Member, OrderKind, OrderLine
from schoolcare.models import User

PROPOSED = (
    "เสนอแต่งตั้งแล้ว แก้ไของค์ประกอบไม่ได้จนกว่าหน่วยงานต้นสังกัดจะออกคำสั่ง "
    "หากต้องแก้ไข ให้ผู้อำนวยการถอนเรื่อง หรือให้หน่วยงานต้นสังกัดส่งคืนก่อน"
)
ON_DRAFT = "หน่วยงานต้นสังกัดกำลังจัดทำคำสั่งของชุดนี้อยู่ โปรดติดต่อเจ้าหน้าที่ก่อน"
COMPOSITION = {"rule_set_id", "rule_set", "student_count", "counted_on", "count_basis"}


def refuse_proposed(board: Board) -> None:
    """Raises ValidationError while the board lies at the office."""
    if board.state == Board.State.PROPOSED:
        raise ValidationError(PROPOSED)


def refuse_proposed_member(member: Member) -> None:
    """Raises ValidationError where an order of who was proposed for a vacancy is asked for."""
    if not (member.pk and member.awaits_order):
        return
    if OrderLine.objects.pending().filter(member=member, kind=OrderKind.VACANCY).exists():
        raise ValidationError(PROPOSED)


def settle_by_hand(boards: Iterable[int], *, by: User | None, from_office: bool) -> None:
    """A paper order was recorded: the proposals of these boards wait no longer.

    Raises ValidationError where the office has one of them on a draft and the school records it.
    """
    asked = OrderLine.objects.pending().filter(board__in=list(boards), kind=OrderKind.BOARD)
    if not from_office and asked.exclude(order=None).exists():
        raise ValidationError(ON_DRAFT)
    keys = list(asked.values_list("pk", flat=True))
    OrderLine.objects.filter(pk__in=keys).update(order=None, closed_at=timezone.now(), closed_by=by)
