"""What the community asks of the school: the list, the form."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.needs import NeedFilter, NeedForm
from community.models import Need, Partner
from community.services import needs
from community.views.partner_pages import (
    EDIT,
    VIEW,
    crumbs,
    form_page,
    holds,
    listed,
    row_of,
    school_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number

PAGE = 30
LIST = ("ความต้องการ", reverse_lazy("community:need-list"))


@require_safe
@require(VIEW)
def need_list(request: Request) -> HttpResponse:
    """Those that wait, unless asked otherwise; the newest first."""
    school = school_of(request, VIEW)
    form = NeedFilter(request.GET or None)
    rows = form.narrow(Need.objects.for_user(request.user, VIEW).filter(school=school))
    rows = rows.select_related("village", "partner", "activity")
    context = {
        "form": form,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_edit": holds(request, EDIT, school),
        "crumbs": crumbs((str(LIST[0]), "")),
    }
    return render(request, "community/need_list.html", context | listed(request))


@require_http_methods(GET_POST)
@require(EDIT)
def need_create(request: Request) -> HttpResponse:
    """A new one; `?partner=` says who asks."""
    school = school_of(request, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect("community:need-list")
    asked = sent_number(request.GET.get("partner", ""))
    partner = Partner.objects.filter(school=school, pk=asked).select_related("village").first()
    need = Need(school=school, partner=partner, asked_on=request.workplace.today)
    need.village, need.made_by = partner.village if partner else None, request.user
    return _form(request, need, "เพิ่มความต้องการ")


@require_http_methods(GET_POST)
@require(EDIT)
def need_update(request: Request, pk: int) -> HttpResponse:
    need = row_of(request, Need, pk, EDIT, related=("school__district",))
    return _form(request, need, "แก้ไขความต้องการ")


def _form(request: Request, need: Any, words: str) -> HttpResponse:
    who: dict[str, Any] = {"user": request.user, "permission": EDIT, "school": need.school}
    form = NeedForm(request.POST or None, instance=need, today=request.workplace.today, **who)
    page = {
        "heading": words,
        "back": str(LIST[1]),
        "crumbs": crumbs(LIST, (words, "")),
        "done": "บันทึกความต้องการแล้ว",
        "remove": ("community:need-remove", need.pk),
    }
    return form_page(request, form, form.save, **page)


@require_POST
@require(EDIT)
def need_remove(request: Request, pk: int) -> HttpResponse:
    """For what was written down by mistake."""
    needs.drop(row_of(request, Need, pk, EDIT), by=request.user)
    messages.success(request, "ลบแล้ว")
    return redirect("community:need-list")
