from students.models.behaviour import (
    BehaviourEvent,
    BehaviourKind,
    BehaviourNote,
    BehaviourScale,
    BehaviourThreshold,
)
from students.models.care import CareCase
from students.models.classrooms import Adviser, Classroom, Enrolment
from students.models.conduct import ConductRules
from students.models.destinations import Destination
from students.models.families import Guardian, Guardianship, Household
from students.models.handovers import HandoverNote
from students.models.leavers import Leaver, LeaverCause, LeaverOfficer, LeaverTrace
from students.models.leaving import LeavingReason, StatusChange
from students.models.people import (
    Identifier,
    Note,
    PublicationConsent,
    Student,
)
from students.models.rollovers import Rollover, RolloverClass, RolloverLine, RolloverTeam
from students.models.screening import (
    Aspect,
    AspectResult,
    Criterion,
    Screening,
    ScreeningAction,
    ScreeningRound,
    ScreeningTemplate,
)
from students.models.sensitive import Circumstances, SensitiveRecord
from students.models.transfers import Transfer

__all__ = [
    "Adviser",
    "Aspect",
    "AspectResult",
    "BehaviourEvent",
    "BehaviourKind",
    "BehaviourNote",
    "BehaviourScale",
    "BehaviourThreshold",
    "CareCase",
    "Circumstances",
    "Classroom",
    "ConductRules",
    "Criterion",
    "Destination",
    "Enrolment",
    "Guardian",
    "Guardianship",
    "HandoverNote",
    "Household",
    "Identifier",
    "Leaver",
    "LeaverCause",
    "LeaverOfficer",
    "LeaverTrace",
    "LeavingReason",
    "Note",
    "PublicationConsent",
    "Rollover",
    "RolloverClass",
    "RolloverLine",
    "RolloverTeam",
    "Screening",
    "ScreeningAction",
    "ScreeningRound",
    "ScreeningTemplate",
    "SensitiveRecord",
    "StatusChange",
    "Student",
    "Transfer",
]
