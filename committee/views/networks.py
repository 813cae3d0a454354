"""Networks of boards: which there are, their schools' boards, their meetings."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from committee.forms.networks import NetworkForm, NetworkMeetingForm
from committee.models import BoardNetwork, Meeting
from committee.reports import school_boards, totals_of
from committee.services import networks
from committee.views.pages import form_page, office_of
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import District, Network
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once

P, EDIT, MEET = Permission.BOARD_REVIEW, Permission.NETWORK_EDIT, Permission.MEETING_EDIT
LIST = ("เครือข่ายคณะกรรมการ", reverse_lazy("committee:network-list"))
PAGE = 30


def network_of(request: Request, pk: int, permission: Permission) -> Any:
    """The network where `permission` is held for its office."""
    rows = BoardNetwork.objects.filter(district__in=request.user.access.grant(permission).districts)
    return get_object_or_404(rows.select_related("district", "chair__board__school"), pk=pk)


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [("หน้าแรก", "/"), LIST, *more]


@require_safe
@require(P)
def network_list(request: Request) -> HttpResponse:
    """The networks of the office; those of schools that have none of their boards yet."""
    office = office_of(request, P)
    rows = BoardNetwork.objects.filter(district=office).select_related("chair__board__school")
    rows = rows.annotate(school_count=Count("schools")).order_by("-is_active", "level", "name")
    may_edit = office.pk in request.user.access.grant(EDIT).districts
    unmade = Network.objects.filter(district=office, board_networks=None)
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "unmade": unmade.annotate(school_count=Count("schools")) if may_edit else [],
        "crumbs": [("หน้าแรก", "/"), (LIST[0], "")],
    }
    return render(request, "committee/network_list.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def network_create(request: Request) -> HttpResponse:
    """A new network; `?from=` names the กลุ่มเครือข่าย of schools whose boards it joins."""
    office = office_of(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("committee:network-detail", made)
    initial = _first_values(request, office)
    return _form(request, BoardNetwork(district=office), office, initial)


def _first_values(request: Request, office: District) -> dict[str, Any]:
    asked = request.GET.get("from", "")
    found = Network.objects.filter(district=office)
    source = found.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 18 else None
    if source is None:
        return {}
    schools = source.schools.filter(is_active=True)
    return {"name": source.name, "source": source.pk, "schools": schools}


@require_http_methods(GET_POST)
@require(EDIT)
def network_update(request: Request, pk: int) -> HttpResponse:
    network = network_of(request, pk, EDIT)
    return _form(request, network, network.district, {})


def _form(
    request: Request, network: BoardNetwork, office: District, initial: dict[str, Any]
) -> HttpResponse:
    form = NetworkForm(
        request.POST or None, instance=network, initial=initial, office=office, by=request.user
    )
    back = network.get_absolute_url() if network.pk else str(LIST[1])
    words = f"แก้ไข {network}" if network.pk else "เพิ่มเครือข่ายคณะกรรมการ"
    page = {"heading": words, "back": back, "crumbs": crumbs((words, ""))}
    page |= {"then": BoardNetwork.get_absolute_url, "done": "บันทึกเครือข่ายแล้ว"}
    return form_page(request, form, form.save, **page)


@require_safe
@require(P)
def network_detail(request: Request, pk: int) -> HttpResponse:
    """Its schools with their boards' chairs and status, and its meetings."""
    network, today = network_of(request, pk, P), request.workplace.today
    lines = school_boards(network.schools.order_by("name", "pk"), today)
    chairs = networks.chairs_of(line.board.pk for line in lines if line.board)
    rows = [(line, chairs.get(line.board.pk) if line.board else None) for line in lines]
    grants = request.user.access
    context = {
        "network": network,
        "rows": rows,
        "totals": totals_of(lines),
        "meetings": network.meetings.exclude(state=Meeting.State.CANCELLED),
        "may_edit": network.district_id in grants.grant(EDIT).districts,
        "may_meet": network.district_id in grants.grant(MEET).districts,
        "crumbs": crumbs((str(network), "")),
    }
    return render(request, "committee/network_detail.html", context)


@require_http_methods(GET_POST)
@require(MEET)
def network_meeting(request: Request, pk: int) -> HttpResponse:
    """Plan a meeting of the network, and go to its page."""
    network = network_of(request, pk, MEET)
    here = network.get_absolute_url()
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("committee:meeting-detail", made)
    form = NetworkMeetingForm(request.POST or None)

    def save() -> Meeting:
        key = form.cleaned_data["key"]
        plan = partial(networks.plan_meeting, network, form.instance, by=request.user)
        return once(request.user, key, plan)[0]

    page = {
        "heading": f"กำหนดประชุม{network.body}",
        "back": here,
        "then": Meeting.get_absolute_url,
        "crumbs": crumbs((str(network), here), ("ประชุม", "")),
        "submit": "กำหนดการประชุม",
        "hint": "ครั้งแรกระบบเชิญประธานกรรมการของโรงเรียนสมาชิก ครั้งต่อไปเชิญผู้ที่เคยเชิญ",
    }
    return form_page(request, form, save, done="กำหนดการประชุมแล้ว", **page)
