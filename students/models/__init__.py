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
from students.models.families import Guardian, Guardianship, Household
from students.models.people import (
    Identifier,
    Note,
    PublicationConsent,
    Student,
)
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
    "Enrolment",
    "Guardian",
    "Guardianship",
    "Household",
    "Identifier",
    "Note",
    "PublicationConsent",
    "Screening",
    "ScreeningAction",
    "ScreeningRound",
    "ScreeningTemplate",
    "SensitiveRecord",
    "Student",
]
