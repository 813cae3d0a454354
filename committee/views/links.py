"""For who calls a meeting: who answered what, each person's link, answers by telephone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.documents.meetings.wording import for_a_monk
from committee.forms.replies import ToldReplyForm
from committee.links import link_of, reply_link
from committee.models import Attendance, Meeting
from committee.services import replies
from committee.views.meeting_pages import crumbs_of
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.requests import Request
from schoolcare.signed_links import qr_svg, sealed
from schoolcare.thai import thai_date, thai_time, thai_weekday

EDIT = Permission.MEETING_EDIT
Reply = Attendance.Reply


def _meeting(request: Request, pk: int) -> Meeting:
    rows = Meeting.objects.for_user(request.user, EDIT).select_related("school", "district")
    return get_object_or_404(rows, pk=pk)


def _people(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    return rows.select_related("reply_link", "meeting__school", "meeting__district")


def _person(request: Request, pk: int) -> Attendance:
    return get_object_or_404(_people(Attendance.objects.for_user(request.user, EDIT)), pk=pk)


def _site(request: Request) -> str:
    return request.build_absolute_uri("/")


def _crumbs(meeting: Meeting, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = reverse("committee:reply-list", args=[meeting.pk]) if rest else ""
    return crumbs_of(meeting, ("คำตอบและลิงก์", here), *rest)


@require_safe
@require(EDIT)
def reply_list(request: Request, pk: int) -> HttpResponse:
    """Everybody invited with their answer and link."""
    meeting, site = _meeting(request, pk), _site(request)
    people = list(_people(meeting.attendances.in_order()))
    rows = [(one, reply_link(one, site=site)) for one in people]
    counts = [(word, sum(one.reply == value for one in people)) for value, word in Reply.choices]
    context = {
        "meeting": meeting,
        "rows": rows,
        "counts": counts,
        "lacking": sum(not hasattr(one, "reply_link") for one in people),
        "crumbs": _crumbs(meeting),
    }
    return sealed(render(request, "committee/reply_list.html", context))


@require_POST
@require(EDIT)
def link_create(request: Request, pk: int) -> HttpResponse:
    """Links for all who have none."""
    meeting = _meeting(request, pk)
    try:
        count = replies.make_links(meeting, by=request.user)
        messages.success(request, f"ออกลิงก์แล้ว {count} ลิงก์" if count else "ทุกคนมีลิงก์แล้ว")
    except ValidationError as error:
        messages.error(request, error.message)
    return redirect("committee:reply-list", meeting.pk)


@require_http_methods(GET_POST)
@require(EDIT)
def reply_told(request: Request, pk: int) -> HttpResponse:
    """One person: the link in every shape; a POST writes down what they told the clerk."""
    attendance = _person(request, pk)
    meeting, link = attendance.meeting, reply_link(attendance, site=_site(request))
    said = {"reply": attendance.reply, "note": attendance.reply_note}
    form = ToldReplyForm(request.POST or None, initial=said)

    def save() -> None:
        data = form.cleaned_data
        how: dict[str, Any] = {"note": data["note"], "via": replies.Via.TOLD, "by": request.user}
        replies.answer(attendance, data["reply"], **how)

    page: Any = {
        "template": "committee/reply_told.html",
        "heading": str(attendance),
        "back": reverse("committee:reply-list", args=[meeting.pk]),
        "crumbs": _crumbs(meeting, (str(attendance), "")),
        "done": "บันทึกคำตอบแล้ว",
    }
    more = {"attendance": attendance, "meeting": meeting, "link": link_of(attendance)}
    more |= {"address": link, "words": words_for(attendance, link)}
    more["is_withdrawn"] = not link and hasattr(attendance, "reply_link")
    return sealed(form_page(request, form, save, **page, **more))


def words_for(attendance: Attendance, link: str) -> str:
    """A message ready to be sent to one person, in LINE or otherwise; "" without a link."""
    meeting = attendance.meeting
    lines = [
        f"{'นมัสการ' if attendance.is_monk else 'เรียน'} {attendance.name}",
        f"ขอเชิญประชุม{meeting.body} ครั้งที่ {meeting.numbered}",
        f"{thai_weekday(meeting.held_on)}ที่ {thai_date(meeting.held_on)} "
        f"เวลา {thai_time(meeting.starts_at)}",
        f"ณ {meeting.place}",
        "โปรดตอบรับและดูระเบียบวาระที่",
        link,
    ]
    words = "\n".join(lines)
    if not link:
        return ""
    return for_a_monk(words) if attendance.is_monk else words


@require_POST
@require(EDIT)
def link_renew(request: Request, pk: int) -> HttpResponse:
    """A new link; the old one is dead at once."""
    attendance = _person(request, pk)
    try:
        replies.renew_link(attendance, by=request.user)
        messages.success(request, "ออกลิงก์ใหม่แล้ว ลิงก์เดิมใช้ไม่ได้อีก")
    except ValidationError as error:
        messages.error(request, error.message)
    return redirect("committee:reply-told", attendance.pk)


@require_POST
@require(EDIT)
def link_withdraw(request: Request, pk: int) -> HttpResponse:
    attendance = _person(request, pk)
    replies.withdraw_link(attendance, by=request.user)
    messages.success(request, "ยกเลิกลิงก์แล้ว")
    return redirect("committee:reply-told", attendance.pk)


@require_safe
@require(EDIT)
def link_qr(request: Request, pk: int) -> HttpResponse:
    """The link as a picture for a phone's camera."""
    address = reply_link(_person(request, pk), site=_site(request))
    if not address:
        raise Http404
    return sealed(HttpResponse(qr_svg(address), content_type="image/svg+xml"))
