"""One matter of a meeting: put on the agenda, moved, dealt with, removed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.agenda import TEMPLATES, number_of
from committee.forms.agenda import (
    AdoptForm,
    AdoptionTextsForm,
    ItemForm,
    NewItemForm,
    OutcomeForm,
    RecusalForm,
)
from committee.models import AgendaItem, Heading, Meeting, Recusal
from committee.quorum import each_of, kept_quorum
from committee.services import agenda
from committee.views.meeting_pages import (
    EDIT,
    VIEW,
    crumbs_of,
    form_page,
    item_of,
    leads_back,
    meeting_of,
    name_of,
    page_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number


def item_page(item: AgendaItem) -> str:
    return reverse("committee:agenda-item", args=[item.pk])


def number_in(meeting: Meeting, item: AgendaItem) -> str:
    return number_of(meeting.agenda_form, meeting.items.all(), item)


@require_http_methods(GET_POST)
@require(EDIT)
def agenda_create(request: Request, pk: int) -> HttpResponse:
    """A new matter; words to start from stand below the form. Minutes go on after it."""
    meeting = meeting_of(request, pk, EDIT)
    is_writing = request.GET.get("back") == "minutes"
    back = reverse("committee:minutes-edit", args=[pk]) if is_writing else page_of(meeting)
    if made_before(request.user, request.POST.get("key")):
        return redirect(back)
    new = AgendaItem(meeting=meeting, heading=_heading(request), title=_template(request))
    form = NewItemForm(request.POST or None, instance=new, user=request.user, permission=EDIT)
    page = {
        "heading": "เพิ่มเรื่องในระเบียบวาระ",
        "done": "เพิ่มเรื่องแล้ว",
        "back": back,
        "hint": name_of(meeting),
        "template": "committee/agenda_form.html",
        "groups": _groups(),
    }
    return form_page(request, form, form.save, crumbs=crumbs_of(meeting, ("เพิ่มเรื่อง", "")), **page)


def _groups() -> list[tuple[str, list[tuple[int, str]]]]:
    """The words to start from, each with the number that its link carries."""
    at, groups = 0, []
    for label, words in TEMPLATES:
        groups.append((label, list(enumerate(words, start=at))))
        at += len(words)
    return groups


def _heading(request: Request) -> Heading:
    """The heading under which somebody adds; matters to decide where none was named."""
    asked = sent_number(request.GET.get("heading", ""))
    return Heading(asked) if asked in Heading.values else Heading.DECIDE


def _template(request: Request) -> str:
    every = [one for _label, words in TEMPLATES for one in words]
    asked = request.GET.get("template", "")
    at = int(asked) if asked in {str(number) for number in range(len(every))} else None
    return "" if at is None else every[at]


@require_safe
@require(VIEW)
def agenda_item(request: Request, pk: int) -> HttpResponse:
    """One matter: what was said, what was resolved, who stepped aside."""
    item = item_of(request, pk, VIEW)
    meeting = item.meeting
    recusals = list(item.recusals.select_related("attendance"))
    quorum = kept_quorum(item.present, item.counting)
    aside = sum(one.attendance.counts for one in recusals)
    context = {
        "item": item,
        "meeting": meeting,
        "number": number_in(meeting, item),
        "is_open": item.may_edit and meeting.is_open,
        "is_begun": meeting.state == Meeting.State.HELD,
        "recusals": recusals,
        "quorum": quorum,
        "each": each_of(meeting.attendances.all()),
        "voters": max(0, quorum.present - aside) if quorum else None,
        "resolutions": list(item.resolutions.all()),
        "today": request.workplace.today,
        "crumbs": crumbs_of(meeting, (f"วาระ {number_in(meeting, item)}", "")),
    }
    return render(request, "committee/agenda_item.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def agenda_update(request: Request, pk: int) -> HttpResponse:
    item = item_of(request, pk, EDIT)
    form = ItemForm(request.POST or None, instance=item, user=request.user, permission=EDIT)
    page = {"heading": "แก้ไขเรื่อง", "back": item_page(item), "hint": name_of(item.meeting)}
    return form_page(request, form, form.save, crumbs=_crumbs(item, "แก้ไข"), **page)


@require_http_methods(GET_POST)
@require(EDIT)
def agenda_decide(request: Request, pk: int) -> HttpResponse:
    """What was said and resolved; minutes that stand for adoption have a page of their own."""
    item = item_of(request, pk, EDIT)
    if item.adopts_id and not item.outcome:
        return redirect("committee:agenda-adopt", pk)
    kind = AdoptionTextsForm if item.adopts_id else OutcomeForm
    form = kind(request.POST or None, instance=item, user=request.user, permission=EDIT)
    page = {"heading": item.title, "back": item_page(item), "hint": name_of(item.meeting)}
    return form_page(request, form, form.save, crumbs=_crumbs(item, "บันทึกมติ"), **page)


@require_http_methods(GET_POST)
@require(EDIT)
def agenda_adopt(request: Request, pk: int) -> HttpResponse:
    """The meeting adopts the minutes of an earlier one."""
    item = item_of(request, pk, EDIT)
    form = AdoptForm(request.POST or None, item=item, by=request.user)
    page: dict[str, Any] = {
        "heading": "รับรองรายงานการประชุม",
        "submit": "บันทึกการรับรอง",
        "done": "รับรองรายงานการประชุมแล้ว",
        "hint": f"{item.title} · เมื่อรับรองแล้วจะแก้ไขรายงานนั้นไม่ได้อีก",
    }
    crumbs = _crumbs(item, "รับรองรายงาน")
    return form_page(request, form, form.save, back=item_page(item), crumbs=crumbs, **page)


@require_POST
@require(EDIT)
@leads_back("meeting", Meeting, page_of)
def agenda_move(request: Request, pk: int) -> HttpResponse:
    item = item_of(request, pk, EDIT)
    is_up = request.POST.get("to") != "down"
    try:
        agenda.move_item(item, is_up=is_up, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(page_of(item.meeting))
    return redirect(item_page(item))


@require_POST
@require(EDIT)
@leads_back("meeting", Meeting, page_of)
def agenda_remove(request: Request, pk: int) -> HttpResponse:
    item = item_of(request, pk, EDIT)
    try:
        agenda.remove_item(item, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(item_page(item))
    messages.success(request, "นำเรื่องออกจากวาระแล้ว")
    return redirect(page_of(item.meeting))


@require_http_methods(GET_POST)
@require(EDIT)
def recusal_create(request: Request, pk: int) -> HttpResponse:
    item = item_of(request, pk, EDIT)
    form = RecusalForm(request.POST or None, item=item, by=request.user)
    page = {"heading": "ไม่ร่วมพิจารณา", "back": item_page(item)}
    page["hint"] = f"{item.title} · ผู้ไม่ร่วมพิจารณาไม่นับเป็นเสียงในเรื่องนี้"
    return form_page(request, form, form.save, crumbs=_crumbs(item, "ไม่ร่วมพิจารณา"), **page)


@require_POST
@require(EDIT)
@leads_back("item", AgendaItem, item_page)
def recusal_remove(request: Request, pk: int) -> HttpResponse:
    rows = Recusal.objects.for_user(request.user, EDIT).select_related("item__meeting")
    recusal = get_object_or_404(rows, pk=pk)
    try:
        agenda.take_part_again(recusal, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(item_page(recusal.item))


def _crumbs(item: AgendaItem, label: str) -> list[tuple[str, Any]]:
    return crumbs_of(item.meeting, (item.title, item_page(item)), (label, ""))
