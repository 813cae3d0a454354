"""One-line filters about pupils."""

from django import template

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
