from schoolcare.models.accounts import Membership, User
from schoolcare.models.audit import AuditEvent
from schoolcare.models.files import StoredFile
from schoolcare.models.jobs import BackupRun, DailyRun, Job, WorkerBeat
from schoolcare.models.numbers import NumberEntry, Register
from schoolcare.models.organization import (
    District,
    Level,
    Network,
    Numbering,
    OfficeHead,
    School,
    Term,
    Village,
)
from schoolcare.models.procedures import Procedure, ProcedureStart, ProcedureStep, StepRun
from schoolcare.models.records import DocumentText, ImportBatch, Submission
from schoolcare.models.sessions import Session

__all__ = [
    "AuditEvent",
    "BackupRun",
    "DailyRun",
    "District",
    "DocumentText",
    "ImportBatch",
    "Job",
    "Level",
    "Membership",
    "Network",
    "NumberEntry",
    "Numbering",
    "OfficeHead",
    "Procedure",
    "ProcedureStart",
    "ProcedureStep",
    "Register",
    "School",
    "Session",
    "StepRun",
    "StoredFile",
    "Submission",
    "Term",
    "User",
    "Village",
    "WorkerBeat",
]
