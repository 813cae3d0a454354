"""Giving out addresses of the calendar, and taking them back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.models import CalendarFeed
from schoolcare import audit
from schoolcare.models import District, School, User
from schoolcare.signed_links import new_code

Office = School | District


@transaction.atomic
def make_feed(office: Office, *, name: str, audience: str, by: User) -> CalendarFeed:
    """A new address of the calendar of a school or office; the log keeps no code."""
    place = {"school" if isinstance(office, School) else "district": office}
    feed = CalendarFeed(**place, name=name, audience=audience, token=new_code(), made_by=by)
    feed.full_clean(exclude=["school", "district", "made_by"])
    feed.save()
    _record("calendar_feed.create", feed, by=by, name=name, audience=audience)
    return feed


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, by: User) -> CalendarFeed:
    """The address is dead at once and for good; a second time changes nothing."""
    feed = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    if feed.revoked_at is None:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        _record("calendar_feed.revoke", feed, by=by)
    return feed


def _record(action: str, feed: CalendarFeed, *, by: User, **changes: Any) -> None:
    audit.record(
        action, feed, by=by, school_id=feed.school_id, district_id=feed.district_id, **changes
    )
