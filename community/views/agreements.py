"""Agreements with partners: the list by state, one with its duties, its form, its end."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from community.forms.agreements import AgreementFilter, AgreementForm, CancelForm
from community.models import Agreement
from community.services import agreements
from community.views.partner_pages import (
    EDIT,
    VIEW,
    crumbs,
    form_page,
    listed,
    partner_crumbs,
    partner_of,
    row_of,
    school_of,
)
from schoolcare import files
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before

PAGE = 30
LIST = ("ข้อตกลง", reverse_lazy("community:agreement-list"))
RELATED = ("partner__school__district", "scan", "made_by")


@require_safe
@require(VIEW)
def agreement_list(request: Request) -> HttpResponse:
    """Those of the school; the newest first."""
    school, today = school_of(request, VIEW), request.workplace.today
    form = AgreementFilter(request.GET or None)
    rows = Agreement.objects.for_user(request.user, VIEW).filter(partner__school=school)
    rows = form.narrow(rows.select_related("partner"), today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(one, one.state_on(today)) for one in page.object_list],
        "crumbs": crumbs((str(LIST[0]), "")),
    }
    return render(request, "community/agreement_list.html", context | listed(request))


@require_safe
@require(VIEW)
def agreement_detail(request: Request, pk: int) -> HttpResponse:
    agreement = row_of(request, Agreement, pk, VIEW, related=RELATED)
    context = {
        "agreement": agreement,
        "state": agreement.state_on(request.workplace.today),
        "crumbs": partner_crumbs(agreement.partner, (str(agreement), "")),
    }
    return render(request, "community/agreement_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def agreement_create(request: Request, pk: int) -> HttpResponse:
    partner = partner_of(request, pk, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:agreement-detail", made)
    return _form(request, Agreement(partner=partner, made_by=request.user), "เพิ่มข้อตกลง")


@require_http_methods(GET_POST)
@require(EDIT)
def agreement_update(request: Request, pk: int) -> HttpResponse:
    agreement = row_of(request, Agreement, pk, EDIT, related=RELATED)
    return _form(request, agreement, "แก้ไขข้อตกลง")


def _form(request: Request, agreement: Any, words: str) -> HttpResponse:
    form = AgreementForm(request.POST or None, request.FILES or None, instance=agreement)
    owner = agreement if agreement.pk else agreement.partner
    page = {
        "heading": words,
        "hint": str(agreement.partner),
        "back": owner.get_absolute_url(),
        "crumbs": partner_crumbs(agreement.partner, (words, "")),
        "then": Agreement.get_absolute_url,
        "done": "บันทึกข้อตกลงแล้ว",
    }
    return form_page(request, form, lambda: form.save_by(request.user), **page)


@require_http_methods(GET_POST)
@require(EDIT)
def agreement_cancel(request: Request, pk: int) -> HttpResponse:
    """It ends before its day; it stays on record."""
    agreement = row_of(request, Agreement, pk, EDIT, related=RELATED)
    form = CancelForm(request.POST or None, initial={"on": request.workplace.today})
    page = {
        "heading": f"ยกเลิก {agreement}",
        "hint": str(agreement.partner),
        "back": reverse("community:agreement-detail", args=[pk]),
        "crumbs": partner_crumbs(agreement.partner, ("ยกเลิกข้อตกลง", "")),
        "done": "ยกเลิกข้อตกลงแล้ว",
        "submit": "ยกเลิกข้อตกลง",
    }

    def save() -> Agreement:
        return agreements.cancel(agreement, by=request.user, **form.cleaned_data)

    return form_page(request, form, save, **page)


@require_safe
@require(VIEW)
def agreement_scan(request: Request, pk: int) -> Any:
    """What was signed."""
    agreement = row_of(request, Agreement, pk, VIEW, related=RELATED)
    if agreement.scan is None:
        raise Http404
    return files.file_response(agreement.scan)
