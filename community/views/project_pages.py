"""What the pages of projects share: finding one, who may change it, crumbs."""

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from community.models import Project
from schoolcare import form_pages
from schoolcare.access import Permission
from schoolcare.numbering import Office
from schoolcare.requests import Request

VIEW, WRITE = Permission.PROJECT_VIEW, Permission.PROJECT_WRITE
EDIT, APPROVE = Permission.PROJECT_EDIT, Permission.PROJECT_APPROVE
MEETINGS = Permission.MEETING_VIEW
HOME = ("หน้าแรก", "/")
PROJECTS = ("โครงการ", reverse_lazy("community:project-list"))
form_page = partial(form_pages.form_page, template="community/project_form.html")


def office_of(request: Request, permission: Permission) -> Office:
    """The school or office worked in; 404 where the permission is held elsewhere only."""
    office = request.workplace.office(permission)
    if office is None:
        raise Http404
    return office


def project_of(request: Request, pk: int, permission: Permission) -> Any:
    """The project within the reach of `permission`, else 404; with who may do what to it.

    For project.write: only what the person made or is responsible for, else may edit all of.
    """
    rows: Any = Project.objects.for_user(request.user, permission)
    mine = Project.objects.all().changeable_by(request.user)
    if permission == WRITE:
        rows = mine
    rights = {"may_edit": EDIT, "may_approve": APPROVE, "may_see_meetings": MEETINGS}
    rows = rows.with_reach(request.user, within=permission, **rights)
    rows = rows.annotate(may_write=Exists(mine.filter(pk=OuterRef("pk"))))
    found = rows.select_related("school__district", "district", "area", "made_by")
    return get_object_or_404(found, pk=pk)


def page_of(project: Project, part: str = "") -> str:
    """The project's page, at the part of it that was changed."""
    page = reverse("community:project-detail", args=[project.pk])
    return f"{page}#{part}" if part else page


def crumbs_of(project: Project, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [HOME, PROJECTS, (str(project), page_of(project) if rest else ""), *rest]
