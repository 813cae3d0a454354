"""What gifts are for: received, used, left; taking money and crossing that out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from community.forms.purposes import PurposeForm, UseForm
from community.forms.resources import VoidForm
from community.models import Purpose, ResourceUse
from community.services import purposes
from community.views.resource_pages import (
    EDIT,
    GIFTS,
    HOME,
    PURPOSES,
    VIEW,
    crumbs,
    form_page,
    places,
    purpose_of,
    school_here,
)
from schoolcare import audit_trail, files
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.thai import baht

PAGE, EVENTS = 50, 10
SHOWN = "gifts"


@require_safe
@require(VIEW)
def purpose_list(request: Request) -> HttpResponse:
    """Every purpose with what was received, used, and is left."""
    school = school_here(request, VIEW)
    rows = Purpose.objects.for_user(request.user, VIEW).filter(school=school).with_balance()
    found = rows.select_related("project").order_by("-is_active", "name", "pk")
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "may_edit": school.pk in request.user.access.grant(EDIT).schools,
        "places": places(request),
        "school": school,
        "crumbs": [HOME, GIFTS, (PURPOSES[0], "")],
    }
    return render(request, "community/purpose_list.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def purpose_create(request: Request) -> HttpResponse:
    school = school_here(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:purpose-detail", made)
    return _form(request, Purpose(school=school), heading="เพิ่มวัตถุประสงค์")


@require_http_methods(GET_POST)
@require(EDIT)
def purpose_update(request: Request, pk: int) -> HttpResponse:
    purpose = get_object_or_404(Purpose.objects.for_user(request.user, EDIT), pk=pk)
    return _form(request, purpose, heading=f"แก้ไข {purpose}")


def _form(request: Request, purpose: Purpose, *, heading: str) -> HttpResponse:
    how = {"user": request.user, "permission": EDIT, "school": purpose.school}
    form = PurposeForm(request.POST or None, instance=purpose, **how)
    back = purpose.get_absolute_url() if purpose.pk else str(PURPOSES[1])
    trail = crumbs(PURPOSES, (heading, ""))
    page: dict[str, Any] = {"back": back, "then": Purpose.get_absolute_url}
    return form_page(request, form, form.save, heading=heading, crumbs=trail, **page)


@require_safe
@require(VIEW)
def purpose_detail(request: Request, pk: int) -> HttpResponse:
    """What was used of it, or what came in; what is left."""
    purpose = purpose_of(request, pk, VIEW)
    shows_gifts = request.GET.get("show") == SHOWN
    rows = purpose.resources.with_names() if shows_gifts else purpose.uses.with_names()
    here = purpose.get_absolute_url()
    context = {
        "purpose": purpose,
        "shows_gifts": shows_gifts,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "segments": [
            {"label": "การใช้เงิน", "url": here, "current": not shows_gifts},
            {"label": "สิ่งที่ได้รับ", "url": f"{here}?show={SHOWN}", "current": shows_gifts},
        ],
        "history": audit_trail.history(purpose, EVENTS),
        "crumbs": crumbs(PURPOSES, (purpose.name, "")),
    }
    return render(request, "community/purpose_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def use_create(request: Request, pk: int) -> HttpResponse:
    """Take money of a purpose; never more than is left."""
    purpose = purpose_of(request, pk, EDIT)
    here = purpose.get_absolute_url()
    if made_before(request.user, request.POST.get("key")):
        return redirect(here)
    form = UseForm(
        request.POST or None,
        request.FILES or None,
        instance=ResourceUse(purpose=purpose, project=purpose.project),
        initial={"used_on": request.workplace.today},
        user=request.user,
        permission=EDIT,
        school=purpose.school,
    )

    def save() -> None:
        for words in purposes.doubts(form.save()):
            messages.warning(request, words)

    left = f"{purpose} · เหลือ {baht(purpose.balance)} บาท"
    page: dict[str, Any] = {"heading": "บันทึกการใช้เงิน", "back": here, "hint": left}
    trail = crumbs(PURPOSES, (purpose.name, here), ("บันทึกการใช้เงิน", ""))
    return form_page(request, form, save, crumbs=trail, done="บันทึกการใช้เงินแล้ว", **page)


@require_http_methods(GET_POST)
@require(EDIT)
def use_void(request: Request, pk: int) -> HttpResponse:
    rows = ResourceUse.objects.for_user(request.user, EDIT).select_related("purpose")
    row = get_object_or_404(rows, pk=pk)
    here = reverse("community:purpose-detail", args=[row.purpose_id])
    form = VoidForm(request.POST or None)
    form.fields["reason"].help_text = "เช่น พิมพ์จำนวนผิด คืนเงิน"

    def save() -> None:
        purposes.void_use(row, reason=form.cleaned_data["reason"], by=request.user)

    page = {"heading": f"ยกเลิกการใช้เงิน: {row}", "back": here, "danger": True}
    page |= {"submit": "ยกเลิกรายการนี้", "cancel": "ไม่ยกเลิก", "done": "ยกเลิกการใช้เงินแล้ว"}
    trail = crumbs(PURPOSES, (row.purpose.name, here), ("ยกเลิก", ""))
    return form_page(request, form, save, crumbs=trail, **page)


@require_safe
@require(VIEW)
def use_file(request: Request, pk: int) -> HttpResponseBase:
    rows = ResourceUse.objects.for_user(request.user, VIEW).select_related("scan")
    row = get_object_or_404(rows, pk=pk)
    if row.scan is None:
        raise Http404
    return files.file_response(row.scan)
