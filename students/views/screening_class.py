"""Screening of a class as a grid, and one cell of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.models import School
from schoolcare.requests import Request
from students import screening_counts as counts
from students import screening_grid
from students.forms.screening import NormalForm, ScreeningForm
from students.models import Aspect, Classroom, Enrolment, ScreeningRound, Student
from students.services import screening as services
from students.services.screening_answers import normal, with_hint
from students.services.screening_hints import hints_for
from students.views.pages import pupil
from students.views.screening import HERE, VIEW, WRITE, asked_round, grid_url, round_of, seat_of

DIALOG = "screening-dialog-body"


@require_safe
@require(VIEW)
def grid(request: Request, pk: int) -> HttpResponse:
    """Pupils by aspects; the look at a class is one event of the log."""
    shown = Classroom.objects.for_user(request.user, VIEW)
    shown = shown.with_reach(request.user, within=VIEW, is_own=WRITE)
    classroom: Any = get_object_or_404(shown.select_related("school"), pk=pk)
    rounds = list(ScreeningRound.objects.of_place(classroom.school, classroom.year))
    round_ = asked_round(request, rounds)
    found = screening_grid.grid_of(round_, classroom, user=request.user) if round_ else None
    if found:
        _record_view(request, classroom, found)
    may_write = bool(round_ and round_.is_open and classroom.is_own)
    context = {
        "classroom": classroom,
        "round": round_,
        "rounds": rounds,
        "grid": found,
        "sums": found.sums if found else None,
        "may_write": may_write,
        "form": _normal_form(request, round_) if round_ and may_write else None,
        "crumbs": [("หน้าแรก", "/"), HERE, (classroom.label, "")],
    }
    return render(request, "students/screening_class.html", context)


def _normal_form(request: Request, round_: ScreeningRound) -> NormalForm:
    return NormalForm(round_=round_, today=request.workplace.today)


def _record_view(request: Request, classroom: Classroom, found: screening_grid.Grid) -> None:
    audit.record(
        *("screening_class.view", classroom),
        by=request.user,
        school_id=classroom.school_id,
        district_id=classroom.school.district_id,
        pupils=[row.seat.student_id for row in found.rows],
    )


@require_POST
@require(WRITE)
def set_normal(request: Request, pk: int) -> HttpResponse:
    """ปกติ for what is still empty in the whole class."""
    rooms = Classroom.objects.for_user(request.user, WRITE).select_related("school")
    classroom = get_object_or_404(rooms, pk=pk)
    rounds = list(ScreeningRound.objects.of_place(classroom.school, classroom.year))
    round_ = asked_round(request, rounds)
    if round_ is None:
        raise Http404
    form = NormalForm(request.POST, round_=round_, today=request.workplace.today)
    back = grid_url(classroom, round_)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for some in form.errors.values() for one in some))
        return redirect(back)
    try:
        day = form.cleaned_data["screened_on"]
        count = services.set_normal(round_, classroom, by=request.user, on=day)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    done = f"ตั้งปกติ {count} ช่องที่ยังว่างแล้ว แก้เฉพาะคนที่ต่างออกไป" if count else "ไม่มีช่องว่างให้ตั้งแล้ว"
    messages.success(request, done)
    return redirect(back)


@require_http_methods(GET_POST)
@require(WRITE)
def cell(request: Request, pk: int, aspect: int) -> HttpResponse:
    """One aspect of one pupil: a page of its own, the dialog of the grid, or ปกติ by one key."""
    student = pupil(request, pk, WRITE)
    round_ = round_of(request, student)
    one, seat = _asked(student, round_, aspect)
    if request.method == "POST" and request.POST.get("quick"):
        return _quick(request, round_, seat, one)
    hints = hints_for(round_, [student.pk], [one])
    asked: dict[str, Any] = {"round_": round_, "student": student, "user": request.user}
    form = ScreeningForm(request.POST or None, aspects=[one], hints=hints, **asked)
    if request.method == "POST":
        if _saved(request, form):
            return _answer(request, round_, seat, one)
    else:
        _record_look(request, student, seat.classroom.school)
    context = {
        "form": form,
        "section": form.sections[0],
        "round": round_,
        "student": student,
        "back": f"{grid_url(seat.classroom, round_)}#c-{student.pk}-{one.pk}",
        "crumbs": [
            *(("หน้าแรก", "/"), HERE),
            (seat.classroom.label, grid_url(seat.classroom, round_)),
            (student.short_name, ""),
        ],
    }
    part = "#dialog" if request.htmx.target == DIALOG else ""
    return render(request, f"students/screening_cell_form.html{part}", context)


def _asked(student: Student, round_: Any, aspect: int) -> tuple[Aspect, Enrolment]:
    if round_ is None:
        raise Http404
    every = round_.template.aspects.prefetch_related("criteria")
    seat = seat_of(student, round_)
    if seat is None:
        raise Http404
    return get_object_or_404(every, pk=aspect), seat


def _record_look(request: Request, student: Student, school: School) -> None:
    where = {"school_id": student.school_id, "district_id": school.district_id}
    where["pupil_id"] = student.pk
    audit.record("screening.view", student, by=request.user, **where)


def _saved(request: Request, form: ScreeningForm) -> bool:
    """Whether it could be saved; what stands in the way is said above the form."""
    with transaction.atomic():
        if not form.is_valid():
            return False
        try:
            with transaction.atomic():
                answers = {form.student.pk: form.answers}
                services.save_results(form.round, answers, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
    return True


def _quick(request: Request, round_: Any, seat: Enrolment, aspect: Aspect) -> HttpResponse:
    """ปกติ where nothing stands yet; what somebody else has written meanwhile stays and is shown."""
    hint = hints_for(round_, [seat.student_id], [aspect]).get((seat.student_id, aspect.pk))
    answer = with_hint(normal(aspect), hint)
    if answer.hint_level not in {"", answer.level}:
        return _answer(request, round_, seat, aspect, said="มีข้อเสนอ กด Enter เพื่อตรวจก่อน")
    try:
        own = {seat.student_id: {aspect.pk: answer}}
        services.save_results(round_, own, by=request.user, only_empty=True)
    except ValidationError as error:
        return _answer(request, round_, seat, aspect, said=" ".join(error.messages))
    return _answer(request, round_, seat, aspect)


def _answer(
    request: Request, round_: ScreeningRound, seat: Enrolment, aspect: Aspect, said: str = ""
) -> HttpResponse:
    """The cell as it stands now, with what follows from it; without htmx the grid again."""
    if not request.htmx:
        if said:
            messages.warning(request, said)
        back = grid_url(seat.classroom, round_)
        return redirect(f"{back}#c-{seat.student_id}-{aspect.pk}")
    row = screening_grid.row_of(round_, seat, user=request.user)
    one = next(each for each in row.cells if each.aspect_id == aspect.pk)
    wanted = request.POST.get("quick") and one.level and one.level != aspect.levels[0].value
    if wanted:
        said = f"มีคนบันทึกไว้แล้ว: {one.look[2]}"
    found = counts.progress(round_, [seat.classroom], user=request.user)
    sums = found.get(seat.classroom_id, counts.Progress())
    context = {"cell": one, "row": row, "sums": sums, "said": said, "round": round_}
    response = render(request, "students/screening_cell_saved.html", context)
    response["HX-Retarget"] = f"#c-{one.student_id}-{one.aspect_id}"
    response["HX-Reswap"] = "outerHTML"
    response["HX-Trigger"] = "screening-saved"
    return response
