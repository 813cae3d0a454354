"""What the papers of one meeting share."""

from functools import cached_property
from typing import Any

from committee.documents.meetings import wording
from committee.models import Attendance, Meeting
from schoolcare.access import Permission
from schoolcare.documents import Document


class MeetingPaper(Document):
    """A paper of a school's or an office's own meeting."""

    permission = Permission.MEETING_VIEW
    needs = ("school", "district", "object")
    objects: Any = Meeting.objects.select_related("school__district", "district")
    example: dict[str, Any] = {}  # which meeting of the demo shows the paper best

    def __str__(self) -> str:
        """The file's title: the number of the meeting, never a name."""
        return f"{self.title} {self.meeting.numbered}" if self.subject.object else self.title

    @property
    def meeting(self) -> Meeting:
        found: Meeting = self.subject.object
        return found

    @cached_property
    def people(self) -> list[Attendance]:
        """Who is invited, in order; nobody on an empty form."""
        if not self.subject.object:
            return []
        rows: Any = self.meeting.attendances.in_order()
        return list(rows.select_related("reply_link"))

    @property
    def members(self) -> list[Attendance]:
        return [one for one in self.people if one.duty != Attendance.Duty.GUEST]

    @property
    def guests(self) -> list[Attendance]:
        return [one for one in self.people if one.duty == Attendance.Duty.GUEST]

    def named(self) -> dict[str, Any]:
        """How the head of a paper names the meeting; nothing for an empty form."""
        if not self.subject.object:
            return {}
        meeting = self.meeting
        return {
            "meeting": meeting,
            "gathering": wording.gathering(meeting),
            "short_gathering": wording.short_gathering(meeting),
            "numbered": wording.numbered(meeting),
            "day": wording.day_of(meeting),
            "time": wording.time_of(meeting),
            "place_said": wording.place_of(meeting),
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        rows = cls.objects.standing().filter(**cls.example).order_by("-held_on", "-pk")
        found = rows.first()
        return {"object": str(found.pk)} if found else {}
