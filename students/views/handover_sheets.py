"""The hand-over notes of a whole class on one page, which saves itself."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from students.forms.handover_sheet import LABELS, MOST, HandoverSheet
from students.models import Classroom
from students.services import handovers as services
from students.views.handovers import HANDOVER, HOME, WRITE, class_of, record_looking

PAGE = "students/handover_sheet.html"


@require_http_methods(GET_POST)
@require(WRITE)
def handover_sheet(request: Request, pk: int) -> HttpResponse:
    """Three boxes a pupil; every good row is saved, an open one stays as it was typed."""
    room = class_of(request, pk, WRITE)
    if not services.is_open(room, request.workplace.today):
        raise Http404
    is_script = bool(request.headers.get("X-Autosave"))
    with transaction.atomic():
        sheet = _sheet(request, room)
        saved = [] if is_script and sheet.open_rows else sheet.good_rows
        for row in saved:
            note = row.made(room.year)
            services.save_note(note, by=request.user, is_sitting=is_script)
            row.note_saved()
    if is_script:
        return _answer(request, sheet)
    here = reverse("students:handover-class", args=[room.pk])
    if request.method == "POST" and not sheet.open_rows:
        messages.success(request, f"บันทึกแล้ว {len(saved)} คน" if saved else "บันทึกครบแล้ว")
        return redirect(here)
    record_looking(request, room, [row.seat.student_id for row in sheet.rows if row.note])
    context = {
        "room": room,
        "sheet": sheet,
        "saved": len(saved),
        "labels": LABELS.values(),
        "most": MOST,
        "back": here,
        "crumbs": [HOME, HANDOVER, (room.label, here), ("เขียนทั้งห้อง", "")],
    }
    return render(request, PAGE, context)


def _sheet(request: Request, room: Classroom) -> HandoverSheet:
    seats = list(services.pupils_of(room))
    pupils = [one.student_id for one in seats]
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        services.hold(pupils)
    return HandoverSheet(seats, services.notes_of(pupils, room.year), sent)


def _answer(request: Request, sheet: HandoverSheet) -> JsonResponse:
    """What js/autosave.js asks for; where somebody saved in between, nothing is written."""
    if any(row.is_clash for row in sheet.rows):
        return JsonResponse({"url": request.path}, status=409)
    if sheet.open_rows:
        return JsonResponse({"message": f"ยาวเกิน {MOST} ตัวอักษร"}, status=400)
    at = f"{timezone.localtime():%H:%M}"
    return JsonResponse({"saved_at": at, "version": sheet.version})
