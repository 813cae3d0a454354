"""แบบตอบรับการเข้าร่วมประชุม: a sheet a person with the name in it, or empty for the pen."""

from collections.abc import Iterable
from typing import Any

from committee.documents.meetings import wording
from committee.documents.meetings.links import QR, qr_of
from committee.documents.meetings.papers import MeetingPaper
from committee.models import Attendance, Meeting
from schoolcare.documents import register
from schoolcare.paper.choices import Option
from schoolcare.paper.packs import Part

BY = Option("answer_by", "ส่งคืนภายใน (เว้นว่างไว้เขียนเอง)", hint="เช่น วันที่ 1 ธันวาคม 2569")
AT_ONCE = 40  # sheets that are made while one waits; more are a job's


@register
class MeetingReply(MeetingPaper):
    slug = "meeting-reply"
    title = "แบบตอบรับการเข้าร่วมประชุม"
    short_title = "แบบตอบรับ"
    example = {"kind": Meeting.Kind.BOARD}
    template = "committee/print/meetings/reply.html"
    page_class = "sheets"  # each is an article of its own, and the first page of its own
    options = (BY, QR)
    can_be_blank = True

    @property
    def is_batch(self) -> bool:  # type: ignore[override] # only a long list takes time
        return len(self.people) > AT_ONCE

    def parts(self) -> Iterable[Part]:
        return [self.part(one) for one in self.people]

    def part(self, person: Attendance) -> Part:
        return Part(lambda: self.render(self.template, self.facts_of([self.sheet_of(person)])))

    def context(self) -> dict[str, Any]:
        return self.facts_of([self.sheet_of(one) for one in self.people] or [None])

    def facts_of(self, sheets: list[dict[str, Any] | None]) -> dict[str, Any]:
        answer_by = self.choices.options.get(BY.name, "")
        return self.named() | {"sheets": sheets, "answer_by": answer_by}

    def sheet_of(self, person: Attendance) -> dict[str, Any]:
        """A monk speaks of himself as อาตมภาพ."""
        post = person.post or wording.duty_of(person, self.meeting)
        facts = {"name": person.name, "post": post, "is_monk": person.is_monk}
        return facts | {"qr": qr_of(self, person)}
