"""One's own notes on a pupil: mended, or taken out where they stand at the wrong one."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from students.forms.notes import NoteEditForm
from students.models import Note, Student
from students.services import pupils
from students.views.pages import crumbs_of, form_page, pupil

NOTE = Permission.PUPIL_NOTE
MINE = "บันทึกของฉัน"


def _crumbs(student: Any, *rest: tuple[str, str]) -> list[tuple[str, Any]]:
    """The pupil's page is a link for who may open it."""
    crumbs = crumbs_of(student, *rest)
    if Permission.PUPIL_VIEW not in student.rights:
        crumbs[2] = (student.short_name, "")
    return crumbs


def _own(request: Request, pk: int) -> Note:
    """A note that the person wrote; another's does not exist here."""
    found = Note.objects.for_user(request.user, NOTE).filter(author=request.user)
    return get_object_or_404(found.select_related("student"), pk=pk)


def _list_of(student: Student) -> str:
    return reverse("students:note-list", args=[student.pk])


@require_safe
@require(NOTE)
def note_list(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, NOTE, Permission.PUPIL_VIEW)
    notes = student.notes.filter(author=request.user)
    context = {"student": student, "notes": notes, "crumbs": _crumbs(student, (MINE, ""))}
    return render(request, "students/note_list.html", context)


@require_http_methods(GET_POST)
@require(NOTE)
def note_update(request: Request, pk: int) -> HttpResponse:
    note = _own(request, pk)
    student = pupil(request, note.student_id, NOTE, Permission.PUPIL_VIEW)
    form = NoteEditForm(request.POST or None, instance=note)
    back = _list_of(student)
    page = {"heading": "แก้บันทึก", "back": back, "hint": student.short_name}
    crumbs = _crumbs(student, (MINE, back), ("แก้บันทึก", ""))
    save = partial(pupils.change_note, note, by=request.user)
    return form_page(request, form, save, crumbs=crumbs, **page)


@require_POST
@require(NOTE)
def note_remove(request: Request, pk: int) -> HttpResponse:
    note = _own(request, pk)
    pressed(request, partial(pupils.remove_note, note, by=request.user), "ลบบันทึกแล้ว")
    return redirect(_list_of(note.student))
