"""Pages of structure, teams and groups at a telephone's width: nothing wide, axe finds nothing."""

import pytest

from schoolcare.access import Role
from tests.factories import make_student, make_user
from tests.students.filling import page
from tests.students.making_structure import (
    appoint,
    make_group,
    make_member,
    make_structure,
    make_unit,
    team_of,
)
from tests.test_accessible import walk  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses(school, director, classroom):
    """Of a structure with a unit, a team and a group, each with somebody in it."""
    structure = make_structure(school, director)
    unit, team, group = make_unit(structure), team_of(structure), make_group(school)
    person = make_user(Role.TEACHER, school=school)
    appoint(unit, person, director, by=director)
    team_member = team.members.create(user=person)
    member = make_member(group, make_student(classroom), position="ประธาน")
    make_student(classroom)
    return [
        page("structure-update", structure.pk),
        *(page(name) for name in ("structure-detail", "team-list", "group-list", "group-create")),
        *(page(f"unit-{verb}", unit.pk) for verb in ("detail", "update", "people")),
        *(page(f"team-{verb}", team.pk) for verb in ("update", "add")),
        page("team-member-update", team_member.pk),
        *(page(f"group-{verb}", group.pk) for verb in ("detail", "update", "add")),
        page("group-pupil-update", member.pk),
        *(page(name) for name in ("group-kind-list", "group-kind-create")),
        page("division-create", structure.pk),
    ]


def test_structure_teams_and_groups_are_accessible(walk, director, addresses):  # noqa: F811
    assert walk(director, addresses) == []
