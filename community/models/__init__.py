"""What community relations keep."""

from community.models.activities import Activity
from community.models.agreements import Agreement
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
from community.models.needs import Need
from community.models.partners import Contact, Partner, PartnerPerson
from community.models.plans import CommonPlan, PlanAction, PlanGoal
from community.models.project_parts import (
    BudgetLine,
    Indicator,
    ProjectMove,
    ProjectTask,
    Spending,
)
from community.models.projects import Project
from community.models.resources import Donor, Resource
from community.models.sources import LearningSource, SourceKind, SourceUse
from community.models.villages import VillageProfile

__all__ = [
    "Activity",
    "Agreement",
    "Audience",
    "BudgetLine",
    "CalendarEntry",
    "CalendarFeed",
    "CommonPlan",
    "Contact",
    "Donor",
    "Holiday",
    "Indicator",
    "LearningSource",
    "Mark",
    "Movement",
    "Need",
    "Partner",
    "PartnerPerson",
    "PlanAction",
    "PlanGoal",
    "Project",
    "ProjectMove",
    "ProjectTask",
    "Repeat",
    "Resource",
    "SourceKind",
    "SourceUse",
    "Span",
    "Spending",
    "VillageProfile",
    "WorkArea",
]
