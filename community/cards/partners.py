"""What was promised to partners and is due, for the home page."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from community.models import Contact
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import HomeCard, HomeCounts

SOON = timedelta(days=7)


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """What is to be done with partners within a week, and what is late."""
    school, today = request.workplace.office(Permission.PARTNER_EDIT), request.workplace.today
    if not isinstance(school, School):
        return None
    rows = Contact.objects.filter(partner__is_active=True, next_on__lte=today + SOON).waiting()
    here = rows.filter(partner__school=OuterRef("pk"))
    last = here.order_by("-partner_id")
    return school, {
        "count": counted(rows, "partner__school"),
        "late": counted(rows.filter(next_on__lt=today), "partner__school"),
        "partner": Subquery(here.order_by("partner_id").values("partner")[:1]),
        "last_partner": Subquery(last.values("partner")[:1]),
        "name": Subquery(here.values("partner__name")[:1]),
    }


def _tells(request: Any, found: dict[str, Any]) -> Iterable[HomeCard]:
    """Leads to the partner where there is one alone."""
    if not found["count"]:
        return
    late, one = found["late"], found["partner"]
    is_one = one == found["last_partner"]
    url = reverse("community:partner-detail", args=[one]) if is_one else _waiting_list()
    text = f"เลยกำหนด {late} เรื่อง" if late else found["name"]
    yield HomeCard("ต้องทำต่อกับภาคี", found["count"], url, text, "late" if late else "soon")


contact_counts = HomeCounts(_asks, _tells)


def _waiting_list() -> str:
    return f"{reverse('community:partner-list')}?state=waiting"
