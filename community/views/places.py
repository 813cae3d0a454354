"""Where partners and learning sources are: a list, with a map beside it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.models import LearningSource, Partner
from community.views.partner_pages import VIEW, crumbs, listed, school_of
from schoolcare.access import require
from schoolcare.requests import Request

MOST = 500  # places on one map


@require_safe
@require(VIEW)
def place_list(request: Request) -> HttpResponse:
    """Every place with its number on the map; how many have none yet."""
    school = school_of(request, VIEW)
    partners = Partner.objects.filter(school=school, is_active=True).by_kind()
    sources = LearningSource.objects.filter(school=school, is_active=True).select_related("kind")
    found = [*_placed(partners), *_placed(sources.order_by("kind__position", "name", "pk"))]
    rows = [_place(number, one) for number, one in enumerate(found, 1)]
    context = {
        "places": rows,
        "tiles": {"url": settings.TILE_URL, "credit": settings.TILE_CREDIT},
        "crumbs": crumbs(("แผนที่ชุมชน", "")),
    }
    return render(request, "community/place_list.html", context | listed(request))


def _placed(rows: Any) -> Iterable[Any]:
    return rows.exclude(latitude=None).select_related("village")[:MOST]


def _place(number: int, row: Partner | LearningSource) -> dict[str, Any]:
    is_source = isinstance(row, LearningSource)
    return {
        "number": number,
        "name": row.name,
        "kind": str(row.kind) if is_source else row.get_kind_display(),
        "is_source": is_source,
        "village": str(row.village or ""),
        "lat": str(row.latitude),
        "lng": str(row.longitude),
        "url": row.get_absolute_url(),
    }
