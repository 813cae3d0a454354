"""The papers of the pupil registry; importing this package puts them into the catalogue."""

from students.documents.appointments import AdviserOrder, CareOrder
from students.documents.attendance import AbsenceLetterPaper, AttendanceMonth
from students.documents.behaviour_letters import BehaviourLetterPaper
from students.documents.care_binder import CareBinder
from students.documents.care_handbook import CareHandbook
from students.documents.care_statistics import CareStatistics
from students.documents.class_list import ClassList
from students.documents.class_records import ClassRecords
from students.documents.conduct_rules import ConductRulesPaper
from students.documents.graduate_destination import GraduateDestination
from students.documents.groups import PupilGroupList
from students.documents.growth import GrowthClass
from students.documents.handover_note import HandoverNotes
from students.documents.homeroom import (
    ClassroomMeetingPaper,
    HomeroomWeekPaper,
    ParentNetworkPaper,
)
from students.documents.probation_bonds import ProbationBond
from students.documents.promotions import PromotionClass, PromotionSchool
from students.documents.screening import ScreeningForm, ScreeningForms
from students.documents.screening_summaries import ScreeningClass, ScreeningSchool
from students.documents.structure import CareStructure
from students.documents.student_record import StudentRecord

__all__ = [
    "AbsenceLetterPaper",
    "AdviserOrder",
    "AttendanceMonth",
    "BehaviourLetterPaper",
    "CareBinder",
    "CareHandbook",
    "CareOrder",
    "CareStatistics",
    "CareStructure",
    "ClassList",
    "ClassRecords",
    "ClassroomMeetingPaper",
    "ConductRulesPaper",
    "GraduateDestination",
    "GrowthClass",
    "HandoverNotes",
    "HomeroomWeekPaper",
    "ParentNetworkPaper",
    "ProbationBond",
    "PromotionClass",
    "PromotionSchool",
    "PupilGroupList",
    "ScreeningClass",
    "ScreeningForm",
    "ScreeningForms",
    "ScreeningSchool",
    "StudentRecord",
]
