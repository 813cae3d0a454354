"""Links of a calendar for the tests."""

from community.feeds import token_of
from community.models import Audience, CalendarFeed
from community.services.feeds import make_feed
from schoolcare.access import Role
from schoolcare.models import School
from tests.factories import make_user


def make_link(office, name="ผู้ปกครอง", audience=Audience.PUBLIC, by=None) -> CalendarFeed:
    if by is None:
        is_school = isinstance(office, School)
        role = Role.CLERK if is_school else Role.DISTRICT_OFFICER
        by = make_user(role, **{"school" if is_school else "district": office})
    return make_feed(office, name=name, audience=audience, by=by)


def ics(feed: CalendarFeed) -> str:
    return f"/community/feed/{token_of(feed)}.ics"


def page(feed: CalendarFeed) -> str:
    return f"/community/feed/{token_of(feed)}/"
