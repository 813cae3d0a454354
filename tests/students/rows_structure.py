"""Rows of the access and log tests: the structure of a year, its units, the teams."""

from collections.abc import Callable
from typing import Any

from schoolcare.access import Permission
from students.models import Structure, TeamMember, Unit
from tests.access_place import Place
from tests.students.making_structure import make_structure, make_unit, team_of

Fields = Callable[[Place], dict[str, Any]]
KEY = "22222222-2222-4222-8222-222222222222"


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def structure(place: Place) -> Structure:
    found = Structure.objects.filter(school=place.school).first()
    return found or make_structure(place.school, place.everybody)


def unit(place: Place) -> Unit:
    return make_unit(structure(place))


def member(place: Place) -> TeamMember:
    return team_of(structure(place)).members.create(user=place.colleague)


def of_structure(place: Place) -> dict[str, Any]:
    return {"pk": structure(place).pk}


def of_unit(place: Place) -> dict[str, Any]:
    return {"pk": unit(place).pk}


def of_division(place: Place) -> dict[str, Any]:
    return {"pk": structure(place).divisions.create(name="ฝ่ายใหม่").pk}


def of_team(place: Place) -> dict[str, Any]:
    return {"pk": team_of(structure(place)).pk}


def of_member(place: Place) -> dict[str, Any]:
    return {"pk": member(place).pk}


def colleague(name: str, **more: Any) -> Fields:
    return lambda place: {name: place.colleague.pk} | more


def people(place: Place) -> dict[str, Any]:
    return {"people": [place.colleague.pk], "key": KEY}


SCHOOL_ROWS: dict[str, Fields] = {
    **dict.fromkeys((f"students:structure-{verb}" for verb in ("update", "remove")), of_structure),
    "students:division-create": of_structure,
    "students:division-update": of_division,
    "students:division-remove": of_division,
    "students:unit-create": of_division,
    **dict.fromkeys(
        (f"students:unit-{verb}" for verb in ("detail", "update", "people", "remove")), of_unit
    ),
    "students:team-update": of_team,
    "students:team-add": of_team,
    "students:team-member-update": of_member,
    "students:team-member-remove": of_member,
}
POST_ONLY = {f"students:{noun}-remove" for noun in ("structure", "division", "unit", "team-member")}
RIGHTS = {
    Permission.STRUCTURE_VIEW: "students:structure-detail students:unit-detail students:team-list",
    Permission.STRUCTURE_EDIT: "students:structure-begin students:structure-update "
    "students:structure-remove students:division-create students:division-update "
    "students:division-remove students:unit-create students:unit-update students:unit-people "
    "students:unit-remove",
    Permission.CARE_ORDER: "students:team-update students:team-add students:team-member-update "
    "students:team-member-remove",
}
WRITES: dict[str, tuple] = {
    "students:structure-begin": ("structure.create", typed(start="small")),
    "students:structure-update": ("structure.update", typed(order_number="9/2569")),
    "students:structure-remove": ("structure.delete", typed()),
    "students:division-create": ("division.create", typed(name="ฝ่ายหนึ่ง")),
    "students:division-update": ("division.update", typed(name="ฝ่ายสอง")),
    "students:division-remove": ("division.delete", typed()),
    "students:unit-create": ("unit.create", typed(name="งานหนึ่ง")),
    "students:unit-update": ("unit.update", typed(duties="ทำงาน")),
    "students:unit-people": ("unit.owners", colleague("head")),
    "students:unit-remove": ("unit.delete", typed()),
    "students:team-update": ("care_team.update", typed(order_number="10/2569")),
    "students:team-add": ("care_team.fill", people),
    "students:team-member-update": ("team_member.update", typed(post="ผู้แทนครู")),
    "students:team-member-remove": ("team_member.delete", typed()),
}
