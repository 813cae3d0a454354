"""SDQ of the school's classes: how far they are, results of a class, keying a class as a grid."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from students import sdq_results
from students import sdq_scoring as scoring
from students.forms.sdq import CellForm, GridForm
from students.models import (
    Classroom,
    Informant,
    ScreeningRound,
    SdqResponse,
    Student,
)
from students.models.sdq import NOTHING, as_list
from students.services import sdq
from students.views.sdq_pages import (
    NO_ROUND,
    VIEW,
    WRITE,
    chosen_of,
    class_page,
    classroom_of,
    crumbs,
    informant_of,
    look_at_class,
    needed_round,
    rounds_of,
    seats_of,
)

NUMBERS = range(1, scoring.ITEMS + 1)


@require_safe
@require(VIEW)
def sdq_list(request: Request) -> HttpResponse:
    """Every class within reach: how many sheets of each informant are complete."""
    place = request.workplace
    rounds = rounds_of(place.school, place.year)
    round_ = chosen_of(request, rounds)
    rooms = Classroom.objects.for_user(request.user, VIEW)
    rooms = rooms.filter(school=place.school, year=place.year)
    lines = list(sdq_results.progress(list(rooms), round_)) if round_ else []
    context = {
        "rounds": rounds,
        "round": round_,
        "lines": lines,
        "informants": Informant.choices,
        "no_round": NO_ROUND,
        "crumbs": [("หน้าแรก", "/"), ("SDQ และแบบประเมินอื่น", "")],
    }
    return render(request, "students/sdq_list.html", context)


@require_safe
@require(VIEW)
def sdq_class(request: Request, pk: int) -> HttpResponse:
    """A class: three informants side by side, what changed, where they are apart."""
    room = classroom_of(request, pk, VIEW)
    rounds = rounds_of(room.school, room.year)
    round_ = chosen_of(request, rounds)
    seats = seats_of(request, room, VIEW)
    rows = sdq_results.rows_of_class(round_, seats) if round_ else []
    look_at_class(request, room, seats)
    writable = Classroom.objects.for_user(request.user, WRITE).filter(pk=room.pk)
    context = {
        "room": room,
        "round": round_,
        "rounds": rounds,
        "rows": rows,
        "norm_sets": sdq_results.norm_sets(one for row in rows for one in row.responses.values()),
        "informants": Informant.choices,
        "may_write": writable.exists(),
        "crumbs": crumbs((room.label, "")),
    }
    return render(request, "students/sdq_class.html", context)


@require_http_methods(GET_POST)
@require(WRITE)
def sdq_grid(request: Request, pk: int, informant: str) -> HttpResponse:
    """Pupils × 25; every box is saved by itself where there is a script, else all by the button."""
    room, kind = classroom_of(request, pk, WRITE), informant_of(informant)
    round_ = needed_round(request, room.school, room.year)
    seats = seats_of(request, room, WRITE)
    form = GridForm(
        request.POST or None, seats=seats, initial={"answered_on": request.workplace.today}
    )
    if request.method == "POST" and form.is_valid() and _saved(request, round_, kind, form):
        return redirect(class_page(room, round_))
    sheets = SdqResponse.objects.filter(round=round_, informant=kind)
    found = {
        one.student_id: one for one in sheets.filter(student__in=[s.student_id for s in seats])
    }
    if request.method != "POST":
        look_at_class(request, room, seats)
    context = {
        "room": room,
        "round": round_,
        "informant": kind,
        "informants": Informant.choices,
        "form": form,
        "numbers": NUMBERS,
        "rows": [_grid_row(request, seat, found.get(seat.student_id), kind) for seat in seats],
        "shown": json.dumps({str(pk): one.answers for pk, one in found.items()}),
        "crumbs": crumbs((room.label, class_page(room, round_)), (f"คีย์ SDQ {kind.label}", "")),
    }
    return render(request, "students/sdq_grid.html", context)


def _grid_row(
    request: Request, seat: Any, response: SdqResponse | None, kind: Informant
) -> dict[str, Any]:
    """Boxes of one pupil: what was typed where the form came back, else what is kept."""
    kept = as_list(response.answers if response else NOTHING)
    names = [f"a{seat.student_id}-{number}" for number in NUMBERS]
    shown = ["" if one is None else str(one) for one in kept]
    typed = [request.POST.get(name, one) for name, one in zip(names, shown, strict=True)]
    today = request.workplace.today
    return {
        "seat": seat,
        "response": response,
        "boxes": list(zip(NUMBERS, names, typed, shown, strict=True)),
        "is_young": kind == Informant.SELF and not sdq.may_self_report(seat.student, today),
    }


def _saved(request: Request, round_: ScreeningRound, kind: str, form: GridForm) -> bool:
    """All changed boxes in one transaction; what is refused stands above the form."""
    how = {"answered_on": form.cleaned_data["answered_on"], "by": request.user}
    where = ""
    try:
        with transaction.atomic():
            for student, number, was, answer in form.changed:
                where = f"{student.short_name} ข้อ {number}"
                sdq.save_answer(student, round_, kind, number, answer, was=was, **how)
    except ValidationError as error:
        form.add_error(None, f"{where}: {' '.join(error.messages)}")
        return False
    messages.success(request, f"บันทึกแล้ว {len(form.changed)} คำตอบ")
    return True


@require_POST
@require(WRITE)
def sdq_cell(request: Request) -> HttpResponse:
    """One answer of the grid: what stands there now, and how far the sheet is.

    400 for what is no answer, 409 where somebody else's stands there or the round is closed.
    """
    form = CellForm(request.POST)
    if not form.is_valid():
        words = [one for several in form.errors.values() for one in several]
        return JsonResponse({"message": words[0]}, status=400)
    said = form.cleaned_data
    pupils = Student.objects.for_user(request.user, WRITE).select_related("school")
    student = get_object_or_404(pupils, pk=said["student"])
    rounds = ScreeningRound.objects.filter(school=student.school_id)
    round_ = get_object_or_404(rounds, pk=said["round"])
    day = said["answered_on"] or request.workplace.today
    try:
        response = sdq.save_answer(
            student,
            round_,
            said["informant"],
            said["number"],
            said["answer"],
            was=said["was"],
            answered_on=day,
            by=request.user,
        )
    except ValidationError as error:
        answer = (error.params or {}).get("answer")
        return JsonResponse({"message": error.messages[0], "answer": answer}, status=409)
    kind, word = response.state
    return JsonResponse({"answer": said["answer"], "kind": kind, "word": word})
