"""บันทึกการประชุมเพื่อพัฒนาปรับปรุง of the school's procedure, October and March (admin.md §3.10)."""

from dataclasses import dataclass
from typing import Any

from committee.documents.meetings.minutes import Matter, MeetingMinutes
from committee.minutes_words import resolved
from committee.models import AgendaItem, Heading, Meeting, Resolution
from schoolcare.documents import register
from schoolcare.thai import academic_year, thai_date

RESULTS = (Heading.FOLLOW_UP, Heading.INFORM)
OTHERS = (Heading.CHAIR, Heading.ADOPTION, Heading.OTHER)
EMPTY = 6


@dataclass(frozen=True, slots=True)
class Way:
    """A row of the table: a problem and how it is to be mended, by whom, until when."""

    number: str
    problem: str
    told: str
    way: str
    owner: str
    due: str


def ways_of(number: str, item: AgendaItem) -> list[Way]:
    """A row a task; an item that nobody was charged with is a row too."""
    said, told = resolved(item), item.discussion.strip() or item.detail
    tasks = list(item.resolutions.all())
    if not tasks:
        return [Way(number, item.title, told, said, "", "")]
    return [
        Way(
            *((number, item.title, told) if first else ("", "", "")),
            way=way_of(said if first else "", task),
            owner=task.owner_name,
            due=thai_date(task.due_on),
        )
        for first, task in zip([True, *[False] * len(tasks)], tasks, strict=False)
    ]


def way_of(said: str, task: Resolution) -> str:
    """What was resolved and the task, once where one says both."""
    return said if task.text in said else f"{said}\n{task.text}".strip()


@register
class ImprovementMeeting(MeetingMinutes):
    """The minutes' people and times; the items under the headings of the procedure."""

    slug = "improvement-meeting"
    title = "บันทึกการประชุมเพื่อพัฒนาปรับปรุง"
    short_title = "บันทึกการประชุม"
    template = "committee/print/meetings/improvement.html"
    options = ()
    example = {"kind": Meeting.Kind.IMPROVEMENT}
    objects: Any = MeetingMinutes.objects.filter(kind=Meeting.Kind.IMPROVEMENT)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "academic_year": academic_year(self.meeting.held_on),
            "results": self.under(*RESULTS),
            "ways": self.ways(),
            "others": self.under(*OTHERS),
            "empty": range(EMPTY if self.is_draft else 0),
        }

    def under(self, *headings: Heading) -> list[Matter]:
        lines = [line for place in self.places for line in place.lines]
        return [self.matter("", one.item) for one in lines if one.item.heading in headings]

    def ways(self) -> list[Way]:
        lines = [line for place in self.places for line in place.lines]
        items = [one.item for one in lines if one.item.heading == Heading.DECIDE]
        return [way for at, item in enumerate(items, 1) for way in ways_of(f"{at}", item)]
