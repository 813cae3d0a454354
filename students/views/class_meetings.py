"""Meetings of a class with guardians: planning, sign-in by a tap, talks, the election."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number
from students.class_meetings import election_people, sign_in, usual_end
from students.forms.class_meetings import (
    ElectionForm,
    MeetingForm,
    MeetingPupilForm,
    NewMeetingForm,
)
from students.models import ClassMeeting, Guardianship, MeetingPupil, ParentNetwork
from students.services import class_meetings as services
from students.services.attendance import seats_on
from students.views.homeroom import VIEW, WRITE, crumbs_of, photo_page, room_of
from students.views.pages import crumbs_of as crumbs_of_pupil
from students.views.pages import form_page, pupil, tab_rights, tabs


def meeting_of(request: Request, pk: int, permission: Permission) -> Any:
    """The meeting within reach, else 404; with `may_write`."""
    rows = ClassMeeting.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, may_write=WRITE)
    return get_object_or_404(rows.select_related("classroom__school__district", "term"), pk=pk)


def name_of(meeting: ClassMeeting) -> str:
    return f"ประชุมผู้ปกครอง ครั้งที่ {meeting.number} {meeting.term}"


def _crumbs(meeting: ClassMeeting, label: str = "") -> list[tuple[str, Any]]:
    here = (name_of(meeting), meeting.get_absolute_url() if label else "")
    return crumbs_of(meeting.classroom, here, *([(label, "")] if label else []))


@require_http_methods(GET_POST)
@require(WRITE)
def meeting_create(request: Request, pk: int) -> HttpResponse:
    room = room_of(request, pk, WRITE)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:class-meeting", made)
    scope: dict[str, Any] = {"user": request.user, "permission": WRITE, "school": room.school}
    new = ClassMeeting(classroom=room, place=room.school.full_name)
    form = NewMeetingForm(request.POST or None, instance=new, **scope)
    return form_page(
        request,
        form,
        form.save,
        heading=f"นัดประชุมผู้ปกครอง {room.label}",
        back=reverse("students:homeroom-class", args=[room.pk]),
        then=lambda meeting: meeting.get_absolute_url(),
        crumbs=crumbs_of(room, ("นัดประชุมผู้ปกครอง", "")),
        done="บันทึกการประชุมแล้ว วันประชุมอยู่ในปฏิทินของโรงเรียน",
    )


@require_safe
@require(VIEW)
def class_meeting(request: Request, pk: int) -> HttpResponse:
    """The sign-in list on top, where it is tapped on the day; then what was said."""
    meeting = meeting_of(request, pk, VIEW)
    networks = ParentNetwork.objects.filter(meeting=meeting).prefetch_related("members")
    context = {
        "meeting": meeting,
        "room": meeting.classroom,
        "title": name_of(meeting),
        "people": sign_in(meeting),
        "network": networks.first(),
        "photos": meeting.photos.all(),
        "texts": [
            (ClassMeeting._meta.get_field(name).verbose_name, getattr(meeting, name))
            for name in ("agenda", "talks", "opinions", "requests")
        ],
        "is_due": meeting.held_on <= request.workplace.today,
        "crumbs": _crumbs(meeting),
    }
    return render(request, "students/class_meeting.html", context)


@require_http_methods(GET_POST)
@require(WRITE)
def meeting_update(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, WRITE)
    school = meeting.classroom.school
    scope: dict[str, Any] = {"user": request.user, "permission": WRITE, "school": school}
    form = MeetingForm(request.POST or None, instance=meeting, **scope)
    return form_page(
        request,
        form,
        form.save,
        heading="บันทึกการประชุมผู้ปกครอง",
        back=meeting.get_absolute_url(),
        crumbs=_crumbs(meeting, "แก้ไข"),
        hint=f"{meeting.classroom.label} {name_of(meeting)}",
    )


@require_POST
@require(WRITE)
def meeting_sign(request: Request, pk: int) -> HttpResponse:
    """One tap at the door: which guardian of which pupil came."""
    meeting = meeting_of(request, pk, WRITE)
    asked = sent_number(request.POST.get("student", ""))
    seat = seats_on(meeting.classroom, meeting.held_on).filter(student=asked).first()
    presence = request.POST.get("presence", "")
    if seat is None or presence not in {"", *MeetingPupil.Presence.values}:
        raise Http404
    key = sent_number(request.POST.get("guardian", ""))
    rows = Guardianship.objects.filter(student=seat.student_id).select_related("guardian")
    found = rows.filter(pk=key).first()
    how: dict[str, Any] = {"by": request.user, "guardianship": found}
    pressed(request, lambda: services.sign(meeting, seat.student, presence, **how), "")
    return redirect(f"{meeting.get_absolute_url()}#p{seat.student_id}")


@require_http_methods(GET_POST)
@require(WRITE)
def meeting_pupil(request: Request, pk: int, student: int) -> HttpResponse:
    """Who came for one pupil, the talk, the follow-up."""
    meeting = meeting_of(request, pk, WRITE)
    seat = seats_on(meeting.classroom, meeting.held_on).filter(student=student).first()
    there = MeetingPupil.objects.filter(meeting=meeting, student=student).first()
    if seat is None and there is None:
        raise Http404
    row = there or MeetingPupil(meeting=meeting, student_id=student)
    row.meeting = meeting
    school = meeting.classroom.school
    where = {"school_id": school.pk, "district_id": school.district_id, "pupil_id": student}
    if there and request.method != "POST":
        audit.record("meeting_talk.view", row, by=request.user, **where)
    known = Guardianship.objects.filter(student=student).select_related("guardian")
    scope: dict[str, Any] = {"known": list(known), "by": request.user}
    form = MeetingPupilForm(request.POST or None, instance=row, **scope)
    return form_page(
        request,
        form,
        form.save,
        heading=row.student.short_name,
        back=f"{meeting.get_absolute_url()}#p{student}",
        crumbs=_crumbs(meeting, "ผู้ปกครองรายคน"),
        hint=f"{meeting.classroom.label} {name_of(meeting)}",
    )


@require_http_methods(GET_POST)
@require(WRITE)
def meeting_election(request: Request, pk: int) -> HttpResponse:
    """Who was elected into the network of the room; those who came stand first in the lists."""
    meeting = meeting_of(request, pk, WRITE)
    network = ParentNetwork.objects.filter(meeting=meeting).prefetch_related("members").first()
    initial: dict[str, Any] = {"ends_on": usual_end(meeting)}
    if network:
        initial["ends_on"] = network.ends_on
        plain = iter(range(1, 100))
        for one in network.members.all():
            line = f"post_{one.position}" if one.position < 5 else f"member_{next(plain)}"
            initial[line] = str(one.guardian_id)
    scope: dict[str, Any] = {"meeting": meeting, "by": request.user}
    form = ElectionForm(
        request.POST or None, people=election_people(meeting), initial=initial, **scope
    )
    return form_page(
        request,
        form,
        form.save,
        heading="เลือกตั้งเครือข่ายผู้ปกครอง",
        back=meeting.get_absolute_url(),
        crumbs=_crumbs(meeting, "เลือกตั้งเครือข่ายผู้ปกครอง"),
        hint=f"ห้อง {meeting.classroom.label} วาระเริ่มวันประชุม",
        done="บันทึกเครือข่ายผู้ปกครองแล้ว",
    )


@require_http_methods(GET_POST)
@require(WRITE)
def meeting_photos(request: Request, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk, WRITE)
    return photo_page(request, meeting, _crumbs(meeting, "รูป"))


@require_safe
@require(VIEW)
def student_meetings(request: Request, pk: int) -> HttpResponse:
    """The meetings of a pupil's classes, with who came and what was said of the pupil."""
    asked = sorted(tab_rights() | {Permission.PUPIL_VIEW, WRITE})
    held = [one for one in asked if request.user.access.allows(one)]
    student = pupil(request, pk, VIEW, *held)
    mine = MeetingPupil.objects.filter(student=student)
    rooms = student.enrolments.filter(ends_on=None).values("classroom")
    meetings = ClassMeeting.objects.filter(classroom__in=rooms).select_related("term", "classroom")
    meetings = meetings.prefetch_related(Prefetch("pupils", mine, to_attr="mine"))
    where = {"school_id": student.school_id, "pupil_id": student.pk}
    audit.record("meeting_talk.view", student, by=request.user, **where)
    context = {
        "student": student,
        "meetings": meetings,
        "may_write": WRITE in student.rights,
        "tabs": tabs(student, "students:student-meetings"),
        "crumbs": crumbs_of_pupil(student, ("ประชุมผู้ปกครอง", "")),
    }
    return render(request, "students/student_meetings.html", context)
