"""What the board's records prove of the yearly procedure (admin.md §1.10)."""

from datetime import date

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from committee.models import Confirmation
from schoolcare.models import District, School
from schoolcare.registry import Evidence, procedure_evidence

REGISTRY = "committee.registry"


def certified_registries(office: District | School, year: int, today: date) -> Evidence | None:
    """Step 2: the registry of every open school stands certified for the year."""
    if not isinstance(office, District):
        return None
    word = "boards__confirmations__"
    certified = Q(**{f"{word}year": year, f"{word}state": Confirmation.State.CERTIFIED})
    found = School.objects.filter(district=office, is_active=True).aggregate(
        schools=Count("pk", distinct=True), certified=Count("pk", filter=certified, distinct=True)
    )
    total, done = found["schools"], found["certified"]
    text = f"รับรองทะเบียนแล้ว {done}/{total} โรงเรียน"
    return Evidence(total > 0 and done == total, text, _registry())


def _registry() -> str:
    try:
        return reverse("committee:school-list")
    except NoReverseMatch:
        return reverse("committee:registry")


procedure_evidence[REGISTRY] = certified_registries
