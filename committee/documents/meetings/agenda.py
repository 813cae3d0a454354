"""ระเบียบวาระการประชุม: the headings of the form with their numbered items (admin.md §1.12)."""

from typing import Any

from committee.agenda import Place, places_of
from committee.documents.meetings.papers import MeetingPaper
from committee.models import Heading, Meeting
from schoolcare.documents import register
from schoolcare.paper.choices import Option

DETAIL = Option("detail", "รายละเอียดของแต่ละเรื่อง", (("", "พิมพ์"), ("no", "ไม่พิมพ์ พิมพ์เฉพาะชื่อเรื่อง")))
# What the chair tells, and what else comes up, is not known when the agenda is written.
UNKNOWN_YET = (Heading.CHAIR, Heading.OTHER)


def note_of(place: Place) -> str:
    """What stands under a heading without items."""
    if place.lines or set(place.headings) & set(UNKNOWN_YET):
        return ""
    return "ไม่มี"


@register
class MeetingAgenda(MeetingPaper):
    slug = "meeting-agenda"
    title = "ระเบียบวาระการประชุม"
    short_title = "ระเบียบวาระ"
    example = {"kind": Meeting.Kind.BOARD}
    template = "committee/print/meetings/agenda.html"
    page_class = "minutes"
    options = (DETAIL,)

    def context(self) -> dict[str, Any]:
        places = places_of(self.meeting.agenda_form, self.meeting.items.all())
        return self.named() | {
            "places": [(place, note_of(place)) for place in places],
            "other": Heading.OTHER,
            "shows_detail": self.choices.options.get(DETAIL.name, "") != "no",
        }
