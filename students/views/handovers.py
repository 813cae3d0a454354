"""Hand-over notes: what I write for the next adviser, what I have got from the last one."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.requests import Request
from schoolcare.thai import academic_year
from students.forms.handovers import HandoverForm
from students.models import Classroom, HandoverNote
from students.services import handovers as services
from students.views.pages import crumbs_of, pupil, tab_rights, tabs

VIEW, WRITE = Permission.HANDOVER_VIEW, Permission.HANDOVER_WRITE
HOME = ("หน้าแรก", "/")
HANDOVER = ("ส่งต่อครูที่ปรึกษา", reverse_lazy("students:handover-home"))
TAB = "students:handover-detail"


@require_safe
@require(VIEW)
def handover_home(request: Request) -> HttpResponse:
    """Classes of this year and the last: whose notes I write, and whose I read."""
    place = request.workplace
    this = academic_year(place.today)
    rooms = Classroom.objects.filter(school=place.school, year__in=[this - 1, this, this + 1])
    kept = Q(enrolments__ends_on=None)
    written = Q(enrolments__student__handover_notes__year=this)
    before = Q(enrolments__student__handover_notes__year=this - 1)
    counts = {
        "pupils": Count("enrolments", kept, distinct=True),
        "this_year": Count("enrolments", kept & written, distinct=True),
        "last_year": Count("enrolments", kept & before, distinct=True),
    }
    rooms = rooms.order_by("-year", "level", "room", "room_name")
    writing = rooms.for_user(request.user, WRITE).filter(year__lte=this).annotate(**counts)
    reading = rooms.for_user(request.user, VIEW).filter(year__gte=this).annotate(**counts)
    context = {
        "writing": [(one, one.this_year if one.year == this else one.last_year) for one in writing],
        "reading": [(one, one.last_year if one.year == this else one.this_year) for one in reading],
        "crumbs": [HOME, (HANDOVER[0], "")],
    }
    return render(request, "students/handover_home.html", context)


def class_of(request: Request, pk: int, permission: Permission) -> Classroom:
    rooms = Classroom.objects.for_user(request.user, permission).select_related("school")
    return get_object_or_404(rooms, pk=pk)


def record_looking(request: Request, room: Classroom, pupils: list[int]) -> None:
    if pupils:
        by, where = request.user, {"school_id": room.school_id}
        audit.record("handovers.view", room, by=by, **where, pupils=pupils)


@require_safe
@require(WRITE)
def handover_class(request: Request, pk: int) -> HttpResponse:
    """The pupils of a class I advise or advised, and what I have written of each."""
    room = class_of(request, pk, WRITE)
    seats = list(services.pupils_of(room))
    notes = services.notes_of([one.student_id for one in seats], room.year)
    record_looking(request, room, list(notes))
    context = {
        "room": room,
        "rows": [(one, notes.get(one.student_id)) for one in seats],
        "written": len(notes),
        "is_open": services.is_open(room, request.workplace.today),
        "next": next((one for one in seats if one.student_id not in notes), None),
        "crumbs": [HOME, HANDOVER, (room.label, "")],
    }
    return render(request, "students/handover_class.html", context)


@require_http_methods(GET_POST)
@require(WRITE)
def handover_write(request: Request, pk: int, student: int) -> HttpResponse:
    """One pupil's note; บันทึกและไปคนถัดไป leads to the next of the roll."""
    room = class_of(request, pk, WRITE)
    if not services.is_open(room, request.workplace.today):
        raise Http404
    seats = list(services.pupils_of(room))
    at = next((n for n, one in enumerate(seats) if one.student_id == student), None)
    if at is None:
        raise Http404
    held = HandoverNote.objects.filter(student=student, year=room.year).first()
    note = held or HandoverNote(year=room.year)
    note.student = seats[at].student
    if held and request.method == "GET":
        _look(request, held)
    form = HandoverForm(request.POST or None, note=note)
    here = reverse("students:handover-class", args=[room.pk])
    after = seats[at + 1] if at + 1 < len(seats) else None
    goes_on = after is not None and "again" in request.POST
    following = after and reverse("students:handover-write", args=[room.pk, after.student_id])
    return form_page(
        request,
        form,
        lambda: services.save_note(form.note, by=request.user),
        template="students/form.html",
        heading=f"ส่งต่อ {seats[at].student.short_name}",
        back=str(following) if goes_on else here,
        crumbs=[HOME, HANDOVER, (room.label, here), (seats[at].student.short_name, "")],
        hint=f"คนที่ {at + 1} จาก {len(seats)} · ห้อง {room.label} ปีการศึกษา {room.year}",
        again="บันทึก ไปคนถัดไป" if after else "",
    )


def _look(request: Request, note: HandoverNote) -> None:
    student = note.student
    where = {"school_id": student.school_id, "pupil_id": student.pk}
    audit.record("handover.view", note, by=request.user, **where, year=note.year)


@require_safe
@require(VIEW)
def handover_read(request: Request, pk: int) -> HttpResponse:
    """What the last advisers wrote of the pupils of a class I advise now."""
    room = class_of(request, pk, VIEW)
    seats = list(services.pupils_of(room))
    mine = HandoverNote.objects.for_user(request.user, VIEW)
    mine = mine.filter(year=room.year - 1, student__in=[one.student_id for one in seats])
    notes = {one.student_id: one for one in mine.select_related("written_by")}
    record_looking(request, room, list(notes))
    context = {
        "room": room,
        "rows": [(one, notes.get(one.student_id)) for one in seats],
        "count": len(notes),
        "crumbs": [HOME, HANDOVER, (f"อ่าน {room.label}", "")],
    }
    return render(request, "students/handover_read.html", context)


@require_safe
@require(VIEW)
def handover_detail(request: Request, pk: int) -> HttpResponse:
    """The tab of a pupil: the notes of every year."""
    held = [one for one in sorted(tab_rights()) if request.user.access.allows(one)]
    student = pupil(request, pk, VIEW, *held)
    notes: list[Any] = list(student.handover_notes.select_related("written_by"))
    where = {"school_id": student.school_id, "pupil_id": student.pk}
    audit.record("handover.view", student, by=request.user, **where)
    context = {
        "student": student,
        "notes": notes,
        "tabs": tabs(student, TAB),
        "crumbs": crumbs_of(student, ("ส่งต่อครู", "")),
    }
    return render(request, "students/handover_detail.html", context)
