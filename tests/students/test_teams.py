"""The three teams: who is in them as what, their order, the papers' number."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from schoolcare import numbering
from schoolcare.access import Role
from schoolcare.models import Numbering, Register
from students.appointment_orders import order_of_teams
from students.models import CareTeam, Structure, TeamMember
from students.services import teams
from students.services.unit_posts import Person
from tests.factories import make_user
from tests.students.making_structure import make_structure, team_of

TR = TeamMember.Role


@pytest.fixture
def structure(school, director):
    return make_structure(school, director)


def whole(structure):
    return Structure.objects.whole().get(pk=structure.pk)


def test_members_stand_by_their_role(structure, director, school):
    team = team_of(structure)
    member = make_user(Role.TEACHER, school=school)
    teams.add_members(team, [Person(user=member)], TR.MEMBER, by=director)
    teams.add_members(team, [Person(name="ประธานกรรมการสถานศึกษา")], TR.SECRETARY, by=director)
    teams.add_members(team, [Person(user=director)], TR.CHAIR, by=director)

    shown = [one.full_name for one in team.members.all()]
    assert shown == [director.full_name, member.full_name, "ประธานกรรมการสถานศึกษา"]


def test_who_is_in_the_team_is_not_added_twice(structure, director):
    team, people = team_of(structure), [Person(user=director), Person(name="นางดวงใจ")]

    assert teams.add_members(team, people, TR.MEMBER, by=director) == 2
    assert teams.add_members(team, people, TR.MEMBER, by=director) == 0


@pytest.mark.parametrize("count", [1, 2])
def test_team_has_one_chair(structure, director, count):
    team = team_of(structure)
    if count == 1:
        teams.add_members(team, [Person(user=director)], TR.CHAIR, by=director)
    people = [Person(name=f"คนที่ {number}") for number in range(count)]

    with pytest.raises(ValidationError, match="ประธานได้คนเดียว"):
        teams.add_members(team, people, TR.CHAIR, by=director)


def test_database_refuses_a_second_chair(structure, director):
    team = team_of(structure)
    team.members.create(user=director, role=TR.CHAIR)

    with pytest.raises(IntegrityError), transaction.atomic():
        team.members.create(name="อีกคน", role=TR.CHAIR)


def test_one_order_appoints_all_three(structure, director):
    team = team_of(structure)
    team.order_number, team.ordered_on = "45/2569", date(2026, 5, 1)

    teams.save_team(team, for_all=True, by=director)

    found = structure.teams.values_list("order_number", "ordered_on").distinct()
    assert list(found.order_by()) == [("45/2569", date(2026, 5, 1))]
    assert order_of_teams(whole(structure)).words == "คำสั่งที่ 45/2569 ลงวันที่ 1 พ.ค. 2569"


def test_teams_give_nobody_a_right(structure, director, school):
    person = make_user(Role.TEACHER, school=school)
    teams.add_members(team_of(structure), [Person(user=person)], TR.MEMBER, by=director)

    assert person.memberships.count() == 1


def test_number_of_the_register_stands_with_the_teams(structure, director, school):
    school.numbering = Numbering.REGISTER
    school.save()
    paper = ("care-order", "2569///")
    asked = {"dated_on": date(2026, 5, 1), "subject": "แต่งตั้ง", "by": director, "paper": paper}
    entry = numbering.take(school, Register.ORDER, **asked)

    found = order_of_teams(whole(structure))

    assert (found.number, found.dated_on) == (entry.text, date(2026, 5, 1))


def test_kinds_of_teams_are_three(structure):
    with pytest.raises(IntegrityError), transaction.atomic():
        CareTeam.objects.create(structure=structure, kind=CareTeam.Kind.LEAD, name="อีกทีม")
