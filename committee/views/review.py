"""The office looks over one school's confirmed registry, or certifies all that are ready."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.comparison import facts_of, places_of
from committee.forms.review import RemarkForm
from committee.models import Board, Confirmation, Member, Remark
from committee.reports import school_boards
from committee.services import review
from committee.services.boards import snapshot_of
from committee.views.pages import office_crumbs
from schoolcare.access import Permission, require
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.submissions import once


@require_safe
@require(Permission.BOARD_REVIEW)
def board_review(request: Request, pk: int) -> HttpResponse:
    """What the school confirmed this year beside today's registry, with what the office said."""
    found = Board.objects.for_user(request.user, Permission.BOARD_REVIEW)
    board = get_object_or_404(found.select_related("school__district"), pk=pk)
    return _show(request, board)


@require_POST
@require(Permission.BOARD_REVIEW)
def remark_create(request: Request, pk: int) -> HttpResponse:
    """Note what is wrong."""
    confirmation = _confirmation(request, pk)
    form = RemarkForm(request.POST, members=confirmation.board.members.in_order())
    if form.is_valid():
        wanted = form.cleaned_data
        key = wanted.pop("key")
        try:
            once(
                request.user,
                key,
                lambda: review.add_remark(confirmation, by=request.user, **wanted),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "บันทึกข้อทักท้วงแล้ว โรงเรียนจะเห็นเมื่อส่งกลับแก้ไข")
            return redirect("committee:board-review", confirmation.board_id)
    return _show(request, confirmation.board, form=form)


@require_POST
@require(Permission.BOARD_REVIEW)
def remark_settle(request: Request, pk: int) -> HttpResponse:
    """The remark is settled, or taken back."""
    found = Remark.objects.for_user(request.user, Permission.BOARD_REVIEW)
    remark = get_object_or_404(found.select_related("confirmation__board"), pk=pk)
    review.settle_remark(remark, by=request.user)
    messages.success(request, "ปิดข้อทักท้วงแล้ว")
    return redirect("committee:board-review", remark.confirmation.board_id)


@require_POST
@require(Permission.BOARD_REVIEW)
def confirmation_return(request: Request, pk: int) -> HttpResponse:
    """ส่งกลับแก้ไข."""
    return _answer(request, pk, review.send_back, "ส่งกลับให้โรงเรียนแก้ไขแล้ว")


@require_POST
@require(Permission.BOARD_REVIEW)
def confirmation_certify(request: Request, pk: int) -> HttpResponse:
    """รับรอง."""
    return _answer(request, pk, review.certify, "รับรองทะเบียนแล้ว")


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.BOARD_REVIEW)
def certify_all(request: Request) -> HttpResponse:
    """All schools that are confirmed, complete and without an open remark: first who, then done."""
    schools = School.objects.for_user(request.user, Permission.BOARD_REVIEW).filter(is_active=True)
    lines = school_boards(schools, request.workplace.today)
    ready = [one for one in lines if one.may_be_certified]
    if request.method == "POST":
        done, left = review.certify_all(ready, by=request.user)
        messages.success(request, f"รับรองทะเบียนแล้ว {done} โรงเรียน")
        if left:
            messages.warning(request, f"เหลือ {left} โรงเรียนที่คุณเป็นผู้ยืนยันเอง ให้ผู้มีสิทธิ์ตรวจคนอื่นรับรอง")
        return redirect("committee:school-list")
    context = {"ready": ready, "crumbs": office_crumbs(("รับรองทะเบียน", ""))}
    return render(request, "committee/certify_all.html", context)


def _confirmation(request: Request, pk: int) -> Confirmation:
    found = Confirmation.objects.for_user(request.user, Permission.BOARD_REVIEW)
    return get_object_or_404(found.select_related("board__school__district"), pk=pk)


def _answer(
    request: Request, pk: int, write: Callable[..., Confirmation], done: str
) -> HttpResponse:
    confirmation = _confirmation(request, pk)
    try:
        write(confirmation, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("committee:board-review", confirmation.board_id)
    messages.success(request, done)
    return redirect("committee:school-list")


def _show(request: Request, board: Board, *, form: RemarkForm | None = None) -> HttpResponse:
    today = request.workplace.today
    confirmation = review.word_of_year(board, today)
    members = list(board.members.in_order())
    here = (board.school.short_name, board.get_absolute_url())
    context = {
        "board": board,
        "confirmation": confirmation,
        "line": school_boards([board.school], today)[0],
        "crumbs": office_crumbs(here, ("ตรวจ", "")),
    }
    if confirmation:
        context |= _compared(board, confirmation, members)
        asked = {"member": request.GET.get("member")}
        context["form"] = form or RemarkForm(members=members, initial=asked)
        context["needs_another"] = review.must_be_another(confirmation, request.user)
    return render(request, "committee/board_review.html", context)


def _compared(board: Board, confirmation: Confirmation, members: list[Member]) -> dict[str, Any]:
    """Facts and members then and now, each member with phone and open remarks."""
    now = snapshot_of(board, members)
    phones = {one.pk: one.phone for one in members}
    remarks: dict[int | None, list[Remark]] = defaultdict(list)
    for one in review.unsettled_remarks(board):
        remarks[one.member_id].append(one)
    places = places_of(confirmation.snapshot, now)
    mine = [one for found in remarks.values() for one in found]
    return {
        "facts": facts_of(confirmation.snapshot, now),
        "places": [(one, phones.get(one.pk, ""), remarks[one.pk]) for one in places],
        "board_remarks": remarks[None],
        "to_send": sum(one.confirmation_id == confirmation.pk for one in mine),
        "is_answerable": confirmation.state in Confirmation.CONFIRMED,
    }
