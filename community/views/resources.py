"""Gifts of the school worked in: the list, one gift, receiving, crossing out, its scans."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.resource_filters import ResourceFilter, sums_of
from community.forms.resources import ResourceForm, ScanForm, VoidForm
from community.models import Purpose, Resource, ResourceFile
from community.services import resources
from community.views import searching
from community.views.resource_pages import (
    EDIT,
    GIFTS,
    HOME,
    VIEW,
    crumbs,
    donor_of,
    form_page,
    gift_of,
    people_of,
    places,
    school_here,
)
from schoolcare import audit_trail, files
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number

LIST = "community:resource-list"
FILTERS = ("kind", "year", "purpose", "channel", "state")
PAGE, EVENTS = 50, 10
BATCHES = ("donation-acknowledgements", "thanks-letters", "thanks-certificates")


@require_safe
@require(VIEW)
def resource_list(request: Request) -> HttpResponse:
    """What was given, the latest first; sums of what is asked for."""
    school = school_here(request, VIEW)
    data, today = searching.asked(request, LIST), request.workplace.today
    form = ResourceFilter(data, school=school, today=today)
    rows = form.narrow(Resource.objects.for_user(request.user, VIEW).filter(school=school))
    sums, paginator = sums_of(rows), Paginator(rows.with_names(), PAGE)
    paginator.count = sums["count"] + sums["void"]  # type: ignore[misc]  # known without asking
    context = {
        "form": form,
        "sums": sums,
        "page_obj": paginator.get_page(request.GET.get("page")),
        "may_edit": school.pk in request.user.access.grant(EDIT).schools,
        "places": places(request),
        "school": school,
        "crumbs": [HOME, (GIFTS[0], "")],
    }
    return render(request, "community/resource_list.html", context)


@require_POST
@require(VIEW)
def resource_search(request: Request) -> HttpResponse:
    """Search by words; they hold names, so that they stay out of the address."""
    return searching.go_on(request, LIST, FILTERS)


@require_http_methods(GET_POST)
@require(EDIT)
def resource_create(request: Request, kind: str) -> HttpResponse:
    """A new gift of one kind; `?donor=` names who gave."""
    school = school_here(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:resource-detail", made)
    if kind not in Resource.Kind.values:
        raise Http404
    new = Resource(school=school, kind=kind)
    initial: dict[str, Any] = {"received_on": request.workplace.today, "received_by": request.user}
    if asked := sent_number(request.GET.get("donor", "")):
        donor = donor_of(request, asked, EDIT)
        initial |= {"donor_name": donor.name, "donor": str(donor.pk)}
    query = f"?donor={asked}" if asked else ""
    kinds = [
        {
            "label": label,
            "url": reverse("community:resource-create", args=[one]) + query,
            "current": one == kind,
        }
        for one, label in Resource.Kind.choices
    ]
    page = {"heading": "บันทึกสิ่งที่ได้รับ", "back": reverse(LIST), "done": "บันทึกแล้ว"}
    page |= {"crumbs": crumbs(("บันทึกสิ่งที่ได้รับ", "")), "kinds": kinds}
    return _form(request, new, initial, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def resource_update(request: Request, pk: int) -> HttpResponse:
    gift = gift_of(request, pk, EDIT)
    if gift.is_void:
        messages.warning(request, "รายการนี้ยกเลิกแล้ว แก้ไขไม่ได้")
        return redirect(gift)
    here = gift.get_absolute_url()
    page = {
        "heading": f"แก้ไข {gift}",
        "back": here,
        "crumbs": crumbs((str(gift), here), ("แก้ไข", "")),
    }
    return _form(request, gift, {}, **page)


def _form(request: Request, gift: Resource, initial: dict[str, Any], **page: Any) -> HttpResponse:
    form = ResourceForm(
        request.POST or None,
        instance=gift,
        initial=initial,
        people=people_of(gift.school),
        user=request.user,
        permission=EDIT,
        school=gift.school,
    )
    page |= {"template": "community/resource_form.html", "then": Resource.get_absolute_url}
    return form_page(request, form, form.save, **page)


@require_safe
@require(VIEW)
def resource_detail(request: Request, pk: int) -> HttpResponse:
    """One gift: what it is, by which receipt, for what, and what of its purpose is left."""
    gift = gift_of(request, pk, VIEW)
    purpose = None
    if gift.purpose_id:
        purpose = Purpose.objects.filter(pk=gift.purpose_id).with_balance().get()
    context = {
        "gift": gift,
        "items": gift.items.all() if gift.kind == Resource.Kind.THINGS else [],
        "scans": gift.files.select_related("file"),
        "purpose": purpose,
        "history": audit_trail.history(gift, EVENTS),
        "crumbs": crumbs((str(gift), "")),
    }
    return render(request, "community/resource_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def resource_void(request: Request, pk: int) -> HttpResponse:
    """Cross a gift out, with a reason; it stays in the list and its receipt stays taken."""
    gift = gift_of(request, pk, EDIT)
    form, here = VoidForm(request.POST or None), gift.get_absolute_url()

    def save() -> None:
        resources.void(gift, reason=form.cleaned_data["reason"], by=request.user)

    hint = "รายการและเลขใบเสร็จยังอยู่ในทะเบียน แต่ไม่นับในยอดและรายงาน"
    page = {"heading": f"ยกเลิก {gift}", "back": here, "hint": hint, "danger": True}
    page |= {"submit": "ยกเลิกรายการนี้", "cancel": "ไม่ยกเลิก", "done": "ยกเลิกรายการแล้ว"}
    return form_page(request, form, save, crumbs=crumbs((str(gift), here), ("ยกเลิก", "")), **page)


@require_POST
@require(EDIT)
def resource_acknowledge(request: Request) -> HttpResponse:
    """Note of the ticked gifts that their donors were told."""
    asked = [sent_number(one) for one in request.POST.getlist("gift")]
    rows = Resource.objects.for_user(request.user, EDIT).filter(pk__in=asked)
    count = resources.acknowledge(rows, by=request.user)
    messages.success(request, f"บันทึกว่าส่งใบตอบรับแล้ว {count} รายการ")
    back = rows.first() if len(asked) == 1 else None
    return redirect(back or LIST)


@require_POST
@require(EDIT)
def resource_wait(request: Request, pk: int) -> HttpResponse:
    """An acknowledgement that was printed and did not go out."""
    gift = gift_of(request, pk, EDIT)
    resources.wait_again(gift, by=request.user)
    messages.success(request, "บันทึกว่ายังไม่ได้ส่งใบตอบรับ")
    return redirect(gift)


@require_POST
@require(VIEW)
def resource_papers(request: Request, slug: str) -> HttpResponse:
    """Lead to a paper of the ticked gifts, one for each donor."""
    school = school_here(request, VIEW)
    if slug not in BATCHES:
        raise Http404
    asked = ",".join(str(sent_number(one)) for one in request.POST.getlist("gift"))
    if not asked:
        messages.warning(request, "เลือกรายการที่จะพิมพ์ก่อน")
        return redirect(LIST)
    query = {"school": school.code, "gifts": asked}
    return redirect(reverse("document-print", args=[slug], query=query))


@require_http_methods(GET_POST)
@require(EDIT)
def resource_attach(request: Request, pk: int) -> HttpResponse:
    gift = gift_of(request, pk, EDIT)
    here = gift.get_absolute_url()
    form = ScanForm(request.POST or None, request.FILES or None, resource=gift, by=request.user)
    page = {"heading": "แนบเอกสาร", "back": here, "hint": str(gift), "done": "แนบแล้ว"}
    trail = crumbs((str(gift), here), ("แนบเอกสาร", ""))
    return form_page(request, form, form.save, crumbs=trail, **page)


@require_safe
@require(VIEW)
def resource_file(request: Request, pk: int) -> HttpResponseBase:
    rows = ResourceFile.objects.for_user(request.user, VIEW).select_related("file")
    row = get_object_or_404(rows, pk=pk)
    return files.file_response(row.file)
