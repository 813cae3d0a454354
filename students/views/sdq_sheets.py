"""One informant's sheet about one pupil: keyed, keyed a second time to check, on to the next."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from schoolcare import audit, form_pages
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from students.forms.sdq import CheckForm, SheetForm
from students.models import Enrolment, Informant, ScreeningRound, SdqResponse, Student
from students.next_pupil import onward
from students.services import sdq
from students.views.pages import pupil
from students.views.sdq_pages import (
    NO_ROUND,
    VIEW,
    WRITE,
    class_page,
    crumbs,
    item_words,
    round_of,
    school_of,
)


@require_http_methods(GET_POST)
@require(VIEW)
def sdq_sheet(request: Request, pk: int, informant: str) -> HttpResponse:
    """For who may key it, the boxes; for everybody else, and without a round, the results."""
    student = pupil(request, pk, VIEW, WRITE)
    student.school = school_of(request, student)
    seat = _seat(student, request.workplace.year)
    round_ = round_of(request, student.school, seat.year if seat else request.workplace.year)
    if round_ is None:
        messages.warning(request, NO_ROUND)
    if WRITE not in student.rights or round_ is None:
        return redirect("students:assessment-detail", student.pk)
    response = _sheet(student, round_, informant)
    _look(request, response)
    words = item_words(student.school, informant)
    first = _first(request, response)
    form = SheetForm(request.POST or None, response=response, words=words, initial=first)

    def save() -> SdqResponse:
        saved = sdq.save_sheet(student, round_, informant, form.sheet, by=request.user)
        for doubt in sdq.doubts(student, round_, informant, form.sheet):
            messages.warning(request, f"{student.short_name}: {doubt}")
        return saved

    page = _page(request, student, seat, response) | {
        "then": lambda saved: _onward(request, saved, seat),
        "done": f"บันทึก {student.short_name} แล้ว",
    }
    return _private(form_pages.form_page(request, form, save, **page))


def _page(
    request: Request, student: Student, seat: Enrolment | None, response: SdqResponse
) -> dict[str, Any]:
    """What stands around the boxes."""
    kind, round_ = Informant(response.informant), response.round
    results = reverse("students:assessment-detail", args=[student.pk])
    today = request.workplace.today
    is_young = kind == Informant.SELF and not sdq.may_self_report(student, today)
    return {
        "template": "students/sdq_sheet.html",
        "heading": f"SDQ ผู้ประเมิน: {kind.label}",
        "back": class_page(seat.classroom, round_) if seat else results,
        "crumbs": crumbs((student.short_name, results), (f"SDQ {kind.label}", "")),
        "student": student,
        "seat": seat,
        "round": round_,
        "response": response,
        "is_young": is_young,
    }


@require_http_methods(GET_POST)
@require(WRITE)
def sdq_check(request: Request, pk: int) -> HttpResponse:
    """The same paper keyed a second time: items that differ are named, nothing is overwritten."""
    rows = SdqResponse.objects.for_user(request.user, WRITE)
    rows = rows.select_related("student__school", "round__term", "norm_set")
    response = get_object_or_404(rows, pk=pk)
    student, kind = response.student, Informant(response.informant)
    form = CheckForm(request.POST or None, words=item_words(student.school, kind))
    differing: list[dict[str, Any]] = []
    address = f"{reverse(f'students:sdq-{kind}', args=[student.pk])}?round={response.round_id}"
    if request.method == "POST" and form.is_valid():
        items = sdq.confirm_sheet(response, form.answers, by=request.user)
        if not items:
            messages.success(request, f"{student.short_name}: คีย์ซ้ำตรงกันทั้ง 25 ข้อ")
            return redirect("students:assessment-detail", student.pk)
        pairs = list(zip(response.answer_list, form.answers, strict=True))
        differing = [{"number": n, "first": pairs[n - 1][0], "now": pairs[n - 1][1]} for n in items]
    results = reverse("students:assessment-detail", args=[student.pk])
    context = {
        "student": student,
        "response": response,
        "informant": kind,
        "form": form,
        "differing": differing,
        "sheet_url": address,
        "crumbs": crumbs((student.short_name, results), ("คีย์ซ้ำเพื่อตรวจ", "")),
    }
    return _private(render(request, "students/sdq_check.html", context))


def _seat(student: Student, year: int) -> Enrolment | None:
    """The pupil's open seat of the year worked in, else the newest."""
    seats = student.enrolments.select_related("classroom").filter(ends_on=None)  # type: ignore[attr-defined]
    ranked = sorted(seats, key=lambda one: (one.year != year, -one.year))
    return ranked[0] if ranked else None


def _sheet(student: Student, round_: ScreeningRound, informant: str) -> SdqResponse:
    same: dict[str, Any] = {"student": student, "round": round_, "informant": informant}
    found = SdqResponse.objects.filter(**same).select_related("keyed_by", "norm_set").first()
    if found is None:
        return SdqResponse(**same)
    found.student, found.round = student, round_
    return found


def _first(request: Request, response: SdqResponse) -> dict[str, Any]:
    """What a fresh sheet begins with."""
    if response.pk:
        return {}
    is_teacher = response.informant == Informant.TEACHER
    rater = request.user.full_name if is_teacher else ""
    return {"answered_on": request.workplace.today, "rater": rater}


def _look(request: Request, response: SdqResponse) -> None:
    """Opening what was answered is a look."""
    if request.method != "POST" and response.pk:
        student = response.student
        where = {"school_id": student.school_id, "district_id": student.school.district_id}
        audit.record("sdq.view", response, by=request.user, pupil_id=student.pk, **where)


def _onward(request: Request, saved: SdqResponse, seat: Enrolment | None) -> str:
    """As the class board leads; else the next pupil of the class without a complete sheet."""
    results = reverse("students:assessment-detail", args=[saved.student_id])
    if "stay" in request.POST:
        return results
    if board := onward(request, saved.student_id):
        return board
    if seat is None:
        return results
    done = SdqResponse.objects.filter(
        round=saved.round_id, informant=saved.informant, is_complete=True
    )
    seats = Enrolment.objects.for_user(request.user, WRITE).on_roster().in_roll_order()
    roll = list(seats.filter(classroom=seat.classroom_id).values_list("student_id", flat=True))
    kept = set(done.filter(student__in=roll).values_list("student_id", flat=True))
    at = roll.index(saved.student_id) if saved.student_id in roll else -1
    order = [*roll[at + 1 :], *roll[: max(at, 0)]]
    following = next((pk for pk in order if pk not in kept), None)
    if following is None:
        return class_page(seat.classroom, saved.round)
    address = reverse(f"students:sdq-{saved.informant}", args=[following])
    return f"{address}?round={saved.round_id}"


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
