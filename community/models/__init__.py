"""What community relations keep."""

from community.models.activities import Activity, ActivityClass, ActivityGuests, GuestGroup
from community.models.activity_photos import ActivityPhoto
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
from community.models.courses import Course, CourseLearner
from community.models.donors import Donor
from community.models.experts import Branch, Expert, ExpertTeaching
from community.models.lessons import LessonThanks
from community.models.needs import Need, NeedExpert
from community.models.partners import Contact, Partner, PartnerPerson
from community.models.plans import CommonPlan, PlanAction, PlanGoal
from community.models.project_parts import (
    UNPLACED,
    BudgetLine,
    Indicator,
    ProjectMove,
    ProjectTask,
    Spending,
)
from community.models.projects import Project
from community.models.purposes import Channel, DonationTaxRule, Purpose, ResourceUse
from community.models.resources import Resource, ResourceFile, ResourceItem
from community.models.sources import LearningSource, SourceKind, SourceUse
from community.models.trips import Trip, TripPupil, TripRule, TripStep
from community.models.villages import VillagePlace, VillageProfile

__all__ = [
    "UNPLACED",
    "Activity",
    "ActivityClass",
    "ActivityGuests",
    "ActivityPhoto",
    "Agreement",
    "Audience",
    "Branch",
    "BudgetLine",
    "CalendarEntry",
    "CalendarFeed",
    "Channel",
    "CommonPlan",
    "Contact",
    "Course",
    "CourseLearner",
    "DonationTaxRule",
    "Donor",
    "Expert",
    "ExpertTeaching",
    "GuestGroup",
    "Holiday",
    "Indicator",
    "LearningSource",
    "LessonThanks",
    "Mark",
    "Movement",
    "Need",
    "NeedExpert",
    "Partner",
    "PartnerPerson",
    "PlanAction",
    "PlanGoal",
    "Project",
    "ProjectMove",
    "ProjectTask",
    "Purpose",
    "Repeat",
    "Resource",
    "ResourceFile",
    "ResourceItem",
    "ResourceUse",
    "SourceKind",
    "SourceUse",
    "Span",
    "Spending",
    "Trip",
    "TripPupil",
    "TripRule",
    "TripStep",
    "VillagePlace",
    "VillageProfile",
    "WorkArea",
]
