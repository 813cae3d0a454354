"""What stands on the map of the community: villages, partners and learning sources of a school."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from community.models import LearningSource, Partner
from community.models.places import Placed, is_placed
from schoolcare.models import School, Village

MOST = 500  # partners on one map, and as many sources


@dataclass(frozen=True)
class Places:
    """`shown` as the page and its script read them; `unknown`: villages without a place."""

    shown: list[dict[str, Any]]
    unknown: list[Village]


def places_of(school: School) -> Places:
    """Villages, partners by kind, learning sources by kind, numbered through. Three queries."""
    villages = list(school.villages.select_related("place").order_by("name", "pk"))
    known = [one for one in villages if is_placed(getattr(one, "place", None))]
    partners = Partner.objects.filter(school=school, is_active=True).by_kind()
    sources = LearningSource.objects.filter(school=school, is_active=True).select_related("kind")
    rows = [
        *map(_village, known),
        *(_row(one, "partner", one.get_kind_display()) for one in _placed(partners)),
        *(
            _row(one, "source", str(one.kind))
            for one in _placed(sources.order_by("kind__position", "name", "pk"))
        ),
    ]
    shown = [{"number": number} | row for number, row in enumerate(rows, 1)]
    return Places(shown, [one for one in villages if one not in known])


def tiles() -> dict[str, str]:
    """The ground of the map, where the server has one."""
    return {"url": settings.TILE_URL, "credit": settings.TILE_CREDIT}


def tap_map(school: School, *, but: str = "") -> dict[str, Any]:
    """For a form where a place is tapped: what stands there already, without the page `but`."""
    shown = [one for one in places_of(school).shown if one["url"] != but]
    return {"tap_map": {"places": shown, "tiles": tiles()}}


def _placed(rows: Any) -> Any:
    return rows.exclude(latitude=None).select_related("village")[:MOST]


def _village(village: Any) -> dict[str, Any]:
    url = reverse("community:village-detail", args=[village.pk])
    words = {"name": str(village), "shape": "village", "kind": "หมู่บ้าน", "village": ""}
    return words | {"url": url} | _degrees(village.place)


def _row(row: Any, shape: str, kind: str) -> dict[str, Any]:
    words = {"name": row.name, "shape": shape, "kind": kind, "village": str(row.village or "")}
    return words | {"url": row.get_absolute_url()} | _degrees(row)


def _degrees(row: Placed) -> dict[str, str]:
    return {"lat": str(row.latitude), "lng": str(row.longitude)}
