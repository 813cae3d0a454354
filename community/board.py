"""What projects ask the record of a school's board, whichever app keeps it; nothing without one."""

from datetime import date

from community.models import Project
from schoolcare import registry
from schoolcare.registry import BoardMeeting


def meetings_before(project: Project, day: date) -> list[BoardMeeting]:
    """Those the board of the project's school held until `day`; none for an office. One query."""
    if project.school is None:
        return []
    return [one for kept in registry.board_records for one in kept.meetings(project.school, day)]


def chair_of(project: Project, day: date) -> str:
    """Who chairs that board on `day`; "" where it is not known. One query."""
    if project.school is None:
        return ""
    names = (kept.chair(project.school, day) for kept in registry.board_records)
    return next(filter(None, names), "")


def address_of(meeting: int | None) -> str:
    """The page of a meeting; "" for none."""
    if meeting is None:
        return ""
    return next((kept.address(meeting) for kept in registry.board_records), "")
