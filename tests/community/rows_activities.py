"""Addresses of activities: a row for each, its right, its verb, what it leaves in the log."""

from collections.abc import Callable
from typing import Any

from schoolcare.access import Permission
from tests.access_place import Place
from tests.community.making_activities import make_activity

Row = Callable[[Place], dict[str, Any]]
Fields = Callable[[Place], dict[str, Any]]
KEY = "33333333-3333-4333-8333-333333333333"


def of_activity(place: Place) -> dict[str, Any]:
    return {"pk": make_activity(place.school, place.everybody).pk}


def typed(**fields: Any) -> Fields:
    return lambda place: fields


ROWS: dict[str, Row] = {
    "community:activity-cancel": of_activity,
    "community:activity-detail": of_activity,
    "community:activity-result": of_activity,
    "community:activity-update": of_activity,
}
RIGHTS: dict[Permission, str] = {
    Permission.ACTIVITY_VIEW: "community:activity-detail community:activity-list",
    Permission.ACTIVITY_LOG: "community:activity-cancel community:activity-create "
    "community:activity-result community:activity-update",
}
POST_ONLY: set[str] = set()
NEW = {"key": KEY, "title": "ใหม่", "starts_on": "20/11/2569"}
WRITES: dict[str, tuple[str, Fields]] = {
    "community:activity-cancel": ("activity.cancel", typed(reason="ฝนตก")),
    "community:activity-create": ("activity.create", typed(**NEW)),
    "community:activity-result": ("activity.finish", typed(result="คนมามาก")),
    "community:activity-update": ("activity.update", typed(title="ชื่อใหม่")),
}
