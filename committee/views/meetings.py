"""Meetings of the school or office worked in: the list, one meeting, its plan and its course."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from committee.agenda import places_of
from committee.documents.meetings.wording import invitation_words
from committee.forms.meetings import (
    CancelForm,
    CloseForm,
    MeetingFilter,
    NewMeetingForm,
    OpenForm,
    PlanForm,
    SettingsForm,
)
from committee.meeting_overview import (
    facts_of,
    history_of,
    papers_of,
    people_of,
    read_whole,
    unresolved,
)
from committee.models import Meeting
from committee.quorum import opened_quorum
from committee.services import meetings, minutes
from committee.views.meeting_pages import (
    EDIT,
    HOME,
    MEETINGS,
    VIEW,
    crumbs_of,
    form_page,
    meeting_of,
    name_of,
    office_of,
    page_of,
    roll_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.numbering import Office
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.thai import buddhist_year

PAGE = 25
YEARS = 6
EVENTS = 10
State = Meeting.State


def meetings_at(request: Request, office: Office) -> QuerySet[Meeting]:
    """The office's meetings within the reader's reach."""
    rows = Meeting.objects.for_user(request.user, VIEW).filter(**meetings.owner(office))
    return rows.select_related("school", "district")


@require_safe
@require(VIEW)
def meeting_list(request: Request) -> HttpResponse:
    """What is to come first, the next one on top; then what was, the latest on top."""
    office, today = office_of(request, VIEW), request.workplace.today
    this_year = buddhist_year(today.year)
    years = [this_year + 1 - back for back in range(YEARS)]
    form = MeetingFilter(request.GET or None, office=office, years=years)
    rows = form.narrow(meetings_at(request, office))
    coming = rows.filter(state=State.PLANNED, held_on__gte=today)
    past = rows.exclude(state=State.PLANNED, held_on__gte=today)
    context = {
        "form": form,
        "coming": coming.order_by("held_on", "starts_at", "pk"),
        "page_obj": Paginator(past, PAGE).get_page(request.GET.get("page")),
        "today": today,
        "place": office,
        "may_edit": request.workplace.office(EDIT) == office,
        "crumbs": [HOME, ("การประชุม", "")],
    }
    return render(request, "committee/meeting_list.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def meeting_settings(request: Request) -> HttpResponse:
    office = office_of(request, EDIT)
    form = SettingsForm(
        request.POST or None, instance=meetings.settings_of(office), by=request.user
    )
    page = {"heading": "ตั้งค่าการประชุม", "back": reverse("committee:meeting-list")}
    page |= {"crumbs": [HOME, MEETINGS, ("ตั้งค่า", "")], "hint": str(office)}
    return form_page(request, form, form.save, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def meeting_create(request: Request) -> HttpResponse:
    """A new meeting; `?after=` names one of the same body whose facts are taken over."""
    office = office_of(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("committee:meeting-detail", made)
    habits = meetings.settings_of(office)
    new = Meeting(**meetings.owner(office), agenda_form=habits.agenda_form)
    bodies = _bodies(office)
    form = NewMeetingForm(
        request.POST or None,
        instance=new,
        initial=_taken_over(request),
        bodies=bodies,
        user=request.user,
        permission=EDIT,
    )

    hint = f"{office} · รายชื่อผู้เข้าประชุม รายงานครั้งก่อน และมติที่ยังค้าง ระบบจัดให้เมื่อบันทึก"
    page: dict[str, Any] = {"heading": "กำหนดการประชุม", "done": "กำหนดการประชุมแล้ว"}
    page |= {"back": reverse("committee:meeting-list"), "then": page_of}
    crumbs = [HOME, MEETINGS, ("กำหนดการประชุม", "")]
    return form_page(request, form, form.save, crumbs=crumbs, hint=hint, **page)


def _bodies(office: Office) -> list[str]:
    """Names that bodies of the office were given, the latest first; a board's follows its kind."""
    rows = Meeting.objects.filter(**meetings.owner(office)).exclude(kind=Meeting.Kind.BOARD)
    return list(dict.fromkeys(rows.values_list("body", flat=True)[:PAGE]))


def _taken_over(request: Request) -> dict[str, Any]:
    """What the next meeting of a body has in common with one of before."""
    asked = request.GET.get("after", "")
    if not (asked.isdecimal() and asked.isascii()):
        return {}
    before = get_object_or_404(Meeting.objects.for_user(request.user, EDIT), pk=int(asked[:18]))
    return {name: getattr(before, name) for name in ("kind", "body", "starts_at", "place")}


@require_safe
@require(VIEW)
def meeting_detail(request: Request, pk: int) -> HttpResponse:
    meeting, today = meeting_of(request, pk, VIEW), request.workplace.today
    read_whole(meeting)
    items = meeting.items.all()
    places = places_of(meeting.agenda_form, items)
    context = {
        "meeting": meeting,
        "today": today,
        "warnings": meetings.warnings_of(meeting, today),
        "places": places,
        "unresolved": unresolved(places),
        "resolutions": [one for item in items for one in item.resolutions.all()],
        "people": people_of(meeting.attendances.all()),
        "opened": opened_quorum(meeting),
        "lacking": minutes.lacking(meeting) if meeting.state == State.HELD else [],
        "papers": papers_of(meeting),
        "words": invitation_words(meeting) if meeting.state == State.PLANNED else "",
        "facts": facts_of(meeting),
        "history": history_of(meeting, EVENTS),
        "crumbs": crumbs_of(meeting),
    }
    return render(request, "committee/meeting_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def meeting_update(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, EDIT)
    form = PlanForm(request.POST or None, instance=meeting, user=request.user, permission=EDIT)
    page = {"heading": "แก้ไขการประชุม", "back": page_of(meeting), "hint": name_of(meeting)}
    return form_page(request, form, form.save, crumbs=crumbs_of(meeting, ("แก้ไข", "")), **page)


@require_http_methods(GET_POST)
@require(EDIT)
def meeting_cancel(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, EDIT)
    form = CancelForm(request.POST or None, meeting=meeting, by=request.user)
    page = {
        "heading": "ยกเลิกการประชุม",
        "submit": "ยกเลิกการประชุม",
        "done": "ยกเลิกการประชุมแล้ว",
        "danger": True,
        "hint": f"{name_of(meeting)} · เลขครั้งที่จะใช้กับการประชุมครั้งต่อไป ข้อมูลยังอยู่ในรายการ",
    }
    crumbs = crumbs_of(meeting, ("ยกเลิก", ""))
    return form_page(request, form, form.save, back=page_of(meeting), crumbs=crumbs, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def meeting_open(request: Request, pk: int) -> HttpResponse:
    """The meeting begins; who is there is counted at this moment."""
    meeting = meeting_of(request, pk, EDIT)
    start = timezone.localtime().time().replace(second=0, microsecond=0)
    initial = {"at": start if meeting.held_on == request.workplace.today else meeting.starts_at}
    form = OpenForm(
        request.POST or None,
        initial=initial,
        meeting=meeting,
        by=request.user,
        today=request.workplace.today,
    )
    page = {
        "heading": "เริ่มประชุม",
        "submit": "เริ่มประชุม",
        "done": "เริ่มประชุมแล้ว",
        "hint": _quorum_hint(meeting),
    }
    crumbs = crumbs_of(meeting, ("เริ่มประชุม", ""))
    return form_page(request, form, form.save, back=roll_of(meeting), crumbs=crumbs, **page)


def _quorum_hint(meeting: Meeting) -> str:
    if not meeting.has_quorum:
        return name_of(meeting)
    people = people_of(meeting.attendances.all())
    quorum, each = people.quorum, people.each
    words = quorum.words if quorum.is_met else f"ยัง{quorum.words} ขาดอีก {quorum.missing} {each}"
    return f"มา {quorum.present} จาก {quorum.counting} {each} {words} จำนวนนี้จะบันทึกไว้ในรายงาน"


@require_http_methods(GET_POST)
@require(EDIT)
def meeting_close(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, EDIT)
    form = CloseForm(request.POST or None, meeting=meeting, by=request.user)
    page = {"heading": "เลิกประชุม", "submit": "บันทึกเวลาเลิกประชุม", "done": "เลิกประชุมแล้ว"}
    crumbs = crumbs_of(meeting, ("เลิกประชุม", ""))
    where = {"back": page_of(meeting), "hint": name_of(meeting)}
    return form_page(request, form, form.save, crumbs=crumbs, **page, **where)
