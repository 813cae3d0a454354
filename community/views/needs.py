"""What the community asks of the school: the list, one with the experts who fit, the form."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.needs import NeedFilter, NeedForm
from community.matching import experts_for
from community.models import Expert, Need, NeedExpert, Partner
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
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number

PAGE = 30
SHOWN = ("school__district", "village", "partner", "branch", "activity", "made_by")
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


@require_safe
@require(VIEW)
def need_detail(request: Request, pk: int) -> HttpResponse:
    """Who asks for what, what answers it, who was asked to help and who else could."""
    need = row_of(request, Need, pk, VIEW, related=SHOWN)
    asked = list(need.asked.select_related("expert__village"))
    known = {one.expert_id for one in asked}
    context = {
        "need": need,
        "asked": asked,
        "matches": [one for one in experts_for(need) if one.expert.pk not in known],
        "crumbs": crumbs(LIST, (str(need), "")),
    }
    return render(request, "community/need_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def need_create(request: Request) -> HttpResponse:
    """A new one; `?partner=` says who asks."""
    school = school_of(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:need-detail", made)
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
        "back": need.get_absolute_url() if need.pk else str(LIST[1]),
        "crumbs": crumbs(LIST, (words, "")),
        "then": Need.get_absolute_url,
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


@require_POST
@require(EDIT)
def need_ask(request: Request, pk: int) -> HttpResponse:
    """One tap: an expert is asked to help. From the expert's page it leads back there."""
    need = row_of(request, Need, pk, EDIT)
    asked = sent_number(request.POST.get("expert", ""))
    expert = get_object_or_404(Expert.objects.for_user(request.user, EDIT), pk=asked)
    done = f"บันทึกว่าขอให้ {expert} ช่วยแล้ว"
    pressed(request, lambda: needs.ask(need, expert, by=request.user), done)
    return redirect(expert if request.POST.get("from") == "expert" else need)


@require_POST
@require(EDIT)
def need_reply(request: Request, pk: int) -> HttpResponse:
    """What the expert answered: the button says which."""
    row = row_of(request, NeedExpert, pk, EDIT, related=("need", "expert"))
    state = request.POST.get("state", "")
    pressed(request, lambda: needs.reply(row, state, by=request.user), "บันทึกคำตอบแล้ว")
    return redirect(row.need)


@require_POST
@require(EDIT)
def need_withdraw(request: Request, pk: int) -> HttpResponse:
    row = row_of(request, NeedExpert, pk, EDIT, related=("need", "expert"))
    needs.withdraw(row, by=request.user)
    messages.success(request, "ลบคำขอแล้ว")
    return redirect(row.need)
