"""One pupil: the page, the record, notes, consents, the photo."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from students import pupil_page
from students.forms.people import ConsentForm, NewStudentForm, NoteForm, PhotoForm, StudentForm
from students.models import PublicationConsent, Student
from students.services import identifiers, pupils
from students.views.pages import (
    PUPILS,
    crumbs_of,
    form_page,
    page_of,
    pupil,
    tab_rights,
    tabs,
)

EVENTS = 10


@require_safe
@require(Permission.PUPIL_VIEW)
def student_detail(request: Request, pk: int) -> HttpResponse:
    asked = tab_rights() | pupil_page.rights() | {Permission.PUPIL_EDIT, Permission.PUPIL_NOTE}
    access = request.user.access
    held = [one for one in sorted(asked) if access.allows(one)]
    student = pupil(request, pk, Permission.PUPIL_VIEW, *held)
    shown = pupil_page.shown(request, student)
    rights, is_all, events = student.rights, bool(request.GET.get("all")), shown["events"]
    context = shown | {
        "student": student,
        "age": student.age_on(request.workplace.today),
        "events": events if is_all else events[:EVENTS],
        "more_url": "?all=1" if len(events) > EVENTS and not is_all else "",
        "tabs": tabs(student, "students:student-detail"),
        "may_edit": Permission.PUPIL_EDIT in rights,
        "may_note": Permission.PUPIL_NOTE in rights,
        "crumbs": crumbs_of(student),
    }
    return render(request, "students/student_detail.html", context)


@require_safe
@require(Permission.PUPIL_VIEW)
def student_photo(request: Request, pk: int) -> Any:
    student = pupil(request, pk, Permission.PUPIL_VIEW)
    return files.file_response(student.photo, rendition="600")


@require_http_methods(GET_POST)
@require(Permission.PUPIL_EDIT)
def student_create(request: Request) -> HttpResponse:
    """In the school worked in; 404 where the person may add nobody there."""
    place, grant = request.workplace, request.user.access.grant(Permission.PUPIL_EDIT)
    if place.school is None or not grant.reaches_into(place.school):
        raise Http404
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:student-detail", made)
    scope = {"user": request.user, "permission": Permission.PUPIL_EDIT, "school": place.school}
    form = NewStudentForm(request.POST or None, year=place.year, **scope)
    if not grant.covers(place.school):
        form.fields["classroom"].required = True  # an adviser adds to an own class alone

    def save() -> Student:
        key = form.cleaned_data["key"]
        made_now: Student = once(request.user, key, form.save)[0] if key else form.save()
        if identifiers.is_doubtful(form.cleaned_data["identifier"]):
            messages.warning(request, identifiers.DOUBTFUL)
        return made_now

    crumbs = [("หน้าแรก", "/"), PUPILS, ("เพิ่มนักเรียน", "")]
    page = {"heading": "เพิ่มนักเรียน", "crumbs": crumbs, "done": "เพิ่มนักเรียนแล้ว"}
    page |= {"back": reverse("students:student-list"), "then": page_of}
    return form_page(request, form, save, **page)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_EDIT)
def student_update(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.PUPIL_EDIT)
    form = StudentForm(
        request.POST or None,
        instance=student,
        year=request.workplace.year,
        user=request.user,
        permission=Permission.PUPIL_EDIT,
        school=student.school,
    )

    crumbs = crumbs_of(student, ("แก้ไขข้อมูล", ""))
    page = {"heading": "แก้ไขข้อมูล", "back": page_of(student), "crumbs": crumbs}
    done = "บันทึกข้อมูลนักเรียนแล้ว"
    return form_page(request, form, form.save, done=done, hint=student.short_name, **page)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_NOTE)
def note_create(request: Request, pk: int) -> HttpResponse:
    """Any teacher may note something on any pupil of the school; they need not see the page."""
    student = pupil(request, pk, Permission.PUPIL_NOTE, Permission.PUPIL_VIEW)
    form = NoteForm(request.POST or None, initial={"on": request.workplace.today})

    def save() -> None:
        words = {"on": form.cleaned_data["on"], "text": form.cleaned_data["text"]}
        key = form.cleaned_data["key"]
        once(request.user, key, lambda: pupils.add_note(student, **words, by=request.user))

    may_view = Permission.PUPIL_VIEW in student.rights
    back = page_of(student) if may_view else reverse("students:student-list")
    crumbs = crumbs_of(student, ("เพิ่มบันทึก", ""))
    if not may_view:
        crumbs[2] = (student.short_name, "")
    page = {"heading": "เพิ่มบันทึก", "back": back, "crumbs": crumbs, "hint": student.short_name}
    return form_page(request, form, save, **page)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_EDIT)
def consent_create(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.PUPIL_EDIT)
    consent = PublicationConsent(student=student)
    form = ConsentForm(request.POST or None, instance=consent, today=request.workplace.today)

    def save() -> None:
        key = form.cleaned_data["key"]
        once(request.user, key, lambda: pupils.record_consent(form.instance, by=request.user))

    crumbs = crumbs_of(student, ("ความยินยอมเผยแพร่", ""))
    page = {"heading": "ความยินยอมเผยแพร่", "back": page_of(student), "crumbs": crumbs}
    done = "บันทึกคำตอบเรื่องการเผยแพร่แล้ว"
    return form_page(request, form, save, done=done, hint=student.short_name, **page)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_EDIT)
def photo_update(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.PUPIL_EDIT)
    form = PhotoForm(request.POST or None, request.FILES or None)

    def save() -> None:
        upload = form.cleaned_data["photo"]
        photo = files.store_image(upload, school=student.school, by=request.user)
        pupils.set_photo(student, photo, by=request.user)

    crumbs = crumbs_of(student, ("รูปถ่ายนักเรียน", ""))
    page = {"heading": "รูปถ่ายนักเรียน", "back": page_of(student), "crumbs": crumbs}
    return form_page(request, form, save, done="เปลี่ยนรูปถ่ายแล้ว", hint=student.short_name, **page)
