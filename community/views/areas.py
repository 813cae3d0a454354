"""Kinds of work: the shipped ones, and those that a school or office adds."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from community.forms.areas import AreaForm, NewAreaForm
from community.models import WorkArea
from community.services import entries
from community.views.calendar_pages import (
    CALENDAR,
    EDIT,
    HOME,
    VIEW,
    form_page,
    is_editor,
    office_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request

LIST = "งานในฝ่าย"


@require_safe
@require(VIEW)
def area_list(request: Request) -> HttpResponse:
    """By ฝ่าย; what is out of use stands there for who may bring it back."""
    office = office_of(request, VIEW)
    may_edit = is_editor(request, office)
    rows = WorkArea.objects.filter(
        Q(school=None, district=None) | Q(**entries.owner(office))
    ).order_by("division", "position", "pk")
    context = {
        "office": office,
        "areas": rows if may_edit else rows.filter(is_active=True),
        "may_edit": may_edit,
        "crumbs": [HOME, CALENDAR, (LIST, "")],
    }
    return render(request, "community/area_list.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def area_create(request: Request) -> HttpResponse:
    office = office_of(request, EDIT)
    area = WorkArea(**entries.owner(office))
    form = NewAreaForm(request.POST or None, instance=area, by=request.user)
    page = {"heading": "เพิ่มงาน", "hint": str(office), "done": "เพิ่มงานแล้ว"}
    return _page(request, form, page, "เพิ่มงาน")


@require_http_methods(GET_POST)
@require(EDIT)
def area_update(request: Request, pk: int) -> HttpResponse:
    rows = WorkArea.objects.for_user(request.user, EDIT)
    area = get_object_or_404(rows.select_related("school__district", "district"), pk=pk)
    form = AreaForm(request.POST or None, instance=area, by=request.user)
    page = {"heading": f"แก้ไข {area.name}", "hint": "", "done": "บันทึกงานแล้ว"}
    return _page(request, form, page, "แก้ไข")


def _page(request: Request, form: AreaForm, page: dict[str, str], words: str) -> HttpResponse:
    back = reverse("community:area-list")
    crumbs = [HOME, CALENDAR, (LIST, back), (words, "")]
    return form_page(request, form, form.save, back=back, crumbs=crumbs, **page)
