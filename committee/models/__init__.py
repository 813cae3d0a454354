from committee.models.boards import Board, Confirmation, Member, without_surname
from committee.models.chases import Chase, ChaseLine
from committee.models.remarks import Remark
from committee.models.rules import Check, CheckRule, RuleSet, Seat, SeatRule, Severity

__all__ = [
    "Board",
    "Chase",
    "ChaseLine",
    "Check",
    "CheckRule",
    "Confirmation",
    "Member",
    "Remark",
    "RuleSet",
    "Seat",
    "SeatRule",
    "Severity",
    "without_surname",
]
