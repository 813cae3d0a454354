"""The papers of meetings; importing this package puts them into the catalogue."""

from committee.documents.meetings.agenda import MeetingAgenda
from committee.documents.meetings.attendance import AttendanceSheet
from committee.documents.meetings.improvement import ImprovementMeeting
from committee.documents.meetings.invitation import MeetingInvitation
from committee.documents.meetings.links import MeetingLinks
from committee.documents.meetings.minutes import MeetingMinutes
from committee.documents.meetings.notice import ResolutionNotice
from committee.documents.meetings.register import ResolutionRegister
from committee.documents.meetings.reply import MeetingReply

__all__ = [
    "AttendanceSheet",
    "ImprovementMeeting",
    "MeetingAgenda",
    "MeetingInvitation",
    "MeetingLinks",
    "MeetingMinutes",
    "MeetingReply",
    "ResolutionNotice",
    "ResolutionRegister",
]
