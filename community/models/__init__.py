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
from community.models.project_parts import (
    BudgetLine,
    Indicator,
    ProjectMove,
    ProjectTask,
    Spending,
)
from community.models.projects import Project
from community.models.resources import Donor, Resource

__all__ = [
    "Activity",
    "Audience",
    "BudgetLine",
    "CalendarEntry",
    "CalendarFeed",
    "Donor",
    "Holiday",
    "Indicator",
    "Mark",
    "Movement",
    "Partner",
    "Project",
    "ProjectMove",
    "ProjectTask",
    "Repeat",
    "Resource",
    "Span",
    "Spending",
    "WorkArea",
]
