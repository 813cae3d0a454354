"""รายงานการประชุม by form 11 of the Saraban regulation (admin.md §1.13), of any body."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from committee.agenda import Place, places_of
from committee.documents.meetings import wording
from committee.documents.meetings.papers import MeetingPaper
from committee.minutes_words import resolved
from committee.models import AgendaItem, Attendance, Heading, Meeting, Resolution
from committee.quorum import Quorum, each_of, lost_quorum, opened_quorum
from schoolcare.documents import register
from schoolcare.paper.choices import Option
from schoolcare.thai import thai_date_full, thai_time

Duty, Presence = Attendance.Duty, Attendance.Presence
TASKS = Option("tasks", "ผู้รับผิดชอบและกำหนดเสร็จของแต่ละมติ", (("", "พิมพ์ใต้มติ"), ("no", "ไม่พิมพ์")))


def clock(value: Any) -> str:
    return thai_time(value, separator=".")


@dataclass(frozen=True, slots=True)
class Name:
    """A row of a list of names."""

    name: str
    post: str
    remark: str


@dataclass(slots=True)
class Matter:
    """An item as the minutes tell it."""

    number: str
    title: str
    told: str
    resolved: str
    dissent: str
    inquorate: str = ""  # said where the quorum was lost before the matter was resolved
    recused: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    awaits: bool = False  # a draft leaves room for what was resolved


def task_of(task: Resolution, item: AgendaItem) -> str:
    """Who is to do what by when; the text not again where it is that of the resolution."""
    owner = f"ผู้รับผิดชอบ {task.owner_name}" if task.owner_name else ""
    due = f"ภายในวันที่ {thai_date_full(task.due_on)}" if task.due_on else ""
    text = "" if task.text in item.resolution else task.text
    return " ".join(one for one in (text, owner, due) if one)


@register
class MeetingMinutes(MeetingPaper):
    slug = "meeting-minutes"
    title = "รายงานการประชุม"
    template = "committee/print/meetings/minutes.html"
    page_class = "minutes"
    options = (TASKS,)
    example = {"state": Meeting.State.HELD}
    objects: Any = MeetingPaper.objects.select_related("adopted_at_meeting")

    @property
    def is_draft(self) -> bool:
        return self.meeting.minutes_state == Meeting.Minutes.DRAFT

    def context(self) -> dict[str, Any]:
        meeting = self.meeting
        return self.named() | {
            "is_draft": self.is_draft,
            "date_held": thai_date_full(meeting.held_on),
            "present": self.present(),
            "absent": self.absent(),
            "joined": self.joined(),
            "unmarked": self.unmarked(),
            "ended": clock(meeting.ends_at),
            "opening": self.opening(),
            "places": [(place, self.matters(place)) for place in self.places],
            "adopted": self.adopted(),
        }

    # Who was there

    def present(self) -> list[Name]:
        """Members who came, and who sat for one who did not."""
        came = [one for one in self.members if one.presence == Presence.PRESENT]
        rows = [Name(one.name, one.post, self.remark(one)) for one in came]
        away = [one for one in self.members if one.stand_in]
        return rows + [Name(one.stand_in, f"แทน {one.name}", "มาประชุมแทน") for one in away]

    def remark(self, person: Attendance) -> str:
        """What the person is here, who presided for the chair, who came late or left early."""
        found = [wording.duty_of(person, self.meeting)]
        if person.presides and person.duty != Duty.CHAIR:
            found.append("ประธานในที่ประชุม")
        if person.arrived_at and self.is_late(person):
            found.append(f"มาเวลา {clock(person.arrived_at)}")
        if person.left_at:
            found.append(f"กลับเวลา {clock(person.left_at)}")
        return " ".join(one for one in found if one)

    def absent(self) -> list[Name]:
        away = [one for one in self.members if one.presence == Presence.ABSENT]
        return [Name(one.name, one.post, one.absence_reason) for one in away]

    def joined(self) -> list[Name]:
        came = [one for one in self.guests if one.presence == Presence.PRESENT]
        return [Name(one.name, one.post, "") for one in came]

    def unmarked(self) -> list[Name]:
        """Only a draft has members of whom nobody has said yet whether they came."""
        left = [one for one in self.members if one.presence == Presence.UNKNOWN]
        return [Name(one.name, one.post, wording.duty_of(one, self.meeting)) for one in left]

    # What was said

    def opening(self) -> str:
        """The text before the agenda; the quorum is said even where nobody wrote it."""
        written = self.meeting.opening.strip()
        quorum = self.quorum()
        if written:
            return f"{quorum}\n{written}" if quorum and "องค์ประชุม" not in written else written
        begins = f"{self.president()}กล่าวเปิดประชุมและดำเนินการประชุมตามระเบียบวาระ ดังนี้"
        return f"{quorum} {begins}" if quorum else begins

    def quorum(self) -> str:
        found = opened_quorum(self.meeting)
        if found is None:
            return ""
        everybody = [one for one in self.members if one.counts]
        came = [one for one in everybody if one.presence == Presence.PRESENT]
        there = [one for one in came if not self.is_late(one)]
        present = self.number_of(there, found.present)
        counting = self.number_of(everybody, found.counting)
        return f"กรรมการมาประชุม {present} จากกรรมการทั้งหมด {counting} {found.words}"

    def is_late(self, person: Attendance) -> bool:
        return person.arrived_at is not None and person.arrived_at > self.meeting.starts_at

    def number_of(self, people: list[Attendance], number: int) -> str:
        """The number as it was kept; monks apart, where the list still has as many people."""
        if number and len(people) == number:
            return wording.counted(people)
        return f"{number} {each_of(self.members)}"

    def share(self, quorum: Quorum) -> str:
        each = each_of(self.members)
        return f"{quorum.present} {each} จากกรรมการทั้งหมด {quorum.counting} {each}"

    def president(self) -> str:
        found = next((one for one in self.people if one.presides), None)
        if found is None:
            chairs = [one for one in self.members if one.duty == Duty.CHAIR]
            found = next((one for one in chairs if one.presence == Presence.PRESENT), None)
        if found is None:
            return "ประธานในที่ประชุม"
        duty = wording.duty_of(found, self.meeting) if found.duty == Duty.CHAIR else ""
        return f"{found.name} {duty or 'ประธานในที่ประชุม'} "

    @cached_property
    def places(self) -> list[Place]:
        items = self.meeting.items.prefetch_related("resolutions", "recusals__attendance")
        return places_of(self.meeting.agenda_form, items)

    def matters(self, place: Place) -> list[Matter]:
        return [self.matter(line.number, line.item) for line in place.lines]

    def matter(self, number: str, item: AgendaItem) -> Matter:
        said = resolved(item)
        shows_tasks = self.choices.options.get(TASKS.name, "") != "no"
        tasks = [task_of(one, item) for one in item.resolutions.all()] if shows_tasks else []
        return Matter(
            number=number,
            title=item.title,
            told=item.discussion.strip() or item.detail,
            resolved=said,
            dissent=item.dissent.strip(),
            inquorate=self.inquorate(item) if said else "",
            recused=[
                f"{one.attendance.name} ไม่ร่วมพิจารณา เนื่องจาก{one.reason}"
                for one in item.recusals.all()
            ],
            tasks=[one for one in tasks if one],
            awaits=self.is_draft and not said and item.heading == Heading.DECIDE,
        )

    def inquorate(self, item: AgendaItem) -> str:
        lost = lost_quorum(item)
        if lost is None:
            return ""
        return f"ขณะพิจารณาเรื่องนี้ กรรมการอยู่ในที่ประชุม {self.share(lost)}"

    def adopted(self) -> str:
        """By which meeting; stands under the signatures, outside of what was minuted."""
        meeting = self.meeting.adopted_at_meeting
        if meeting is None:
            return ""
        day = thai_date_full(meeting.held_on)
        found = f"ที่ประชุมรับรองรายงานการประชุมนี้แล้ว ในการประชุมครั้งที่ {meeting.numbered} เมื่อวันที่ {day}"
        return f"{found} {self.meeting.adopted_note}".strip()
