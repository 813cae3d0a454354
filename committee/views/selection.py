"""The school's part of an order: opening the selection, proposing, asking the office."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from committee.forms.selection import AcceptForm, CorrectionForm, RemovalForm, SelectionForm
from committee.models import Board, OrderLine, Selection
from committee.seating import seating_of
from committee.services import boards, selection
from committee.views.pages import (
    board_of,
    crumbs_of,
    form_page,
    member_of,
    page_of,
    place_words,
)
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request

P = Permission.BOARD_EDIT


@require_http_methods(GET_POST)
@require(P)
def board_select(request: Request, pk: int) -> HttpResponse:
    """Open the selection with the size of the school, or change its days."""
    board = board_of(request, pk, P)
    kept = Selection.objects.filter(board=board).first() or Selection(board=board)
    form = SelectionForm(
        request.POST or None, instance=kept, board=board, today=request.workplace.today
    )
    is_new = board.state == Board.State.DRAFT
    words = "เริ่มสรรหา" if is_new else "แก้ไขกำหนดการสรรหา"
    page: dict[str, Any] = {"heading": words, "back": page_of(board)}
    page["done"] = "เริ่มสรรหาแล้ว แผนการสรรหาอยู่ในหน้านี้" if is_new else "บันทึกแล้ว"
    page["crumbs"] = crumbs_of(request, board, (words, ""))
    page["submit"] = "เริ่มสรรหา" if is_new else "บันทึก"
    hint = f"{board} {place_words(request, board.school)}"
    return form_page(request, form, lambda: form.save_by(request.user), hint=hint, **page)


@require_http_methods(GET_POST)
@require(P)
def board_propose(request: Request, pk: int) -> HttpResponse:
    """What stands in the way, what is only warned of, and the proposal."""
    board = board_of(request, pk, P)
    if board.state not in selection.PROPOSABLE:
        return redirect(page_of(board))
    seating = seating_of(board, request.workplace.today)
    lacking, warned = selection.hindrances(seating), selection.warnings_of(seating)
    context: dict[str, Any] = {"lacking": lacking, "warnings": warned, "seating": seating}
    context["may_propose"] = selection.may_propose(request.user, board.school)

    def save() -> None:
        selection.propose(board, accepted=warned, by=request.user)

    context |= {"heading": "เสนอแต่งตั้ง", "whom": board}
    return _accept(request, board, save, context)


@require_http_methods(GET_POST)
@require(P)
def member_propose(request: Request, pk: int) -> HttpResponse:
    """Ask for the order that seats who was found for a vacancy."""
    member = member_of(request, pk, P)
    if not member.awaits_order:
        return redirect("committee:member-detail", pk)
    lacking, warned = selection.findings_of_candidate(member)
    context: dict[str, Any] = {"lacking": lacking, "warnings": warned, "member": member}
    context["may_propose"] = selection.may_propose(request.user, member.board.school)

    def save() -> None:
        selection.propose_member(member, accepted=warned, by=request.user)

    context |= {"heading": "เสนอแต่งตั้งแทน", "whom": member}
    return _accept(request, member.board, save, context)


def _accept(
    request: Request, board: Any, save: Callable[[], None], context: dict[str, Any]
) -> HttpResponse:
    """Findings with one tick under the warnings; nothing is sent while something blocks."""
    form = AcceptForm(request.POST or None, warnings=context["warnings"])
    if request.method == "POST" and not context["lacking"] and form.is_valid():
        try:
            save()
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{context['heading']}แล้ว รอหน่วยงานต้นสังกัดออกคำสั่ง")
            return redirect(page_of(board))
    crumbs = crumbs_of(request, board, (context["heading"], ""))
    context |= {"form": form, "board": board, "back": page_of(board), "crumbs": crumbs}
    return render(request, "committee/propose.html", context)


@require_http_methods(GET_POST)
@require(P)
def candidate_drop(request: Request, pk: int) -> HttpResponse:
    """Who was found for a vacancy is not proposed after all; asked first."""
    member = member_of(request, pk, P)
    refusal = ""
    if request.method == "POST":
        try:
            boards.drop_candidate(member, by=request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, "นำชื่อออกแล้ว")
            return redirect(page_of(member.board))
    crumbs = crumbs_of(request, member.board, ("ไม่เสนอคนนี้", ""))
    context = {"member": member, "refusal": refusal, "back": page_of(member.board)}
    return render(request, "committee/candidate_drop.html", context | {"crumbs": crumbs})


@require_http_methods(GET_POST)
@require(P)
def correction_ask(request: Request, pk: int) -> HttpResponse:
    """Ask for an order that sets right what an earlier one says."""
    board = board_of(request, pk, P)
    form = CorrectionForm(request.POST or None, instance=OrderLine(board=board))
    return _ask(request, board, form, "ขอแก้ไขคำสั่ง", place_words(request, board.school))


@require_http_methods(GET_POST)
@require(P)
def removal_ask(request: Request, pk: int) -> HttpResponse:
    """Ask for an order that ends somebody's membership."""
    member = member_of(request, pk, P)
    line = OrderLine(board=member.board, member=member)
    form = RemovalForm(request.POST or None, instance=line)
    hint = f"{member} · {place_words(request, member.board.school)}"
    return _ask(request, member.board, form, "ขอคำสั่งให้พ้นจากตำแหน่ง", hint)


@require_POST
@require(P)
def line_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back what the office was asked for."""
    line = get_object_or_404(OrderLine.objects.for_user(request.user, P), pk=pk)
    try:
        selection.withdraw(line, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "ถอนเรื่องแล้ว แก้ไขและเสนอใหม่ได้")
    return redirect("committee:board-detail", line.board_id)


def _ask(request: Request, board: Any, form: Any, heading: str, hint: str) -> HttpResponse:
    page: dict[str, Any] = {"heading": heading, "back": page_of(board), "hint": hint}
    page["crumbs"] = crumbs_of(request, board, (heading, ""))
    page["done"] = "ส่งให้หน่วยงานต้นสังกัดแล้ว"

    def save() -> None:
        if not selection.may_propose(request.user, board.school):
            raise ValidationError(selection.NOT_YOURS)
        form.save_by(request.user)

    return form_page(request, form, save, submit="ส่งเรื่อง", **page)
