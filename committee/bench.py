"""The pages of school boards whose speed `manage.py bench` measures."""

from collections.abc import Iterable

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import BenchPage


def measured_pages(user: User) -> Iterable[BenchPage]:
    """The registry of all schools, for people of the office above."""
    if user.access.allows(Permission.BOARD_REVIEW):
        yield BenchPage("boards of all schools", reverse("committee:school-list"))
