"""What somebody who is invited may read of a meeting, with an account or through a link."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from committee.agenda import Place, places_of
from committee.documents.meetings.agenda import MeetingAgenda
from committee.documents.meetings.minutes import MeetingMinutes, Name
from committee.models import Attendance, Meeting
from committee.services.replies import closed_because
from schoolcare.documents import Document
from schoolcare.paper.subjects import Subject

# Care teams, staff meetings and panels speak of pupils by name: their agenda and minutes stay with
# those who work at the school. To other meetings people from outside are invited.
OPEN_KINDS = (
    *(Meeting.Kind.BOARD, Meeting.Kind.DISTRICT),
    *(Meeting.Kind.PARENTS, Meeting.Kind.NETWORK),
)
OFFICES = ("school__district", "district", "adopted_at_meeting")


class SentMinutes(MeetingMinutes):
    """The minutes as they leave the house: not why somebody stayed away, which may be an illness.

    Stands in no catalogue: nobody picks it, members get it.
    """

    def absent(self) -> list[Name]:
        return [replace(one, remark="") for one in super().absent()]


@dataclass(frozen=True)
class Paper:
    """A paper that may be read; `key` names it in the address."""

    key: str
    label: str
    kind: type[Document]
    meeting: Meeting

    def document(self) -> Document:
        one = self.meeting
        return self.kind(Subject(school=one.school, district=one.district, object=one))


@dataclass(frozen=True)
class Invitation:
    """One meeting as one person sees it; `attendance` None for who is not on its list."""

    meeting: Meeting
    attendance: Attendance | None
    closed: str  # why nobody can answer any more
    places: list[Place]
    papers: list[Paper]

    @property
    def is_adopted(self) -> bool:
        """The page tells what was discussed once that is adopted; before, it is on paper alone."""
        return self.meeting.is_locked

    def paper(self, key: str) -> Paper | None:
        return next((one for one in self.papers if one.key == key), None)

    @property
    def may_answer(self) -> bool:
        return self.attendance is not None and not self.closed


def invitation(meeting: Meeting, attendance: Attendance | None, now: datetime) -> Invitation:
    """Two queries: the items of the agenda, the last meeting whose minutes are no draft."""
    is_open = meeting.kind in OPEN_KINDS
    items: Any = meeting.items.all() if is_open else []
    return Invitation(
        meeting=meeting,
        attendance=attendance,
        closed=closed_because(meeting, now),
        places=places_of(meeting.agenda_form, items) if is_open else [],
        papers=papers_of(meeting) if is_open else [],
    )


def papers_of(meeting: Meeting) -> list[Paper]:
    """The agenda, the minutes of the last meeting and of this one: those who are to adopt them read
    them from the day they are proposed, as they would on paper with the letter.
    """
    found = []
    if meeting.state != Meeting.State.CANCELLED:
        found.append(Paper("agenda", "ระเบียบวาระการประชุม", MeetingAgenda, meeting))
    earlier = Meeting.objects.before(meeting).exclude(minutes_state=Meeting.Minutes.DRAFT)
    if last := earlier.select_related(*OFFICES).first():
        found.append(Paper("last-minutes", _minutes_of(last), SentMinutes, last))
    if meeting.minutes_state != Meeting.Minutes.DRAFT:
        found.append(Paper("minutes", _minutes_of(meeting), SentMinutes, meeting))
    return found


def _minutes_of(meeting: Meeting) -> str:
    return f"รายงานการประชุมครั้งที่ {meeting.numbered} ({meeting.get_minutes_state_display()})"
