"""What community relations keep."""

from community.models.activities import Activity
from community.models.areas import Mark, WorkArea
from community.models.calendar import (
    Audience,
    CalendarEntry,
    CalendarFeed,
    Holiday,
    Movement,
    Repeat,
    Span,
)
from community.models.partners import Partner
from community.models.projects import Project
from community.models.resources import Donor, Resource

__all__ = [
    "Activity",
    "Audience",
    "CalendarEntry",
    "CalendarFeed",
    "Donor",
    "Holiday",
    "Mark",
    "Movement",
    "Partner",
    "Project",
    "Repeat",
    "Resource",
    "Span",
    "WorkArea",
]
