from students.models.classrooms import Adviser, Classroom, Enrolment
from students.models.families import Guardian, Guardianship, Household
from students.models.people import (
    Identifier,
    Note,
    PublicationConsent,
    SensitiveRecord,
    Student,
)

__all__ = [
    "Adviser",
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
