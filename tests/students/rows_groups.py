"""Rows of the access and log tests: pupil groups, who is in them, their kinds."""

from collections.abc import Callable
from typing import Any

from schoolcare.access import Permission
from students.models import GroupKind, PupilGroup
from tests.access_place import Place
from tests.students.making_structure import make_group, make_member

Fields = Callable[[Place], dict[str, Any]]


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def group(place: Place) -> PupilGroup:
    found = PupilGroup.objects.filter(school=place.school).first()
    return found or make_group(place.school)


def of_group(place: Place) -> dict[str, Any]:
    assert place.student  # so that there is a class to choose from
    return {"pk": group(place).pk}


def of_member(place: Place) -> dict[str, Any]:
    return {"pk": make_member(group(place), place.student).pk}


def of_kind(place: Place) -> dict[str, Any]:
    return {"pk": GroupKind.objects.create(school=place.school, name="ชมรมหนึ่ง").pk}


def new_group(place: Place) -> dict[str, Any]:
    return {"kind": GroupKind.objects.filter(school=None).first().pk}


def seats(place: Place) -> dict[str, Any]:
    return {"seats": [place.student.enrolments.get().pk]}


SCHOOL_ROWS: dict[str, Fields] = {
    **dict.fromkeys(
        (f"students:group-{verb}" for verb in ("detail", "update", "remove", "add")), of_group
    ),
    "students:group-pupil-update": of_member,
    "students:group-pupil-remove": of_member,
    "students:group-kind-update": of_kind,
}
POST_ONLY = {"students:group-remove", "students:group-pupil-remove"}
RIGHTS = {
    Permission.GROUP_VIEW: "students:group-list students:group-detail students:group-kind-list",
    Permission.GROUP_EDIT: "students:group-create students:group-update students:group-remove "
    "students:group-add students:group-pupil-update students:group-pupil-remove "
    "students:group-kind-create students:group-kind-update",
}
WRITES: dict[str, tuple] = {
    "students:group-create": ("pupil_group.create", new_group),
    "students:group-update": ("pupil_group.update", typed(purpose="เลือกตั้ง")),
    "students:group-remove": ("pupil_group.delete", typed()),
    "students:group-add": ("pupil_group.choose", seats),
    "students:group-pupil-update": ("group_pupil.update", typed(position="ประธาน")),
    "students:group-pupil-remove": ("group_pupil.delete", typed()),
    "students:group-kind-create": ("group_kind.create", typed(name="ชมรมสอง")),
    "students:group-kind-update": ("group_kind.update", typed(name="ชมรมสาม")),
}
OF_A_PUPIL = {"group_pupil"}
