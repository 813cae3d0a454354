"""Pupils who were away too often, the letters about it; one pupil's attendance."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import Term
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from students.attendance import Condition, Share, rule_of, shares_of
from students.forms.attendance import AnswerForm, CloseForm, LetterForm
from students.models import Absence, AbsenceCase, AbsenceLetter, Student
from students.services.absences import next_step
from students.views.attendance import HOME, LIST
from students.views.attendance import VIEW as SEE
from students.views.attendance import WRITE as CHANGE
from students.views.pages import crumbs_of, form_page, pupil, tab_rights, tabs

CASES = ("ขาดเรียนเกินเกณฑ์", reverse_lazy("students:absence-list"))
PAGE = 25
LATEST = 200  # absences on one pupil's page: more than a term has days


def _case(request: Request, pk: int, permission: Permission) -> Any:
    """The case within reach, else 404; with `may_write`."""
    rows = AbsenceCase.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, may_write=CHANGE)
    related = ("student__school__district", "classroom", "closed_by")
    rows = rows.select_related(*related).prefetch_related("letters__made_by")
    return get_object_or_404(rows, pk=pk)


def _crumbs(case: AbsenceCase, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    url = case.get_absolute_url() if rest else ""
    return [HOME, LIST, CASES, (case.student.short_name, url), *rest]


@require_safe
@require(SEE)
def absence_list(request: Request) -> HttpResponse:
    """Open cases first those without a letter; `?state=closed` the others."""
    place, is_closed = request.workplace, request.GET.get("state") == "closed"
    rows: Any = AbsenceCase.objects.for_user(request.user, SEE)
    rows = rows.filter(student__school=place.school)
    count = rows.open().count()
    rows = rows.exclude(closed_on=None) if is_closed else rows.open()
    rows = rows.annotate(sent=Count("letters"), last_sent=Max("letters__dated_on"))
    rows = rows.select_related("student", "classroom")
    order = ("-closed_on", "-pk") if is_closed else ("sent", "-ends_on", "-pk")
    context = {
        "page_obj": Paginator(rows.order_by(*order), PAGE).get_page(request.GET.get("page")),
        "is_closed": is_closed,
        "open_count": count,
        "rule": rule_of(place.school) if place.school else None,
        "may_set": place.school is not None
        and place.school.pk in request.user.access.grant(Permission.CONDUCT_EDIT).schools,
        "crumbs": [HOME, LIST, (CASES[0], "")],
    }
    return render(request, "students/absence_list.html", context)


@require_safe
@require(SEE)
def absence_detail(request: Request, pk: int) -> HttpResponse:
    """The days, the letters with their answers, the step that comes next."""
    case = _case(request, pk, SEE)
    student = case.student
    days = Absence.objects.filter(student=student).between(case.starts_on, case.ends_on)
    where = {"school_id": student.school_id, "pupil_id": student.pk}
    audit.record("absence_case.view", case, by=request.user, **where)
    context = {
        "case": case,
        "days": days.select_related("day").order_by("day__on"),
        "letters": list(case.letters.all()),
        "next_step": None if case.closed_on else next_step(case),
        "may_write": case.may_write and case.closed_on is None,
        "crumbs": _crumbs(case),
    }
    return render(request, "students/absence_detail.html", context)


@require_http_methods(GET_POST)
@require(CHANGE)
def letter_create(request: Request, pk: int) -> HttpResponse:
    case = _case(request, pk, CHANGE)
    if made_before(request.user, request.POST.get("key")):
        return redirect(case)
    step = next_step(case)
    new = AbsenceLetter(case=case, step=step or AbsenceLetter.Step.SCHOOL)
    form = LetterForm(
        request.POST or None,
        instance=new,
        by=request.user,
        initial={"dated_on": request.workplace.today},
    )
    words = step.label if step else ""
    return form_page(
        request,
        form,
        form.save,
        heading=f"หนังสือแจ้งการขาดเรียน {words}".strip(),
        back=case.get_absolute_url(),
        crumbs=_crumbs(case, ("ออกหนังสือ", "")),
        hint=f"{case.student.short_name} {case}",
        done="บันทึกแล้ว พิมพ์หนังสือได้จากหน้านี้",
    )


@require_http_methods(GET_POST)
@require(CHANGE)
def letter_answer(request: Request, pk: int) -> HttpResponse:
    letters = AbsenceLetter.objects.for_user(request.user, CHANGE)
    letter = get_object_or_404(letters.select_related("case__student"), pk=pk)
    scope = {"user": request.user, "permission": CHANGE, "school": letter.case.student.school}
    form = AnswerForm(request.POST or None, instance=letter, **scope)
    return form_page(
        request,
        form,
        form.save,
        heading=f"คำตอบของผู้ปกครอง {letter.get_step_display()}",
        back=letter.case.get_absolute_url(),
        crumbs=_crumbs(letter.case, ("คำตอบของผู้ปกครอง", "")),
        hint=letter.case.student.short_name,
    )


@require_http_methods(GET_POST)
@require(CHANGE)
def absence_close(request: Request, pk: int) -> HttpResponse:
    case = _case(request, pk, CHANGE)
    if case.closed_on:
        return redirect(case)
    scope = {"user": request.user, "permission": CHANGE, "school": case.student.school}
    initial = {"closed_on": request.workplace.today}
    form = CloseForm(request.POST or None, instance=case, initial=initial, **scope)
    return form_page(
        request,
        form,
        form.save,
        heading="ปิดเรื่องการขาดเรียน",
        back=reverse("students:absence-detail", args=[case.pk]),
        crumbs=_crumbs(case, ("ปิดเรื่อง", "")),
        hint=f"{case.student.short_name} {case}",
        done="ปิดเรื่องแล้ว",
    )


@require_safe
@require(SEE)
def student_attendance(request: Request, pk: int) -> HttpResponse:
    """A pupil's share by term, absences with their causes, cases."""
    asked = sorted(tab_rights() | {Permission.PUPIL_VIEW})
    held = [one for one in asked if request.user.access.allows(one)]
    student = pupil(request, pk, SEE, *held)
    where = {"school_id": student.school_id, "pupil_id": student.pk}
    audit.record("absence.view", student, by=request.user, **where)
    year = request.workplace.year
    absences = Absence.objects.filter(student=student, day__classroom__year=year)
    absences = absences.select_related("day").order_by("-day__on")
    context = {
        "student": student,
        "year": year,
        "terms": _terms(student, year),
        "absences": list(absences[:LATEST]),
        "cases": student.absence_cases.prefetch_related("letters"),
        "tabs": tabs(student, "students:student-attendance"),
        "crumbs": crumbs_of(student, ("การมาเรียน", "")),
    }
    return render(request, "students/student_attendance.html", context)


def _terms(student: Student, year: int) -> list[tuple[Term, Share, list[Condition]]]:
    """The share of each term of the year, and what is asked of it."""
    terms = Term.objects.filter(school=student.school_id, year=year).order_by("semester")
    shares, asked = shares_of(student.pk, [(one.starts_on, one.ends_on) for one in terms])
    return [(term, one, asked.of(one)) for term, one in zip(terms, shares, strict=True)]
