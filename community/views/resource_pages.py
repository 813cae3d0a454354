"""What the pages about gifts share: the school, finding a row, crumbs, the places."""

from functools import partial
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from community.models import Donor, Purpose, Resource
from schoolcare import form_pages
from schoolcare.access import Permission
from schoolcare.models import School, User
from schoolcare.requests import Request

VIEW, EDIT = Permission.RESOURCE_VIEW, Permission.RESOURCE_EDIT
HOME = ("หน้าแรก", "/")
GIFTS = ("ทรัพยากรและผู้บริจาค", reverse_lazy("community:resource-list"))
DONORS = ("ผู้บริจาค", reverse_lazy("community:donor-list"))
PURPOSES = ("วัตถุประสงค์", reverse_lazy("community:purpose-list"))
PLACES = (
    ("สิ่งที่ได้รับ", "community:resource-list"),
    ("ผู้บริจาค", "community:donor-list"),
    ("วัตถุประสงค์", "community:purpose-list"),
    ("ช่องทาง", "community:channel-list"),
    ("รายงาน", "community:resource-report"),
)
form_page = partial(form_pages.form_page, template="community/form.html")


def school_here(request: Request, permission: Permission) -> School:
    """The school worked in, where `permission` is held there, else 404."""
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(permission).schools:
        raise Http404
    return school


def gift_of(request: Request, pk: int, permission: Permission) -> Any:
    """The gift within the reach of `permission`, else 404; with `may_edit`."""
    rows = Resource.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permission, may_edit=EDIT).with_names()
    people = ("received_by", "made_by", "voided_by", "project")
    return get_object_or_404(rows.select_related("school", *people), pk=pk)


def donor_of(request: Request, pk: int, permission: Permission) -> Any:
    """The donor within the reach of `permission`, else 404; with `may_edit`."""
    rows = Donor.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permission, may_edit=EDIT)
    return get_object_or_404(rows.select_related("school", "village", "partner"), pk=pk)


def purpose_of(request: Request, pk: int, permission: Permission) -> Any:
    """The purpose with its balance, within the reach of `permission`, else 404."""
    rows = Purpose.objects.for_user(request.user, permission).with_balance()
    rows = rows.with_reach(request.user, within=permission, may_edit=EDIT)
    return get_object_or_404(rows.select_related("school", "project"), pk=pk)


def people_of(school: School) -> Any:
    """Who may have received a gift: the school's people with an account."""
    return User.objects.filter(memberships__school=school, is_active=True).distinct()


def places(request: Request) -> list[dict[str, Any]]:
    """The lists of gifts, for components/segments.html."""
    found = [(label, reverse(name)) for label, name in PLACES]
    return [{"label": one, "url": url, "current": url == request.path} for one, url in found]


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [HOME, GIFTS, *more]
