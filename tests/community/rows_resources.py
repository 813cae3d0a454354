"""Rows of tests/access_rows.py of gifts and donors, in the school of the insider."""

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import Any

from community.models import Branch, Channel, DonationTaxRule, Purpose, Resource, ResourceUse
from tests.access_place import Place
from tests.community.making_resources import DAY, make_donor, make_gift, make_purpose
from tests.community.rows_experts import EXPERT_NO_TRAIL, EXPERT_WRITES
from tests.homevisits import making

Fields = Callable[[Place], dict[str, Any]]
numbers = count(1)


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def gift_at(place: Place, **fields: Any) -> Resource:
    donor = make_donor(place.school, f"นายผู้ให้ {next(numbers)}")
    return make_gift(place.school, place.everybody, donor=donor, **fields)


def purpose_at(place: Place) -> Purpose:
    """With a thousand baht."""
    purpose = make_purpose(place.school, f"เรื่องที่ {next(numbers)}")
    gift_at(place, purpose=purpose)
    return purpose


def use_at(place: Place) -> ResourceUse:
    facts = {"used_on": DAY, "amount": Decimal(10), "what": "หนังสือ", "made_by": place.everybody}
    return ResourceUse.objects.create(purpose=purpose_at(place), scan=place.picture(), **facts)


def of_gift(place: Place) -> dict[str, Any]:
    return {"pk": gift_at(place).pk}


def of_scan(place: Place) -> dict[str, Any]:
    return {"pk": gift_at(place).files.create(file=place.picture(), title="สำเนา").pk}


def of_donor(place: Place) -> dict[str, Any]:
    return {"pk": gift_at(place).donor_id}


def of_purpose(place: Place) -> dict[str, Any]:
    return {"pk": purpose_at(place).pk}


def of_use(place: Place) -> dict[str, Any]:
    return {"pk": use_at(place).pk}


def of_channel(place: Place) -> dict[str, Any]:
    return {"pk": Channel.objects.create(school=place.school, name="ทอดกฐิน").pk}


def of_branch(place: Place) -> dict[str, Any]:
    return {"pk": Branch.objects.create(school=place.school, name="ดนตรี").pk}


def of_office(place: Place) -> dict[str, Any]:
    return {"pk": place.school.district_id}


def of_tax_rule(place: Place) -> dict[str, Any]:
    facts = {"starts_on": DAY, "ends_on": DAY, "text": "ตามประกาศ"}
    return {"pk": DonationTaxRule.objects.create(district=place.school.district, **facts).pk}


def of_answered(place: Place) -> dict[str, Any]:
    return {"pk": gift_at(place, acknowledged_on=DAY).pk}


RESOURCE_ROWS: dict[str, Fields] = {
    "community:branch-update": of_branch,
    "community:channel-update": of_channel,
    "community:tax-rule-create": of_office,
    "community:tax-rule-list": of_office,
    "community:tax-rule-remove": of_tax_rule,
    "community:tax-rule-update": of_tax_rule,
    "community:resource-wait": of_answered,
    "community:donor-detail": of_donor,
    "community:donor-reveal": of_donor,
    "community:donor-update": of_donor,
    "community:purpose-detail": of_purpose,
    "community:purpose-update": of_purpose,
    "community:resource-attach": of_gift,
    "community:resource-detail": of_gift,
    "community:resource-file": of_scan,
    "community:resource-update": of_gift,
    "community:resource-void": of_gift,
    "community:purpose-use": of_purpose,
    "community:purpose-use-file": of_use,
    "community:purpose-use-void": of_use,
}
RESOURCE_POST_ONLY = {
    "community:donor-reveal",
    "community:donor-search",
    "community:resource-acknowledge",
    "community:resource-papers",
    "community:resource-search",
    "community:resource-wait",
    "community:tax-rule-remove",
}


def ticked(place: Place) -> dict[str, Any]:
    return {"gift": [gift_at(place).pk]}


def scanned(place: Place) -> dict[str, Any]:
    return {"title": "สำเนา", "file": making.picture()}


NEW_GIFT = {"donor_name": "นายใหม่ ใจดี", "received_on": "5/8/2569", "value": "500"}
NEW_TAX = {"starts_on": "1/1/2570", "ends_on": "", "text": "ตามประกาศ"}
USE = {"used_on": "5/8/2569", "amount": "10", "what": "หนังสือ"}
# What one good POST leaves in the log, and what is typed for it.
RESOURCE_WRITES: dict[str, tuple] = {
    "community:branch-create": ("branch.create", typed(name="การจักสาน")),
    "community:branch-update": ("branch.update", typed(name="การทอผ้า")),
    "community:channel-create": ("channel.create", typed(name="ทอดผ้าป่าขยะ")),
    "community:channel-update": ("channel.update", typed(name="กฐินสามัคคี")),
    "community:tax-rule-create": ("tax_rule.create", typed(**NEW_TAX)),
    "community:tax-rule-remove": ("tax_rule.delete", typed()),
    "community:tax-rule-update": ("tax_rule.update", typed(text="ตามประกาศใหม่")),
    "community:resource-wait": ("resource.wait", typed()),
    "community:donor-reveal": ("donor.reveal", typed()),
    "community:donor-update": ("donor.update", typed(phone="0812345678")),
    "community:purpose-create": ("purpose.create", typed(name="อาหารกลางวัน")),
    "community:purpose-update": ("purpose.update", typed(name="อาหารเช้า")),
    "community:resource-acknowledge": ("resource.tell", ticked),
    "community:resource-attach": ("resource.attach", scanned),
    "community:resource-create": ("resource.create", typed(**NEW_GIFT), typed(kind="money")),
    "community:resource-update": ("resource.update", typed(e_donation="E123")),
    "community:resource-void": ("resource.void", typed(reason="พิมพ์ผิด")),
    "community:purpose-use": ("resource_use.create", typed(**USE)),
    "community:purpose-use-void": ("resource_use.void", typed(reason="พิมพ์ผิด")),
}
# A search; names stay out of the address.
RESOURCE_NO_TRAIL = {"community:donor-search", "community:resource-search"}
RESOURCE_NO_TRAIL |= {"community:resource-papers"}  # leads to a paper, whose print is logged
RESOURCE_WRITES |= EXPERT_WRITES
RESOURCE_NO_TRAIL |= EXPERT_NO_TRAIL
