"""Partners by kind: the list, one with everything between it and the school, its form."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.chronology import history_of
from community.forms.partners import PartnerFilter, PartnerForm
from community.map_places import tap_map
from community.models import Partner
from community.views import searching
from community.views.partner_pages import (
    EDIT,
    PARTNERS,
    PERSON,
    VIEW,
    crumbs,
    form_page,
    holds,
    listed,
    look,
    partner_crumbs,
    partner_of,
    school_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number

LIST = "community:partner-list"
PAGE, MOST_PAGES = 50, 50
PILLARS = ("home", "temple", "school")  # บวร


@require_safe
@require(VIEW)
def partner_list(request: Request) -> HttpResponse:
    """By kind, home and temple first; each with the last contact."""
    school, today = school_of(request, VIEW), request.workplace.today
    every = Partner.objects.for_user(request.user, VIEW).filter(school=school)
    form = PartnerFilter(searching.asked(request, LIST) or None)
    rows = form.narrow(every).select_related("village", "keeper").with_last_contact(today)
    found = Paginator(rows.by_kind(), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": found,
        "stats": _stats(every.filter(is_active=True), request.GET.get("kind", "")),
        "may_edit": holds(request, EDIT, school),
        "crumbs": crumbs((str(PARTNERS[0]), "")),
    }
    return render(request, "community/partner_list.html", context | listed(request))


def _stats(rows: Any, asked: str) -> list[dict[str, Any]]:
    """How many of each pillar, and all others, each a link to its rows. One query."""
    counts = rows.order_by().aggregate(
        all=Count("pk"), **{kind: Count("pk", Q(kind=kind)) for kind in PILLARS}
    )
    labels = dict(Partner.Kind.choices)
    page = str(PARTNERS[1])
    stats = [
        {
            "label": labels[kind],
            "value": counts[kind],
            "url": f"{page}?kind={kind}",
            "current": asked == kind,
        }
        for kind in PILLARS
    ]
    whole = {"label": "ภาคีทั้งหมด", "value": counts["all"], "url": page, "current": False}
    return [*stats, whole]


@require_http_methods(GET_POST)
@require(EDIT)
def partner_create(request: Request) -> HttpResponse:
    school = school_of(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:partner-detail", made)
    return _form(request, Partner(school=school, kind=Partner.Kind.HOME))


@require_http_methods(GET_POST)
@require(EDIT)
def partner_update(request: Request, pk: int) -> HttpResponse:
    partner = partner_of(request, pk, EDIT, PERSON)
    if request.method == "GET":
        look(request, partner)
    return _form(request, partner)


def _form(request: Request, partner: Any) -> HttpResponse:
    who: dict[str, Any] = {"user": request.user, "permission": EDIT, "school": partner.school}
    form = PartnerForm(request.POST or None, instance=partner, today=request.workplace.today, **who)
    words = f"แก้ไข {partner}" if partner.pk else "เพิ่มภาคี"
    back = partner.get_absolute_url() if partner.pk else str(PARTNERS[1])
    page = {
        "heading": words,
        "back": back,
        "crumbs": crumbs(PARTNERS, (words, "")),
        "then": Partner.get_absolute_url,
        "extra": lambda: tap_map(partner.school, but=back),
        "done": "บันทึกภาคีแล้ว",
    }
    return form_page(request, form, form.save, **page)


@require_safe
@require(VIEW)
def partner_detail(request: Request, pk: int) -> HttpResponse:
    """Who they are, how to reach them, and everything there was; the newest first."""
    partner, today = partner_of(request, pk, VIEW), request.workplace.today
    if partner.may_see_person:
        look(request, partner)
    pages = min(max(sent_number(request.GET.get("pages", "")), 1), MOST_PAGES)
    may = {"may_edit": partner.may_edit and partner.may_see_person}
    history = history_of(partner, request.user, today=today, pages=pages, **may)
    more = f"{partner.get_absolute_url()}?pages={pages + 1}"
    context = {
        "partner": partner,
        "people": list(partner.people.all()),
        "waiting": history.waiting,
        "events": history.events,
        "more_url": more if history.has_more else "",
        "today": today,
        "crumbs": partner_crumbs(partner),
    }
    return render(request, "community/partner_detail.html", context | may)


@require_POST
@require(VIEW)
def partner_search(request: Request) -> HttpResponse:
    return searching.go_on(request, LIST, ("kind", "state"))
