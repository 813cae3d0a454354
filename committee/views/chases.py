"""The office chases schools that lag, and sees whom it chased."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from committee.chasing import lagging
from committee.documents.letters import LETTERS
from committee.forms.chases import ChaseForm
from committee.models import Chase
from committee.reports import school_boards
from committee.views.pages import form_page
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import District, School
from schoolcare.requests import Request

SCHOOLS = "committee:school-list"
PAGE = 30


def office_of(request: Request) -> District:
    """The office that the person works for."""
    office = request.workplace.district
    if office is None or office.pk not in request.user.access.grant(P).districts:
        raise Http404
    return office


P = Permission.BOARD_REVIEW


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("หน้าแรก", "/"), ("คณะกรรมการสถานศึกษา", reverse(SCHOOLS)), *more]


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
        "crumbs": crumbs(("หนังสือทวง", "")),
    }
    return render(request, "committee/chase_list.html", context)


@require_http_methods(GET_POST)
@require(P)
def chase_create(request: Request, kind: str) -> HttpResponse:
    if kind not in Chase.Kind.values:
        raise Http404
    office, today = office_of(request), request.workplace.today
    schools = School.objects.for_user(request.user, P).filter(district=office, is_active=True)
    found = lagging(school_boards(schools.select_related("network"), today), kind, today)
    form = ChaseForm(request.POST or None, lagging=found, kind=kind, office=office, by=request.user)
    made: list[Chase] = []

    def save() -> None:
        made.append(form.save())

    def back() -> str:
        if made:
            return reverse("committee:chase-detail", args=[made[0].pk])
        return reverse("committee:chase-list")

    words = Chase.Kind(kind).label
    page = {"heading": words, "back": back, "crumbs": crumbs((words, "")), "submit": "ทำหนังสือ"}
    if not found and request.method != "POST":
        return redirect("committee:chase-list")
    return form_page(request, form, save, done="บันทึกแล้ว พิมพ์หนังสือได้จากหน้านี้", **page)


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
        "crumbs": crumbs(back, (str(chase), "")),
    }
    return render(request, "committee/chase_detail.html", context)
