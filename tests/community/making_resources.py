"""Donors, gifts and experts for tests."""

import uuid
from datetime import date
from decimal import Decimal

from community.models import Donor, Purpose, Resource
from schoolcare.access import Role
from schoolcare.models import School, User
from tests.factories import make_user

DAY = date(2026, 8, 5)


def key() -> str:
    """A fresh one-time key of a form."""
    return str(uuid.uuid4())


def keeper(school: School) -> User:
    """Somebody who keeps gifts of the school."""
    return make_user(Role.COMMUNITY_HEAD, school=school)


def make_donor(school: School, name: str = "นายสมหมาย ใจดี", **fields) -> Donor:
    return Donor.objects.create(school=school, name=name, **fields)


def make_purpose(school: School, name: str = "สร้างห้องสมุด", **fields) -> Purpose:
    return Purpose.objects.create(school=school, name=name, **fields)


def make_gift(school: School, by: User, **fields) -> Resource:
    """Money of 1,000 baht unless told otherwise."""
    facts = {"kind": "money", "value": Decimal(1000), "received_on": DAY, "made_by": by}
    if "donor" not in fields:
        facts["donor"] = make_donor(school)
    return Resource.objects.create(school=school, **facts | fields)


def make_labour(school: School, by: User, **fields) -> Resource:
    facts = {"kind": "labour", "value": None, "people": 12, "hours": Decimal("3.5")}
    return make_gift(school, by, **facts | fields)
