"""The papers of community relations; importing this package puts them into the catalogue."""

from community.documents.activities import ActivityReport, ActivitySignIn
from community.documents.annual_calendar import AnnualCalendar
from community.documents.calendar_poster import CalendarPoster
from community.documents.month_calendar import MonthCalendar
from community.documents.wall_calendar import WallCalendar

__all__ = [
    "ActivityReport",
    "ActivitySignIn",
    "AnnualCalendar",
    "CalendarPoster",
    "MonthCalendar",
    "WallCalendar",
]
