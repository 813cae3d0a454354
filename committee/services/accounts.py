"""Whose account a member of a board has: the one place that says which accounts may be tied."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from committee.models import Board, Member
from schoolcare.models import Membership, User


def accounts_of(board: Board, day: date) -> "set[int]":
    """Keys of the accounts of the board's school: active, with a role there on `day`."""
    held = Membership.objects.on(day).filter(school=board.school_id, user__is_active=True)
    return set(held.values_list("user", flat=True))


def refuse_account(member: Member, board: Board) -> None:
    """Raises ValidationError for an account that is newly tied and cannot be this member's.

    It must be of the board's school, and nobody else's on this board at the same time: else one
    person would answer for two, or see the meetings of somebody else's time.
    """
    before = Member.objects.filter(pk=member.pk).values_list("user", flat=True).first()
    if member.user_id is None or member.user_id == before:
        return
    today = timezone.localdate()
    if member.user_id not in accounts_of(board, today):
        raise ValidationError({"user": "บัญชีนี้ไม่มีบทบาทในโรงเรียนนี้ ให้ผู้ดูแลระบบเพิ่มบทบาทก่อน"})
    still = Q(left_on=None) | Q(left_on__gt=max(today, member.starts_on or today))
    others = board.members.exclude(pk=member.pk).filter(still, user=member.user_id)
    if twin := others.first():
        raise ValidationError({"user": f"บัญชีนี้เป็นของ {twin} ในคณะกรรมการชุดนี้แล้ว"})


def free_accounts(member: Member, day: date) -> list[User]:
    """Whom the member may be: accounts of the school that are nobody else's on the board."""
    still = Q(left_on=None) | Q(left_on__gt=day)
    taken = member.board.members.exclude(pk=member.pk).filter(still).exclude(user=None)
    found = User.objects.filter(pk__in=accounts_of(member.board, day))
    found = found.exclude(pk__in=taken.values("user")).prefetch_related("memberships")
    return list(found.order_by("first_name", "last_name", "pk"))
