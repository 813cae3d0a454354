"""The pages of community relations whose speed `manage.py bench` measures."""

from collections.abc import Iterable

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import BenchPage


def measured_pages(user: User) -> Iterable[BenchPage]:
    """The calendar of the year and month; the year's procedures, an office's of all its schools."""
    if user.access.allows(Permission.CALENDAR_VIEW):
        yield BenchPage("calendar of a year", reverse("community:calendar-year"))
        yield BenchPage("calendar of a month", reverse("community:calendar-month"))
    if user.access.allows(Permission.PROCEDURE_VIEW):
        yield BenchPage("procedures", reverse("procedure-list"))
    if user.access.grant(Permission.PROCEDURE_VIEW).districts:
        yield BenchPage("procedures of all schools", reverse("procedure-board"))
    if user.access.allows(Permission.CALENDAR_EDIT):  # feeds themselves refuse so many readings
        yield BenchPage("links of a calendar", reverse("community:feed-list"))
