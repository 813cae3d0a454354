"""One pupil: the page, the record, notes, consents, the id."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit, audit_trail, files, registry
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.submissions import once
from students.forms.people import (
    ConsentForm,
    IdentifierForm,
    NoteForm,
    PhotoForm,
    SensitiveForm,
    StudentForm,
)
from students.models import PublicationConsent, SensitiveRecord, Student
from students.services import pupils

EVENTS = 10
form_view = require_http_methods(["GET", "HEAD", "POST"])


def find(request: Request, pk: int, permission: Permission, **more: Any) -> Any:
    """The pupil within the person's reach for this permission; 404 otherwise."""
    rows = Student.objects.for_user(request.user, permission).annotate(**more)
    return get_object_or_404(rows.select_related("school", "household__village"), pk=pk)


def crumbs(student: Student, *more: tuple[str, str]) -> list[tuple[str, str]]:
    page = reverse("students:student-detail", args=[student.pk])
    here = (student.short_name, page if more else "")
    return [("หน้าแรก", "/"), ("นักเรียน", reverse("students:student-list")), here, *more]


@require_safe
@require(Permission.PUPIL_VIEW)
def student_detail(request: Request, pk: int) -> HttpResponse:
    seen = Student.objects.for_user(request.user, Permission.SENSITIVE_VIEW)
    may_see_sensitive = Exists(seen.filter(pk=OuterRef("pk")))
    student = find(request, pk, Permission.PUPIL_VIEW, may_see_sensitive=may_see_sensitive)
    events = sorted(
        (event for source in registry.chronology for event in source(request, student)),
        key=lambda event: str(event.on),
        reverse=True,
    )
    may_see = student.may_see_sensitive
    context = {
        "student": student,
        "enrolment": student.enrolments.filter(ends_on=None).select_related("classroom").last(),
        "age": student.age_on(request.workplace.today),
        "guardianships": student.guardianships.select_related("guardian"),
        "consent": student.consents.first(),
        "events": events if request.GET.get("all") else events[:EVENTS],
        "more_url": "?all=1" if len(events) > EVENTS and not request.GET.get("all") else "",
        "panels": _panels(request),
        "identifier": student.identifiers.filter(is_current=True).first() if may_see else None,
        "may_see_sensitive": may_see,
        "crumbs": crumbs(student),
    }
    return render(request, "students/student_detail.html", context)


def _may(request: Request, student: Student, permission: Permission) -> bool:
    """Whether the permission reaches this very pupil."""
    if not request.user.access.allows(permission):
        return False
    return Student.objects.for_user(request.user, permission).filter(pk=student.pk).exists()


def _panels(request: Request) -> list[registry.PupilPanel]:
    access = request.user.access
    return [panel for panel in registry.pupil_panels if access.allows(panel.permission)]


@require_safe
@require(Permission.PUPIL_VIEW)
def student_photo(request: Request, pk: int) -> Any:
    student = find(request, pk, Permission.PUPIL_VIEW)
    return files.file_response(student.photo, rendition="600")


@form_view
@require(Permission.PUPIL_EDIT)
def student_create(request: Request) -> HttpResponse:
    place = request.workplace
    scope = {"user": request.user, "permission": Permission.PUPIL_EDIT, "school": place.school}
    form = StudentForm(request.POST or None, year=place.year, **scope)
    if place.school is None or place.school.pk not in _whole_schools(request):
        form.fields["classroom"].required = True  # an adviser adds to an own class alone
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        try:
            student, _ = once(request.user, key, form.save) if key else (form.save(), True)
            return redirect("students:student-detail", student.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "title": "เพิ่มนักเรียน", "cancel": reverse("students:student-list")}
    context["crumbs"] = [("หน้าแรก", "/"), ("นักเรียน", context["cancel"]), ("เพิ่มนักเรียน", "")]
    return render(request, "students/student_form.html", context)


def _whole_schools(request: Request) -> set[int]:
    return request.user.access.grant(Permission.PUPIL_EDIT).schools


@form_view
@require(Permission.PUPIL_EDIT)
def student_update(request: Request, pk: int) -> HttpResponse:
    student = find(request, pk, Permission.PUPIL_EDIT)
    enrolment = student.enrolments.filter(year=request.workplace.year, ends_on=None).first()
    form = StudentForm(
        request.POST or None,
        instance=student,
        initial={"classroom": enrolment.classroom_id if enrolment else None},
        year=request.workplace.year,
        user=request.user,
        permission=Permission.PUPIL_EDIT,
        school=student.school,
    )
    differences: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
            messages.success(request, "บันทึกข้อมูลนักเรียนแล้ว")
            return redirect("students:student-detail", student.pk)
        except pupils.Clash as clash:
            differences = _differences(form, clash.current)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "title": "แก้ไขข้อมูล", "differences": differences}
    context |= {"student": student, "cancel": student_url(student)}
    context["crumbs"] = crumbs(student, ("แก้ไขข้อมูล", ""))
    return render(request, "students/student_form.html", context)


def _differences(form: StudentForm, current: Student) -> list[dict[str, Any]]:
    """What is saved beside what was typed; the form then carries the saved version."""
    rows = []
    for name in StudentForm.Meta.fields:
        saved, typed = getattr(current, name), form.cleaned_data.get(name)
        if saved != typed:
            rows.append({"label": form.fields[name].label, "saved": saved, "typed": typed})
    form.data = form.data.copy()
    form.data["seen"] = current.version
    return rows


def student_url(student: Student) -> str:
    return reverse("students:student-detail", args=[student.pk])


@form_view
@require(Permission.PUPIL_NOTE)
def note_create(request: Request, pk: int) -> HttpResponse:
    """Any teacher may note something on any pupil of the school; they need not see the page."""
    student = find(request, pk, Permission.PUPIL_NOTE)
    form = NoteForm(request.POST or None, initial={"on": request.workplace.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        once(
            request.user,
            data["key"],
            lambda: pupils.add_note(student, on=data["on"], text=data["text"], by=request.user),
        )
        messages.success(request, "บันทึกแล้ว")
        may_view = _may(request, student, Permission.PUPIL_VIEW)
        return redirect(student_url(student) if may_view else "students:student-list")
    return _form_page(request, student, form, "เพิ่มบันทึก")


@form_view
@require(Permission.PUPIL_EDIT)
def consent_create(request: Request, pk: int) -> HttpResponse:
    student = find(request, pk, Permission.PUPIL_EDIT)
    form = ConsentForm(
        request.POST or None,
        instance=PublicationConsent(student=student),
        initial={"on": request.workplace.today},
    )
    if request.method == "POST" and form.is_valid():
        pupils.record_consent(form.save(commit=False), by=request.user)
        messages.success(request, "บันทึกคำตอบเรื่องการเผยแพร่แล้ว")
        return redirect(student_url(student))
    return _form_page(request, student, form, "ความยินยอมเผยแพร่")


@form_view
@require(Permission.PUPIL_EDIT)
def photo_update(request: Request, pk: int) -> HttpResponse:
    student = find(request, pk, Permission.PUPIL_EDIT)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.cleaned_data["photo"]
            photo = files.store_image(upload, school=student.school, by=request.user)
            pupils.set_photo(student, photo, by=request.user)
            return redirect(student_url(student))
        except ValidationError as error:
            form.add_error("photo", error)
    return _form_page(request, student, form, "รูปถ่ายนักเรียน")


@require_safe
@require(Permission.SENSITIVE_VIEW)
def sensitive_detail(request: Request, pk: int) -> HttpResponse:
    """What PDPA ม.26 protects; every look is recorded."""
    student = find(request, pk, Permission.SENSITIVE_VIEW)
    record = SensitiveRecord.objects.filter(student=student).first()
    audit.record(
        "sensitive.view", record, by=request.user, school_id=student.school_id, pupil_id=student.pk
    )
    return _sensitive_page(request, student, record, revealed="")


@require_POST
@require(Permission.SENSITIVE_VIEW)
def identifier_reveal(request: Request, pk: int) -> HttpResponse:
    student = find(request, pk, Permission.SENSITIVE_VIEW)
    revealed = pupils.reveal_identifier(student, by=request.user)
    record = SensitiveRecord.objects.filter(student=student).first()
    return _sensitive_page(request, student, record, revealed=revealed)


def _sensitive_page(
    request: Request, student: Student, record: SensitiveRecord | None, *, revealed: str
) -> HttpResponse:
    context = {
        "student": student,
        "record": record or SensitiveRecord(student=student),
        "revealed": revealed,
        "identifiers": student.identifiers.all(),
        "history": audit_trail.history(student, 10),
        "may_edit": _may(request, student, Permission.PUPIL_EDIT),
        "crumbs": crumbs(student, ("ข้อมูลอ่อนไหว", "")),
    }
    return render(request, "students/sensitive_detail.html", context)


@form_view
@require(Permission.SENSITIVE_VIEW)
def sensitive_update(request: Request, pk: int) -> HttpResponse:
    student = find(request, pk, Permission.SENSITIVE_VIEW)
    if not _may(request, student, Permission.PUPIL_EDIT):
        return redirect("students:sensitive-detail", student.pk)
    record, _ = SensitiveRecord.objects.get_or_create(student=student)
    scope = {"user": request.user, "permission": Permission.SENSITIVE_VIEW}
    form = SensitiveForm(request.POST or None, instance=record, **scope)
    if request.method == "POST" and form.is_valid():
        pupils.update_sensitive(form.save(commit=False), fields=form.changed_data, by=request.user)
        messages.success(request, "บันทึกข้อมูลอ่อนไหวแล้ว")
        return redirect("students:sensitive-detail", student.pk)
    return _form_page(request, student, form, "แก้ไขข้อมูลอ่อนไหว")


@form_view
@require(Permission.SENSITIVE_VIEW)
def identifier_update(request: Request, pk: int) -> HttpResponse:
    student = find(request, pk, Permission.SENSITIVE_VIEW)
    if not _may(request, student, Permission.PUPIL_EDIT):
        return redirect("students:sensitive-detail", student.pk)
    form = IdentifierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pupils.set_identifier(student, form.cleaned_data["value"], by=request.user)
            messages.success(request, "เปลี่ยนเลขประจำตัวแล้ว เลขเดิมเก็บไว้เป็นประวัติ")
            return redirect("students:sensitive-detail", student.pk)
        except ValidationError as error:
            form.add_error("value", error)
    return _form_page(request, student, form, "เปลี่ยนเลขประจำตัว")


def _form_page(request: Request, student: Student, form: Any, title: str) -> HttpResponse:
    context = {"student": student, "form": form, "title": title, "cancel": student_url(student)}
    context |= {"crumbs": crumbs(student, (title, "")), "differences": []}
    return render(request, "students/student_form.html", context)
