"""The pages of community relations whose speed `manage.py bench` measures."""

from collections.abc import Iterable

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import BenchPage


def measured_pages(user: User) -> Iterable[BenchPage]:
    """The year and the month of the calendar, for whoever reads one."""
    if user.access.allows(Permission.CALENDAR_VIEW):
        yield BenchPage("calendar of a year", reverse("community:calendar-year"))
        yield BenchPage("calendar of a month", reverse("community:calendar-month"))
