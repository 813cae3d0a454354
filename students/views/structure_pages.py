"""What the pages of the school's structure share: finding it, crumbs, the places beside it."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.requests import Request
from students.models import CareTeam, Structure, Unit
from students.models.structure import StructureQuerySet

VIEW, EDIT, ORDER = Permission.STRUCTURE_VIEW, Permission.STRUCTURE_EDIT, Permission.CARE_ORDER
HOME = ("หน้าแรก", "/")
STRUCTURE = ("โครงสร้างและคำสั่ง", reverse_lazy("students:structure-detail"))
TEAMS = ("ทีมระบบดูแล", reverse_lazy("students:team-list"))
PLACES = (("ฝ่ายและงาน", "students:structure-detail"), ("ทีมระบบดูแล", "students:team-list"))


def school_here(request: Request, permission: Permission) -> School:
    """The school worked in, where `permission` is held there, else 404."""
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(permission).schools:
        raise Http404
    return school


def structure_here(request: Request, school: School) -> StructureQuerySet:
    """That of the year worked in, at most one."""
    rows = Structure.objects.for_user(request.user, VIEW)
    return rows.filter(school=school, year=request.workplace.year)


def may(request: Request, permission: Permission, school: School) -> bool:
    return school.pk in request.user.access.grant(permission).schools


def structure_of(request: Request, pk: int, permission: Permission) -> Structure:
    rows = Structure.objects.for_user(request.user, permission)
    return get_object_or_404(rows.select_related("school__district"), pk=pk)


def unit_of(request: Request, pk: int, permission: Permission) -> Unit:
    rows = Unit.objects.for_user(request.user, permission)
    return get_object_or_404(rows.select_related("division__structure__school__district"), pk=pk)


def team_of(request: Request, pk: int) -> CareTeam:
    rows = CareTeam.objects.for_user(request.user, ORDER)
    return get_object_or_404(rows.select_related("structure__school__district"), pk=pk)


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [HOME, STRUCTURE, *more]


def places(request: Request) -> list[dict[str, Any]]:
    """Both halves of the structure, for components/segments.html."""
    found = [(label, reverse(name)) for label, name in PLACES]
    return [{"label": one, "url": url, "current": url == request.path} for one, url in found]
