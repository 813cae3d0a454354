"""The registry's pages whose speed `manage.py bench` measures."""

import uuid
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import BenchPage
from schoolcare.thai import academic_year, thai_date
from students.models import Student


def measured_pages(user: User) -> Iterable[BenchPage]:
    """List, search, one pupil's page, a note: as far as the person may."""
    if not user.access.allows(Permission.PUPIL_LIST):
        return
    listed = reverse("students:student-list")
    yield BenchPage("pupil list", listed)
    year = academic_year(timezone.localdate())
    seated = Student.objects.filter(enrolments__year=year, enrolments__ends_on=None)
    pupil = seated.for_user(user, Permission.PUPIL_VIEW).order_by("pk").first()
    if pupil is None:
        return
    search = reverse("students:student-search")
    yield BenchPage("search typed", search, posted=lambda: {"q": pupil.first_name[:3]})
    # What was typed stands in the session; while somebody types the rows alone are asked for.
    yield BenchPage("search", f"{listed}?found=1", part="rows")
    yield BenchPage("search, whole page", f"{listed}?found=1")
    yield BenchPage("pupil page", reverse("students:student-detail", args=[pupil.pk]))
    if user.access.allows(Permission.PUPIL_NOTE):
        yield BenchPage("note", reverse("students:note-create", args=[pupil.pk]), posted=_note)


def _note() -> dict[str, str]:
    """A fresh note each time; the one-time key makes it one."""
    on = thai_date(timezone.localdate())
    return {"text": "มาเรียนสม่ำเสมอ", "on": on, "key": str(uuid.uuid4())}
