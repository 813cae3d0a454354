"""ทะเบียนแหล่งเรียนรู้และทุนชุมชน: the list, one with its uses, the forms."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.sources import SourceFilter, SourceForm, UseForm
from community.map_places import tap_map
from community.models import LearningSource, SourceUse
from community.services import sources
from community.views.partner_pages import (
    EDIT,
    PERSON,
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

PAGE = 30
LIST = ("แหล่งเรียนรู้", reverse_lazy("community:source-list"))
RELATED = ("school__district", "kind", "village", "partner")


@require_safe
@require(VIEW)
def source_list(request: Request) -> HttpResponse:
    """By kind; each with how often and when last a class was there."""
    school = school_of(request, VIEW)
    form = SourceFilter(request.GET or None, school=school)
    every = LearningSource.objects.for_user(request.user, VIEW).filter(school=school)
    rows = form.narrow(every).select_related("kind", "village")
    rows = rows.annotate(use_count=Count("uses"), last_use=Max("uses__on"))
    rows = rows.order_by("kind__position", "kind__name", "name", "pk")
    context = {
        "form": form,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_edit": holds(request, EDIT, school),
        "crumbs": crumbs((str(LIST[0]), "")),
    }
    return render(request, "community/source_list.html", context | listed(request))


@require_safe
@require(VIEW)
def source_detail(request: Request, pk: int) -> HttpResponse:
    """What it offers, and which classes came; the newest first."""
    source = row_of(request, LearningSource, pk, VIEW, related=RELATED)
    page = Paginator(source.uses.all(), PAGE).get_page(request.GET.get("page"))
    year = request.workplace.year
    context = {
        "source": source,
        "page_obj": page,
        "year": year,
        "sums": source.uses.filter(year=year).aggregate(times=Count("pk"), pupils=Sum("pupils")),
        "crumbs": crumbs(LIST, (str(source), "")),
    }
    return render(request, "community/source_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def source_create(request: Request) -> HttpResponse:
    school = school_of(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:source-detail", made)
    return _form(request, LearningSource(school=school), "เพิ่มแหล่งเรียนรู้")


@require_http_methods(GET_POST)
@require(EDIT)
def source_update(request: Request, pk: int) -> HttpResponse:
    source = row_of(request, LearningSource, pk, EDIT, PERSON, related=RELATED)
    return _form(request, source, f"แก้ไข {source}")


def _form(request: Request, source: Any, words: str) -> HttpResponse:
    who: dict[str, Any] = {"user": request.user, "permission": EDIT, "school": source.school}
    form = SourceForm(request.POST or None, instance=source, **who)
    back = source.get_absolute_url() if source.pk else str(LIST[1])
    page = {
        "heading": words,
        "back": back,
        "crumbs": crumbs(LIST, (words, "")),
        "then": LearningSource.get_absolute_url,
        "extra": lambda: tap_map(source.school, but=back),
        "done": "บันทึกแหล่งเรียนรู้แล้ว",
    }
    return form_page(request, form, form.save, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def use_create(request: Request, pk: int) -> HttpResponse:
    source = row_of(request, LearningSource, pk, EDIT, related=RELATED)
    if made_before(request.user, request.POST.get("key")):
        return redirect(source)
    use = SourceUse(source=source, on=request.workplace.today, made_by=request.user)
    use.teacher = request.user.full_name
    return _use_form(request, use, "บันทึกการใช้แหล่งเรียนรู้")


@require_http_methods(GET_POST)
@require(EDIT)
def use_update(request: Request, pk: int) -> HttpResponse:
    use = row_of(request, SourceUse, pk, EDIT, related=("source__school__district", "classroom"))
    return _use_form(request, use, "แก้ไขการใช้แหล่งเรียนรู้")


def _use_form(request: Request, use: Any, words: str) -> HttpResponse:
    where = {"today": request.workplace.today, "year": request.workplace.year}
    form = UseForm(request.POST or None, instance=use, **where)
    back = reverse("community:source-detail", args=[use.source_id])
    page = {
        "heading": words,
        "hint": str(use.source),
        "back": back,
        "crumbs": crumbs(LIST, (str(use.source), back), (words, "")),
        "remove": ("community:use-remove", use.pk),
    }
    return form_page(request, form, lambda: form.save_by(request.user), **page)


@require_POST
@require(EDIT)
def use_remove(request: Request, pk: int) -> HttpResponse:
    use = row_of(request, SourceUse, pk, EDIT, related=("source__school",))
    sources.remove_use(use, by=request.user)
    messages.success(request, "ลบแล้ว")
    return redirect(use.source)
