"""What the pages of the school board share: finding a board, crumbs, tabs, showing a form."""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from committee.checks import looked_at
from committee.models import Board, Member
from committee.services.boards import is_from_office
from schoolcare import form_pages
from schoolcare.access import Permission
from schoolcare.models import District, School
from schoolcare.requests import Request

REGISTRY = ("คณะกรรมการ", reverse_lazy("committee:registry"))
form_page = partial(form_pages.form_page, template="committee/form.html")
RIGHTS = {
    "may_edit": Permission.BOARD_EDIT,
    "may_see_person": Permission.BOARD_PERSON,
    "may_confirm": Permission.BOARD_CONFIRM,
    "may_review": Permission.BOARD_REVIEW,
}


def boards_in_reach(request: Request, permission: Permission) -> QuerySet[Any]:
    """The boards within the reach of `permission`, with the truths named in RIGHTS."""
    rows = Board.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permission, **RIGHTS)
    return rows.select_related("school__district", "rule_set")


def board_of(request: Request, pk: int, permission: Permission) -> Any:
    """One of `boards_in_reach`, else 404."""
    return get_object_or_404(boards_in_reach(request, permission), pk=pk)


def member_of(request: Request, pk: int, *permissions: Permission) -> Any:
    """The member within the reach of all `permissions`, else 404; with the truths of RIGHTS, and
    `looked_at` as the checks ask it.
    """
    rows = looked_at(Member.objects.all(), request.workplace.today)
    for permission in permissions:
        rows = rows.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permissions[0], **RIGHTS)
    found = rows.select_related("board__school__district", "board__rule_set", "replaces", "user")
    return get_object_or_404(found, pk=pk)


def school_of(request: Request, pk: int, permission: Permission) -> Any:
    """The school, where `permission` is held for it, else 404; with `may_edit`."""
    found = School.objects.for_user(request.user, permission)
    found = found.with_reach(request.user, within=permission, may_edit=Permission.BOARD_EDIT)
    return get_object_or_404(found, pk=pk)


def office_of(request: Request, permission: Permission) -> District:
    """The office that the person works for, where `permission` is held for it, else 404."""
    office = request.workplace.district
    if office is None or office.pk not in request.user.access.grant(permission).districts:
        raise Http404
    return office


def place_words(request: Request, school: School) -> str:
    """Whose registry a form writes into; who writes from the office is told so."""
    if is_from_office(request.user, school):
        return f"{school.full_name} · เขตบันทึกแทน"
    return school.full_name


def page_of(board: Board) -> str:
    return reverse("committee:board-detail", args=[board.pk])


def short_name(board: Board) -> str:
    return f"ชุดที่ {board.number}" if board.number else "ชุดที่ไม่มีเลข"


def office_crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    """Home and the list of all schools, above the pages of an office."""
    return [("หน้าแรก", "/"), ("คณะกรรมการสถานศึกษา", reverse("committee:school-list")), *more]


def registry_crumbs(request: Request, school: School) -> list[tuple[str, Any]]:
    """Home, the registry, and the school for who works elsewhere."""
    crumbs = [("หน้าแรก", "/"), REGISTRY]
    if request.workplace.school != school:
        crumbs.append((school.short_name, reverse("committee:school-registry", args=[school.pk])))
    return crumbs


def crumbs_of(request: Request, board: Board, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = (short_name(board), page_of(board) if rest else "")
    return [*registry_crumbs(request, board.school), here, *rest]


def crumbs_here(request: Request, board: Board, *, is_registry: bool) -> list[tuple[str, Any]]:
    """To a board's own page; the board that counts is the registry, which leads to no other."""
    if not is_registry:
        return crumbs_of(request, board)
    *above, (here, _url) = registry_crumbs(request, board.school)
    return [*above, (here, "")]


def tabs(board: Board, *, people: int, others: int) -> list[dict[str, Any]]:
    """The parts of a board's page, for components/segments.html."""
    elsewhere = reverse("committee:board-list", args=[board.school_id])
    return [
        {"label": "กรรมการ", "url": page_of(board), "current": True, "count": people},
        {"label": "ชุดก่อน", "url": elsewhere, "current": False, "count": others},
    ]


def counted(boards: list[Board], today: date) -> Board | None:
    """Of a school's boards the one that counts today: appointed and begun, the one that ends last;
    before there is one, the newest that is being made.
    """
    alive = [one for one in boards if one.state != Board.State.CANCELLED]
    begun = [one for one in alive if one.state == Board.State.APPOINTED and one.has_begun(today)]
    ranked = sorted(begun, key=lambda one: (one.ends_on or today, one.starts_on or date.min))
    return ranked[-1] if ranked else max(alive, key=lambda one: one.pk, default=None)
