from committee.models.agenda import (
    AgendaItem,
    Heading,
    MinutesRevision,
    Recusal,
    Resolution,
)
from committee.models.attendance import Attendance
from committee.models.boards import Board, Confirmation, Member, lacks_surname, without_surname
from committee.models.chases import Chase, ChaseLine
from committee.models.circulars import Circular, CircularFile, CircularReceipt, CircularReminder
from committee.models.links import ReplyLink
from committee.models.meetings import AgendaForm, Meeting, MeetingSettings
from committee.models.monitoring import (
    Monitoring,
    MonitoringEvidence,
    MonitoringReport,
    MonitoringVisit,
)
from committee.models.networks import BoardNetwork
from committee.models.orders import Order, OrderKind, OrderLine, Selection
from committee.models.remarks import Remark
from committee.models.rules import Check, CheckRule, RuleSet, Seat, SeatRule, Severity
from committee.models.trainings import Trainee, Training
from committee.models.yearly import YearlyReport

__all__ = [
    "AgendaForm",
    "AgendaItem",
    "Attendance",
    "Board",
    "BoardNetwork",
    "Chase",
    "ChaseLine",
    "Check",
    "CheckRule",
    "Circular",
    "CircularFile",
    "CircularReceipt",
    "CircularReminder",
    "Confirmation",
    "Heading",
    "Meeting",
    "MeetingSettings",
    "Member",
    "MinutesRevision",
    "Monitoring",
    "MonitoringEvidence",
    "MonitoringReport",
    "MonitoringVisit",
    "Order",
    "OrderKind",
    "OrderLine",
    "Recusal",
    "Remark",
    "ReplyLink",
    "Resolution",
    "RuleSet",
    "Seat",
    "SeatRule",
    "Selection",
    "Severity",
    "Trainee",
    "Training",
    "YearlyReport",
    "lacks_surname",
    "without_surname",
]
