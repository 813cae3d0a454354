"""The boards and the statistics, whose speed `manage.py bench` measures."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import BenchPage
from schoolcare.thai import academic_year
from students.models import Classroom


def board_pages(user: User) -> Iterable[BenchPage]:
    """The board of the fullest class, that of the school, the office's table: as the person may."""
    access = user.access
    if access.allows(Permission.DUTY_VIEW):
        rooms = Classroom.objects.for_user(user, Permission.DUTY_VIEW).with_counts()
        rooms = rooms.filter(year=academic_year(timezone.localdate()))
        if room := rooms.order_by("-pupils", "pk").first():
            yield BenchPage("class board", reverse("students:board-class", args=[room.pk]))
        if access.grant(Permission.DUTY_VIEW).schools:
            yield BenchPage("school board", reverse("students:board"))
    figures = reverse("students:board-figures")
    if access.grant(Permission.CARE_COUNT).districts:
        yield BenchPage("district table", figures)
        yield BenchPage("district levels", f"{figures}?show=groups")
    elif access.allows(Permission.CARE_COUNT):
        yield BenchPage("school levels", figures)
    if access.allows(Permission.PUPIL_COUNT):
        yield BenchPage("statistics", reverse("students:statistics"))
