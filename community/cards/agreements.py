"""Agreements that end soon, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from community.models import Agreement
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import HomeCard, HomeCounts
from schoolcare.thai import thai_date


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """Those of the school that end within two months."""
    school = request.workplace.office(Permission.PARTNER_EDIT)
    if not isinstance(school, School):
        return None
    rows = Agreement.objects.ending(request.workplace.today)
    first = rows.filter(partner__school=OuterRef("pk")).order_by("ends_on", "pk")
    return school, {
        "count": counted(rows, "partner__school"),
        "partner": Subquery(first.values("partner__name")[:1]),
        "ends_on": Subquery(first.values("ends_on")[:1]),
    }


def _tells(request: Any, found: dict[str, Any]) -> Iterable[HomeCard]:
    url = f"{reverse('community:agreement-list')}?state=ending"
    text = f"{found['partner']} สิ้นสุด {thai_date(found['ends_on'])}" if found["count"] else ""
    yield HomeCard("ข้อตกลงใกล้หมดอายุ", found["count"], url, text, "soon")


agreement_counts = HomeCounts(_asks, _tells)
