"""The service area: villages with what is known of them by year, and pupils counted live."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.villages import PlaceForm, ProfileForm
from community.map_places import tap_map
from community.models import LearningSource, Need, Partner, VillagePlace, VillageProfile
from community.service_area import service_area
from community.services import villages
from community.views.partner_pages import (
    EDIT,
    VIEW,
    crumbs,
    form_page,
    holds,
    listed,
    school_of,
)
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import School, Village
from schoolcare.requests import Request

LIST = ("เขตบริการ", reverse_lazy("community:village-list"))
YEARS = 10


def village_of(request: Request, pk: int, permission: Permission) -> tuple[School, Village]:
    """The school worked in and one of its villages, else 404."""
    school = school_of(request, permission)
    return school, get_object_or_404(Village.objects.filter(schools=school), pk=pk)


@require_safe
@require(VIEW)
def village_list(request: Request) -> HttpResponse:
    """All villages of the year worked in, with totals."""
    school, year = school_of(request, VIEW), request.workplace.year
    area = service_area(school, year)
    context = {
        "area": area,
        "year": year,
        "may_edit": holds(request, EDIT, school),
        "crumbs": crumbs((str(LIST[0]), "")),
    }
    return render(request, "community/village_list.html", context | listed(request))


@require_safe
@require(VIEW)
def village_detail(request: Request, pk: int) -> HttpResponse:
    """What was known in each year, and who and what is there."""
    school, village = village_of(request, pk, VIEW)
    profiles = VillageProfile.objects.filter(village=village).order_by("-year")
    here = {"school": school, "village": village}
    context = {
        "village": village,
        "place": VillagePlace.objects.filter(village=village).exclude(latitude=None).first(),
        "profiles": list(profiles.select_related("changed_by", "school")[:YEARS]),
        "schools": list(village.schools.order_by("name", "pk")),
        "partners": list(Partner.objects.filter(**here, is_active=True)),
        "sources": list(LearningSource.objects.filter(**here, is_active=True)),
        "needs": list(Need.objects.filter(**here).open()),
        "year": request.workplace.year,
        "may_edit": holds(request, EDIT, school),
        "crumbs": crumbs(LIST, (str(village), "")),
    }
    return render(request, "community/village_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def village_update(request: Request, pk: int) -> HttpResponse:
    """The profile of the year worked in; a new one begins with what was known before."""
    school, village = village_of(request, pk, EDIT)
    year = request.workplace.year
    known = VillageProfile.objects.filter(village=village, year__lte=year).order_by("-year").first()
    profile: Any = known if known and known.year == year else None
    initial = {name: getattr(known, name) for name in villages.FACTS} if known else {}
    profile = profile or VillageProfile(
        village=village, year=year, school=school, changed_by=request.user
    )
    form = ProfileForm(
        request.POST or None, instance=profile, initial={} if profile.pk else initial
    )
    page = {
        "heading": f"{village} ปีการศึกษา {year}",
        "hint": "โรงเรียนอื่นที่ดูแลหมู่บ้านนี้เห็นและแก้ไขข้อมูลชุดเดียวกัน",
        "back": reverse("community:village-detail", args=[pk]),
        "crumbs": crumbs(LIST, (str(village), "")),
        "done": "บันทึกข้อมูลหมู่บ้านแล้ว",
    }
    return form_page(request, form, lambda: form.save_by(request.user, school), **page)


@require_http_methods(GET_POST)
@require(EDIT)
def village_place(request: Request, pk: int) -> HttpResponse:
    """Where it is: typed, tapped on the map or taken from the device."""
    school, village = village_of(request, pk, EDIT)
    found = VillagePlace.objects.filter(village=village).first()
    form = PlaceForm(request.POST or None, instance=found or VillagePlace(village=village))
    back = reverse("community:village-detail", args=[pk])
    page = {
        "heading": f"ตำแหน่งของ {village}",
        "hint": "โรงเรียนอื่นที่ดูแลหมู่บ้านนี้เห็นและแก้ไขตำแหน่งเดียวกัน",
        "back": back,
        "crumbs": crumbs(LIST, (str(village), back), ("ตำแหน่งบนแผนที่", "")),
        "done": "บันทึกตำแหน่งแล้ว",
        "extra": lambda: tap_map(school, but=back),
    }
    return form_page(request, form, lambda: form.save_by(request.user, school), **page)


@require_POST
@require(EDIT)
def village_carry(request: Request) -> HttpResponse:
    """Villages without anything in the year get what was last known."""
    count = villages.carry(school_of(request, EDIT), request.workplace.year, by=request.user)
    if count:
        messages.success(request, f"ยกข้อมูลมาแล้ว {count} หมู่บ้าน ตรวจแล้วแก้ส่วนที่เปลี่ยน")
    else:
        messages.info(request, "ไม่มีข้อมูลของปีก่อนให้ยกมา")
    return redirect("community:village-list")
