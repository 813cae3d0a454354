"""One-line filters about pupils."""

from functools import lru_cache

from django import template
from django.urls import reverse

from schoolcare.models import Level
from students.models import Student

register = template.Library()


@register.filter
def level_label(level: int) -> str:
    """The short name of a class level: 14 gives ป.4."""
    return Level(level).label


@register.filter
def status_label(status: str) -> str:
    """A pupil's status in words: moved gives ย้ายสถานศึกษา."""
    return Student.Status(status).label


@register.filter
@lru_cache(maxsize=10_000)
def page_of(pk: int) -> str:
    """The address of a pupil's page; lists of pupils ask for the same ones again and again."""
    return reverse("students:student-detail", args=[pk])
