"""What the pages of one pupil share: finding the pupil, crumbs, tabs, showing a form."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from schoolcare import form_pages, registry
from schoolcare.access import Access, Permission
from schoolcare.prepared import Prepared, Slot
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.models import Student
from students.next_pupil import kept
from students.reaching import NONE, in_school, reach_in, reached, slots

PUPILS = ("นักเรียน", reverse_lazy("students:student-list"))
# The first two tabs; apps contribute the others.
OWN_TABS = (
    registry.PupilPanel("ประวัติ", "students:student-detail", Permission.PUPIL_VIEW),
    registry.PupilPanel("ข้อมูลอ่อนไหว", "students:sensitive-detail", Permission.SENSITIVE_VIEW),
)


def pupil(request: Request, pk: int, permission: Permission, *also: Permission) -> Any:
    """The pupil within the reach of `permission`, else 404.

    `rights` holds those of `also` that reach this very pupil; asked in the same query.
    """
    alike = _alike(request.user.access, permission, *also)
    student = _of_school(request, pk, alike) or _anywhere(request, pk, alike)
    held = (one for number, one in enumerate(alike) if getattr(student, f"may_{number}", True))
    student.rights = set().union(*held)
    return student


def _anywhere(request: Request, pk: int, alike: list[list[Permission]]) -> Any:
    asked = {f"may_{number}": held[0] for number, held in enumerate(alike[1:], 1)}
    rows = Student.objects.for_user(request.user, alike[0][0])
    rows = rows.with_reach(request.user, **asked).select_related("household__village")
    return get_object_or_404(rows, pk=pk)


def _of_school(request: Request, pk: int, alike: list[list[Permission]]) -> Any:
    """A pupil of the school worked in, by a query that is written once; None for any other."""
    school, access = request.workplace.school, request.user.access
    if school is None:
        return None
    reaches = tuple(reach_in(school, access, held[0]) for held in alike)
    if None in reaches or reaches[0] == NONE:
        return None
    found = _written(reaches).records(pupil=pk, **slots(request.user, school))
    return found[0] if found else None


@lru_cache(maxsize=200)  # one for each way to hold the rights of a page
def _written(reaches: tuple[str, ...]) -> Prepared:
    first, *others = reaches
    rights = {f"may_{number}": reached(how) for number, how in enumerate(others, 1)}
    pupils = Student.objects.filter(in_school(first), pk=Slot("pupil")).annotate(**rights)
    return Prepared(lambda: pupils.select_related("household__village").order_by())


def _alike(access: Access, *permissions: Permission) -> list[list[Permission]]:
    """Permissions that are held in the same places stand together, the first one's at the head."""
    found: dict[Any, list[Permission]] = {}
    for one in permissions:
        found.setdefault(access.grant(one).places, []).append(one)
    return list(found.values())


def tab_rights() -> set[Permission]:
    """What must be asked about a pupil to show the tabs."""
    return {panel.permission for panel in (*OWN_TABS, *registry.pupil_panels)}


def tabs(student: Any, current: str) -> list[dict[str, Any]]:
    """The pages about a pupil that the person may open, from `student.rights`."""
    return [
        {
            "label": panel.label,
            "url": address(student.pk, panel.url_name),
            "current": panel.url_name == current,
            "count": None,
        }
        for panel in (*OWN_TABS, *registry.pupil_panels)
        if panel.permission in student.rights
    ]


def page_of(student: Student) -> str:
    return address(student.pk, "students:student-detail")


def crumbs_of(student: Student, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = (student.short_name, page_of(student) if rest else "")
    return [("หน้าแรก", "/"), PUPILS, here, *rest]


def form_page(request: Request, form: Any, save: Callable[[], Any], **page: Any) -> HttpResponse:
    """`form_pages.form_page` about a pupil: who has this number already, who may be the same.

    On a walk from the class board it goes back to what is still missing.
    """
    page["back"] = kept(request, page["back"])
    beside = partial(_beside, request, form)
    return form_pages.form_page(
        request, form, save, template="students/form.html", extra=beside, **page
    )


def _beside(request: Request, form: Any) -> dict[str, Any]:
    """Other pupils whom the form ran into, as far as the person may see them."""
    found: dict[str, Any] = {"owner": _openable(request, getattr(form, "owner", None))}
    if wanted := getattr(form, "wanted_elsewhere", None):
        schools = request.user.access.grant(Permission.STATUS_CHANGE).schools
        here = wanted.school if wanted.school == request.workplace.school else None
        found |= {"elsewhere": wanted, "may_ask": bool(here and here.pk in schools)}
    if twins := getattr(form, "twins", None):
        seen = Student.objects.for_user(request.user, Permission.PUPIL_VIEW)
        found["twins"] = list(seen.filter(pk__in=[one.pk for one in twins]))
    return found


def _openable(request: Request, owner: Student | None) -> Student | None:
    """Whose number it is, for those alone who see that pupil's numbers."""
    if owner is None:
        return None
    seen = Student.objects.for_user(request.user, Permission.SENSITIVE_VIEW)
    return seen.filter(pk=owner.pk).first()
