"""Rows of tests/access_rows.py of partners and the service area, in the school of the insider."""

from collections.abc import Callable
from itertools import count
from typing import Any

from community.models import Contact, Partner
from tests.access_place import Place
from tests.community.making_partners import make_contact, make_partner, make_person

Fields = Callable[[Place], dict[str, Any]]
numbers = count(1)


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def partner_at(place: Place) -> Partner:
    return make_partner(place.school, name=f"วัดที่ {next(numbers)}")


def contact_at(place: Place, **fields: Any) -> Contact:
    return make_contact(partner_at(place), place.everybody, **fields)


def of_partner(place: Place) -> dict[str, Any]:
    return {"pk": partner_at(place).pk}


def of_person(place: Place) -> dict[str, Any]:
    return {"pk": make_person(partner_at(place)).pk}


def of_contact(place: Place) -> dict[str, Any]:
    return {"pk": contact_at(place, next_step="ส่งหนังสือขอบคุณ").pk}


PARTNER_ROWS: dict[str, Fields] = {
    "community:contact-create": of_partner,
    "community:contact-done": of_contact,
    "community:contact-remove": of_contact,
    "community:contact-update": of_contact,
    "community:partner-archive": of_partner,
    "community:partner-detail": of_partner,
    "community:partner-update": of_partner,
    "community:person-create": of_partner,
    "community:person-remove": of_person,
    "community:person-update": of_person,
}
PARTNER_POST_ONLY = {
    "community:contact-done",
    "community:contact-remove",
    "community:partner-archive",
    "community:person-remove",
}
# What one good POST leaves in the log, and what is typed for it.
PARTNER_WRITES: dict[str, tuple[str, Fields]] = {
    "community:contact-create": ("contact.create", typed(said="ขอใช้ศาลา")),
    "community:contact-done": ("contact.settle", typed()),
    "community:contact-remove": ("contact.delete", typed()),
    "community:contact-update": ("contact.update", typed(said="ขอใช้ศาลา")),
    "community:partner-archive": ("partner.deactivate", typed(active="no")),
    "community:partner-create": ("partner.create", typed(name="สถานีอนามัย")),
    "community:partner-update": ("partner.update", typed(about="ค่ายคุณธรรม")),
    "community:person-create": ("partner_person.create", typed(name="นางมานี ใจดี")),
    "community:person-remove": ("partner_person.delete", typed()),
    "community:person-update": ("partner_person.update", typed(post="เจ้าอาวาส")),
}
