"""What the pages of one pupil share: finding the pupil, crumbs, the one way to show a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy

from schoolcare.access import Permission
from schoolcare.requests import Request
from students.models import Student

PUPILS = ("นักเรียน", reverse_lazy("students:student-list"))


def pupil(request: Request, pk: int, permission: Permission) -> Student:
    """The pupil within the reach of `permission`, else 404."""
    found = Student.objects.for_user(request.user, permission)
    return get_object_or_404(found.select_related("school", "household", "photo"), pk=pk)


def page_of(student: Student) -> str:
    return reverse("students:student-detail", args=[student.pk])


def crumbs_of(student: Student, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [("หน้าแรก", "/"), PUPILS, (student.short_name, page_of(student)), *rest]


def form_page(
    request: Request,
    form: Any,
    save: Callable[[], Any],
    *,
    heading: str,
    back: str,
    crumbs: list[tuple[str, Any]],
    done: str = "บันทึกแล้ว",
    **more: Any,
) -> HttpResponse:
    """Show the form, or save it and go `back`; a refusal of the service stands at the form."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except ValidationError as error:
            _refuse(form, error)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "heading": heading, "cancel_url": back, "crumbs": crumbs, "hint": ""}
    return render(request, "students/form.html", context | more)


def _refuse(form: Any, error: ValidationError) -> None:
    named = getattr(error, "error_dict", None)
    if named and set(named) <= set(form.fields):
        form.add_error(None, error)
    else:
        form.add_error(None, error.messages)
