"""Likely doubles of a school, two records side by side, making them one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.requests import Request
from students.duplicates.pairs import likely_doubles
from students.forms.duplicates import MergeForm, ReasonForm, TwoCodesForm
from students.models import Enrolment, MergedStudent, Student
from students.services import duplicates as services
from students.views.pages import PUPILS, page_of

DOUBLES = ("ระเบียนที่อาจซ้ำ", reverse_lazy("students:duplicate-list"))
PAGE = 25


def _pair(request: Request, pk: int, other: int) -> tuple[Student, Student]:
    """Both within reach, of one school; else 404."""
    mine = Student.objects.for_user(request.user, Permission.PUPIL_MERGE)
    rows = mine.select_related("school", "household")
    kept = get_object_or_404(rows, pk=pk)
    return kept, get_object_or_404(rows.filter(school=kept.school_id).exclude(pk=pk), pk=other)


@require_safe
@require(Permission.PUPIL_MERGE)
def duplicate_list(request: Request) -> HttpResponse:
    found = likely_doubles(request.user, request.workplace.school)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    later = list(page.object_list)
    keys = [one.pk for one in later] + [one.twin for one in later]  # type: ignore[attr-defined]
    people = {one.pk: one for one in Student.objects.filter(pk__in=keys)}
    seats = Enrolment.objects.filter(student__in=keys, ends_on=None).order_by("year")
    rooms = {one.student_id: one.classroom for one in seats.select_related("classroom")}
    pairs = [
        [{"student": people[key], "room": rooms.get(key)} for key in (one.twin, one.pk)]  # type: ignore[attr-defined]
        for one in later
    ]
    crumbs = [("หน้าแรก", "/"), PUPILS, (DOUBLES[0], "")]
    context = {"page_obj": page, "pairs": pairs, "crumbs": crumbs}
    return render(request, "students/duplicate_list.html", context)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_MERGE)
def duplicate_find(request: Request) -> HttpResponse:
    """Two records that the list does not find; their codes travel in the body."""
    pupils = Student.objects.for_user(request.user, Permission.PUPIL_MERGE)
    pupils = pupils.filter(school=request.workplace.school)
    form = TwoCodesForm(request.POST or None, among=pupils)
    if request.method == "POST" and form.is_valid():
        two = form.cleaned_data["kept"].pk, form.cleaned_data["other"].pk
        return redirect("students:student-merge", *two)
    crumbs = [("หน้าแรก", "/"), PUPILS, DOUBLES, ("เลือกสองระเบียน", "")]
    context = {"form": form, "heading": "เลือกสองระเบียนที่ซ้ำ", "submit": "เทียบกัน", "crumbs": crumbs}
    context |= {"cancel_url": DOUBLES[1], "hint": "ใช้เมื่อชื่อหรือวันเกิดพิมพ์ไม่ตรงกัน"}
    return render(request, "students/form.html", context)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_MERGE)
def student_distinct(request: Request, pk: int, other: int) -> HttpResponse:
    one, two = _pair(request, pk, other)
    form = ReasonForm(request.POST or None)

    def save() -> None:
        services.keep_apart(one, [two], reason=form.cleaned_data["reason"], by=request.user)

    crumbs = [("หน้าแรก", "/"), PUPILS, DOUBLES, ("เป็นคนละคน", "")]
    page = {"heading": "เป็นคนละคน", "back": str(DOUBLES[1]), "crumbs": crumbs}
    hint = f"{_named(one)} กับ {_named(two)} จะไม่ขึ้นในรายการที่อาจซ้ำอีก"
    done = "บันทึกแล้วว่าเป็นคนละคน"
    return form_page(
        request, form, save, template="students/form.html", done=done, hint=hint, **page
    )


def _named(student: Student) -> str:
    return f"{student.short_name} (รหัส {student.code or '–'})"


@require_http_methods(GET_POST)
@require(Permission.PUPIL_MERGE)
def student_merge(request: Request, pk: int, other: int) -> HttpResponse:
    """What would happen, as a rehearsal shows it; pressing the button does it."""
    if done := _merged_before(request, pk, other):
        messages.info(request, "สองระเบียนนี้รวมกันแล้ว")
        return redirect(page_of(done))
    kept, double = _pair(request, pk, other)
    report, form, refused = None, None, ""
    try:
        report = services.rehearse(kept, double)
        pair = {"kept": kept, "other": double, "clashes": report.clashes}
        form = MergeForm(request.POST or None, **pair)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            services.merge(kept, double, reason=reason, wish=form.wish, by=request.user)
            messages.success(request, "รวมเป็นระเบียนเดียวแล้ว ที่อยู่เดิมนำมาที่ระเบียนนี้")
            return redirect(page_of(kept))
    except ValidationError as error:
        refused = " ".join(error.messages)
    context = {
        "kept": _facts(kept),
        "other": _facts(double),
        "report": report,
        "form": form,
        "refused": refused,
        "cancel_url": DOUBLES[1],
        "crumbs": [("หน้าแรก", "/"), PUPILS, DOUBLES, ("รวมระเบียน", "")],
    }
    return render(request, "students/student_merge.html", context)


def _merged_before(request: Request, pk: int, other: int) -> Student | None:
    """A resend finds the result of the first."""
    merged = MergedStudent.objects.for_user(request.user, Permission.PUPIL_MERGE)
    found = merged.filter(old_key=other, student=pk).select_related("student").first()
    return found.student if found else None


def _facts(student: Student) -> dict[str, Any]:
    """What tells two records apart at a glance; of the number only that it is masked."""
    number = student.identifiers.filter(is_current=True).first()
    seats = student.enrolments.select_related("classroom").order_by("-year", F("ends_on").desc())
    return {
        "student": student,
        "number": number,
        "seats": seats[:3],
        "history": reverse("students:student-detail", args=[student.pk]),
    }
