"""Addresses of homeroom, class meetings and parents' networks (tests/care_rows.py)."""

from typing import Any

from schoolcare.access import Permission
from students.models import ClassPhoto
from tests.access_place import Place
from tests.factories import make_guardian
from tests.homevisits import making
from tests.students.making_attendance import MONDAY
from tests.students.making_homeroom import make_meeting, make_network, make_parent, make_week

KEY = "44444444-4444-4444-8444-444444444444"
RIGHTS = {
    Permission.HOMEROOM_VIEW: "students:homeroom-list students:homeroom-class "
    "students:homeroom-week students:class-photo students:class-meeting "
    "students:student-meetings",
    Permission.HOMEROOM_WRITE: "students:homeroom-edit students:homeroom-photos "
    "students:class-photo-remove students:class-meeting-create students:class-meeting-update "
    "students:class-meeting-sign students:class-meeting-election students:class-meeting-photos "
    "students:class-meeting-pupil",
    Permission.HOMEROOM_REVIEW: "students:homeroom-review",
    Permission.PARENTS_EDIT: "students:parents-list students:parents-create "
    "students:parents-detail students:parents-update students:parents-remove "
    "students:parent-member-create students:parent-member-update students:parent-member-remove",
}
POST_ONLY = {
    *("students:homeroom-review", "students:class-photo-remove", "students:class-meeting-sign"),
    *("students:parents-remove", "students:parent-member-remove"),
}


def of_room(place: Place) -> dict[str, Any]:
    assert place.student
    return {"pk": place.classroom.pk}


def of_week(place: Place) -> dict[str, Any]:
    return {"pk": make_week(place.classroom).pk}


def of_photo(place: Place) -> dict[str, Any]:
    week = make_week(place.classroom)
    photo = ClassPhoto.objects.create(
        classroom=place.classroom, week=week, file=place.picture(), added_by=place.everybody
    )
    return {"pk": photo.pk}


def of_meeting(place: Place) -> dict[str, Any]:
    assert place.student
    return {"pk": make_meeting(place.classroom).pk}


def of_meeting_pupil(place: Place) -> dict[str, Any]:
    return of_meeting(place) | {"student": place.student.pk}


def of_pupil(place: Place) -> dict[str, Any]:
    return {"pk": place.student.pk}


def of_network(place: Place) -> dict[str, Any]:
    return {"pk": make_network(place.school).pk}


def of_member(place: Place) -> dict[str, Any]:
    return {"pk": make_parent(make_network(place.school)).pk}


SCHOOL_ROWS = {
    "students:homeroom-review": of_week,
    "students:parents-detail": of_network,
    "students:parents-update": of_network,
    "students:parents-remove": of_network,
    "students:parent-member-create": of_network,
    "students:parent-member-update": of_member,
    "students:parent-member-remove": of_member,
}
PUPIL_ROWS = {
    "students:homeroom-class": of_room,
    "students:homeroom-edit": of_room,
    "students:homeroom-week": of_week,
    "students:homeroom-photos": of_week,
    "students:class-photo": of_photo,
    "students:class-photo-remove": of_photo,
    "students:class-meeting": of_meeting,
    "students:class-meeting-create": of_room,
    "students:class-meeting-update": of_meeting,
    "students:class-meeting-sign": of_meeting,
    "students:class-meeting-election": of_meeting,
    "students:class-meeting-photos": of_meeting,
    "students:class-meeting-pupil": of_meeting_pupil,
    "students:student-meetings": of_pupil,
}


def nothing(place: Place) -> dict[str, Any]:
    return {}


def photos(place: Place) -> dict[str, Any]:
    return {"photos": making.picture()}


def signed(place: Place) -> dict[str, Any]:
    make_guardian(place.student)
    guardianship = place.student.guardianships.get()
    return {"student": place.student.pk, "presence": "present", "guardian": guardianship.pk}


def elected(place: Place) -> dict[str, Any]:
    return {"post_1": make_guardian(place.student).pk}


def meeting(place: Place) -> dict[str, Any]:
    return {"held_on": MONDAY.isoformat(), "place": "ห้องประชุม", "key": KEY}


def network(place: Place) -> dict[str, Any]:
    days = {"starts_on": "1/6/2569", "ends_on": "15/5/2570"}
    return {"scope": "school", "key": KEY} | days


def later(place: Place) -> dict[str, Any]:
    return {"ends_on": "31/5/2572"}


def member(place: Place) -> dict[str, Any]:
    return {"position": 2, "name": "นายใหม่ ใจดี", "key": KEY}


def talk(place: Place) -> dict[str, Any]:
    return {"presence": "absent", "note": "โทรแล้ว", "follow_way": "phone"} | {
        "followed_on": "30/11/2569"
    }


WRITES = {
    "students:homeroom-edit": ("homeroom.save", nothing),
    "students:homeroom-review": ("homeroom.review", nothing),
    "students:homeroom-photos": ("class_photo.add", photos),
    "students:class-photo-remove": ("class_photo.remove", nothing),
    "students:class-meeting-create": ("class_meeting.create", meeting),
    "students:class-meeting-update": ("class_meeting.update", meeting),
    "students:class-meeting-sign": ("meeting_talk.sign", signed),
    "students:class-meeting-election": ("parent_network.members", elected),
    "students:class-meeting-photos": ("class_photo.add", photos),
    "students:class-meeting-pupil": ("meeting_talk.update", talk),
    "students:parents-create": ("parent_network.create", network),
    "students:parents-update": ("parent_network.update", later),
    "students:parents-remove": ("parent_network.remove", nothing),
    "students:parent-member-create": ("parent_network.members", member),
    "students:parent-member-update": ("parent_network.members", member),
    "students:parent-member-remove": ("parent_network.members", nothing),
}
LOOKS = {"students:student-meetings": "meeting_talk.view"}
OF_A_PUPIL = {"meeting_talk"}
