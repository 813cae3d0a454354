"""Local experts of the school: the list, one expert, what they taught, whom to ask for a lesson."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.experts import ExpertFilter, ExpertForm, TeachingForm
from community.matching import needs_for
from community.models import Expert, ExpertTeaching, LearningSource, Need
from community.partner_sections import segments
from community.services import experts
from community.views import searching
from community.views.partner_pages import EDIT, VIEW, row_of
from community.views.resource_pages import HOME, form_page, school_here
from schoolcare import audit, audit_trail, files
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number

LIST = "community:expert-list"
EXPERTS = ("ภูมิปัญญาท้องถิ่น", reverse_lazy(LIST))
PAGE, EVENTS, FEW = 50, 10, 10
LONGEST_SUBJECT = 200


def expert_of(request: Request, pk: int, permission: Permission) -> Any:
    """The expert within the reach of `permission`, with `may_edit` and `may_see_person`."""
    return row_of(request, Expert, pk, permission, related=("school", "village", "photo"))


@require_safe
@require(VIEW)
def expert_list(request: Request) -> HttpResponse:
    """Who can teach what; a need searched for also finds learning sources."""
    school, today = school_here(request, VIEW), request.workplace.today
    form = ExpertFilter(searching.asked(request, LIST), school=school, today=today)
    rows = form.narrow(Expert.objects.for_user(request.user, VIEW).filter(school=school))
    found = rows.select_related("village").prefetch_related("branches")
    found = found.annotate(lessons=Count("teachings", distinct=True)).order_by("name", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    for one in page.object_list:
        one.asks_anew = one.is_stale(today)
    context = {
        "form": form,
        "page_obj": page,
        "sources": sources_of(request, school, form.words),
        "may_edit": school.pk in request.user.access.grant(EDIT).schools,
        "school": school,
        "places": segments(request.path),
        "crumbs": [HOME, (EXPERTS[0], "")],
    }
    return render(request, "community/expert_list.html", context)


def sources_of(request: Request, school: School, words: list[str]) -> list[LearningSource]:
    """Learning sources that offer what is searched for; none without words."""
    if not words:
        return []
    rows = LearningSource.objects.for_user(request.user, VIEW).filter(school=school)
    for word in words:
        rows = rows.filter(Q(name__icontains=word) | Q(offers__icontains=word))
    return list(rows.filter(is_active=True).select_related("kind", "village")[:FEW])


@require_POST
@require(VIEW)
def expert_search(request: Request) -> HttpResponse:
    return searching.go_on(request, LIST, ("branch", "state"))


@require_http_methods(GET_POST)
@require(EDIT)
def expert_create(request: Request) -> HttpResponse:
    school = school_here(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:expert-detail", made)
    new = Expert(school=school, refreshed_on=request.workplace.today)
    return _form(request, new, heading="เพิ่มภูมิปัญญาท้องถิ่น", back=reverse(LIST))


@require_http_methods(GET_POST)
@require(EDIT)
def expert_update(request: Request, pk: int) -> HttpResponse:
    """Its address and telephone are in the form: who may not see them does not open it."""
    expert = expert_of(request, pk, EDIT)
    if not expert.may_see_person:
        raise Http404
    return _form(request, expert, heading=f"แก้ไข {expert}", back=expert.get_absolute_url())


def _form(request: Request, expert: Expert, *, heading: str, back: str) -> HttpResponse:
    how = {"user": request.user, "permission": EDIT, "school": expert.school}
    form = ExpertForm(request.POST or None, request.FILES or None, instance=expert, **how)
    page: dict[str, Any] = {"heading": heading, "back": back, "then": Expert.get_absolute_url}
    return form_page(request, form, form.save, crumbs=[HOME, EXPERTS, (heading, "")], **page)


@require_safe
@require(VIEW)
def expert_detail(request: Request, pk: int) -> HttpResponse:
    expert = expert_of(request, pk, VIEW)
    prefetch_related_objects([expert], "branches")
    if expert.may_see_person:  # homes and telephones: each look stands in the log
        where = {"school_id": expert.school_id, "district_id": expert.school.district_id}
        audit.record("expert.view", expert, by=request.user, **where)
    taught = list(expert.teachings.select_related("project", "activity"))
    asked = list(expert.asked.select_related("need__village", "need__partner"))
    known = {one.need_id for one in asked}
    fitting = needs_for(expert, [one.subject for one in taught]) if expert.is_active else []
    context = {
        "expert": expert,
        "branches": list(expert.branches.all()),
        "asked": asked,
        "needs": [one for one in fitting if one.pk not in known],
        "asks_anew": expert.is_stale(request.workplace.today),
        "sums": {
            "lessons": len(taught),
            "hours": sum(one.hours for one in taught),
            "fee": sum(one.fee or 0 for one in taught),
        },
        "page_obj": Paginator(taught, PAGE).get_page(request.GET.get("page")),
        "history": audit_trail.history(expert, EVENTS, looks=False) if expert.may_edit else [],
        "crumbs": [HOME, EXPERTS, (str(expert), "")],
    }
    return render(request, "community/expert_detail.html", context)


@require_safe
@require(VIEW)
def expert_photo(request: Request, pk: int) -> HttpResponseBase:
    expert = expert_of(request, pk, VIEW)
    if expert.photo is None or expert.consented_on is None:
        raise Http404
    return files.file_response(expert.photo, rendition=files.SMALL)


@require_http_methods(GET_POST)
@require(EDIT)
def teaching_create(request: Request, pk: int) -> HttpResponse:
    """A lesson that an expert gave; `?need=` says what for."""
    expert = expert_of(request, pk, EDIT)
    here = expert.get_absolute_url()
    if made_before(request.user, request.POST.get("key")):
        return redirect(here)
    form = TeachingForm(
        request.POST or None,
        instance=ExpertTeaching(expert=expert),
        initial={"taught_on": request.workplace.today} | _needed(request, expert),
        year=request.workplace.year,
        user=request.user,
        permission=EDIT,
        school=expert.school,
    )
    page: dict[str, Any] = {"heading": f"บันทึกการสอนของ {expert}", "back": here}
    trail = [HOME, EXPERTS, (str(expert), here), ("บันทึกการสอน", "")]
    return form_page(request, form, form.save, crumbs=trail, done="บันทึกการสอนแล้ว", **page)


def _needed(request: Request, expert: Expert) -> dict[str, Any]:
    """What a lesson begins with that answers a need of the community."""
    asked = sent_number(request.GET.get("need", ""))
    need = Need.objects.filter(school=expert.school_id, pk=asked).first() if asked else None
    if need is None:
        return {}
    return {"subject": need.text[:LONGEST_SUBJECT], "activity": need.activity_id}


@require_POST
@require(EDIT)
def teaching_remove(request: Request, pk: int) -> HttpResponse:
    rows = ExpertTeaching.objects.for_user(request.user, EDIT).select_related("expert")
    row = get_object_or_404(rows, pk=pk)
    experts.remove_teaching(row, by=request.user)
    messages.success(request, "ลบการสอนแล้ว")
    return redirect(row.expert)
