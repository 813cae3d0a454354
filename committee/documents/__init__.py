"""The papers of the school board; importing this package puts them into the catalogue."""

from committee.documents import meetings
from committee.documents.circulars import (
    Acknowledgements,
    CircularCopy,
    CircularReminderLetter,
    CircularToEach,
    DistrictCircular,
)
from committee.documents.completeness import CompletenessReport
from committee.documents.district_registry import DistrictRegistry
from committee.documents.forms import ConsentToServe, NominationForm
from committee.documents.letters import ExpiryNotice, ReminderLetter
from committee.documents.monitoring import MonitoringForm, MonitoringForms
from committee.documents.orders import CommitteeOrder
from committee.documents.qualification import QualificationCheck
from committee.documents.registry import Registry
from committee.documents.selection import SelectionAnnouncement
from committee.documents.trainings import TrainingAttendance, TrainingCertificate
from committee.documents.yearly import YearlyPaper

__all__ = [
    "Acknowledgements",
    "CircularCopy",
    "CircularReminderLetter",
    "CircularToEach",
    "CommitteeOrder",
    "CompletenessReport",
    "ConsentToServe",
    "DistrictCircular",
    "DistrictRegistry",
    "ExpiryNotice",
    "MonitoringForm",
    "MonitoringForms",
    "NominationForm",
    "QualificationCheck",
    "Registry",
    "ReminderLetter",
    "SelectionAnnouncement",
    "TrainingAttendance",
    "TrainingCertificate",
    "YearlyPaper",
    "meetings",
]
