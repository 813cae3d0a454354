"""What meetings resolved: the register over the years, one resolution and what became of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.forms.resolutions import (
    FinishForm,
    NewResolutionForm,
    ResolutionFilter,
    ResolutionForm,
)
from committee.models import Meeting, Resolution
from committee.services import meetings, resolutions
from committee.views.agenda import item_page
from committee.views.meeting_pages import (
    EDIT,
    HOME,
    MEETINGS,
    VIEW,
    crumbs_of,
    form_page,
    item_of,
    name_of,
    office_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.numbering import Office
from schoolcare.requests import Request
from schoolcare.submissions import made_before

PAGE = 50
REGISTER = "committee:resolution-list"


def resolution_of(request: Request, pk: int) -> Resolution:
    rows = Resolution.objects.for_user(request.user, EDIT)
    related = ("item__meeting__school__district", "item__meeting__district")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@require_safe
@require(VIEW)
def resolution_list(request: Request) -> HttpResponse:
    """Open ones first, by their day; then what is done, the latest on top."""
    office, today = office_of(request, VIEW), request.workplace.today
    own = {f"item__meeting__{name}": place for name, place in meetings.owner(office).items()}
    rows = Resolution.objects.for_user(request.user, VIEW).filter(**own)
    bodies, years = _choices(office)
    owners = list(rows.order_by("owner_name").values_list("owner_name", flat=True).distinct())
    form = ResolutionFilter(
        request.GET or None, bodies=bodies, years=years, owners=[one for one in owners if one]
    )
    rows = form.narrow(rows, today).select_related(
        "item__meeting__school", "item__meeting__district"
    )
    context = {
        "form": form,
        "page_obj": Paginator(_sorted(rows), PAGE).get_page(request.GET.get("page")),
        "place": office,
        "today": today,
        "may_edit": request.workplace.office(EDIT) == office,
        "crumbs": [HOME, MEETINGS, ("ทะเบียนมติ", "")],
    }
    return render(request, "committee/resolution_list.html", context)


def _sorted(rows: QuerySet[Resolution]) -> QuerySet[Resolution]:
    """Open ones with a day, open ones without, the rest."""
    is_open = Case(When(status=Resolution.Status.OPEN, then=Value(0)), default=Value(1))
    order = (is_open, F("due_on").asc(nulls_last=True), "-item__meeting__held_on", "-pk")
    return rows.order_by(*order)


def _choices(office: Office) -> tuple[list[tuple[str, str]], list[int]]:
    """Bodies and years that have meetings here. One query."""
    rows = Meeting.objects.filter(**meetings.owner(office)).order_by("body")
    found = list(rows.values_list("body", "year").distinct())
    bodies = list(dict.fromkeys(body for body, _year in found))
    suffix = f" {office.full_name}"
    named = [(body, body.removesuffix(suffix)) for body in bodies]
    return named, sorted({year for _body, year in found}, reverse=True)


@require_http_methods(GET_POST)
@require(EDIT)
def resolution_create(request: Request, pk: int) -> HttpResponse:
    item = item_of(request, pk, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect(item_page(item))
    new = Resolution(item=item)
    form = NewResolutionForm(request.POST or None, instance=new, user=request.user, permission=EDIT)
    page: dict[str, Any] = {"heading": "เพิ่มมติที่ต้องดำเนินการ", "done": "บันทึกมติแล้ว"}
    page |= {"back": item_page(item), "hint": f"{name_of(item.meeting)} · {item.title}"}
    crumbs = crumbs_of(item.meeting, (item.title, item_page(item)), ("เพิ่มมติ", ""))
    return form_page(request, form, form.save, crumbs=crumbs, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def resolution_update(request: Request, pk: int) -> HttpResponse:
    resolution = resolution_of(request, pk)
    form = ResolutionForm(
        request.POST or None, instance=resolution, user=request.user, permission=EDIT
    )
    page = _page(resolution, "แก้ไขมติ")
    return form_page(request, form, form.save, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def resolution_finish(request: Request, pk: int) -> HttpResponse:
    resolution = resolution_of(request, pk)
    initial = {"on": request.workplace.today, "note": resolution.done_note}
    form = FinishForm(request.POST or None, initial=initial, resolution=resolution, by=request.user)
    page = _page(resolution, "บันทึกผล") | {"back": reverse(REGISTER)}
    return form_page(request, form, form.save, **page)


@require_POST
@require(EDIT)
def resolution_reopen(request: Request, pk: int) -> HttpResponse:
    resolution = resolution_of(request, pk)
    try:
        resolutions.reopen(resolution, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "เปิดมตินี้อีกครั้งแล้ว")
    return redirect(REGISTER)


def _page(resolution: Resolution, heading: str) -> dict[str, Any]:
    item = resolution.item
    return {
        "heading": heading,
        "back": item_page(item),
        "hint": f"{name_of(item.meeting)} · {resolution.text}",
        "crumbs": crumbs_of(item.meeting, (item.title, item_page(item)), (heading, "")),
    }
