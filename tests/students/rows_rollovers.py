"""Addresses of the rollover for the tables of access and of the log."""

from typing import Any

from schoolcare.access import Permission
from students.models import Rollover
from students.rollover_plan import Plan
from students.services import rollovers as services
from tests.access_place import Place
from tests.factories import YEAR

NAMES = ["begin", "class", "commit", "detail", "home", "make", "settings", "sheet", "team", "undo"]
RIGHTS = {Permission.ROLLOVER_RUN: " ".join(f"students:rollover-{one}" for one in NAMES)}
POST_ONLY = {"students:rollover-begin", "students:rollover-make"}
LOOKS = {"students:rollover-sheet": "rollover.export"}


def draft(place: Place) -> Rollover:
    """A pupil, and the class of the new year that waits for them."""
    assert place.student
    rollover = services.begin(place.school, YEAR, by=place.everybody)
    services.make_classes(rollover, by=place.everybody)
    return rollover


def of_draft(place: Place) -> dict[str, Any]:
    return {"pk": draft(place).pk}


def of_committed(place: Place) -> dict[str, Any]:
    rollover = draft(place)
    services.commit(rollover, Plan(rollover).mark, by=place.everybody)
    return {"pk": rollover.pk}


def of_class(place: Place) -> dict[str, Any]:
    return of_draft(place) | {"room": place.classroom.pk}


def of_team(place: Place) -> dict[str, Any]:
    rollover = draft(place)
    room = place.school.classrooms.get(year=rollover.to_year)
    return {"pk": rollover.pk, "room": room.pk}


def begun(place: Place) -> dict[str, Any]:
    """A school that has a class this year, and no rollover yet."""
    assert place.student
    return {}


def looked_at(place: Place) -> dict[str, Any]:
    return {"mark": Plan(Rollover.objects.get(school=place.school)).mark}


def repeats(place: Place) -> dict[str, Any]:
    return {f"p{place.student.pk}": "repeat"}


def the_colleague(place: Place) -> dict[str, Any]:
    return {"users": [place.colleague.pk]}


def no_fields(place: Place) -> dict[str, Any]:
    return {}


SCHOOL_ROWS = {
    f"students:rollover-{one}": of_draft for one in NAMES if one not in {"begin", "home"}
}
SCHOOL_ROWS |= {"students:rollover-class": of_class, "students:rollover-team": of_team}
SCHOOL_ROWS["students:rollover-undo"] = of_committed
WRITES = {
    "students:rollover-begin": ("rollover.begin", no_fields, begun),
    "students:rollover-class": ("rollover.class", repeats),
    "students:rollover-commit": ("rollover.commit", looked_at),
    "students:rollover-make": ("rollover.classes",),
    "students:rollover-settings": ("rollover.settings",),
    "students:rollover-team": ("rollover.advisers", the_colleague),
    "students:rollover-undo": ("rollover.undo",),
}
