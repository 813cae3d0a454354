"""Settings of an office: letterhead, Garuda, who signs for it, its networks."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from schoolcare import audit_trail, offices
from schoolcare.access import Permission, require
from schoolcare.models import District, Network, OfficeHead
from schoolcare.registry import office_settings
from schoolcare.requests import Request
from schoolcare.screens.accounts import form_view, saved
from schoolcare.screens.forms.offices import DistrictForm, HeadForm, NetworkForm
from schoolcare.screens.settings import crumbs, picture_page, show_form

P = Permission.DISTRICT_SETTINGS


def find_district(request: Request, pk: int) -> District:
    grant = request.user.access.grant(P)
    found = District.objects.filter(pk__in=grant.districts).select_related("garuda")
    return get_object_or_404(found, pk=pk)


def way(district: District, *more: tuple[str, str]) -> list[tuple[str, str]]:
    back = reverse("settings-district", args=[district.pk]) if more else ""
    return crumbs((str(district), back), *more)


@form_view
@require(P)
def district_edit(request: Request, pk: int) -> HttpResponse:
    district = find_district(request, pk)
    form = DistrictForm(request.POST or None, district=district, by=request.user)
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect("settings-district", pk)
    today = timezone.localdate()
    context = {
        "form": form,
        "district": district,
        "more": [(one, reverse(one.url_name, args=[pk])) for one in office_settings],
        "heads": [(one, one.is_in_force(today)) for one in district.heads.all()],
        "networks": district.networks.prefetch_related("schools"),
        "events": audit_trail.history(district),
        "crumbs": way(district),
    }
    return render(request, "settings/district_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require(P)
def district_garuda(request: Request, pk: int) -> HttpResponseBase:
    """The office's own image of the state emblem: seen, put up, or taken away."""
    back = reverse("settings-district", args=[pk])
    return picture_page(request, find_district(request, pk), "garuda", back)


@form_view
@require(P)
def head_add(request: Request, pk: int) -> HttpResponse:
    return edit_head(request, OfficeHead(district=find_district(request, pk)))


@form_view
@require(P)
def head_edit(request: Request, pk: int) -> HttpResponse:
    return edit_head(request, find_head(request, pk))


@require_POST
@require(P)
def head_remove(request: Request, pk: int) -> HttpResponse:
    head = find_head(request, pk)
    offices.remove_head(head, by=request.user)
    messages.success(request, "เอาออกจากผู้ลงนามแล้ว")
    return redirect("settings-district", head.district_id)


def find_head(request: Request, pk: int) -> OfficeHead:
    heads = OfficeHead.objects.filter(district__in=request.user.access.grant(P).districts)
    return get_object_or_404(heads.select_related("district"), pk=pk)


def edit_head(request: Request, head: OfficeHead) -> HttpResponse:
    district = head.district
    form = HeadForm(request.POST or None, instance=head, by=request.user)
    back = reverse("settings-district", args=[district.pk])
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect(back)
    heading = "แก้ไขผู้ลงนาม" if head.pk else "เพิ่มผู้ลงนาม"
    context = {
        "form": form,
        "heading": heading,
        "head": head,
        "cancel_url": back,
        "crumbs": way(district, (heading, "")),
    }
    return render(request, "settings/head_form.html", context)


@form_view
@require(P)
def network_add(request: Request, pk: int) -> HttpResponse:
    return edit_network(request, find_district(request, pk), None)


@form_view
@require(P)
def network_edit(request: Request, pk: int) -> HttpResponse:
    grant = request.user.access.grant(P)
    rows = Network.objects.filter(district__in=grant.districts).select_related("district")
    network = get_object_or_404(rows, pk=pk)
    return edit_network(request, network.district, network)


def edit_network(request: Request, district: District, network: Network | None) -> HttpResponse:
    form = NetworkForm(request.POST or None, district=district, network=network, by=request.user)
    back = reverse("settings-district", args=[district.pk])
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect(back)
    heading = "แก้ไขกลุ่มเครือข่าย" if network else "เพิ่มกลุ่มเครือข่าย"
    return show_form(request, form, heading, back, way(district, (heading, "")))
