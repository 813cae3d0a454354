"""The home page: what waits for this person, late first; figures second."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from schoolcare import registry
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.waiting import waiting_for

SHOWN = 7  # cards; the rest unfolds


@require_safe
@require(Permission.SIGNED_IN)
def home(request: Request) -> HttpResponse:
    found = waiting_for(request)
    parts = [part for source in registry.home_parts if (part := source(request))]
    context = {
        "cards": found.cards[:SHOWN],
        "more": found.cards[SHOWN:],
        "stats": found.figures,
        "parts": parts,
        "today": request.workplace.today,
        "crumbs": [],
    }
    return render(request, "home.html", context)


@require_POST
@require(Permission.SIGNED_IN)
def workplace_switch(request: Request) -> HttpResponseRedirect:
    """Pick the school, year and term to work in; only own schools and what is offered."""
    place = request.workplace
    school = request.POST.get("school", "")
    year, _, semester = request.POST.get("when", "").partition("/")
    if school in {str(one.pk) for one in place.schools}:
        request.session["school"] = int(school)
    if year in {str(one) for one in place.years}:
        request.session["year"] = int(year)
        request.session["semester"] = int(semester) if semester in {"1", "2", "3"} else None
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(target if safe else reverse("home"))
