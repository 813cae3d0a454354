"""ผลประเมิน of one pupil: SDQ of every round, PHQ-A, results from elsewhere; looks are logged."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit, files
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from students import sdq_results
from students.class_tests import rows_of_class
from students.forms.assessments import NextStepForm, OtherScreenForm, PhqAnswersForm
from students.models import Informant, OtherScreen, PhqForm, PhqResponse, SdqResponse, Student
from students.services import assessments, sdq
from students.views.pages import crumbs_of, form_page, pupil, tab_rights, tabs
from students.views.sdq_pages import (
    NO_ROUND,
    VIEW,
    WRITE,
    classroom_of,
    round_of,
    school_of,
    seats_of,
)
from students.views.sdq_pages import crumbs as class_crumbs

HERE = "students:assessment-detail"


@require_safe
@require(VIEW)
def assessment_detail(request: Request, pk: int) -> HttpResponse:
    asked = tab_rights() | {WRITE}
    held = [one for one in sorted(asked - {VIEW}) if request.user.access.allows(one)]
    student = pupil(request, pk, VIEW, *held)
    school = school_of(request, student)
    place = {"school_id": school.pk, "district_id": school.district_id, "pupil_id": student.pk}
    audit.record("assessment.view", student, by=request.user, **place)
    sheets = SdqResponse.objects.filter(student=student).prefetch_related("revisions")
    sheets = sheets.select_related("round__term", "norm_set", "keyed_by", "checked_by")
    context = {
        "student": student,
        "round": round_of(request, school, request.workplace.year),
        "blocks": sdq_results.by_round(sheets),
        "informants": Informant.choices,
        "primary": Informant(sdq.settings_of(school).primary).label,
        "phqs": _seen(student.phq_responses.select_related("round__term").seen_by(request.user)),  # type: ignore[attr-defined]
        "screens": student.other_screens.select_related("kind", "round__term", "document"),
        "may_write": WRITE in student.rights,
        "tabs": tabs(student, HERE),
        "crumbs": crumbs_of(student, ("ผลประเมิน", "")),
    }
    return _private(render(request, "students/assessment_detail.html", context))


@require_safe
@require(VIEW)
def assessment_class(request: Request, pk: int) -> HttpResponse:
    """PHQ-A and other tests of a class: who has which result, and of which day."""
    room = classroom_of(request, pk, VIEW)
    seats = seats_of(request, room, VIEW)
    rows = rows_of_class(seats, request.user)
    pupils = [seat.student_id for seat in seats]
    school = room.school_id
    audit.record("assessment_class.view", room, by=request.user, school_id=school, pupils=pupils)
    context = {
        "room": room,
        "rows": rows,
        "count": sum(row.has_any for row in rows),
        "crumbs": class_crumbs(
            (room.label, reverse("students:sdq-class", args=[room.pk])), ("แบบประเมินอื่น", "")
        ),
    }
    return _private(render(request, "students/assessment_class.html", context))


@require_http_methods(GET_POST)
@require(WRITE)
def phq_create(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, WRITE)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:phq-detail", made)
    round_ = round_of(request, student.school, request.workplace.year)
    if round_ is None:
        messages.warning(request, NO_ROUND)
        return redirect(HERE, student.pk)
    words = PhqForm.objects.of_school(student.school)
    today = {"answered_on": request.workplace.today}
    form = PhqAnswersForm(request.POST or None, form=words, initial=today)

    def save() -> PhqResponse:
        def make() -> PhqResponse:
            said = form.answers
            return assessments.add_phq(student, round_, words, **said, by=request.user)

        return once(request.user, form.cleaned_data["key"], make)[0]

    page = _page(student, "PHQ-A") | {"hint": f"{student.short_name} · {words.lead}"}
    return _private(form_page(request, form, save, then=_result, **page))


@require_safe
@require(VIEW)
def phq_detail(request: Request, pk: int) -> HttpResponse:
    """The result and what comes next; the questions with their answers for who may see them."""
    phq = _phq(request, pk, VIEW)
    _look("phq.view", request, phq, phq.student)
    writable = Student.objects.for_user(request.user, WRITE).filter(pk=phq.student_id)
    context = {
        "phq": phq,
        "student": phq.student,
        "dangers": assessments.dangers_of(phq),
        "may_write": writable.exists(),
        "crumbs": _crumbs(phq.student, "PHQ-A"),
    }
    return _private(render(request, "students/phq_detail.html", context))


@require_http_methods(GET_POST)
@require(WRITE)
def phq_update(request: Request, pk: int) -> HttpResponse:
    phq = _phq(request, pk, WRITE)
    if request.method != "POST":
        _look("phq.view", request, phq, phq.student)
    form = PhqAnswersForm(request.POST or None, form=phq.form, phq=phq)

    def save() -> PhqResponse:
        return assessments.change_phq(phq, **form.answers, by=request.user)

    page = _page(phq.student, "แก้ไข PHQ-A") | {"hint": phq.student.short_name}
    return _private(form_page(request, form, save, then=_result, **page))


@require_http_methods(GET_POST)
@require(WRITE)
def phq_step(request: Request, pk: int) -> HttpResponse:
    phq = _phq(request, pk, WRITE)
    if phq.is_veiled:  # type: ignore[attr-defined]
        raise Http404
    form = NextStepForm(request.POST or None, instance=phq)

    def save() -> PhqResponse:
        text = form.cleaned_data["next_step"]
        return assessments.note_next_step(phq, text, by=request.user)

    page = _page(phq.student, "สิ่งที่ทำต่อ") | {"hint": phq.student.short_name}
    return _private(form_page(request, form, save, then=_result, **page))


@require_http_methods(GET_POST)
@require(WRITE)
def other_screen_create(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, WRITE)
    if made_before(request.user, request.POST.get("key")):
        return redirect(HERE, student.pk)
    screen = OtherScreen(
        student=student,
        round=round_of(request, student.school, request.workplace.year),
        taken_on=request.workplace.today,
    )
    return _screen_page(request, screen, "ผลประเมินอื่น")


@require_http_methods(GET_POST)
@require(WRITE)
def other_screen_update(request: Request, pk: int) -> HttpResponse:
    screen = _screen(request, pk, WRITE)
    if request.method != "POST":
        _look("other_screen.view", request, screen, screen.student)
    return _screen_page(request, screen, "แก้ไขผลประเมินอื่น")


@require_POST
@require(WRITE)
def other_screen_remove(request: Request, pk: int) -> HttpResponse:
    screen = _screen(request, pk, WRITE)
    assessments.remove_screen(screen, by=request.user)
    messages.success(request, "ลบผลประเมินแล้ว")
    return redirect(HERE, screen.student_id)


@require_safe
@require(VIEW)
def other_screen_file(request: Request, pk: int) -> HttpResponseBase:
    screen = _screen(request, pk, VIEW)
    if screen.document is None:
        raise Http404
    _look("other_screen.view", request, screen, screen.student)
    return files.file_response(screen.document)


def _screen_page(request: Request, screen: OtherScreen, heading: str) -> HttpResponse:
    form = OtherScreenForm(
        request.POST or None,
        request.FILES or None,
        instance=screen,
        user=request.user,
        permission=WRITE,
        school=screen.student.school,
    )

    def save() -> OtherScreen:
        def keep() -> OtherScreen:
            upload = form.cleaned_data["upload"]
            return assessments.keep_screen(form.instance, upload, by=request.user)

        key = form.cleaned_data.get("key")
        return once(request.user, key, keep)[0] if key else keep()

    page = _page(screen.student, heading) | {"hint": screen.student.short_name}
    return _private(form_page(request, form, save, **page))


def _phq(request: Request, pk: int, permission: Any) -> PhqResponse:
    rows = PhqResponse.objects.for_user(request.user, permission).seen_by(request.user)
    related = ("student__school", "form", "round__term", "keyed_by")
    [phq] = _seen([get_object_or_404(rows.select_related(*related), pk=pk)])
    return phq


def _seen(rows: Iterable[Any]) -> list[Any]:
    """PHQ-A as the person may see them; a veiled one is never saved."""
    found = list(rows)
    for one in found:
        if one.is_veiled:
            one.veil()
    return found


def _screen(request: Request, pk: int, permission: Any) -> OtherScreen:
    rows = OtherScreen.objects.for_user(request.user, permission)
    return get_object_or_404(rows.select_related("student__school", "kind", "document"), pk=pk)


def _result(phq: PhqResponse) -> str:
    return reverse("students:phq-detail", args=[phq.pk])


def _crumbs(student: Student, heading: str) -> list[tuple[str, Any]]:
    return crumbs_of(student, ("ผลประเมิน", reverse(HERE, args=[student.pk])), (heading, ""))


def _page(student: Student, heading: str) -> dict[str, Any]:
    back = reverse(HERE, args=[student.pk])
    return {"heading": heading, "back": back, "crumbs": _crumbs(student, heading)}


def _look(action: str, request: Request, row: Any, student: Student) -> None:
    where = {"school_id": student.school_id, "pupil_id": student.pk}
    audit.record(action, row, by=request.user, **where)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
