"""The office chases schools that lag, and sees whom it chased."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from committee.chasing import EXPIRY_DAYS, areas_of, in_area, lagging
from committee.documents.letters import LETTERS
from committee.forms.chases import ChaseForm
from committee.models import Chase
from committee.reports import school_boards
from committee.views.pages import form_page, office_crumbs, office_of
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import School
from schoolcare.requests import Request

PAGE = 30
NOBODY = {
    Chase.Kind.REGISTRY: "ทะเบียนของทุกโรงเรียนครบและยืนยันแล้ว ไม่มีโรงเรียนต้องทวง",
    Chase.Kind.EXPIRY: f"ไม่มีคณะกรรมการที่จะครบวาระภายใน {EXPIRY_DAYS} วัน",
}
P = Permission.BOARD_REVIEW


@require_safe
@require(P)
def chase_list(request: Request) -> HttpResponse:
    """Who was chased, when, about what; the newest first."""
    rows = Chase.objects.for_user(request.user, P).select_related("made_by")
    rows = rows.annotate(schools=Count("lines")).order_by("-chased_on", "-pk")
    kinds = [
        {"label": label, "url": reverse("committee:chase-create", args=[kind])}
        for kind, label in Chase.Kind.choices
    ]
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "kinds": kinds,
        "crumbs": office_crumbs(("หนังสือทวง", "")),
    }
    return render(request, "committee/chase_list.html", context)


@require_http_methods(GET_POST)
@require(P)
def chase_create(request: Request, kind: str) -> HttpResponse:
    if kind not in Chase.Kind.values:
        raise Http404
    office, today = office_of(request, P), request.workplace.today
    schools = School.objects.for_user(request.user, P).filter(district=office, is_active=True)
    found = lagging(school_boards(schools.select_related("network"), today), kind, today)
    areas = areas_of(found)
    area = request.GET.get("area", "")
    area = area if area in areas else ""
    form = ChaseForm(
        request.POST or None,
        lagging=in_area(found, area),
        kind=kind,
        office=office,
        by=request.user,
    )
    words, back = Chase.Kind(kind).label, reverse("committee:chase-list")
    page = {
        "heading": words,
        "back": back,
        "crumbs": office_crumbs((words, "")),
        "submit": "ทำหนังสือ",
    }
    page |= {"template": "committee/chase_form.html", "segments": _segments(areas, area)}
    if not found and request.method != "POST":
        messages.info(request, NOBODY[kind])
        return redirect(back)
    done = "บันทึกแล้ว พิมพ์หนังสือได้จากหน้านี้"
    return form_page(request, form, form.save, then=page_of, done=done, **page)


def _segments(areas: dict[str, str], picked: str) -> list[dict[str, Any]]:
    """Links to the lagging schools of one network or อำเภอ, for components/segments.html."""
    named = {"": "ทุกโรงเรียน"} | areas
    return [
        {"label": label, "url": f"?{urlencode({'area': key})}", "current": key == picked}
        for key, label in named.items()
    ]


def page_of(chase: Chase) -> str:
    return reverse("committee:chase-detail", args=[chase.pk])


@require_safe
@require(P)
def chase_detail(request: Request, pk: int) -> HttpResponse:
    rows = Chase.objects.for_user(request.user, P).select_related("made_by", "district")
    chase = get_object_or_404(rows, pk=pk)
    back = ("หนังสือทวง", reverse("committee:chase-list"))
    context = {
        "chase": chase,
        "lines": chase.lines.select_related("school__network"),
        "slug": LETTERS[chase.kind].slug,
        "crumbs": office_crumbs(back, (str(chase), "")),
    }
    return render(request, "committee/chase_detail.html", context)
