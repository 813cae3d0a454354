"""What the pages of the school board share: finding a board, crumbs, tabs, showing a form."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy

from committee.models import Board, Member
from committee.services.boards import is_from_office
from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.requests import Request

REGISTRY = ("คณะกรรมการ", reverse_lazy("committee:registry"))
GET_POST = ["GET", "HEAD", "POST"]
RIGHTS = {
    "may_edit": Permission.BOARD_EDIT,
    "may_see_person": Permission.BOARD_PERSON,
    "may_confirm": Permission.BOARD_CONFIRM,
    "may_review": Permission.BOARD_REVIEW,
}


def board_of(request: Request, pk: int, permission: Permission) -> Any:
    """The board within the reach of `permission`, else 404; with the truths named in RIGHTS."""
    rows = Board.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permission, **RIGHTS)
    return get_object_or_404(rows.select_related("school__district", "rule_set"), pk=pk)


def member_of(request: Request, pk: int, *permissions: Permission) -> Any:
    """The member within the reach of all `permissions`, else 404; with the truths of RIGHTS."""
    rows = Member.objects.all()
    for permission in permissions:
        rows = rows.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permissions[0], **RIGHTS)
    found = rows.select_related("board__school__district", "board__rule_set", "replaces")
    return get_object_or_404(found, pk=pk)


def school_of(request: Request, pk: int, permission: Permission) -> Any:
    """The school, where `permission` is held for it, else 404; with `may_edit`."""
    found = School.objects.for_user(request.user, permission)
    found = found.with_reach(request.user, within=permission, may_edit=Permission.BOARD_EDIT)
    return get_object_or_404(found, pk=pk)


def place_words(request: Request, school: School) -> str:
    """Whose registry a form writes into; who writes from the office is told so."""
    if is_from_office(request.user, school):
        return f"{school.full_name} · เขตบันทึกแทน"
    return school.full_name


def page_of(board: Board) -> str:
    return reverse("committee:board-detail", args=[board.pk])


def short_name(board: Board) -> str:
    return f"ชุดที่ {board.number}" if board.number else "ชุดที่ไม่มีเลข"


def registry_crumbs(request: Request, school: School) -> list[tuple[str, Any]]:
    """Home, the registry, and the school for who works elsewhere."""
    crumbs = [("หน้าแรก", "/"), REGISTRY]
    if request.workplace.school != school:
        crumbs.append((school.short_name, reverse("committee:school-registry", args=[school.pk])))
    return crumbs


def crumbs_of(request: Request, board: Board, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = (short_name(board), page_of(board) if rest else "")
    return [*registry_crumbs(request, board.school), here, *rest]


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
    begun = [
        one
        for one in alive
        if one.state == Board.State.APPOINTED and (one.starts_on or today) <= today
    ]
    ranked = sorted(begun, key=lambda one: (one.ends_on or today, one.starts_on or date.min))
    return ranked[-1] if ranked else max(alive, key=lambda one: one.pk, default=None)


def form_page(
    request: Request,
    form: Any,
    save: Callable[[], Any],
    *,
    heading: str,
    back: str | Callable[[], str],
    crumbs: list[tuple[str, Any]],
    done: str = "บันทึกแล้ว",
    **more: Any,
) -> HttpResponse:
    """Show the form, or save it and go `back`; a refusal of the service stands at its field.

    Checked and saved in one transaction, so that nobody saves between the two.
    """
    if request.method == "POST":
        with transaction.atomic():
            is_saved = form.is_valid() and _saved(form, save)
        if is_saved:
            messages.success(request, done)
            return redirect(back() if callable(back) else back)
    cancel = back() if callable(back) else back
    context = {"form": form, "heading": heading, "cancel_url": cancel, "crumbs": crumbs, "hint": ""}
    return render(request, "committee/form.html", context | {"submit": "บันทึก"} | more)


def _saved(form: Any, save: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():  # what was written before the refusal goes too
            save()
    except ValidationError as error:
        named = getattr(error, "error_dict", {})
        at_fields = named and set(named) <= set(form.fields)
        form.add_error(None, error if at_fields else error.messages)
        return False
    return True
