"""Networks of parents of rooms, levels and the school, with their members."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from students.forms.parents import MemberForm, NetworkForm, NewMemberForm, NewNetworkForm
from students.models import Classroom, ParentMember, ParentNetwork
from students.services import parents as services
from students.views.pages import form_page

EDIT = Permission.PARENTS_EDIT
HOME = ("หน้าแรก", "/")
LIST = ("เครือข่ายผู้ปกครอง", reverse_lazy("students:parents-list"))
RELATED = ("school__district", "classroom")


def _network(request: Request, pk: int) -> ParentNetwork:
    rows = ParentNetwork.objects.for_user(request.user, EDIT).select_related(*RELATED)
    return get_object_or_404(rows, pk=pk)


def _member(request: Request, pk: int) -> Any:
    rows = ParentMember.objects.for_user(request.user, EDIT)
    return get_object_or_404(rows.select_related("network__school", "network__classroom"), pk=pk)


def _school(request: Request) -> School:
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(EDIT).schools:
        raise Http404
    return school


def _scope(request: Request, school: School) -> dict[str, Any]:
    return {"user": request.user, "permission": EDIT, "school": school}


def _crumbs(network: ParentNetwork, label: str = "") -> list[tuple[str, Any]]:
    here = (network.place, network.get_absolute_url() if label else "")
    return [HOME, LIST, here, *([(label, "")] if label else [])]


@require_safe
@require(EDIT)
def parents_list(request: Request) -> HttpResponse:
    """The networks of the year worked in, by scope."""
    place = request.workplace
    rows = ParentNetwork.objects.for_user(request.user, EDIT)
    rows = rows.filter(school=place.school, year=place.year).select_related("classroom")
    rows = rows.prefetch_related("members").order_by("level", "classroom__level", "classroom__room")
    groups = [
        (scope.label, [one for one in rows if one.scope == scope])
        for scope in reversed(ParentNetwork.Scope)
    ]
    context = {
        "groups": groups,
        "school": place.school,
        "year": place.year,
        "today": place.today,
        "is_empty": not rows,
        "crumbs": [HOME, (LIST[0], "")],
    }
    return render(request, "students/parents_list.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def parents_create(request: Request) -> HttpResponse:
    school, year = _school(request), request.workplace.year
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:parents-detail", made)
    new = ParentNetwork(school=school, year=year)
    rooms = Classroom.objects.filter(school=school, year=year)
    scope = _scope(request, school)
    form = NewNetworkForm(request.POST or None, instance=new, rooms=rooms, **scope)
    return form_page(
        request,
        form,
        form.save,
        heading="ตั้งเครือข่ายผู้ปกครอง",
        back=reverse("students:parents-list"),
        then=lambda network: network.get_absolute_url(),
        crumbs=[HOME, LIST, ("ตั้งเครือข่าย", "")],
        hint="ของห้องเรียน เลือกตั้งได้จากหน้าประชุมผู้ปกครองชั้นเรียนด้วย",
    )


@require_safe
@require(EDIT)
def parents_detail(request: Request, pk: int) -> HttpResponse:
    network = _network(request, pk)
    context = {
        "network": network,
        "members": network.members.select_related("student"),
        "is_over": network.ends_on < request.workplace.today,
        "crumbs": _crumbs(network),
    }
    return render(request, "students/parents_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def parents_update(request: Request, pk: int) -> HttpResponse:
    network = _network(request, pk)
    scope = _scope(request, network.school)
    form = NetworkForm(request.POST or None, instance=network, **scope)
    page = {"heading": "วาระของเครือข่ายผู้ปกครอง", "back": network.get_absolute_url()}
    crumbs = _crumbs(network, "แก้วาระ")
    return form_page(request, form, form.save, crumbs=crumbs, hint=network.place, **page)


@require_POST
@require(EDIT)
def parents_remove(request: Request, pk: int) -> HttpResponse:
    services.remove_network(_network(request, pk), by=request.user)
    messages.success(request, "ลบเครือข่ายผู้ปกครองแล้ว")
    return redirect("students:parents-list")


def _below(network: ParentNetwork) -> list[ParentMember]:
    """Members of the networks below, chairs first: of the rooms of a level, of levels and rooms."""
    if network.scope == ParentNetwork.Scope.ROOM:
        return []
    rows = ParentMember.objects.filter(network__school=network.school, network__year=network.year)
    rows = rows.exclude(network__scope=network.scope).exclude(network__scope="school")
    if network.level:
        rows = rows.filter(network__classroom__level=network.level)
    rows = rows.select_related("network__classroom").order_by("position", "network", "pk")
    return list(rows[:300])


@require_http_methods(GET_POST)
@require(EDIT)
def member_create(request: Request, pk: int) -> HttpResponse:
    network = _network(request, pk)
    if made_before(request.user, request.POST.get("key")):
        return redirect(network)
    scope = _scope(request, network.school)
    new = ParentMember(network=network)
    form = NewMemberForm(request.POST or None, instance=new, below=_below(network), **scope)
    page = {"heading": "เพิ่มกรรมการ", "back": network.get_absolute_url(), "hint": network.place}
    crumbs = _crumbs(network, "เพิ่มกรรมการ")
    return form_page(request, form, form.save, crumbs=crumbs, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def member_update(request: Request, pk: int) -> HttpResponse:
    member = _member(request, pk)
    network = member.network
    form = MemberForm(
        request.POST or None, instance=member, below=[], **_scope(request, network.school)
    )
    page = {"heading": "แก้ไขกรรมการ", "back": network.get_absolute_url(), "hint": network.place}
    crumbs = _crumbs(network, "แก้ไขกรรมการ")
    return form_page(request, form, form.save, crumbs=crumbs, **page)


@require_POST
@require(EDIT)
def member_remove(request: Request, pk: int) -> HttpResponse:
    member = _member(request, pk)
    services.remove_member(member, by=request.user)
    messages.success(request, "นำออกจากเครือข่ายแล้ว")
    return redirect(member.network)
