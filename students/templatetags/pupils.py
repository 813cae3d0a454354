"""One-line filters about pupils."""

from typing import Any

from django import template

from schoolcare.models import Level
from students.models import Student

register = template.Library()

LEVELS: dict[int, str] = dict(Level.choices)
STATUSES: dict[str, str] = dict(Student.Status.choices)


@register.filter
def level_label(level: int) -> str:
    """The short name of a class level: 14 gives ป.4."""
    return LEVELS[level]


@register.filter
def seat_label(student: Any) -> str:
    """The class of a row of `search.with_seat`: ป.4/1, ป.4/EP."""
    return f"{level_label(student.level)}/{student.room_name or student.room}"


@register.filter
def dash(value: object) -> str:
    """Text as it is, with – where there is none; numbers such as roll numbers take no commas."""
    return "–" if value in {None, ""} else str(value)


@register.filter
def status_label(status: str) -> str:
    """A pupil's status in words: moved gives ย้ายสถานศึกษา."""
    return STATUSES[status]
