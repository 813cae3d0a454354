"""What somebody who is invited may read of a meeting, with an account or through a link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from committee.agenda import Place, places_of
from committee.models import Attendance, Meeting
from committee.services.replies import closed_because
from schoolcare.documents import Document, catalogue, prepare

# Care teams, staff meetings and panels speak of pupils by name: their agenda and minutes stay with
# those who work at the school. To other meetings people from outside are invited.
OPEN_KINDS = (
    *(Meeting.Kind.BOARD, Meeting.Kind.DISTRICT),
    *(Meeting.Kind.PARENTS, Meeting.Kind.NETWORK),
)
AGENDA, MINUTES = "meeting-agenda", "meeting-minutes"  # papers of the catalogue


@dataclass(frozen=True)
class Paper:
    """A paper that may be read; `key` names it in the address."""

    key: str
    label: str
    slug: str
    meeting: Meeting

    def document(self) -> Document:
        """The print itself. Raises SubjectError."""
        return prepare(self.slug, {"object": str(self.meeting.pk)}, user=None)


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
        """Minutes are shown once they are adopted, never before."""
        return self.meeting.is_locked

    @property
    def may_answer(self) -> bool:
        return self.attendance is not None and not self.closed


def invitation(meeting: Meeting, attendance: Attendance | None, now: datetime) -> Invitation:
    """Two queries: the items of the agenda, the last meeting with adopted minutes."""
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
    """The agenda, the adopted minutes of the last meeting and, once adopted, of this one."""
    found = []
    if meeting.state != Meeting.State.CANCELLED:
        found.append(Paper("agenda", "ระเบียบวาระการประชุม", AGENDA, meeting))
    earlier = Meeting.objects.before(meeting).filter(minutes_state=Meeting.Minutes.ADOPTED)
    if last := earlier.select_related("school", "district").first():
        found.append(Paper("last-minutes", _minutes_of(last), MINUTES, last))
    if meeting.is_locked:
        found.append(Paper("minutes", _minutes_of(meeting), MINUTES, meeting))
    return [one for one in found if one.slug in catalogue]


def _minutes_of(meeting: Meeting) -> str:
    return f"รายงานการประชุมครั้งที่ {meeting.numbered} (รับรองแล้ว)"
