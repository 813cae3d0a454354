"""Donors of the school worked in, and everything that each has given."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.givers import DonorForm
from community.forms.resource_filters import DonorFilter, sums_of
from community.models import Donor
from community.services import donors
from community.views import searching
from community.views.resource_pages import (
    DONORS,
    EDIT,
    GIFTS,
    HOME,
    VIEW,
    crumbs,
    donor_of,
    form_page,
    places,
    school_here,
)
from schoolcare import audit_trail
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.identity import format_citizen_id
from schoolcare.requests import Request

LIST = "community:donor-list"
PAGE, EVENTS = 50, 10


@require_safe
@require(VIEW)
def donor_list(request: Request) -> HttpResponse:
    school = school_here(request, VIEW)
    form = DonorFilter(searching.asked(request, LIST), school=school)
    rows = form.narrow(Donor.objects.for_user(request.user, VIEW).filter(school=school))
    found = rows.select_related("village", "partner")
    context = {
        "form": form,
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "places": places(request),
        "school": school,
        "crumbs": [HOME, (GIFTS[0], GIFTS[1]), (DONORS[0], "")],
    }
    return render(request, "community/donor_list.html", context)


@require_POST
@require(VIEW)
def donor_search(request: Request) -> HttpResponse:
    return searching.go_on(request, LIST, ("kind", "village"))


@require_safe
@require(VIEW)
def donor_detail(request: Request, pk: int) -> HttpResponse:
    return _page(request, donor_of(request, pk, VIEW), revealed="")


@require_POST
@require(EDIT)
def donor_reveal(request: Request, pk: int) -> HttpResponse:
    """The whole tax id, as e-Donation asks for it; the look is in the log."""
    donor = donor_of(request, pk, EDIT)
    number = donors.reveal_tax_id(donor, by=request.user)
    return _page(request, donor, revealed=format_citizen_id(number))


@never_cache
def _page(request: Request, donor: Any, *, revealed: str) -> HttpResponse:
    gifts = donor.resources.all()
    sums, paginator = sums_of(gifts), Paginator(gifts.with_names(), PAGE)
    paginator.count = sums["count"] + sums["void"]  # type: ignore[misc]  # known without asking
    context = {
        "donor": donor,
        "revealed": revealed,
        "sums": sums,
        "page_obj": paginator.get_page(request.GET.get("page")),
        "history": audit_trail.history(donor, EVENTS),
        "crumbs": crumbs(DONORS, (donor.name, "")),
    }
    return render(request, "community/donor_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def donor_update(request: Request, pk: int) -> HttpResponse:
    donor = donor_of(request, pk, EDIT)
    name, here = donor.name, donor.get_absolute_url()
    form = DonorForm(
        request.POST or None,
        instance=donor,
        user=request.user,
        permission=EDIT,
        school=donor.school,
    )
    trail = crumbs(DONORS, (name, here), ("แก้ไข", ""))
    return form_page(request, form, form.save, heading=f"แก้ไข {name}", back=here, crumbs=trail)
