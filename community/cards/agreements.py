"""Agreements that end soon, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from community.models import Agreement
from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.registry import HomeCard
from schoolcare.thai import thai_date


def agreement_cards(request: Any) -> Iterable[HomeCard]:
    """Those of the school that end within two months. One query."""
    school = request.workplace.office(Permission.PARTNER_EDIT)
    if not isinstance(school, School):
        return
    rows = Agreement.objects.filter(partner__school=school).ending(request.workplace.today)
    found = list(rows.order_by("ends_on", "pk").select_related("partner"))
    if not found:
        return
    first = found[0]
    url = f"{reverse('community:agreement-list')}?state=ending"
    text = f"{first.partner} สิ้นสุด {thai_date(first.ends_on)}"
    yield HomeCard("ข้อตกลงใกล้หมดอายุ", len(found), url, text, "soon")
