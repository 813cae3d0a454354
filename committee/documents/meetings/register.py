"""ทะเบียนมติที่ประชุม of a school or an office over a year or more, on paper and as a spreadsheet."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from committee.agenda import Line, lines_of
from committee.documents.meetings import wording
from committee.minutes_words import resolved
from committee.models import Meeting, Resolution
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_date

SPAN = Option(
    "span",
    "ช่วงปี",
    (("", "ปีที่เลือก"), ("3", "3 ปี ถึงปีที่เลือก"), ("5", "5 ปี ถึงปีที่เลือก"), ("all", "ทุกปี")),
)
STATE = Option(
    "state",
    "สถานะ",
    (
        *(("", "ทุกมติ"), ("open", "มอบหมายแล้วยังไม่เสร็จ"), ("late", "เกินกำหนด")),
        *(("done", "ทำเสร็จแล้ว"), ("dropped", "ยุติ")),
    ),
)
KIND = Option("kind", "ประเภทการประชุม", (("", "ทุกประเภท"), *Meeting.Kind.choices))
HEADERS = (
    *("ที่", "การประชุม", "วันประชุม", "ระเบียบวาระ", "มติที่ประชุม"),
    *("ผู้รับผิดชอบ", "กำหนดเสร็จ", "สถานะ"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A resolution with one who carries it out; more of them are rows of their own."""

    meeting: str
    held_on: date
    matter: str
    text: str
    owner: str = ""
    due_on: date | None = None
    status: str = ""

    @property
    def cells(self) -> list[Any]:
        facts = (self.meeting, self.held_on, self.matter, self.text)
        return [*facts, self.owner, self.due_on, self.status]


def status_of(task: Resolution, day: date) -> str:
    if task.is_overdue(day):
        return "เกินกำหนด"
    done = f" {thai_date(task.done_on)}" if task.done_on else ""
    return f"{task.get_status_display()}{done} {task.done_note}".strip()


@register
class ResolutionRegister(Document):
    slug = "resolution-register"
    title = "ทะเบียนมติที่ประชุม"
    permission = Permission.MEETING_VIEW
    needs = ("school", "district", "year")
    template = "committee/print/meetings/register.html"
    page_class = "wide"
    options = (SPAN, STATE, KIND)

    def asked_for(self, option: Option) -> str:
        return self.choices.options.get(option.name, "")

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year; None for all there are."""
        last, span = self.subject.year or 0, self.asked_for(SPAN)
        return None if span == "all" else (last - int(span or 1) + 1, last)

    @property
    def span(self) -> str:
        """The years in words."""
        if self.years is None:
            return "ทุกปี"
        first, last = self.years
        return f"ปี {last}" if first == last else f"ปี {first} - {last}"

    def meetings(self) -> list[Meeting]:
        """Held there, in order, with all that was resolved."""
        place = {"school": self.subject.school, "district": self.subject.district}
        rows = Meeting.objects.filter(**place, state=Meeting.State.HELD)
        if self.years:
            rows = rows.filter(year__range=self.years)
        if kind := self.asked_for(KIND):
            rows = rows.filter(kind=kind)
        return list(
            rows.select_related("school", "district")
            .prefetch_related("items__resolutions")
            .order_by("held_on", "starts_at", "pk")
        )

    @cached_property
    def entries(self) -> list[Entry]:
        return [
            entry
            for meeting in self.meetings()
            for line in lines_of(meeting.agenda_form, meeting.items.all())
            for entry in self.entries_of(meeting, line)
        ]

    def entries_of(self, meeting: Meeting, line: Line) -> list[Entry]:
        """Nothing for an item without a resolution, or with none in the state asked for."""
        said = resolved(line.item)
        name = wording.short_gathering(meeting).removeprefix("ประชุม")
        facts: dict[str, Any] = {
            "meeting": f"{name} {wording.numbered(meeting)}",
            "held_on": meeting.held_on,
            "matter": f"{line.number} {line.item.title}",
        }
        tasks = [one for one in line.item.resolutions.all() if self.is_wanted(one)]
        found = [
            Entry(
                **facts,
                text=said if one.text in said else f"{said} {one.text}".strip(),
                owner=one.owner_name,
                due_on=one.due_on,
                status=status_of(one, self.choices.date),
            )
            for one in tasks
        ]
        if not found and said and not self.asked_for(STATE):
            found.append(Entry(**facts, text=said))
        return found

    def is_wanted(self, task: Resolution) -> bool:
        asked = self.asked_for(STATE)
        if asked == "late":
            return task.is_overdue(self.choices.date)
        return asked in ("", task.status)

    def context(self) -> dict[str, Any]:
        chosen = [self.chosen(one) for one in (STATE, KIND)]
        return {
            "entries": self.entries,
            "span": self.span,
            "chosen": [one for one in chosen if one],
        }

    def chosen(self, option: Option) -> str:
        """What the list was narrowed to, in words."""
        asked = self.asked_for(option)
        return f"{option.label} {dict(option.choices)[asked]}" if asked else ""

    def sheet(self) -> Page:
        rows = [[number, *one.cells] for number, one in enumerate(self.entries, 1)]
        return Page("ทะเบียนมติ", list(HEADERS), rows)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        held = Meeting.objects.filter(state=Meeting.State.HELD, school__isnull=False)
        found = held.order_by("-held_on", "-pk").values("school__code", "year").first()
        return {"school": found["school__code"], "year": str(found["year"])} if found else {}
