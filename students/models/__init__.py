from students.models.assessments import OtherScreen, PhqForm, PhqResponse, ScreenKind
from students.models.attendance import (
    Absence,
    AbsenceCase,
    AbsenceLetter,
    AttendanceRule,
    ClassDay,
)
from students.models.behaviour import (
    BehaviourEvent,
    BehaviourKind,
    BehaviourNote,
    BehaviourScale,
    BehaviourThreshold,
)
from students.models.board_counts import BoardCount
from students.models.care import CareCase
from students.models.classrooms import Adviser, Classroom, Enrolment
from students.models.conduct import ConductRules
from students.models.destinations import Destination
from students.models.duplicates import DistinctPair, MergedStudent
from students.models.families import Guardian, Guardianship, Household
from students.models.groups import GroupKind, GroupPupil, PupilGroup
from students.models.growth import GrowthBand, GrowthMeasure, GrowthReference, GrowthRow
from students.models.handovers import HandoverNote
from students.models.homeroom import (
    ClassMeeting,
    ClassPhoto,
    HomeroomDay,
    HomeroomPupil,
    HomeroomWeek,
    MeetingPupil,
)
from students.models.leavers import Leaver, LeaverCause, LeaverOfficer, LeaverTrace
from students.models.leaving import LeavingReason, StatusChange
from students.models.parents import ParentMember, ParentNetwork
from students.models.penalties import BehaviourLetter, Penalty
from students.models.people import (
    Identifier,
    Note,
    PublicationConsent,
    Student,
)
from students.models.promotions import (
    Promotion,
    PromotionChoice,
    PromotionFile,
    PromotionPupil,
)
from students.models.record_rules import RecordRule
from students.models.rollovers import Rollover, RolloverClass, RolloverLine, RolloverTeam
from students.models.screening import (
    AspectResult,
    Screening,
    ScreeningAction,
    ScreeningRound,
)
from students.models.screening_forms import Aspect, Criterion, ScreeningTemplate
from students.models.sdq import (
    Informant,
    Score,
    SdqGroup,
    SdqItemText,
    SdqNorm,
    SdqNormSet,
    SdqResponse,
    SdqRevision,
    SdqSettings,
)
from students.models.sensitive import Circumstances, SensitiveRecord
from students.models.signed_bonds import SignedBond
from students.models.signed_orders import SignedOrder
from students.models.structure import Division, Structure, Unit, UnitPost
from students.models.teams import CareTeam, TeamMember
from students.models.transfer_requests import TransferRequest
from students.models.transfers import Transfer

__all__ = [
    "Absence",
    "AbsenceCase",
    "AbsenceLetter",
    "Adviser",
    "Aspect",
    "AspectResult",
    "AttendanceRule",
    "BehaviourEvent",
    "BehaviourKind",
    "BehaviourLetter",
    "BehaviourNote",
    "BehaviourScale",
    "BehaviourThreshold",
    "BoardCount",
    "CareCase",
    "CareTeam",
    "Circumstances",
    "ClassDay",
    "ClassMeeting",
    "ClassPhoto",
    "Classroom",
    "ConductRules",
    "Criterion",
    "Destination",
    "DistinctPair",
    "Division",
    "Enrolment",
    "GroupKind",
    "GroupPupil",
    "GrowthBand",
    "GrowthMeasure",
    "GrowthReference",
    "GrowthRow",
    "Guardian",
    "Guardianship",
    "HandoverNote",
    "HomeroomDay",
    "HomeroomPupil",
    "HomeroomWeek",
    "Household",
    "Identifier",
    "Informant",
    "Leaver",
    "LeaverCause",
    "LeaverOfficer",
    "LeaverTrace",
    "LeavingReason",
    "MeetingPupil",
    "MergedStudent",
    "Note",
    "OtherScreen",
    "ParentMember",
    "ParentNetwork",
    "Penalty",
    "PhqForm",
    "PhqResponse",
    "Promotion",
    "PromotionChoice",
    "PromotionFile",
    "PromotionPupil",
    "PublicationConsent",
    "PupilGroup",
    "RecordRule",
    "Rollover",
    "RolloverClass",
    "RolloverLine",
    "RolloverTeam",
    "Score",
    "ScreenKind",
    "Screening",
    "ScreeningAction",
    "ScreeningRound",
    "ScreeningTemplate",
    "SdqGroup",
    "SdqItemText",
    "SdqNorm",
    "SdqNormSet",
    "SdqResponse",
    "SdqRevision",
    "SdqSettings",
    "SensitiveRecord",
    "SignedBond",
    "SignedOrder",
    "StatusChange",
    "Structure",
    "Student",
    "TeamMember",
    "Transfer",
    "TransferRequest",
    "Unit",
    "UnitPost",
]
