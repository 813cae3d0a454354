"""For those who make the calendar: the links they have given out, new ones, taking them back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.feeds import feed_address, page_address
from community.forms.feeds import FeedForm
from community.models import CalendarFeed
from community.services import feeds
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.models import District, School
from schoolcare.requests import Request
from schoolcare.signed_links import qr_svg, sealed
from schoolcare.submissions import made_before, once

EDIT = Permission.CALENDAR_EDIT
HOME = ("หน้าแรก", "/")
CALENDAR = ("ปฏิทิน", reverse_lazy("community:calendar-year"))
LIST = ("ลิงก์ปฏิทิน", reverse_lazy("community:feed-list"))
PAGE = 20


def office_of(request: Request) -> School | District:
    """The school or office whose calendar one makes here; 404 where that is none."""
    office = request.workplace.office(EDIT)
    if office is None:
        raise Http404
    return office


def feed_of(request: Request, pk: int) -> CalendarFeed:
    rows = CalendarFeed.objects.for_user(request.user, EDIT)
    return get_object_or_404(rows.select_related("school", "district"), pk=pk)


@require_safe
@require(EDIT)
def feed_list(request: Request) -> HttpResponse:
    """Those in use first, each with its addresses; revoked ones say since when."""
    office = office_of(request)
    place = {"school" if isinstance(office, School) else "district": office}
    rows = CalendarFeed.objects.filter(**place).select_related("made_by", "school", "district")
    rows = rows.order_by(F("revoked_at").desc(nulls_first=True), "-pk")
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "crumbs": [HOME, CALENDAR, (LIST[0], "")],
    }
    return sealed(render(request, "community/feed_list.html", context))


@require_http_methods(GET_POST)
@require(EDIT)
def feed_create(request: Request) -> HttpResponse:
    office = office_of(request)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:feed-detail", made)
    form = FeedForm(request.POST or None)

    def save() -> CalendarFeed:
        data = form.cleaned_data
        facts = {"name": data["name"], "audience": data["audience"], "by": request.user}
        feed, _is_new = once(request.user, data["key"], lambda: feeds.make_feed(office, **facts))
        return feed

    page: Any = {
        "template": "generic/object_form.html",
        "heading": "สร้างลิงก์ปฏิทิน",
        "back": str(LIST[1]),
        "crumbs": [HOME, CALENDAR, LIST, ("สร้างลิงก์", "")],
        "done": "สร้างลิงก์แล้ว คัดลอกไปให้ผู้ที่ต้องการได้",
        "then": lambda feed: reverse("community:feed-detail", args=[feed.pk]),
    }
    return form_page(request, form, save, **page)


@require_safe
@require(EDIT)
def feed_detail(request: Request, pk: int) -> HttpResponse:
    """One link in every shape: for programs, for people, as a QR code."""
    feed, site = feed_of(request, pk), request.build_absolute_uri("/")
    context = {
        "feed": feed,
        "address": feed_address(feed, site=site),
        "page_address": page_address(feed, site=site),
        "crumbs": [HOME, CALENDAR, LIST, (feed.name, "")],
    }
    return sealed(render(request, "community/feed_detail.html", context))


@require_POST
@require(EDIT)
def feed_revoke(request: Request, pk: int) -> HttpResponse:
    feed = feed_of(request, pk)
    feeds.revoke_feed(feed, by=request.user)
    messages.success(request, f"ยกเลิกลิงก์ “{feed.name}” แล้ว ผู้ที่มีลิงก์เปิดไม่ได้อีก")
    return redirect("community:feed-list")


@require_safe
@require(EDIT)
def feed_qr(request: Request, pk: int) -> HttpResponse:
    """The page for people as a picture for a phone's camera; a revoked link has none."""
    feed = feed_of(request, pk)
    if feed.revoked_at is not None:
        raise Http404
    drawn = qr_svg(page_address(feed, site=request.build_absolute_uri("/")))
    return sealed(HttpResponse(drawn, content_type="image/svg+xml"))
