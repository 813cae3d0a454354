"""The roll of a meeting: one tap a person, the quorum as it stands; the list of who is invited."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.forms.attendance import AttendanceForm, InviteeForm
from committee.meeting_overview import people_of
from committee.models import Attendance, Meeting
from committee.quorum import opened_quorum
from committee.services import attendance
from committee.views.meeting_pages import (
    EDIT,
    VIEW,
    attendance_of,
    crumbs_of,
    form_page,
    leads_back,
    meeting_of,
    name_of,
    roll_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before

Duty, Presence = Attendance.Duty, Attendance.Presence


@require_safe
@require(VIEW)
def meeting_roll(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, VIEW)
    people = people_of(meeting.attendances.in_order())
    context = {
        "meeting": meeting,
        "people": people,
        "opened": opened_quorum(meeting),
        "may_mark": meeting.may_edit and meeting.is_open,
        "is_due": meeting.held_on <= request.workplace.today,
        "presides": next((one for one in people.rows if one.presides), None),
        "crumbs": crumbs_of(meeting, ("ผู้เข้าประชุม", "")),
    }
    return render(request, "committee/meeting_roll.html", context)


@require_POST
@require(EDIT)
@leads_back("meeting", Meeting, roll_of)
def attendance_mark(request: Request, pk: int) -> HttpResponse:
    """One tap: present, absent, or not known again. Sent twice it does the same."""
    person = attendance_of(request, pk)
    asked = request.POST.get("presence", "")
    if asked in Presence.values:
        _try(request, lambda: attendance.mark(person, asked, by=request.user))
    return redirect(f"{roll_of(person.meeting)}#p{person.pk}")


@require_POST
@require(EDIT)
def roll_rest(request: Request, pk: int) -> HttpResponse:
    """Everybody who is not marked yet is there, or is not."""
    meeting = meeting_of(request, pk, EDIT)
    asked = request.POST.get("presence", "")
    if asked in {Presence.PRESENT, Presence.ABSENT}:
        _try(request, lambda: attendance.mark_rest(meeting, asked, by=request.user))
    return redirect(roll_of(meeting))


@require_POST
@require(EDIT)
@leads_back("meeting", Meeting, roll_of)
def attendance_preside(request: Request, pk: int) -> HttpResponse:
    person = attendance_of(request, pk)
    _try(request, lambda: attendance.preside(person, by=request.user))
    return redirect(roll_of(person.meeting))


@require_POST
@require(EDIT)
def roll_fill(request: Request, pk: int) -> HttpResponse:
    """The list from the registry, or from the last meeting of a body that has none."""
    meeting = meeting_of(request, pk, EDIT)
    is_board = meeting.kind == Meeting.Kind.BOARD
    fill = attendance.seat_members if is_board else attendance.copy_invitees
    added = _try(request, lambda: fill(meeting, by=request.user))
    if added is not None:
        messages.success(request, f"เพิ่มแล้ว {added} รายชื่อ" if added else "รายชื่อครบอยู่แล้ว")
    return redirect(roll_of(meeting))


def _try(request: Request, change: Any) -> Any:
    """What the service gives; a refusal becomes a message and None."""
    try:
        return change()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None


@require_http_methods(GET_POST)
@require(EDIT)
def attendance_create(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect(roll_of(meeting))
    duty = Duty.GUEST if meeting.kind == Meeting.Kind.BOARD else Duty.MEMBER
    new = Attendance(meeting=meeting, duty=duty, counts=duty != Duty.GUEST)
    form = InviteeForm(request.POST or None, instance=new, user=request.user, permission=EDIT)
    page: dict[str, Any] = {"heading": "เชิญเพิ่ม", "done": "เพิ่มในรายชื่อแล้ว"}
    page |= {"back": roll_of(meeting), "hint": name_of(meeting)}
    return form_page(request, form, form.save, crumbs=_crumbs(meeting, "เชิญเพิ่ม"), **page)


@require_http_methods(GET_POST)
@require(EDIT)
def attendance_update(request: Request, pk: int) -> HttpResponse:
    person = attendance_of(request, pk)
    form = AttendanceForm(request.POST or None, instance=person, user=request.user, permission=EDIT)
    meeting = person.meeting
    page: dict[str, Any] = {"heading": person.name, "back": roll_of(meeting)}
    page["hint"] = name_of(meeting)
    return form_page(request, form, form.save, crumbs=_crumbs(meeting, "แก้ไข"), **page)


@require_POST
@require(EDIT)
@leads_back("meeting", Meeting, roll_of)
def attendance_remove(request: Request, pk: int) -> HttpResponse:
    person = attendance_of(request, pk)
    _try(request, lambda: attendance.remove(person, by=request.user))
    return redirect(roll_of(person.meeting))


def _crumbs(meeting: Meeting, label: str) -> list[tuple[str, Any]]:
    return crumbs_of(meeting, ("ผู้เข้าประชุม", roll_of(meeting)), (label, ""))
