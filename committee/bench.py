"""The pages of school boards whose speed `manage.py bench` measures."""

from collections.abc import Iterable

from django.urls import reverse

from committee.models import Monitoring
from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import BenchPage


def measured_pages(user: User) -> Iterable[BenchPage]:
    """The registry of all schools, for people of the office above."""
    if user.access.allows(Permission.BOARD_REVIEW):
        yield BenchPage("boards of all schools", reverse("committee:school-list"))
        yield BenchPage("yearly report", reverse("committee:yearly"))
    if user.access.allows(Permission.MONITOR_VISIT):
        rounds = Monitoring.objects.for_user(user, Permission.MONITOR_VISIT).shown()
        if newest := rounds.order_by("-pk").first():
            yield BenchPage("schools of a monitoring round", newest.get_absolute_url())
