"""What was promised to partners and is due, for the home page."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from community.models import Contact
from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.registry import HomeCard

SOON = timedelta(days=7)


def contact_cards(request: Any) -> Iterable[HomeCard]:
    """What is to be done with partners within a week, and what is late. One query."""
    school = request.workplace.office(Permission.PARTNER_EDIT)
    if not isinstance(school, School):
        return
    today = request.workplace.today
    rows = Contact.objects.filter(partner__school=school, partner__is_active=True).waiting()
    rows = rows.filter(next_on__lte=today + SOON)
    found = list(rows.values_list("partner", "partner__name", "next_on"))
    if not found:
        return
    late = sum(day < today for _pk, _name, day in found)
    pk, name, _day = found[0]
    is_one = len({one for one, _name, _day in found}) == 1
    url = reverse("community:partner-detail", args=[pk]) if is_one else _waiting_list()
    text = f"เลยกำหนด {late} เรื่อง" if late else name
    yield HomeCard("ต้องทำต่อกับภาคี", len(found), url, text, "late" if late else "soon")


def _waiting_list() -> str:
    return f"{reverse('community:partner-list')}?state=waiting"
