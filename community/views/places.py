"""Where villages, partners and learning sources are: a list, with a map beside it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.map_places import places_of, tiles
from community.views.partner_pages import EDIT, VIEW, crumbs, holds, listed, school_of
from schoolcare.access import require
from schoolcare.requests import Request


@require_safe
@require(VIEW)
def place_list(request: Request) -> HttpResponse:
    """Every place with its number on the map; the villages that have none yet."""
    school = school_of(request, VIEW)
    places = places_of(school)
    context = {
        "places": places.shown,
        "unknown": places.unknown,
        "tiles": tiles(),
        "may_edit": holds(request, EDIT, school),
        "crumbs": crumbs(("แผนที่ชุมชน", "")),
    }
    return render(request, "community/place_list.html", context | listed(request))
