"""The minutes of a meeting: written on one page that saves itself, read, compared, proposed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.agenda import places_of
from committee.forms.minutes import TakeBackForm
from committee.meeting_overview import groups_of, people_of, read_whole
from committee.minutes_words import choices_of, labelled, pairs_of
from committee.models import AgendaItem, Meeting, MinutesRevision
from committee.quorum import opened_quorum
from committee.services import minutes
from committee.views.meeting_pages import (
    EDIT,
    VIEW,
    crumbs_of,
    form_page,
    meeting_of,
    name_of,
    page_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request

PAGE = 50
HOMELESS = "มีคนนำเรื่องหนึ่งออกจากวาระไปแล้ว ข้อความที่พิมพ์ไว้ใต้เรื่องนั้นอยู่ใน “ทุกฉบับที่บันทึก” ของการประชุมนี้"


@require_http_methods(GET_POST)
@require(EDIT)
def minutes_edit(request: Request, pk: int) -> HttpResponse:
    """Every text on one page. A script saves while one types; the button does without it."""
    meeting = meeting_of(request, pk, EDIT)
    if request.method == "POST":
        return _save(request, meeting)
    if meeting.state != Meeting.State.HELD or meeting.minutes_state != Meeting.Minutes.DRAFT:
        return redirect("committee:minutes-read", pk)
    read_whole(meeting)
    context = {
        "meeting": meeting,
        "places": places_of(meeting.agenda_form, meeting.items.all()),
        "people": people_of(meeting.attendances.all()),
        "opened": opened_quorum(meeting),
        "outcomes": AgendaItem.Outcome.choices,
        "crumbs": crumbs_of(meeting, ("เขียนรายงาน", "")),
    }
    return render(request, "committee/minutes_form.html", context)


def _save(request: Request, meeting: Meeting) -> HttpResponse:
    is_script = bool(request.headers.get("X-Autosave"))
    sent = request.POST.dict()
    shown = str(sent.pop("version", ""))
    typed = {str(name): str(text) for name, text in sent.items()}
    try:
        saved = minutes.save(meeting, typed, shown=shown, by=request.user)
    except ValidationError as error:
        return _refuse(request, meeting, error, is_script=is_script)
    if saved.refused:
        url = reverse("committee:minutes-clash", args=[saved.refused.pk])
        return JsonResponse({"url": url}, status=409) if is_script else redirect(url)
    notice = HOMELESS if saved.homeless else ""
    if is_script:
        at = f"{timezone.localtime():%H:%M}"
        return JsonResponse({"saved_at": at, "version": str(saved.shown), "notice": notice})
    messages.success(request, "บันทึกรายงานแล้ว")
    if notice:
        messages.warning(request, notice)
    return redirect(_kept(meeting, shown))


def _kept(meeting: Meeting, shown: str) -> str:
    """The next page tells the script which copy in the browser is no longer needed."""
    return reverse("committee:minutes-edit", args=[meeting.pk], query={"kept": shown})


def _refuse(
    request: Request, meeting: Meeting, error: ValidationError, *, is_script: bool
) -> HttpResponse:
    words = " ".join(error.messages)
    if is_script:
        return JsonResponse({"message": words}, status=400)
    messages.error(request, words)
    return redirect(page_of(meeting))


@require_http_methods(GET_POST)
@require(EDIT)
def minutes_clash(request: Request, pk: int) -> HttpResponse:
    """Two wrote the same text: both side by side; one, the other or both are taken."""
    revision = revision_of(request, pk, EDIT)
    meeting = revision.meeting
    if not revision.is_refused:
        raise Http404
    names = minutes.clashes_of(revision)
    saved = minutes.texts_of(meeting)
    if request.method == "POST":
        asked = {name: request.POST.get(name, "") for name in names}
        chosen = choices_of(asked, saved, revision.body["texts"])
        try:
            minutes.settle(revision, chosen, by=request.user)
        except ValidationError as error:
            return _refuse(request, meeting, error, is_script=False)
        messages.success(request, "บันทึกรายงานแล้ว")
        return redirect(_kept(meeting, revision.body["base"]))
    context = {
        "meeting": meeting,
        "revision": revision,
        "pairs": pairs_of(names, saved, revision.body),
        "crumbs": crumbs_of(meeting, ("เทียบสองฉบับ", "")),
    }
    return render(request, "committee/minutes_clash.html", context)


def revision_of(request: Request, pk: int, permission: Any) -> MinutesRevision:
    rows = MinutesRevision.objects.for_user(request.user, permission)
    related = ("meeting__school__district", "meeting__district", "saved_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@require_safe
@require(VIEW)
def minutes_read(request: Request, pk: int) -> HttpResponse:
    """The minutes as they stand, in the order of the paper."""
    meeting = meeting_of(request, pk, VIEW)
    read_whole(meeting)
    people = people_of(meeting.attendances.all())
    context = {
        "meeting": meeting,
        "places": places_of(meeting.agenda_form, meeting.items.all()),
        "groups": groups_of(people),
        "each": people.each,
        "opened": opened_quorum(meeting),
        "crumbs": crumbs_of(meeting, ("รายงานการประชุม", "")),
    }
    return render(request, "committee/minutes_read.html", context)


@require_safe
@require(VIEW)
def revision_list(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, VIEW)
    rows = meeting.revisions.select_related("saved_by").defer("body").order_by("-number")
    context = {
        "meeting": meeting,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "crumbs": crumbs_of(meeting, ("ทุกฉบับที่บันทึก", "")),
    }
    return render(request, "committee/revision_list.html", context)


@require_safe
@require(VIEW)
def revision_detail(request: Request, pk: int) -> HttpResponse:
    """One saved state, whole."""
    revision = revision_of(request, pk, VIEW)
    meeting = revision.meeting
    every = reverse("committee:revision-list", args=[meeting.pk])
    context = {
        "meeting": meeting,
        "revision": revision,
        "parts": labelled(revision.body),
        "crumbs": crumbs_of(meeting, ("ทุกฉบับที่บันทึก", every), (f"ฉบับที่ {revision.number}", "")),
    }
    return render(request, "committee/revision_detail.html", context)


@require_POST
@require(EDIT)
def minutes_propose(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, EDIT)
    try:
        minutes.propose(meeting, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "เสนอรับรองแล้ว การประชุมครั้งถัดไปรับรองในวาระที่ 2")
    return redirect(page_of(meeting))


@require_http_methods(GET_POST)
@require(EDIT)
def minutes_take_back(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, EDIT)
    form = TakeBackForm(request.POST or None, meeting=meeting, by=request.user)
    page = {"heading": "ถอนรายงานกลับเป็นร่าง", "submit": "ถอนกลับเป็นร่าง", "done": "เป็นร่างแล้ว แก้ไขได้"}
    page |= {"back": page_of(meeting), "hint": f"{name_of(meeting)} · เหตุที่ถอนจะอยู่ในประวัติ"}
    return form_page(request, form, form.save, crumbs=crumbs_of(meeting, ("ถอน", "")), **page)
