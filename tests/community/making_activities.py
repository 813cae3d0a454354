"""Activities for tests, and what their forms send."""

from datetime import date
from typing import Any

from community.models import Activity, ActivityGuests, GuestGroup, Partner
from schoolcare.models import School, User
from tests.committee.offices import key

DAY = date(2026, 11, 20)
TODAY = "2026-11-21T10:00:00+07:00"


def make_activity(school: School, by: User, **fields: Any) -> Activity:
    """An event of yesterday whose result nobody has told yet."""
    facts = {"title": "ลอยกระทง", "starts_on": DAY, "ends_on": DAY, "year": 2569, "made_by": by}
    facts["place"] = "วัดห้วยน้ำริน"
    return Activity.objects.create(school=school, **facts | fields)


def make_guests(activity: Activity, people: int = 40, group: str = "ผู้ปกครอง") -> ActivityGuests:
    found = GuestGroup.objects.get(name=group)
    return activity.guests.create(group=found, people=people)


def make_partner(school: School, **fields: Any) -> Partner:
    return Partner.objects.create(school=school, **{"kind": "temple", "name": "วัดห้วยน้ำริน"} | fields)


def typed(**fields: Any) -> dict[str, Any]:
    """What a phone sends for a new activity, the rest left empty."""
    facts = {"key": key(), "kind": "event", "title": "แห่เทียนพรรษา", "starts_on": "20/11/2569"}
    return facts | {"host": "community"} | fields
