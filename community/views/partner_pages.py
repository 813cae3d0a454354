"""What the pages of partners and the service area share: where one works, finding a row, crumbs."""

from functools import partial
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from community.models import Partner
from community.partner_sections import segments
from schoolcare import audit, form_pages
from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.requests import Request

VIEW, EDIT, PERSON = Permission.PARTNER_VIEW, Permission.PARTNER_EDIT, Permission.PARTNER_PERSON
RIGHTS = {"may_edit": EDIT, "may_see_person": PERSON}
PARTNERS = ("ภาคี", reverse_lazy("community:partner-list"))
form_page = partial(form_pages.form_page, template="community/partner_form.html")


def school_of(request: Request, permission: Permission) -> School:
    """The school worked in, where `permission` is held for it, else 404."""
    office = request.workplace.office(permission)
    if not isinstance(office, School):
        raise Http404
    return office


def holds(request: Request, permission: Permission, school: School) -> bool:
    """Whether `permission` is held at the very school."""
    grant = request.user.access.grant(permission)
    return school.pk in grant.schools or school.district_id in grant.districts


def row_of(request: Request, model: Any, pk: int, *permissions: Permission, **known: Any) -> Any:
    """The row within the reach of all `permissions`, else 404; with the truths of RIGHTS.

    `related`: what is fetched with it.
    """
    rows = model.objects.all()
    for permission in permissions:
        rows = rows.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permissions[0], **RIGHTS)
    return get_object_or_404(rows.select_related(*known.get("related", ())), pk=pk)


def partner_of(request: Request, pk: int, *permissions: Permission) -> Any:
    related = ("school__district", "village", "keeper")
    return row_of(request, Partner, pk, *permissions, related=related)


def look(request: Request, partner: Any) -> None:
    """Log that somebody sees how to reach a partner or the people there."""
    school = partner.school
    where = {"school_id": school.pk, "district_id": school.district_id}
    audit.record("partner.view", partner, by=request.user, **where)


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [("หน้าแรก", "/"), *more]


def partner_crumbs(partner: Partner, *more: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = partner.get_absolute_url() if more else ""
    return crumbs(PARTNERS, (str(partner), here), *more)


def listed(request: Request) -> dict[str, Any]:
    """What every list page of the area shows."""
    return {"segments": segments(request.path)}
