"""Circulars that wait, for the home page: of the school to be read, of the office to be known."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from committee.models import CircularReceipt
from schoolcare.access import Permission
from schoolcare.registry import HomeCard

NEAR = timedelta(days=3)  # the office is told this long before the day to answer by


def receipt_cards(request: Any) -> Iterable[HomeCard]:
    """The school worked in has circulars that nobody acknowledged. One query."""
    school = request.workplace.school
    grant = request.user.access.grant(Permission.CIRCULAR_READ)
    if school is None or school.pk not in grant.schools:
        return
    waiting = CircularReceipt.objects.filter(school=school).waiting()
    days = list(waiting.order_by().values_list("circular__answer_by", flat=True))
    late = sum(day is not None and day < request.workplace.today for day in days)
    text = f"เลยกำหนด {late} ฉบับ" if late else "เปิดอ่านแล้วกดรับทราบ"
    url = f"{reverse('committee:receipt-list')}?which=waiting"
    yield HomeCard("หนังสือเวียนยังไม่รับทราบ", len(days), url, text, "late" if late else "soon")


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
