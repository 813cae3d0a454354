"""What of selections and orders waits for a school or for the office, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from committee.models import Board, OrderKind, OrderLine
from schoolcare.access import Permission
from schoolcare.registry import HomeCard


def returned_cards(request: Any) -> Iterable[HomeCard]:
    """What the office sent back to the school and nobody has proposed anew. One query."""
    school, access = request.workplace.school, request.user.access
    if school is None or school.pk not in access.grant(Permission.BOARD_EDIT).schools:
        return
    anew = OrderLine.objects.pending().filter(member=OuterRef("member"))
    found = OrderLine.objects.filter(board__school=school).exclude(close_reason="")
    found = found.filter(
        Q(kind=OrderKind.BOARD, board__state=Board.State.RETURNED)
        | (Q(kind=OrderKind.VACANCY, member__awaits_order=True) & ~Exists(anew))
    )
    rows = list(found.order_by("-closed_at").values_list("board_id", "member_id", "close_reason"))
    if rows:
        count = len({row[:2] for row in rows})
        url = reverse("committee:board-detail", args=[rows[0][0]])
        yield HomeCard("เรื่องเสนอแต่งตั้งถูกส่งคืนแก้ไข", count, url, rows[0][2], "late")


def order_cards(request: Any) -> Iterable[HomeCard]:
    """Schools with something that waits for an order. One query."""
    user = request.user
    if not user.access.allows(Permission.ORDER_MAKE):
        return
    lines = OrderLine.objects.for_user(user, Permission.ORDER_MAKE).waiting()
    schools = lines.aggregate(schools=Count("board__school", distinct=True))["schools"]
    text = "เสนอแต่งตั้ง แทนตำแหน่งว่าง แก้ไขคำสั่ง หรือให้พ้น"
    yield HomeCard("โรงเรียนที่รอออกคำสั่ง", schools, reverse("committee:order-list"), text)
