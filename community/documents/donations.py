"""Papers to donors: ใบตอบรับ beside the official receipt, หนังสือขอบคุณ, เกียรติคุณบัตร; batches."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from community.gift_words import lines_of, sentence_of, tax_words
from community.models import Resource
from community.services import resources
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Register, User
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, TO, BodyField
from schoolcare.paper.choices import Option
from schoolcare.paper.packs import Part
from schoolcare.text import sent_number
from schoolcare.thai import MONTHS, thai_date_full

WORDS = BodyField("words", "ข้อความใต้รายการที่ได้รับ")
CERTIFICATE = BodyField("certificate_number", "เลขที่เกียรติคุณบัตร (เว้นว่างได้)", is_line=True)
ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
HEADINGS = Option(
    "heading",
    "หัวเรื่อง",
    (
        ("", "ประกาศเกียรติคุณบัตร"),
        ("anumodana", "อนุโมทนาบัตร"),
    ),
)
GIFTS = Option("gifts", "รายการ", hint="เลขรายการที่เลือกจากหน้าทรัพยากร เว้นว่าง: ทุกรายการที่ยังไม่ตอบรับ")
MOST = 300  # papers of one batch
VOID = "รายการนี้ยกเลิกแล้ว จึงไม่พิมพ์"


def tell(gifts: Iterable[Resource], by: User | None) -> None:
    """Note that the donors of these gifts were told; nothing where nobody prints: the shell."""
    if by:
        rows = Resource.objects.filter(pk__in=[one.pk for one in gifts])
        resources.acknowledge(rows, by=by)


class GiftPaper(Document):
    """A paper about one gift, for its donor."""

    permission = Permission.RESOURCE_VIEW
    needs = ("school", "object")
    objects: Any = Resource.objects.with_names().select_related("school__district")
    is_signed = True

    @property
    def gift(self) -> Any:
        return self.subject.object

    def check(self) -> None:
        """Raises ValidationError for a gift that was crossed out."""
        if self.gift.is_void:
            raise ValidationError(VOID)

    def pdf(self) -> bytes:
        self.check()
        return super().pdf()

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        rows = Resource.objects.valid().filter(kind=Resource.Kind.MONEY).exclude(receipt_key="")
        found = rows.order_by("received_on", "pk").last()
        return {"object": str(found.pk)} if found else {}


@register
class DonationAcknowledgement(GiftPaper):
    """Our own paper: what arrived, the number of the official receipt, no receipt itself."""

    slug = "donation-acknowledgement"
    title = "ใบตอบรับการบริจาค"
    short_title = "ใบตอบรับ"
    template = "community/print/acknowledgement.html"
    page_class = "receipt"
    body_fields = (NUMBER, TEXT)
    register = Register.SENT

    def default_body(self) -> dict[str, str]:
        gift, donor = self.gift, self.gift.donor
        where = f" ที่อยู่ {donor.address}" if donor.address else ""
        verb = "ได้รับความเมตตาจาก" if donor.is_monk else "ได้รับการบริจาคจาก"
        return {
            "text": f"{gift.school.full_name} {verb} {donor.name}{where} "
            f"เมื่อวันที่ {thai_date_full(gift.received_on)} ตามรายการดังต่อไปนี้ "
            "โรงเรียนขอขอบคุณเป็นอย่างยิ่ง และจะใช้ให้เกิดประโยชน์แก่นักเรียนตามวัตถุประสงค์ของผู้ให้"
        }

    def context(self) -> dict[str, Any]:
        return {"gift": self.gift, "rows": lines_of(self.gift), "tax": tax_words(self.gift)}

    def record_reading(self, *, by: User | None) -> None:
        """Who prints it sends it."""
        tell([self.gift], by)


@register
class ThanksLetter(GiftPaper):
    """An official letter; a monk is addressed as letters address monks."""

    slug = "thanks-letter"
    title = "หนังสือขอบคุณผู้บริจาค"
    short_title = "หนังสือขอบคุณ"
    template = "community/print/thanks_letter.html"
    body_fields = (NUMBER, SUBJECT, TO, TEXT, ENDING)
    register = Register.SENT

    def default_body(self) -> dict[str, str]:
        gift, is_monk = self.gift, self.gift.donor.is_monk
        giver, verb = ("พระคุณท่าน", "ได้เมตตามอบ") if is_monk else ("ท่าน", "ได้มอบ")
        host, day = gift.school.full_name, thai_date_full(gift.received_on)
        purpose = f" เพื่อ{gift.purpose.name.removeprefix('เพื่อ')}" if gift.purpose else ""
        return {
            "subject": "ขออนุโมทนาและขอบพระคุณ" if is_monk else "ขอขอบคุณ",
            "to": gift.donor.name,
            "text": f"ตามที่{giver}{verb}{sentence_of(gift)} ให้แก่{host}{purpose} "
            f"เมื่อวันที่ {day} นั้น\n"
            f"{host} ได้รับไว้เรียบร้อยแล้ว และจะใช้ให้เกิดประโยชน์แก่นักเรียนตามวัตถุประสงค์ของ{giver} "
            f"ขอขอบคุณ{giver}ที่ให้การสนับสนุนการจัดการศึกษาของโรงเรียนเป็นอย่างดี "
            "และหวังเป็นอย่างยิ่งว่าจะได้รับความอนุเคราะห์อีกในโอกาสต่อไป",
            "ending": "จึงนมัสการมาเพื่อทราบ และขออนุโมทนามา ณ โอกาสนี้"
            if is_monk
            else "จึงเรียนมาเพื่อโปรดทราบ และขอขอบคุณมา ณ โอกาสนี้",
        }

    def context(self) -> dict[str, Any]:
        if self.gift.donor.is_monk:
            return {"greeting": "นมัสการ", "farewell": "ขอนมัสการด้วยความเคารพ"}
        return {"greeting": "เรียน", "farewell": "ขอแสดงความนับถือ"}


@register
class ThanksCertificate(GiftPaper):
    slug = "thanks-certificate"
    title = "ประกาศเกียรติคุณบัตร"
    short_title = "เกียรติคุณบัตร"
    template = "community/print/thanks_certificate.html"
    page_class = "certificate"
    body_fields = (CERTIFICATE, WORDS)
    options = (HEADINGS,)

    def default_body(self) -> dict[str, str]:
        if self.gift.donor.is_monk:
            return {"words": "ขออนุโมทนาในกุศลเจตนาอันเป็นประโยชน์แก่การศึกษาของเยาวชน"}
        return {"words": "ขออานิสงส์แห่งการให้ครั้งนี้ จงบันดาลให้ท่านและครอบครัวมีความสุข ความเจริญตลอดไป"}

    def context(self) -> dict[str, Any]:
        gift, day = self.gift, self.choices.date
        asked = self.choices.options.get(HEADINGS.name, "")
        is_monk = gift.donor.is_monk
        return {
            "host": gift.school.full_name,
            "heading": dict(HEADINGS.choices)[asked],
            "opening": "ขอถวายไว้เพื่อแสดงว่า" if is_monk else "ขอมอบไว้เพื่อแสดงความขอบคุณแด่",
            "giver": gift.donor.name,
            "is_monk": is_monk,
            "gift": sentence_of(gift),
            "purpose": gift.purpose.name if gift.purpose else "",
            "month": MONTHS[day.month - 1],
            "year": day.year + 543,
        }


class GiftBatch(Document):
    """One paper a gift: of those that were ticked, else of all that nobody has answered."""

    permission = Permission.RESOURCE_VIEW
    needs = ("school",)
    is_signed = True
    is_batch = True
    paper: type[GiftPaper]

    @cached_property
    def gifts(self) -> list[Resource]:
        asked = self.choices.options.get(GIFTS.name, "")
        rows = Resource.objects.filter(school=self.subject.school).with_names()
        rows = rows.select_related("school__district")
        if asked:
            keys = [sent_number(one.strip()) for one in asked.split(",")]
            rows = rows.valid().filter(pk__in=keys)
        else:
            rows = rows.unanswered()
        return list(rows.order_by("donor__name", "received_on", "pk")[:MOST])

    def check(self) -> None:
        """Raises ValidationError where there is nothing to print."""
        if not self.gifts:
            raise ValidationError("ไม่มีรายการที่จะพิมพ์ เลือกรายการในหน้าทรัพยากรก่อน")

    def parts(self) -> Iterable[Part]:
        for gift in self.gifts:
            yield self.part(gift)

    def part(self, gift: Resource) -> Part:
        one = self.paper(replace(self.subject, object=gift), self.choices)
        return Part(one.html)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Resource.objects.valid().order_by("pk").select_related("school").first()
        return {"school": found.school.code} if found else {}


@register
class DonationAcknowledgements(GiftBatch):
    slug = "donation-acknowledgements"
    title = "ใบตอบรับการบริจาคหลายราย"
    options = (GIFTS,)
    paper = DonationAcknowledgement

    def record_reading(self, *, by: User | None) -> None:
        """The gifts that this very print holds, not those that came meanwhile."""
        tell(self.gifts, by)


@register
class ThanksCertificates(GiftBatch):
    slug = "thanks-certificates"
    title = "ประกาศเกียรติคุณบัตรหลายราย"
    options = (GIFTS, HEADINGS)
    paper = ThanksCertificate


@register
class ThanksLetters(GiftBatch):
    slug = "thanks-letters"
    title = "หนังสือขอบคุณผู้บริจาคหลายราย"
    options = (GIFTS,)
    paper = ThanksLetter
