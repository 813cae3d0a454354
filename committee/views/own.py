"""Pages of a board member with an account: own meetings, their papers, what is to be done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committee.forms.replies import ReplyForm
from committee.invitations import Invitation, invitation
from committee.models import Attendance
from committee.own import own_meetings, own_resolutions, upcoming
from committee.services import replies
from committee.views.papers import paper_response
from schoolcare.access import Permission, require
from schoolcare.requests import Request

OWN = Permission.BOARD_OWN
PAGE = 20
HERE = "การประชุมของฉัน"


def _mine(meeting: Any) -> Attendance | None:
    return next(iter(meeting.mine), None)


def answerable(meetings: Any) -> list[dict[str, Any]]:
    """Meetings with what a row shows: the own answer, and where the buttons lead while they may."""
    now, found = timezone.now(), []
    for meeting in meetings:
        mine, closed = _mine(meeting), replies.closed_because(meeting, now)
        found.append({"meeting": meeting, "attendance": mine, "may": bool(mine) and not closed})
    return found


@require_safe
@require(OWN)
def own_list(request: Request) -> HttpResponse:
    """Those to come, the next one first; those that were, newest first; what is to be done."""
    user, today = request.user, request.workplace.today
    past = own_meetings(user).filter(held_on__lt=today).prefetch_related(None)
    context = {
        "coming": answerable(upcoming(user, today)),
        "page": Paginator(past, PAGE).get_page(request.GET.get("page")),
        "resolutions": own_resolutions(user),
        "today": today,
        "crumbs": [("หน้าแรก", "/"), (HERE, "")],
    }
    return render(request, "committee/own_list.html", context)


def _invitation(request: Request, pk: int) -> Invitation:
    """Of a meeting of one's own, else 404."""
    meeting: Any = get_object_or_404(own_meetings(request.user), pk=pk)
    return invitation(meeting, _mine(meeting), timezone.now())


@require_safe
@require(OWN)
def own_detail(request: Request, pk: int) -> HttpResponse:
    return _page(request, _invitation(request, pk))


def _page(request: Request, shown: Invitation, form: ReplyForm | None = None) -> HttpResponse:
    meeting, mine = shown.meeting, shown.attendance
    here = {"note": mine.reply_note if mine else ""}
    papers = [
        (one.label, reverse("committee:own-paper", args=[meeting.pk, one.key]))
        for one in shown.papers
    ]
    context = {
        "invitation": shown,
        "meeting": meeting,
        "form": form or ReplyForm(initial=here),
        "papers": papers,
        "action": reverse("committee:own-reply", args=[meeting.pk]),
        "token": True,
        "crumbs": [("หน้าแรก", "/"), (HERE, reverse("committee:own-list")), (str(meeting), "")],
    }
    return render(request, "committee/own_detail.html", context)


@require_POST
@require(OWN)
def own_reply(request: Request, pk: int) -> HttpResponse:
    """Whether one comes; only for oneself."""
    shown = _invitation(request, pk)
    if shown.attendance is None:
        raise Http404
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form)
    data = form.cleaned_data
    how: dict[str, Any] = {"via": replies.Via.ACCOUNT, "by": request.user, "note": data["note"]}
    try:
        replies.answer(shown.attendance, data["reply"], **how)
        messages.success(request, "บันทึกคำตอบแล้ว")
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, shown, form)
    return redirect("committee:own-detail", pk)


@require_safe
@require(OWN)
def own_paper(request: Request, pk: int, paper: str) -> HttpResponse:
    found = _invitation(request, pk).paper(paper)
    if found is None:
        raise Http404
    return paper_response(found, by=request.user)
