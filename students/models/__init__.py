from students.models.care import CareCase
from students.models.classrooms import Adviser, Classroom, Enrolment
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
    "CareCase",
    "Circumstances",
    "Classroom",
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
