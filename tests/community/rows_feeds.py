"""Addresses of the calendar's links: a row for each, its right, its verb, what it logs."""

from collections.abc import Callable
from typing import Any

from schoolcare.access import Permission
from tests.access_place import Place
from tests.community.making_feeds import make_link

Fields = Callable[[Place], dict[str, Any]]
KEY = "44444444-4444-4444-8444-444444444444"


def of_feed(place: Place) -> dict[str, Any]:
    return {"pk": make_link(place.school, by=place.everybody).pk}


ROWS: dict[str, Fields] = {f"community:feed-{verb}": of_feed for verb in ("detail", "revoke", "qr")}
RIGHTS = {
    Permission.CALENDAR_EDIT: "community:feed-create community:feed-detail community:feed-list "
    "community:feed-qr community:feed-revoke",
}
POST_ONLY = {"community:feed-revoke"}
WITHOUT_LOGIN = {"community:feed-ics", "community:feed-page"}  # a signed link: test_feed_pages.py
WRITES: dict[str, tuple[str, Fields]] = {
    "community:feed-create": (
        "calendar_feed.create",
        lambda place: {"key": KEY, "name": "ผู้ปกครอง", "audience": "public"},
    ),
    "community:feed-revoke": ("calendar_feed.revoke", lambda place: {}),
}
