"""Papers to donors: ใบตอบรับการบริจาค beside the official receipt, ประกาศเกียรติคุณบัตร; batches."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError

from community.gift_words import lines_of, sentence_of, tax_words
from community.models import Resource
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Register
from schoolcare.paper.body import NUMBER, TEXT, BodyField
from schoolcare.paper.choices import Option
from schoolcare.paper.packs import Part
from schoolcare.text import sent_number
from schoolcare.thai import MONTHS, thai_date_full

WORDS = BodyField("words", "ข้อความใต้รายการที่ได้รับ")
HEADINGS = Option(
    "heading",
    "หัวเรื่อง",
    (
        ("", "ประกาศเกียรติคุณบัตร"),
        ("anumodana", "อนุโมทนาบัตร"),
        ("thanks", "หนังสือขอบคุณ"),
    ),
)
GIFTS = Option("gifts", "รายการ", hint="เลขรายการที่เลือกจากหน้าทรัพยากร เว้นว่าง: ทุกรายการที่ยังไม่ตอบรับ")
MOST = 300  # papers of one batch
VOID = "รายการนี้ยกเลิกแล้ว จึงไม่พิมพ์"


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


@register
class ThanksCertificate(GiftPaper):
    slug = "thanks-certificate"
    title = "ประกาศเกียรติคุณบัตร"
    short_title = "เกียรติคุณบัตร"
    template = "community/print/thanks_certificate.html"
    page_class = "certificate"
    body_fields = (WORDS,)
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

    @property
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


@register
class ThanksCertificates(GiftBatch):
    slug = "thanks-certificates"
    title = "ประกาศเกียรติคุณบัตรหลายราย"
    options = (GIFTS, HEADINGS)
    paper = ThanksCertificate
