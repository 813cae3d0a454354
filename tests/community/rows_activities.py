"""Addresses of activities: a row for each, its right, its verb, what it leaves in the log."""

from collections.abc import Callable
from datetime import date
from typing import Any

from community.models import TripPupil
from schoolcare.access import Permission, Role
from tests.access_place import Place
from tests.community.making_activities import (
    make_activity,
    make_asked,
    make_course,
    make_photo,
    make_shared,
    make_traveller,
    make_trip,
)
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


def of_training(place: Place) -> dict[str, Any]:
    activity = make_activity(place.school, place.everybody)
    make_course(activity)
    return {"pk": activity.pk}


def of_trip(place: Place) -> dict[str, Any]:
    """Planned, with a pupil: all that may be asked for."""
    activity = make_activity(place.school, place.everybody, ends_on=date(2026, 11, 20))
    make_traveller(make_trip(activity), place.student)
    return {"pk": activity.pk}


def of_asked_trip(place: Place) -> dict[str, Any]:
    activity = make_activity(place.school, place.everybody)
    make_asked(activity, place.student, make_user(Role.TEACHER, school=place.school))
    return {"pk": activity.pk}


def a_reply(place: Place) -> dict[str, Any]:
    return {f"reply_{TripPupil.objects.get().pk}": "yes"}


def the_pupil(place: Place) -> dict[str, Any]:
    return {"pupils": [place.student.pk]}


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
    "community:course-follow-up": of_training,
    "community:course-learners": of_training,
    "community:course-plan": of_training,
    "community:lesson-detail": of_shared,
    "community:lesson-photo": of_shared_photo,
    "community:lesson-share": of_lesson,
    "community:lesson-thank": of_neighbours_lesson,
    "community:lesson-withdraw": of_shared,
    "community:trip-allow": of_asked_trip,
    "community:trip-ask": of_trip,
    "community:trip-plan": of_trip,
    "community:trip-pupils": of_trip,
    "community:trip-reopen": of_asked_trip,
    "community:trip-replies": of_trip,
    "community:trip-return": of_asked_trip,
}
RIGHTS: dict[Permission, str] = {
    Permission.ACTIVITY_VIEW: "community:activity-detail community:activity-list "
    "community:activity-photo",
    Permission.LESSON_READ: "community:lesson-detail community:lesson-list community:lesson-photo "
    "community:lesson-thank",
    Permission.ACTIVITY_LOG: "community:activity-cancel community:activity-create "
    "community:activity-result community:activity-update community:activity-photo-remove "
    "community:activity-photo-update community:activity-photos community:lesson-share "
    "community:lesson-withdraw community:trip-ask community:trip-plan community:trip-pupils "
    "community:trip-reopen community:trip-replies "
    "community:course-follow-up community:course-learners community:course-plan",
    Permission.ACTIVITY_ALLOW: "community:trip-allow community:trip-return",
    Permission.ACTIVITY_EDIT: "community:trip-rule-list community:trip-rule-update",
}
POST_ONLY: set[str] = {
    *("community:activity-photo-remove", "community:lesson-share", "community:lesson-thank"),
    *("community:lesson-withdraw", "community:trip-allow", "community:trip-ask"),
    "community:trip-reopen",
}
NEW = {"key": KEY, "title": "ใหม่", "starts_on": "20/11/2569"}
WRITES: dict[str, tuple] = {
    "community:activity-cancel": ("activity.cancel", typed(reason="ฝนตก")),
    "community:activity-create": ("activity.create", typed(**NEW)),
    "community:activity-photo-remove": ("activity_photo.remove", typed()),
    "community:activity-photo-update": ("activity_photo.update", typed(shows="nobody")),
    "community:activity-photos": ("activity_photo.add", a_picture),
    "community:lesson-share": ("lesson.share", typed()),
    "community:lesson-thank": ("lesson.thank", typed()),
    "community:lesson-withdraw": ("lesson.withdraw", typed()),
    "community:course-follow-up": ("course.update", typed(follow_up_on="20/11/2569")),
    "community:course-learners": ("course.people", typed(lines="นางบัวผัน, บ้านดอยงาม, 6")),
    "community:course-plan": ("course.save", typed(hours="4.5")),
    "community:trip-allow": ("trip.allow", typed()),
    "community:trip-ask": ("trip.ask", typed()),
    "community:trip-plan": ("trip.save", typed(vehicle="รถตู้")),
    "community:trip-pupils": ("trip.choose", the_pupil),
    "community:trip-reopen": ("trip.reopen", typed()),
    "community:trip-replies": ("trip.answer", a_reply),
    "community:trip-rule-update": (
        "trip.settings",
        typed(approver="ผู้อำนวยการสถานศึกษา"),
        lambda place: {"kind": "day"},
    ),
    "community:trip-return": ("trip.return", typed(reason="เพิ่มครูผู้ควบคุม")),
    "community:activity-result": ("activity.finish", typed(result="คนมามาก")),
    "community:activity-update": ("activity.update", typed(title="ชื่อใหม่")),
}
