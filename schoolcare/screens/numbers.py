"""The register of numbers of the school or office one works in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from schoolcare.access import Permission, require
from schoolcare.models import NumberEntry
from schoolcare.numbering import Office
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME, form_view, saved
from schoolcare.screens.forms.numbers import CancelForm, NumberFilter, TakeForm
from schoolcare.thai import buddhist_year

PAGE = 50
YEARS = 5


def office_of(request: Request) -> Office:
    """Whose register: the school worked in, else the office."""
    place: Office | None = request.workplace.school or request.workplace.district
    if place is None:
        raise Http404
    return place


def entries(request: Request, permission: Permission) -> QuerySet[NumberEntry]:
    """The rows of that one register that the person may see."""
    place = office_of(request)
    rows = NumberEntry.objects.for_user(request.user, permission)
    here = {"school": place} if request.workplace.school else {"district": place}
    return rows.filter(**here)


def may_take(request: Request) -> bool:
    """Whether the person takes numbers at this very school or office."""
    place, grant = office_of(request), request.user.access.grant(Permission.NUMBER_TAKE)
    held = grant.schools if request.workplace.school else grant.districts
    return place.pk in held


@require_safe
@require(Permission.NUMBER_VIEW)
def number_list(request: Request) -> HttpResponse:
    this_year = buddhist_year(timezone.localdate().year)
    form = NumberFilter(request.GET or None, years=[this_year - n for n in range(YEARS)])
    rows = form.narrow(entries(request, Permission.NUMBER_VIEW).select_related("taken_by"))
    context = {
        "form": form,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_take": may_take(request),
        "place": office_of(request),
        "crumbs": [HOME, ("ทะเบียนหนังสือ", "")],
    }
    return render(request, "numbers/number_list.html", context)


@form_view
@require(Permission.NUMBER_TAKE)
def number_take(request: Request) -> HttpResponse:
    if not may_take(request):
        raise Http404
    form = TakeForm(request.POST or None, office=office_of(request), by=request.user)
    if saved(form):
        messages.success(request, f"ออกเลข {form.entry} แล้ว")
        return redirect("number-list")
    context = {"form": form, "heading": "ออกเลขหนังสือ", "submit": "ออกเลข"} | way("ออกเลข")
    return render(
        request, "numbers/number_form.html", context | {"cancel_url": reverse("number-list")}
    )


@form_view
@require(Permission.NUMBER_TAKE)
def number_cancel(request: Request, pk: int) -> HttpResponse:
    rows = NumberEntry.objects.for_user(request.user, Permission.NUMBER_TAKE)
    entry = get_object_or_404(rows, pk=pk)
    form = CancelForm(request.POST or None, entry=entry, by=request.user)
    if saved(form):
        messages.success(request, f"ยกเลิกเลข {entry} แล้ว เลขนี้ยังอยู่ในทะเบียนและไม่ใช้ซ้ำ")
        return redirect("number-list")
    heading = f"ยกเลิกเลข {entry}"
    context = {"form": form, "heading": heading, "entry": entry, "submit": "ยกเลิกเลข"}
    context |= way("ยกเลิกเลข") | {"danger": True}
    return render(
        request, "numbers/number_form.html", context | {"cancel_url": reverse("number-list")}
    )


def way(label: str) -> dict[str, Any]:
    """The way back to the register, as a page and its form show it."""
    home = reverse("number-list")
    return {"cancel_url": home, "crumbs": [HOME, ("ทะเบียนหนังสือ", home), (label, "")]}
