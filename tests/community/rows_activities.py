"""Addresses of activities: a row for each, its right, its verb, what it leaves in the log."""

from collections.abc import Callable
from typing import Any

from schoolcare.access import Permission, Role
from tests.access_place import Place
from tests.community.making_activities import make_activity, make_photo, make_shared
from tests.factories import make_school, make_user
from tests.homevisits import making

Row = Callable[[Place], dict[str, Any]]
Fields = Callable[[Place], dict[str, Any]]
KEY = "33333333-3333-4333-8333-333333333333"


def of_activity(place: Place) -> dict[str, Any]:
    return {"pk": make_activity(place.school, place.everybody).pk}


def of_photo(place: Place) -> dict[str, Any]:
    activity = make_activity(place.school, place.everybody)
    activity.classes.create(classroom=place.classroom, label="ป.4/1", pupils=1)
    return {"pk": make_photo(activity, place.everybody).pk}


def of_shared(place: Place) -> dict[str, Any]:
    return {"pk": make_shared(place.school, make_user(Role.TEACHER, school=place.school)).pk}


def of_shared_photo(place: Place) -> dict[str, Any]:
    shared = make_shared(place.school, place.everybody)
    return {"pk": make_photo(shared, place.everybody, shows="nobody").pk}


def of_lesson(place: Place) -> dict[str, Any]:
    """With something to share."""
    told = {"state": "held", "result": "ดี", "advice": "นัดวัดก่อน"}
    return {"pk": make_activity(place.school, place.everybody, **told).pk}


def of_neighbours_lesson(place: Place) -> dict[str, Any]:
    """Of another school of the same office: one thanks others, not oneself."""
    near = make_school(district=place.school.district)
    return {"pk": make_shared(near, make_user(Role.TEACHER, school=near)).pk}


def a_picture(place: Place) -> dict[str, Any]:
    return {"photos": making.picture()}


def typed(**fields: Any) -> Fields:
    return lambda place: fields


ROWS: dict[str, Row] = {
    "community:activity-cancel": of_activity,
    "community:activity-detail": of_activity,
    "community:activity-photo": of_photo,
    "community:activity-photo-remove": of_photo,
    "community:activity-photo-update": of_photo,
    "community:activity-photos": of_activity,
    "community:activity-result": of_activity,
    "community:activity-update": of_activity,
    "community:lesson-detail": of_shared,
    "community:lesson-photo": of_shared_photo,
    "community:lesson-share": of_lesson,
    "community:lesson-thank": of_neighbours_lesson,
    "community:lesson-withdraw": of_shared,
}
RIGHTS: dict[Permission, str] = {
    Permission.ACTIVITY_VIEW: "community:activity-detail community:activity-list "
    "community:activity-photo",
    Permission.LESSON_READ: "community:lesson-detail community:lesson-list community:lesson-photo "
    "community:lesson-thank",
    Permission.ACTIVITY_LOG: "community:activity-cancel community:activity-create "
    "community:activity-result community:activity-update community:activity-photo-remove "
    "community:activity-photo-update community:activity-photos community:lesson-share "
    "community:lesson-withdraw",
}
POST_ONLY: set[str] = {
    *("community:activity-photo-remove", "community:lesson-share", "community:lesson-thank"),
    "community:lesson-withdraw",
}
NEW = {"key": KEY, "title": "ใหม่", "starts_on": "20/11/2569"}
WRITES: dict[str, tuple[str, Fields]] = {
    "community:activity-cancel": ("activity.cancel", typed(reason="ฝนตก")),
    "community:activity-create": ("activity.create", typed(**NEW)),
    "community:activity-photo-remove": ("activity_photo.remove", typed()),
    "community:activity-photo-update": ("activity_photo.update", typed(shows="nobody")),
    "community:activity-photos": ("activity_photo.add", a_picture),
    "community:lesson-share": ("lesson.share", typed()),
    "community:lesson-thank": ("lesson.thank", typed()),
    "community:lesson-withdraw": ("lesson.withdraw", typed()),
    "community:activity-result": ("activity.finish", typed(result="คนมามาก")),
    "community:activity-update": ("activity.update", typed(title="ชื่อใหม่")),
}
