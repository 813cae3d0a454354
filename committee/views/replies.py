"""What a signed link opens, without log-in: one invitation, its papers, the answer.

These pages set no cookie and need none. The link itself is the right: who has it may answer, so a
CSRF token would protect nothing, and with `no-referrer` browsers name no origin to check it by.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from committee.forms.replies import ReplyForm
from committee.invitations import invitation
from committee.links import find_link
from committee.models import Attendance, ReplyLink
from committee.services import replies
from committee.views.papers import paper_response
from schoolcare.form_pages import GET_POST
from schoolcare.signed_links import sealed


def no_link(request: HttpRequest) -> HttpResponse:
    """One answer for wrong, old and withdrawn links: nobody learns which it was."""
    return sealed(render(request, "committee/reply_gone.html", status=404))


@login_not_required
@csrf_exempt
@require_http_methods(GET_POST)
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation of one person; a POST answers it. A look changes nothing: LINE looks too."""
    link = find_link(token, timezone.localdate())
    if link is None:
        return no_link(request)
    attendance = link.attendance
    typed = request.POST if request.method == "POST" else None
    form = ReplyForm(typed, initial={"note": attendance.reply_note})
    if request.method == "POST" and form.is_valid() and _answered(form, attendance):
        return sealed(redirect("committee:reply", token))
    return sealed(render(request, "committee/reply.html", _shown(link, form, token)))


def _answered(form: ReplyForm, attendance: Attendance) -> bool:
    data = form.cleaned_data
    how: dict[str, Any] = {"note": data["note"], "via": replies.Via.LINK, "by": None}
    try:
        replies.answer(attendance, data["reply"], **how)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _shown(link: ReplyLink, form: ReplyForm, token: str) -> dict[str, Any]:
    attendance = link.attendance
    shown = invitation(attendance.meeting, attendance, timezone.now())
    papers = [
        (one.label, reverse("committee:reply-paper", args=[token, one.key])) for one in shown.papers
    ]
    action = reverse("committee:reply", args=[token])
    return {"invitation": shown, "link": link, "form": form, "papers": papers, "action": action}


@login_not_required
@require_safe
def reply_paper(request: HttpRequest, token: str, paper: str) -> HttpResponse:
    """A paper of the meeting; any other leads back, as a 404 would log a link that lives.

    So many and no more: who asks again and again must not keep the server busy.
    """
    link = find_link(token, timezone.localdate())
    if link is None:
        return no_link(request)
    shown = invitation(link.attendance.meeting, link.attendance, timezone.now())
    found = shown.paper(paper)
    if found is None:
        return sealed(redirect("committee:reply", token))
    try:
        replies.count_paper(link)
    except ValidationError as error:
        form = ReplyForm(initial={"note": link.attendance.reply_note})
        page = _shown(link, form, token) | {"refused": error.message}
        return sealed(render(request, "committee/reply.html", page, status=429))
    return sealed(paper_response(found, by=None))
