"""The office's circular as a letter (หนังสือภายนอก), its reminder, and who acknowledged it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from committee.documents.letters import ENDING
from committee.models import Circular, CircularReceipt, CircularReminder
from committee.services.circulars import PAPER, schools_of, take_number
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import NumberEntry, Register, User
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, BodyField
from schoolcare.paper.choices import Choices
from schoolcare.paper.letterhead import post
from schoolcare.paper.packs import Part
from schoolcare.paper.subjects import Subject
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_date, thai_date_full, thai_time

FEW = 3  # schools that a letter names; more stand on a list behind it
LAST = 2  # schools that stay with the end of the table


def reference_of(circular: Circular) -> str:
    """How a later letter names a circular."""
    number = f" ที่ {circular.number}" if circular.number else ""
    day = f" ลงวันที่ {thai_date_full(circular.sent_on)}" if circular.sent_on else ""
    return f"หนังสือ{circular.district.full_name}{number}{day}"


def moment(at: datetime | None) -> str:
    return f"{thai_date(at)} {thai_time(at)}" if at else ""


class CircularLetter(Document):
    """What the sheets of one circular have in common."""

    needs = ("district", "object")
    template = "committee/print/circular.html"
    is_signed = True

    def __init__(self, subject: Subject, choices: Choices | None = None) -> None:
        """Once it was sent its day is that of the sending, whatever is asked for."""
        super().__init__(subject, choices)
        if self.circular.sent_on:
            self.choices = replace(self.choices, date=self.circular.sent_on)

    @property
    def circular(self) -> Any:
        return self.subject.object

    @property
    def letter_number(self) -> str:
        if self.circular.number:
            return str(self.circular.number)
        own = replace(self.subject, object=self.circular)
        return DistrictCircular(own, self.choices).written_number

    def letter(self, to: str, listed: Iterable[Any] = ()) -> dict[str, Any]:
        circular = self.circular
        return {
            "body": {"subject": circular.subject, "text": circular.text},
            "to": to,
            "listed": list(listed),
            "reference": reference_of(circular.corrects) if circular.corrects else "",
            "enclosed": [row.title for row in circular.files.all()],
        }


@register
class DistrictCircular(CircularLetter):
    """One sheet for all its schools."""

    slug = PAPER
    title = "หนังสือเวียน"
    permission = Permission.CIRCULAR_SEND
    objects = Circular.objects
    body_fields = (NUMBER,)
    register = Register.SENT
    is_circular = True

    @property
    def edited_fields(self) -> tuple[BodyField, ...]:
        """The number can be typed until the circular carries one."""
        return () if self.circular.number else super().edited_fields

    @property
    def takes_number(self) -> bool:
        return not self.circular.number and super().takes_number

    @property
    def written_number(self) -> str:
        """The number as the paper has it before the circular is sent."""
        return super(CircularLetter, self).letter_number

    def take_number(self, *, by: User) -> NumberEntry:
        """As sending takes it; the register names the circular's subject."""
        if not self.takes_number:
            raise ValidationError("หนังสือเวียนนี้ไม่ได้ออกเลขจากทะเบียนในระบบ")
        return take_number(self.circular, dated_on=self.choices.date, by=by)

    def context(self) -> dict[str, Any]:
        circular = self.circular
        if circular.audience == Circular.Audience.NETWORK and circular.network:
            return self.letter(f"ผู้อำนวยการโรงเรียนใน{circular.network.name}")
        if circular.audience == Circular.Audience.AMPHOE:
            return self.letter(f"ผู้อำนวยการโรงเรียนในอำเภอ{circular.amphoe}")
        if circular.audience == Circular.Audience.ALL:
            return self.letter("ผู้อำนวยการโรงเรียนทุกโรงเรียน")
        schools = list(schools_of(circular).order_by("name", "pk"))
        if len(schools) <= FEW:
            return self.letter(" ".join(post(one) for one in schools))
        return self.letter("ผู้อำนวยการโรงเรียนตามบัญชีรายชื่อแนบท้าย", schools)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Circular.objects.sent().exclude(files=None).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class CircularToEach(CircularLetter):
    """Mail-merged: a sheet a school under the same number."""

    slug = "district-circular-each"
    title = "หนังสือเวียน โรงเรียนละหนึ่งฉบับ"
    permission = Permission.CIRCULAR_SEND
    objects = Circular.objects
    is_batch = True

    def parts(self) -> Iterable[Part]:
        facts = self.letter("")
        for school in schools_of(self.circular).order_by("name", "pk"):
            yield self.part(facts | {"to": post(school)})

    def part(self, facts: dict[str, Any]) -> Part:
        common = (self.choices.asked, self.uses_thai_digits, str(self.signer))
        content = repr((self.slug, self.letter_number, facts, common))
        return Part(lambda: self.render(self.template, facts), content=content)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        return DistrictCircular.demo_params()


@register
class CircularCopy(CircularLetter):
    """The letter as the school has it."""

    slug = "circular-copy"
    title = "หนังสือเวียนที่ได้รับ"
    short_title = "หนังสือ"
    permission = Permission.CIRCULAR_READ
    objects = CircularReceipt.objects.select_related("circular", "school")

    @property
    def circular(self) -> Any:
        return self.subject.object.circular

    def context(self) -> dict[str, Any]:
        return self.letter(post(self.subject.object.school))

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = CircularReceipt.objects.order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class CircularReminderLetter(Document):
    """Once more to the schools that had not acknowledged, a sheet each."""

    slug = "circular-reminder"
    title = "หนังสือเตือนให้รับทราบหนังสือเวียน"
    permission = Permission.CIRCULAR_SEND
    needs = ("district", "object")
    objects = CircularReminder.objects
    template = "committee/print/circular_reminder.html"
    body_fields = (NUMBER, SUBJECT, TEXT, ENDING)
    register = Register.SENT
    is_circular = True
    is_signed = True
    is_batch = True

    @property
    def reminder(self) -> Any:
        return self.subject.object

    def default_body(self) -> dict[str, str]:
        circular = self.reminder.circular
        by = circular.answer_by
        wanted = f"ภายในวันที่ {thai_date_full(by)} " if by else ""
        return {
            "subject": f"ขอให้รับทราบหนังสือเวียน เรื่อง {circular.subject}",
            "text": (
                f"ตามหนังสือที่อ้างถึง {circular.district.full_name} แจ้งเรื่อง {circular.subject} "
                f"ให้สถานศึกษารับทราบ{wanted}นั้น บัดนี้ ยังไม่ปรากฏการรับทราบของโรงเรียนของท่านในระบบ"
            ),
            "ending": "จึงเรียนมาเพื่อโปรดรับทราบและดำเนินการโดยเร็ว หากดำเนินการแล้วต้องขออภัยมา ณ โอกาสนี้",
        }

    def parts(self) -> Iterable[Part]:
        reference = reference_of(self.reminder.circular)
        rows = self.reminder.receipts.select_related("school").order_by("school__name", "pk")
        for row in rows:
            yield self.part({"to": post(row.school), "reference": reference})

    def part(self, shown: dict[str, Any]) -> Part:
        common = (self.body, self.choices.asked, self.uses_thai_digits, str(self.signer))
        content = repr((self.slug, self.letter_number, shown, common))
        return Part(lambda: self.render(self.template, shown), content=content)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = CircularReminder.objects.order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class Acknowledgements(Document):
    """Where each school stands with one circular."""

    slug = "circular-acknowledgements"
    title = "ผลการรับทราบหนังสือเวียน"
    short_title = "ผลการรับทราบ"
    permission = Permission.CIRCULAR_SEND
    needs = ("district", "object")
    objects = Circular.objects
    template = "committee/print/acknowledgements.html"
    page_class = "report"

    @property
    def rows(self) -> list[CircularReceipt]:
        receipts = self.subject.object.receipts
        found = receipts.select_related("school__network", "opened_by", "acknowledged_by")
        return list(found.order_by("school__name", "pk"))

    def context(self) -> dict[str, Any]:
        numbered = list(enumerate(self.rows, 1))
        return {
            "circular": self.subject.object,
            "groups": [numbered[:-LAST], numbered[-LAST:]],
            "known": sum(row.acknowledged_at is not None for _number, row in numbered),
            "total": len(numbered),
        }

    def sheet(self) -> Page:
        names = ["รหัสโรงเรียน", "โรงเรียน", "กลุ่มเครือข่าย", "เปิดอ่าน", "ผู้เปิดอ่าน"]
        names += ["รับทราบ", "ผู้รับทราบ", "ข้อความตอบ"]
        return Page("การรับทราบ", names, [self.cells(row) for row in self.rows])

    def cells(self, row: CircularReceipt) -> list[Any]:
        school = row.school
        return [
            *(school.code, school.full_name, school.network.name if school.network else ""),
            moment(row.opened_at),
            row.opened_by.full_name if row.opened_by else "",
            moment(row.acknowledged_at) or "ยังไม่รับทราบ",
            row.acknowledged_by.full_name if row.acknowledged_by else "",
            row.answer,
        ]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        return DistrictCircular.demo_params()
