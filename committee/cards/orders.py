"""What of selections and orders waits for a school or for the office, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse

from committee.models import Board, OrderKind, OrderLine
from schoolcare.access import Permission
from schoolcare.counting import Counted
from schoolcare.models import School
from schoolcare.registry import HomeCard, HomeCounts


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """What the office sent back to the school and nobody has proposed anew."""
    school, access = request.workplace.school, request.user.access
    if school is None or school.pk not in access.grant(Permission.BOARD_EDIT).schools:
        return None
    anew = OrderLine.objects.pending().filter(member=OuterRef("member"))
    found = OrderLine.objects.filter(board__school=OuterRef("pk")).exclude(close_reason="")
    found = found.filter(
        Q(kind=OrderKind.BOARD, board__state=Board.State.RETURNED)
        | (Q(kind=OrderKind.VACANCY, member__awaits_order=True) & ~Exists(anew))
    )
    newest = found.order_by("-closed_at", "-pk")
    return school, {
        "matters": Counted(found.order_by().values("board", "member").distinct()),
        "board": Subquery(newest.values("board")[:1]),
        "reason": Subquery(newest.values("close_reason")[:1]),
    }


def _tells(request: Any, found: dict[str, Any]) -> Iterable[HomeCard]:
    if found["matters"]:
        url = reverse("committee:board-detail", args=[found["board"]])
        title = "เรื่องเสนอแต่งตั้งถูกส่งคืนแก้ไข"
        yield HomeCard(title, found["matters"], url, found["reason"], "late")


returned_counts = HomeCounts(_asks, _tells)


def order_cards(request: Any) -> Iterable[HomeCard]:
    """Schools with something that waits for an order. One query."""
    user = request.user
    if not user.access.allows(Permission.ORDER_MAKE):
        return
    lines = OrderLine.objects.for_user(user, Permission.ORDER_MAKE).waiting()
    schools = lines.aggregate(schools=Count("board__school", distinct=True))["schools"]
    text = "เสนอแต่งตั้ง แทนตำแหน่งว่าง แก้ไขคำสั่ง หรือให้พ้น"
    yield HomeCard("โรงเรียนที่รอออกคำสั่ง", schools, reverse("committee:order-list"), text)
