"""Circulars that wait, for the home page: of the school to be read, of the office to be known."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from committee.models import CircularReceipt
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import HomeCard, HomeCounts

NEAR = timedelta(days=3)  # the office is told this long before the day to answer by


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """The school worked in has circulars that nobody acknowledged."""
    school = request.workplace.school
    grant = request.user.access.grant(Permission.CIRCULAR_READ)
    if school is None or school.pk not in grant.schools:
        return None
    waiting = CircularReceipt.objects.waiting()
    late = waiting.filter(circular__answer_by__lt=request.workplace.today)
    return school, {"all": counted(waiting, "school"), "late": counted(late, "school")}


def _tells(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    late = found["late"]
    text = f"เลยกำหนด {late} ฉบับ" if late else "เปิดอ่านแล้วกดรับทราบ"
    url = f"{reverse('committee:receipt-list')}?which=waiting"
    yield HomeCard("หนังสือเวียนยังไม่รับทราบ", found["all"], url, text, "late" if late else "soon")


receipt_counts = HomeCounts(_asks, _tells)


def circular_cards(request: Any) -> Iterable[HomeCard]:
    """Schools that have not acknowledged what is due in a few days or overdue. One query."""
    grant, today = request.user.access.grant(Permission.CIRCULAR_SEND), request.workplace.today
    office = request.workplace.district if grant.districts else None
    if office is None or office.pk not in grant.districts:
        return
    rows = CircularReceipt.objects.filter(circular__district=office).waiting()
    rows = rows.filter(circular__answer_by__lte=today + NEAR)
    found = list(rows.order_by("-circular_id").values_list("circular", "circular__subject"))
    if not found:
        return
    one = len({pk for pk, _subject in found}) == 1
    pk, subject = found[0]
    page = reverse("committee:circular-detail", args=[pk])
    url = f"{page}?who=waiting" if one else f"{reverse('committee:circular-list')}?state=sent"
    text = subject if one else f"หนังสือเวียน {len({pk for pk, _ in found})} เรื่อง"
    yield HomeCard("โรงเรียนยังไม่รับทราบ", len(found), url, text, "late")
