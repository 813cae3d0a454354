"""Settings: schools, their terms and villages; those of an office stand in `offices`."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit_trail, files, organization
from schoolcare.access import Permission, require
from schoolcare.models import District, School, Term, Village
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME, form_view, saved
from schoolcare.screens.forms.settings import SchoolForm, TermForm, VillageForm

P = Permission.SCHOOL_SETTINGS
PAGE = 50


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [HOME, ("ตั้งค่า", reverse("settings-home")), *more]


def school_way(school: School) -> tuple[str, str]:
    return school.short_name, reverse("settings-school", args=[school.pk])


def find_school(request: Request, pk: int) -> School:
    schools = School.objects.for_user(request.user, P).select_related(
        "district", "network", "logo", "garuda"
    )
    return get_object_or_404(schools, pk=pk)


@require_safe
@require(P)
def settings_home(request: Request) -> HttpResponse:
    """The schools within reach; for people of an office also the office."""
    text = request.GET.get("q", "").strip()
    schools = School.objects.for_user(request.user, P).select_related("network")
    if text:
        schools = schools.filter(Q(name__contains=text) | Q(code=text))
    grant = request.user.access.grant(Permission.DISTRICT_SETTINGS)
    context = {
        "page_obj": Paginator(schools, PAGE).get_page(request.GET.get("page")),
        "districts": District.objects.filter(pk__in=grant.districts),
        "q": text,
        "crumbs": [HOME, ("ตั้งค่า", "")],
    }
    return render(request, "settings/settings_home.html", context)


@form_view
@require(P)
def school_edit(request: Request, pk: int) -> HttpResponse:
    school = find_school(request, pk)
    form = SchoolForm(request.POST or None, instance=school, by=request.user)
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect("settings-school", pk)
    school = find_school(request, pk)  # the form has written into the first one
    context = {
        "form": form,
        "school": school,
        "pictures": [
            (name, label, getattr(school, name), reverse("settings-picture", args=[pk, name]))
            for name, label in organization.PICTURES.items()
        ],
        "events": audit_trail.history(school),
        "crumbs": crumbs((school.short_name, "")),
    }
    return render(request, "settings/school_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require(P)
def school_picture(request: Request, pk: int, name: str) -> HttpResponseBase:
    """The logo or the garuda: seen, put up, or taken away."""
    school = find_school(request, pk)
    if name not in organization.PICTURES:
        raise Http404
    return picture_page(request, school, name, reverse("settings-school", args=[pk]))


def picture_page(
    request: Request, place: School | District, name: str, back: str
) -> HttpResponseBase:
    """Send the picture, or take what was posted and go `back`; a bad file changes nothing."""
    if request.method != "POST":
        if getattr(place, name) is None:
            raise Http404
        return files.file_response(getattr(place, name))
    upload = request.FILES.get("picture")
    if upload is None and "remove" not in request.POST:
        messages.error(request, "เลือกไฟล์ภาพก่อน")
        return redirect(back)
    try:
        organization.set_picture(place, name, upload, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "บันทึกแล้ว")
    return redirect(back)


@require_safe
@require(P)
def term_list(request: Request, pk: int) -> HttpResponse:
    school = find_school(request, pk)
    context = {
        "school": school,
        "terms": school.terms.all(),
        "crumbs": crumbs(school_way(school), ("ภาคเรียน", "")),
    }
    return render(request, "settings/term_list.html", context)


@require_POST
@require(P)
def term_open(request: Request, pk: int) -> HttpResponse:
    school = find_school(request, pk)
    try:
        year = organization.open_next_year(school, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"เพิ่มภาคเรียนของปีการศึกษา {year} แล้ว")
    return redirect("settings-terms", pk)


@form_view
@require(P)
def term_edit(request: Request, pk: int) -> HttpResponse:
    terms = Term.objects.for_user(request.user, P).select_related("school")
    term = get_object_or_404(terms, pk=pk)
    form = TermForm(request.POST or None, term=term, by=request.user)
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect("settings-terms", term.school_id)
    back = reverse("settings-terms", args=[term.school_id])
    way = crumbs(school_way(term.school), ("ภาคเรียน", back), (str(term), ""))
    return show_form(request, form, str(term), back, way)


def show_form(
    request: Request, form: Any, heading: str, back: str, way: list[tuple[str, str]]
) -> HttpResponse:
    context = {"form": form, "heading": heading, "cancel_url": back, "crumbs": way}
    return render(request, "settings/form.html", context)


@require_safe
@require(P)
def village_list(request: Request, pk: int) -> HttpResponse:
    school = find_school(request, pk)
    context = {
        "school": school,
        "villages": school.villages.all(),
        "crumbs": crumbs(school_way(school), ("หมู่บ้าน", "")),
    }
    return render(request, "settings/village_list.html", context)


@form_view
@require(P)
def village_add(request: Request, pk: int) -> HttpResponse:
    school = find_school(request, pk)
    form = VillageForm(request.POST or None, school=school, by=request.user)
    if saved(form):
        messages.success(request, "เพิ่มหมู่บ้านแล้ว")
        return redirect("settings-villages", pk)
    back = reverse("settings-villages", args=[pk])
    way = crumbs(school_way(school), ("หมู่บ้าน", back), ("เพิ่มหมู่บ้าน", ""))
    return show_form(request, form, "เพิ่มหมู่บ้าน", back, way)


@form_view
@require(P)
def village_edit(request: Request, pk: int, village: int) -> HttpResponse:
    school = find_school(request, pk)
    served = get_object_or_404(school.villages, pk=village)
    form = VillageForm(request.POST or None, school=school, village=served, by=request.user)
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect("settings-villages", pk)
    back = reverse("settings-villages", args=[pk])
    way = crumbs(school_way(school), ("หมู่บ้าน", back), ("แก้ไข", ""))
    return show_form(request, form, "แก้ไขหมู่บ้าน", back, way)


@require_POST
@require(P)
def village_leave(request: Request, pk: int, village: int) -> HttpResponse:
    school = find_school(request, pk)
    served: Village = get_object_or_404(school.villages, pk=village)
    organization.leave_village(served, school=school, by=request.user)
    messages.success(request, "นำหมู่บ้านออกจากเขตบริการแล้ว")
    return redirect("settings-villages", pk)
