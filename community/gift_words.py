"""A gift in words, as papers tell it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from community.models import DonationTaxRule, Resource
from schoolcare.thai import baht, baht_text

Kind = Resource.Kind
FEW = 3  # things that a sentence names


@dataclass(frozen=True)
class Line:
    """One line of an acknowledgement; `value` in baht, None where nobody estimated it."""

    name: str
    quantity: str = ""
    value: Decimal | None = None


def plain(number: Decimal) -> str:
    """Without empty decimals: 20, 3.5."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def lines_of(gift: Resource) -> list[Line]:
    """What the gift holds, line by line."""
    if gift.kind == Kind.THINGS:
        return [
            Line(one.name, f"{plain(one.quantity)} {one.unit}".strip(), one.total)
            for one in gift.items.all()
        ]
    if gift.kind == Kind.LABOUR:
        measure = f"{gift.people} คน × {plain(gift.hours or Decimal(0))} ชม."
        return [Line(f"แรงงาน {gift.detail}".strip(), measure, gift.value)]
    if gift.kind == Kind.KNOWLEDGE:
        hours = f"{plain(gift.hours)} ชั่วโมง" if gift.hours else ""
        return [Line(f"ความรู้เรื่อง{gift.subject}", hours, gift.value)]
    if gift.kind == Kind.PROPERTY:
        return [Line(gift.detail, "", gift.value)]
    return [Line("เงินบริจาค", "", gift.value)]


def sentence_of(gift: Resource) -> str:
    """The gift within a sentence: เงิน จำนวน 500 บาท (ห้าร้อยบาทถ้วน)."""
    if gift.kind == Kind.MONEY and gift.value is not None:
        return f"เงิน จำนวน {baht(gift.value)} บาท ({baht_text(gift.value)})"
    return told_of(gift)


def told_of(gift: Resource) -> str:
    """What was given beside money, in short: สมุด 20 เล่ม, ดินสอ 12 แท่ง."""
    lines = lines_of(gift)
    named = [f"{one.name} {one.quantity}".strip() for one in lines[:FEW]]
    more = f" และอื่น ๆ รวม {len(lines)} รายการ" if len(lines) > FEW else ""
    return f"{', '.join(named)}{more}"


def tax_words(gift: Resource) -> str:
    """What may be said of tax about money of that day; nothing about anything else."""
    if gift.kind != Kind.MONEY:
        return ""
    rules = DonationTaxRule.objects.offered_to(gift.school.district).on(gift.received_on)
    found = rules.order_by(F("district").asc(nulls_last=True), "-starts_on").first()
    return found.text if found else ""
