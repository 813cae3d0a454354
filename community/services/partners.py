"""Keeping partners, the people there, and what was spoken about."""

from difflib import SequenceMatcher

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import Contact, Partner, PartnerPerson
from schoolcare import audit
from schoolcare.keeping import keep, remove
from schoolcare.models import User
from schoolcare.text import normalize, search_key

ALIKE = 0.85  # of 1: names that differ by a letter or two
PREFIXES = ("สำนักสงฆ์", "วัด", "บ้าน", "ชุมชน", "ร้าน", "บริษัท", "มูลนิธิ", "โรงเรียน")
HIDDEN = ("phone", "line", "email", "address")


def similar(partner: Partner) -> list[Partner]:
    """Other partners of the school whose names are spelt nearly alike. One query.

    Where both begin with the same word (วัด, บ้าน) the rest must be alike.
    """
    others = Partner.objects.filter(school=partner.school_id).exclude(pk=partner.pk)
    return [one for one in others if _alike(partner.name, one.name)]


def _alike(first: str, second: str) -> bool:
    for prefix in PREFIXES:
        if first.startswith(prefix) and second.startswith(prefix):
            first, second = first.removeprefix(prefix), second.removeprefix(prefix)
    one, two = search_key(first), search_key(second)
    return one == two or SequenceMatcher(None, one, two).ratio() >= ALIKE


def save_partner(partner: Partner, *, by: User) -> Partner:
    """Keep a partner. Raises ValidationError for a name that stands there, a foreign village."""
    partner.name = normalize(partner.name)
    village = partner.village
    if village and not village.schools.filter(pk=partner.school_id).exists():
        raise ValidationError({"village": "หมู่บ้านนี้ไม่อยู่ในเขตบริการของโรงเรียน"})
    return keep(partner, "partner", school_id=partner.school_id, by=by, hidden=HIDDEN)


@transaction.atomic
def save_person(person: PartnerPerson, *, by: User) -> PartnerPerson:
    """Keep somebody at a partner; who is to be called first is one."""
    partner = Partner.objects.select_for_update().get(pk=person.partner_id)
    person.name = normalize(person.name)
    hidden = ("name", *HIDDEN)
    keep(person, "partner_person", school_id=partner.school_id, by=by, hidden=hidden)
    if person.is_main:
        partner.people.exclude(pk=person.pk).update(is_main=False)
    return person


def remove_person(person: PartnerPerson, *, by: User) -> None:
    remove(person, "partner_person", school_id=person.partner.school_id, by=by)


def save_contact(contact: Contact, *, by: User) -> Contact:
    """Write down, or put right, what was spoken. Raises ValidationError for a foreign person."""
    if contact.person and contact.person.partner_id != contact.partner_id:
        raise ValidationError({"person": "กรุณาเลือกจากรายการ"})
    if contact.pk is None:
        contact.made_by = by
    return keep(
        contact, "contact", school_id=contact.partner.school_id, by=by, hidden=("said", "next_step")
    )


@transaction.atomic
def finish(contact: Contact, *, by: User) -> Contact:
    """What was to be done next is done; a second tap changes nothing."""
    contact = Contact.objects.select_for_update().select_related("partner").get(pk=contact.pk)
    if contact.next_step and not contact.is_done:
        contact.is_done = True
        contact.save(update_fields=["is_done"])
        audit.record("contact.settle", contact, by=by, school_id=contact.partner.school_id)
    return contact


def remove_contact(contact: Contact, *, by: User) -> None:
    remove(contact, "contact", school_id=contact.partner.school_id, by=by)
