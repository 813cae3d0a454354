"""หนังสือแจ้งมติที่ประชุม: to each who is to do something what it is, or to all what each is to do."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from committee.agenda import lines_of
from committee.documents.meetings import wording
from committee.documents.meetings.papers import MeetingPaper
from committee.models import Meeting, Resolution
from committee.models.boards import MONK_TITLES
from schoolcare.documents import register
from schoolcare.models import Register
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, TO, BodyField
from schoolcare.paper.choices import Option
from schoolcare.paper.packs import Part
from schoolcare.thai import thai_date_full

ALL = "all"
SHEETS = Option("sheets", "ฉบับที่พิมพ์", (("", "คนละฉบับ"), (ALL, "ฉบับเดียว เรียนทุกท่าน")))
WHICH = Option("which", "มติที่แจ้ง", (("", "ทุกมติ"), ("open", "เฉพาะที่ยังไม่เสร็จ (ติดตามมติ)")))
ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
NOBODY = "ยังไม่มีมติที่มอบหมายให้ผู้ใดดำเนินการ จึงยังไม่มีอะไรจะแจ้ง"


@register
class ResolutionNotice(MeetingPaper):
    """A memo within a school (admin.md §1.11); an office writes letters to its schools."""

    slug = "resolution-notice"
    title = "หนังสือแจ้งมติที่ประชุม"
    short_title = "หนังสือแจ้งมติ"
    body_fields = (
        *(NUMBER, SUBJECT, replace(TO, label="เรียน (เมื่อพิมพ์ฉบับเดียว)")),
        *(TEXT, ENDING),
    )
    options = (SHEETS, WHICH)
    is_signed = True
    is_batch = True
    example = {"state": Meeting.State.HELD, "items__resolutions__isnull": False}

    @property
    def is_memo(self) -> bool:
        return self.meeting.school is not None

    @property
    def register(self) -> str:  # type: ignore[override] # a memo and a letter are counted apart
        return Register.MEMO if self.is_memo else Register.SENT

    @property
    def is_circular(self) -> bool:  # type: ignore[override] # one letter to many goes out with ว
        return not self.is_memo

    @property
    def template(self) -> str:  # type: ignore[override]
        form = "memo" if self.is_memo else "letter"
        return f"committee/print/meetings/notice_{form}.html"

    def default_body(self) -> dict[str, str]:
        meeting = self.meeting
        what, number = wording.short_gathering(meeting), wording.numbered(meeting)
        held = f"เมื่อ{wording.day_of(meeting)} {wording.place_of(meeting)}"
        text = f"ตามที่ได้มีการ{what} {number} {held} นั้น ที่ประชุมมีมติมอบหมายให้ดำเนินการ ดังนี้"
        return {
            "subject": f"แจ้งมติที่{what} {number}",
            "to": "ผู้รับผิดชอบตามมติที่ประชุมทุกท่าน",
            "text": text,
            "ending": "จึงเรียนมาเพื่อโปรดทราบและดำเนินการตามมติที่ประชุม",
        }

    @cached_property
    def tasks(self) -> list[tuple[str, Resolution]]:
        """Each with the printed number of its item, in the order of the agenda."""
        items = list(self.meeting.items.prefetch_related("resolutions"))
        lines = lines_of(self.meeting.agenda_form, items)
        found = [(line.number, one) for line in lines for one in line.item.resolutions.all()]
        if self.choices.options.get(WHICH.name) != "open":
            return found
        return [(number, one) for number, one in found if one.status == Resolution.Status.OPEN]

    def check(self) -> None:
        if not self.tasks:
            raise ValidationError(NOBODY)

    def parts(self) -> Iterable[Part]:
        """One for all too where no resolution names who is to do it."""
        owners = list(dict.fromkeys(one.owner_name for _number, one in self.tasks))
        if self.choices.options.get(SHEETS.name) == ALL or not any(owners):
            return [self.part(self.to_all())]
        return [self.part(self.to_one(owner)) for owner in owners if owner]

    def part(self, facts: dict[str, Any]) -> Part:
        return Part(lambda: self.render(self.template, facts))

    def html(self) -> str:
        """The first sheet."""
        return next(iter(self.parts())).html()

    def to_all(self) -> dict[str, Any]:
        said = [said_of(number, one, names_owner=True) for number, one in self.tasks]
        return self.sheet("เรียน", self.body["to"], said)

    def to_one(self, owner: str) -> dict[str, Any]:
        own = [(number, one) for number, one in self.tasks if one.owner_name == owner]
        said = [said_of(number, one, names_owner=False) for number, one in own]
        is_monk = owner.startswith(MONK_TITLES)
        facts = self.sheet("นมัสการ" if is_monk else "เรียน", owner, said)
        if is_monk:
            facts["closing"] = wording.CLOSINGS[""]
            facts["body"] |= {"ending": wording.for_a_monk(self.body["ending"])}
        return facts

    def sheet(self, salutation: str, to: str, said: list[str]) -> dict[str, Any]:
        facts = {"salutation": salutation, "to": to, "said": said, "body": dict(self.body)}
        return facts | {"closing": "ขอแสดงความนับถือ", "is_one": len(said) == 1}


def said_of(number: str, task: Resolution, *, names_owner: bool) -> str:
    """The task with its item, who is to do it, until when, and how far it is."""
    found = [task.text, f"(ระเบียบวาระที่ {number} {task.item.title})"]
    if names_owner and task.owner_name:
        found.append(f"ผู้รับผิดชอบ {task.owner_name}")
    if task.due_on:
        found.append(f"ภายในวันที่ {thai_date_full(task.due_on)}")
    if task.status != Resolution.Status.OPEN:
        found.append(f"({task.get_status_display()}เมื่อวันที่ {thai_date_full(task.done_on)})")
    return " ".join(found)
