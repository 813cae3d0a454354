from students.models.classrooms import Adviser, Classroom, Enrolment
from students.models.families import Guardian, Guardianship, Household
from students.models.people import (
    Identifier,
    Note,
    PublicationConsent,
    Student,
)
from students.models.sensitive import Circumstances, SensitiveRecord

__all__ = [
    "Adviser",
    "Circumstances",
    "Classroom",
    "Enrolment",
    "Guardian",
    "Guardianship",
    "Household",
    "Identifier",
    "Note",
    "PublicationConsent",
    "SensitiveRecord",
    "Student",
]
