"""Addresses of behaviour: a row for each, its right, its verb, what it leaves in the log."""

from typing import Any

from schoolcare.access import Permission
from students.models import BehaviourScale
from tests.access_place import Place
from tests.homevisits import making
from tests.students.making_behaviour import kind_of, make_behaviour, make_rules

KEY = "44444444-4444-4444-8444-444444444444"


def of_student(place: Place) -> dict[str, Any]:
    return {"pk": place.student.pk}


def of_event(place: Place) -> dict[str, Any]:
    return {"pk": make_behaviour(place.student, by=place.everybody).pk}


def of_photographed(place: Place) -> dict[str, Any]:
    event = make_behaviour(place.student, by=place.everybody, photo=place.picture())
    return {"pk": event.pk}


def of_rules(place: Place) -> dict[str, Any]:
    return {"pk": make_rules(place.school, place.everybody).pk}


def noted(place: Place) -> dict[str, Any]:
    facts = {"key": KEY, "students": [place.student.pk], "on": "20/11/2569"}
    return facts | {"kind": kind_of("มาโรงเรียนสาย").pk, "photo": making.picture()}


def taken_back(place: Place) -> dict[str, Any]:
    return {"reason": "เข้าใจผิด"}


def announced(place: Place) -> dict[str, Any]:
    return {"key": KEY, "text": "มาเรียนทุกวัน", "announced_on": "20/11/2569"}


def rescaled(place: Place) -> dict[str, Any]:
    shipped = BehaviourScale.objects.get(school=None).pk
    facts = {"key": KEY, "over": shipped, "starting_points": 80, "period": "year"}
    return facts | {"name_0": "ช่วยงานวัด", "sort_0": "good", "points_0": 7}


SCHOOL_ROWS = {
    "students:behaviour-event": of_event,
    "students:behaviour-photo": of_photographed,
    "students:behaviour-withdraw": of_event,
    "students:conduct-version": of_rules,
}
PUPIL_ROWS = {"students:student-behaviour": of_student}
RIGHTS: dict[Permission, str] = {
    Permission.BEHAVIOUR_NOTE: "students:behaviour-event students:behaviour-find "
    "students:behaviour-note students:behaviour-own students:behaviour-photo "
    "students:behaviour-withdraw students:conduct-detail students:conduct-version",
    Permission.BEHAVIOUR_VIEW: "students:behaviour-list students:student-behaviour",
    Permission.CONDUCT_EDIT: "students:conduct-edit students:scale-edit",
}
WRITES: dict[str, tuple] = {
    "students:behaviour-note": ("behaviour.create", noted),
    "students:behaviour-withdraw": ("behaviour.withdraw", taken_back),
    "students:conduct-edit": ("conduct.create", announced),
    "students:scale-edit": ("scale.create", rescaled),
}
NO_TRAIL = {"students:behaviour-find"}  # a search; names stay out of the address
OF_A_PUPIL = {"behaviour"}
LOOKS = {
    "students:behaviour-event": "behaviours.view",
    "students:student-behaviour": "behaviour.view",
}
