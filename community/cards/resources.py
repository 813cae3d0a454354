"""Gifts that nobody has answered, for the home page of who keeps them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from community.models import Resource
from schoolcare.access import Permission
from schoolcare.registry import HomeCard

SOON = timedelta(days=14)  # thanks that come later than that are late


def resource_cards(request: Any) -> Iterable[HomeCard]:
    """Of the school worked in. One query."""
    school = request.workplace.school
    grant = request.user.access.grant(Permission.RESOURCE_EDIT)
    if school is None or school.pk not in grant.schools:
        return
    day = request.workplace.today - SOON
    rows = Resource.objects.filter(school=school).unanswered().order_by()
    counts = rows.aggregate(all=Count("pk"), late=Count("pk", Q(received_on__lt=day)))
    late = counts["late"]
    text = f"เกิน {SOON.days} วัน {late} รายการ" if late else "พิมพ์ใบตอบรับแล้วกดว่าส่งแล้ว"
    url = f"{reverse('community:resource-list')}?state=waiting"
    yield HomeCard("ยังไม่ตอบรับผู้บริจาค", counts["all"], url, text, "late" if late else "soon")
