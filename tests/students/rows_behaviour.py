"""Addresses of behaviour: a row for each, its right, its verb, what it leaves in the log."""

from typing import Any

from django.utils import timezone

from schoolcare.access import Permission
from students.models import BehaviourScale
from tests.access_place import Place
from tests.homevisits import making
from tests.students.making_behaviour import (
    kind_of,
    make_behaviour,
    make_letter,
    make_penalty,
    make_rules,
    make_scan,
)

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


def of_bond(place: Place) -> dict[str, Any]:
    return {"pk": make_penalty(place.student, place.everybody, kind="bond").pk}


def of_scan(place: Place) -> dict[str, Any]:
    bond = make_penalty(place.student, place.everybody, kind="bond")
    return {"pk": make_scan(bond, place.everybody).pk}


def of_letter(place: Place) -> dict[str, Any]:
    return {"pk": make_letter(place.student).pk}


def signed(place: Place) -> dict[str, Any]:
    return {"guardian_name": "นางมานี ใจดี", "signed_on": timezone.localdate().isoformat()}


def scanned(place: Place) -> dict[str, Any]:
    return {"copy": making.picture()}


def penalised(place: Place) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"key": KEY, "kind": "warning", "reason": "มาสายบ่อย", "decided_on": today}


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
    "students:letter-settle": of_letter,
    "students:penalty-detail": of_bond,
    "students:penalty-outcome": of_bond,
}
PUPIL_ROWS = {
    "students:penalty-create": of_student,
    "students:penalty-void": of_bond,
    "students:signed-bond-attach": of_bond,
    "students:signed-bond-file": of_scan,
    "students:signed-bond-remove": of_scan,
    "students:student-behaviour": of_student,
}
RIGHTS: dict[Permission, str] = {
    Permission.BEHAVIOUR_NOTE: "students:behaviour-event students:behaviour-find "
    "students:behaviour-note students:behaviour-own students:behaviour-photo "
    "students:behaviour-withdraw students:conduct-detail students:conduct-version "
    "students:letter-settle students:penalty-detail students:penalty-list "
    "students:penalty-outcome",
    Permission.BEHAVIOUR_VIEW: "students:behaviour-list students:behaviour-statistics "
    "students:letter-list students:signed-bond-file students:student-behaviour",
    Permission.BEHAVIOUR_DECIDE: "students:penalty-create students:penalty-void "
    "students:signed-bond-attach students:signed-bond-remove",
    Permission.CONDUCT_EDIT: "students:conduct-edit students:scale-edit",
}
WRITES: dict[str, tuple] = {
    "students:behaviour-note": ("behaviour.create", noted),
    "students:behaviour-withdraw": ("behaviour.withdraw", taken_back),
    "students:conduct-edit": ("conduct.create", announced),
    "students:letter-settle": ("behaviour_letter.settle", lambda place: {"state": "sent"}),
    "students:penalty-create": ("penalty.create", penalised),
    "students:penalty-outcome": ("penalty.finish", signed),
    "students:penalty-void": ("penalty.void", taken_back),
    "students:signed-bond-attach": ("signed_bond.attach", scanned),
    "students:signed-bond-remove": ("signed_bond.delete", taken_back),
    "students:scale-edit": ("scale.create", rescaled),
}
NO_TRAIL = {"students:behaviour-find"}  # a search; names stay out of the address
OF_A_PUPIL = {"behaviour", "behaviour_letter", "penalty", "signed_bond"}
LOOKS = {
    "students:behaviour-event": "behaviours.view",
    "students:penalty-detail": "behaviours.view",
    "students:signed-bond-file": "signed_bond.download",
    "students:student-behaviour": "behaviour.view",
}
