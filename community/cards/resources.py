"""Gifts that nobody has answered, for the home page of who keeps them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from community.models import Resource
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import HomeCard, HomeCounts

SOON = timedelta(days=14)  # thanks that come later than that are late


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """Of the school worked in."""
    school = request.workplace.school
    grant = request.user.access.grant(Permission.RESOURCE_EDIT)
    if school is None or school.pk not in grant.schools:
        return None
    rows = Resource.objects.unanswered()
    late = rows.filter(received_on__lt=request.workplace.today - SOON)
    return school, {"all": counted(rows, "school"), "late": counted(late, "school")}


def _tells(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    late = found["late"]
    text = f"เกิน {SOON.days} วัน {late} รายการ" if late else "พิมพ์ใบตอบรับแล้วหายไปจากรายการนี้"
    url = f"{reverse('community:resource-list')}?state=waiting"
    yield HomeCard("ยังไม่ตอบรับผู้บริจาค", found["all"], url, text, "late" if late else "soon")


resource_counts = HomeCounts(_asks, _tells)
