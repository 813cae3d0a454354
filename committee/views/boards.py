"""The registry of one school: the board that counts, the others, and what is done to a board."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from committee import history
from committee.forms.boards import AppointForm, BoardForm, NewBoardForm
from committee.models import Board, Confirmation, Remark
from committee.progress import asked_of, progress_of
from committee.seating import Seating, seating_of
from committee.services import boards, secretary
from committee.services.boards import is_from_office
from committee.services.review import open_remarks
from committee.views.pages import (
    board_of,
    boards_in_reach,
    counted,
    crumbs_here,
    crumbs_of,
    form_page,
    page_of,
    place_words,
    registry_crumbs,
    school_of,
    short_name,
    tabs,
)
from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from schoolcare.thai import academic_year, thai_date

EVENTS = 10
ON_THEIR_WAY = {Board.State.SELECTING, Board.State.PROPOSED, Board.State.RETURNED}
BY_ORDER = ("เลขที่คำสั่ง", "วันเริ่มวาระ")  # what the office's order will say


@require_safe
@require(Permission.BOARD_VIEW)
def registry(request: Request) -> HttpResponse:
    """The board of the school worked in; who works at an office gets the schools."""
    if request.workplace.school is None:
        return redirect("committee:school-list")
    try:
        return _registry_of(request, request.workplace.school.pk)
    except Http404:
        return render(request, "committee/registry_closed.html", {"crumbs": [("หน้าแรก", "/")]})


@require_safe
@require(Permission.BOARD_VIEW)
def school_registry(request: Request, pk: int) -> HttpResponse:
    return _registry_of(request, pk)


def _registry_of(request: Request, pk: int) -> HttpResponse:
    """The page of the board of a school that counts, or what to do where there is none."""
    every = _boards_to_see(request, school=pk)
    if board := counted(every, request.workplace.today):
        return _board_page(request, board, every)
    school = school_of(request, pk, Permission.BOARD_VIEW)
    context = {"school": school, "crumbs": registry_crumbs(request, school)}
    return render(request, "committee/registry_empty.html", context)


@require_safe
@require(Permission.BOARD_VIEW)
def board_detail(request: Request, pk: int) -> HttpResponse:
    every = _boards_to_see(request, school__boards=pk)
    board = next((one for one in every if one.pk == pk), None)
    if board is None:
        raise Http404
    return _board_page(request, board, every)


def _boards_to_see(request: Request, **conditions: int) -> list[Any]:
    """The boards of one school, all of them within the reader's reach or none."""
    found = boards_in_reach(request, Permission.BOARD_VIEW).select_related("selection")
    return list(found.filter(**conditions))


def _board_page(request: Request, board: Any, every: list[Any]) -> HttpResponse:
    """`every` are the boards of the school, this one too."""
    today = request.workplace.today
    seating = seating_of(board, today)
    words = list(board.confirmations.select_related("confirmed_by"))
    said = next((one for one in words if one.year == academic_year(today)), None)
    is_registry = counted(every, today) == board
    is_current = is_registry and board.state == Board.State.APPOINTED
    needs_word = is_current and not (said and said.state in Confirmation.CONFIRMED)
    was_returned = any(one.state == Confirmation.State.RETURNED for one in words)
    remarks = list(open_remarks(board)) if was_returned else []
    seating.put(remarks)
    asked = asked_of(board)
    seating.mark_asked(one.member_id for one in asked.pending)
    context = {
        "board": board,
        "seating": seating,
        "asked": asked,
        "may_seat": board.may_edit and not _is_closed(request, board),
        "may_withdraw": board.may_edit and asked.may_withdraw(board, request.user),
        "progress": progress_of(board, request.user, seating.size, may_edit=board.may_edit),
        "state": board.state_on(today),
        "days_left": (board.ends_on - today).days if board.ends_on else None,
        "is_current": is_current,
        "confirmed": said,
        "frozen": _frozen(words),
        "missing": _missing(seating, remarks),
        "may_say": bool(board.may_confirm and needs_word),
        "coming": _coming(every, board) if is_current else None,
        "year": academic_year(today),
        "segments": tabs(board, people=seating.people, others=len(every) - 1),
        "history": history.of_board(board, EVENTS, with_details=board.may_see_person),
        "crumbs": crumbs_here(request, board, is_registry=is_registry),
    }
    return render(request, "committee/board_detail.html", context)


def _is_closed(request: Request, board: Board) -> bool:
    """Whether the board lies at the office, for the school that proposed it."""
    is_proposed = board.state == Board.State.PROPOSED
    return is_proposed and not is_from_office(request.user, board.school)


def _frozen(words: list[Confirmation]) -> Confirmation | None:
    """What today's registry is best compared with: the last certified word, else the last one."""
    certified = [one for one in words if one.was_certified]
    return next(iter([*certified, *words]), None)


def _coming(every: list[Board], board: Board) -> Board | None:
    """The board that is being made while this one sits."""
    done = {Board.State.APPOINTED, Board.State.CANCELLED}
    found = [one for one in every if one.state not in done and one.pk > board.pk]
    return found[-1] if found else None


def _missing(seating: Seating, remarks: list[Remark]) -> list[str]:
    """What stands between the board and its full registry, and what the office sent it back for."""
    vacant = [f"{one.seat.label}ว่าง {one.count} ตำแหน่ง" for one in seating.verdict.vacancies]
    is_on_its_way = seating.board.state in ON_THEIR_WAY
    given = BY_ORDER if is_on_its_way else ()
    flaws = [f"ยังไม่มี{flaw}" for flaw in seating.verdict.flaws if flaw not in given]
    return [*vacant, *flaws, *(_in_words(one) for one in remarks)]


def _in_words(remark: Remark) -> str:
    whose = f"{remark.member} " if remark.member else ""
    return f"ส่งกลับแก้ไข {thai_date(remark.made_at)}: {whose}{remark}"


@require_safe
@require(Permission.BOARD_VIEW)
def board_list(request: Request, pk: int) -> HttpResponse:
    """Every board of a school, the newest term first."""
    school = school_of(request, pk, Permission.BOARD_VIEW)
    today = request.workplace.today
    rows = list(Board.objects.filter(school=school).with_people(today))
    current = counted(rows, today)
    context = {
        "school": school,
        "rows": [(one, one.state_on(today), one == current) for one in rows],
        "crumbs": [*registry_crumbs(request, school), ("ทุกชุด", "")],
    }
    return render(request, "committee/board_list.html", context)


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def board_create(request: Request, pk: int) -> HttpResponse:
    school = school_of(request, pk, Permission.BOARD_EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("committee:board-detail", made)
    new = Board(school=school, rule_set=boards.rule_set_for(school))
    form = NewBoardForm(request.POST or None, request.FILES or None, **_scope(request, new))

    def save() -> Board:
        return once(request.user, form.cleaned_data["key"], form.save)[0]

    back = reverse("committee:board-list", args=[pk])
    crumbs = [*registry_crumbs(request, school), ("เพิ่มชุดใหม่", "")]
    page = {"heading": "เพิ่มคณะกรรมการชุดใหม่", "back": back, "crumbs": crumbs, "done": "เพิ่มชุดใหม่แล้ว"}
    hint = place_words(request, school)
    return form_page(request, form, save, then=page_of, hint=hint, **page)


def _scope(request: Request, board: Board) -> dict[str, Any]:
    return {
        "instance": board,
        "user": request.user,
        "permission": Permission.BOARD_EDIT,
        "school": board.school,
        "today": request.workplace.today,
    }


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def board_update(request: Request, pk: int) -> HttpResponse:
    board = board_of(request, pk, Permission.BOARD_EDIT)
    form = BoardForm(request.POST or None, request.FILES or None, **_scope(request, board))
    crumbs = crumbs_of(request, board, ("แก้ไขข้อมูลชุด", ""))
    page = {"heading": f"แก้ไข{short_name(board)}", "back": page_of(board), "crumbs": crumbs}
    return form_page(request, form, form.save, hint=place_words(request, board.school), **page)


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def board_appoint(request: Request, pk: int) -> HttpResponseBase:
    """The order is out: its number and the first day, and the board is appointed."""
    board = board_of(request, pk, Permission.BOARD_EDIT)
    if board.state == Board.State.APPOINTED:
        return redirect(page_of(board))
    form = AppointForm(request.POST or None, request.FILES or None, **_scope(request, board))
    page = {
        "heading": "บันทึกคำสั่งแต่งตั้ง",
        "back": page_of(board),
        "crumbs": crumbs_of(request, board, ("บันทึกคำสั่งแต่งตั้ง", "")),
        "done": "บันทึกการแต่งตั้งแล้ว",
        "submit": "บันทึกว่าแต่งตั้งแล้ว",
    }
    where = place_words(request, board.school)
    hint = f"{where} · กรอกตามคำสั่งที่ลงนามแล้ว วาระนับตั้งแต่วันที่คำสั่งมีผล"
    return form_page(request, form, form.save, hint=hint, **page)


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def board_cancel(request: Request, pk: int) -> HttpResponse:
    """Give up a board that was never appointed; asked first."""
    board = board_of(request, pk, Permission.BOARD_EDIT)
    refusal = ""
    if request.method == "POST":
        try:
            boards.cancel_board(board, by=request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, "ยกเลิกชุดนี้แล้ว")
            return redirect("committee:board-list", board.school_id)
    crumbs = crumbs_of(request, board, ("ยกเลิกชุดนี้", ""))
    context = {"board": board, "refusal": refusal, "back": page_of(board), "crumbs": crumbs}
    return render(request, "committee/board_cancel.html", context)


@require_http_methods(GET_POST)
@require(Permission.BOARD_CONFIRM)
def board_confirm(request: Request, pk: int) -> HttpResponse:
    """The school's word for the year: what it covers is shown before it is given."""
    board = board_of(request, pk, Permission.BOARD_CONFIRM)
    refusal = ""
    if request.method == "POST":
        try:
            secretary.follow_office(board, today=request.workplace.today, by=request.user)
            boards.confirm(board, by=request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, "ยืนยันข้อมูลประจำปีแล้ว")
            return redirect(page_of(board))
    today = request.workplace.today
    context = {
        "board": board,
        "seating": seating_of(board, today),
        "year": academic_year(today),
        "refusal": refusal,
        "back": page_of(board),
        "crumbs": crumbs_of(request, board, ("ยืนยันข้อมูลประจำปี", "")),
    }
    return render(request, "committee/board_confirm.html", context)


@require_safe
@require(Permission.BOARD_VIEW)
def board_order(request: Request, pk: int) -> Any:
    """The scanned order."""
    board = board_of(request, pk, Permission.BOARD_VIEW)
    if board.order_scan is None:
        raise Http404
    return files.file_response(board.order_scan)
