"""The three teams of the care work: who is in them, what they do, by which order."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from students.appointment_orders import order_of_teams
from students.forms.teams import TeamForm, TeamMemberForm, TeamPeopleForm
from students.models import CareTeam, SignedOrder, TeamMember
from students.services import teams as services
from students.unit_rights import with_who_left
from students.views.pages import form_page
from students.views.structure_pages import (
    ORDER,
    VIEW,
    crumbs,
    may,
    places,
    school_here,
    structure_here,
    team_of,
)

LIST = "students:team-list"


@require_safe
@require(VIEW)
def team_list(request: Request) -> HttpResponse:
    school = school_here(request, VIEW)
    structure = structure_here(request, school).with_teams().first()
    context = {
        "school": school,
        "structure": with_who_left(structure, request.workplace.today) if structure else None,
        "order": order_of_teams(structure) if structure else "",
        "scans": SignedOrder.objects.filter(school=school, year=request.workplace.year),
        "may_edit": may(request, ORDER, school),
        "places": places(request),
        "crumbs": crumbs(("ทีมระบบดูแล", "")),
    }
    return render(request, "students/team_list.html", context)


@require_http_methods(GET_POST)
@require(ORDER)
def team_update(request: Request, pk: int) -> HttpResponse:
    team = team_of(request, pk)
    who: dict[str, Any] = {"user": request.user, "permission": ORDER}
    form = TeamForm(request.POST or None, instance=team, **who)

    def save() -> CareTeam:
        for_all = form.cleaned_data["for_all"]
        return services.save_team(form.instance, for_all=for_all, by=request.user)

    return _page(request, form, save, f"แก้ไข {team.get_kind_display()}")


@require_http_methods(GET_POST)
@require(ORDER)
def team_add(request: Request, pk: int) -> HttpResponse:
    team = team_of(request, pk)
    if made_before(request.user, request.POST.get("key")):
        return redirect(LIST)
    form = TeamPeopleForm(request.POST or None, team=team)

    def save() -> CareTeam:
        return once(request.user, form.cleaned_data["key"], add)[0]

    def add() -> CareTeam:
        role = form.cleaned_data["role"]
        count = services.add_members(team, form.chosen, role, by=request.user)
        messages.info(request, f"เพิ่ม {count} คน ผู้ที่อยู่ในทีมแล้วไม่เพิ่มซ้ำ")
        return team

    return _page(request, form, save, f"เพิ่มคนใน{team.get_kind_display()}")


@require_http_methods(GET_POST)
@require(ORDER)
def team_member_update(request: Request, pk: int) -> HttpResponse:
    member = _member_of(request, pk)
    who: dict[str, Any] = {"user": request.user, "permission": ORDER}
    form = TeamMemberForm(request.POST or None, instance=member, **who)

    def save() -> TeamMember:
        return services.save_member(form.instance, by=request.user)

    return _page(request, form, save, f"แก้ไข {member}")


@require_POST
@require(ORDER)
def team_member_remove(request: Request, pk: int) -> HttpResponse:
    member = _member_of(request, pk)
    done = f"นำ {member} ออกจาก{member.team.get_kind_display()}แล้ว"
    pressed(request, lambda: services.remove_member(member, by=request.user), done)
    return redirect(LIST)


def _member_of(request: Request, pk: int) -> TeamMember:
    rows = TeamMember.objects.for_user(request.user, ORDER)
    return get_object_or_404(rows.select_related("user", "team__structure"), pk=pk)


def _page(request: Request, form: Any, save: Any, heading: str) -> HttpResponse:
    where = crumbs(("ทีมระบบดูแล", reverse(LIST)), (heading, ""))
    return form_page(request, form, save, heading=heading, back=reverse(LIST), crumbs=where)
