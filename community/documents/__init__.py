"""The papers of community relations; importing this package puts them into the catalogue."""

from community.documents.activities import ActivityReport, ActivitySignIn
from community.documents.agreements import AgreementPaper
from community.documents.annual_calendar import AnnualCalendar
from community.documents.calendar_poster import CalendarPoster
from community.documents.courses import CommunityCertificate
from community.documents.donations import (
    DonationAcknowledgement,
    DonationAcknowledgements,
    ThanksCertificate,
    ThanksCertificates,
)
from community.documents.experts import ExpertRegistry
from community.documents.learning_sources import LearningSourcesPaper
from community.documents.month_calendar import MonthCalendar
from community.documents.partner_registry import PartnerRegistry
from community.documents.plans import CommonPlanPaper
from community.documents.project_proposal import ProjectProposal
from community.documents.project_report import ProjectReport
from community.documents.resource_reports import CommunityReportDistrict, ResourceReport
from community.documents.service_area import ServiceAreaPaper
from community.documents.trips import GuardianPermission, TripOrder, TripPermission
from community.documents.wall_calendar import WallCalendar

__all__ = [
    "ActivityReport",
    "ActivitySignIn",
    "AgreementPaper",
    "AnnualCalendar",
    "CalendarPoster",
    "CommonPlanPaper",
    "CommunityCertificate",
    "CommunityReportDistrict",
    "DonationAcknowledgement",
    "DonationAcknowledgements",
    "ExpertRegistry",
    "GuardianPermission",
    "LearningSourcesPaper",
    "MonthCalendar",
    "PartnerRegistry",
    "ProjectProposal",
    "ProjectReport",
    "ResourceReport",
    "ServiceAreaPaper",
    "ThanksCertificate",
    "ThanksCertificates",
    "TripOrder",
    "TripPermission",
    "WallCalendar",
]
