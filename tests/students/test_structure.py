"""The structure of a year: begun, copied, taken back; what it proves of the procedure."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import Level, Membership
from schoolcare.procedures import plans
from students.models import Division, Structure, Unit
from students.services import structure as services
from students.services import teams
from students.services.structure_copy import copy_structure
from students.services.unit_posts import Person, set_people
from students.starting_structures import LARGE, SETS, SMALL
from tests.factories import make_school, make_user
from tests.students.making_structure import appoint, make_structure, make_unit, team_of

TODAY = timezone.localdate()


@pytest.fixture
def teacher(school):
    return make_user(Role.TEACHER, school=school)


def begun(school, director, starting=None, year=2570):
    day = date(year - 543, 5, 16)
    return services.begin(
        Structure(school=school, year=year, starts_on=day), starting=starting, by=director
    )


@pytest.mark.parametrize(("starting", "divisions", "units"), [(SMALL, 4, 12), (LARGE, 5, 19)])
def test_starting_set_gives_divisions_units_and_three_teams(
    school, director, starting, divisions, units
):
    made = begun(school, director, starting)

    assert made.divisions.count() == divisions
    found = Unit.objects.filter(division__structure=made)
    assert found.count() == units
    assert all(unit.duty_lines for unit in found)
    assert found.get(name="งานระบบดูแลช่วยเหลือนักเรียน").role == Role.CARE_HEAD
    assert [str(team) for team in made.teams.all()] == [
        "ทีมนำ (คณะกรรมการอำนวยการ)",
        "ทีมประสาน (คณะกรรมการประสานงาน)",
        "ทีมทำ (คณะกรรมการดำเนินงาน)",
    ]


def test_sets_say_how_much_is_in_them():
    for one in SETS.values():
        units = sum(len(division.units) for division in one.divisions)
        assert one.hint.startswith(f"{len(one.divisions)} กลุ่ม {units} งาน")


def test_year_has_one_structure(school, director):
    begun(school, director)

    with pytest.raises(ValidationError, match="มีโครงสร้างแล้ว"):
        begun(school, director)


def test_structure_begins_after_that_of_the_year_before(school, director):
    begun(school, director, year=2569)

    late = Structure(school=school, year=2570, starts_on=date(2026, 5, 1))
    with pytest.raises(ValidationError, match="ต้องหลังวันเริ่มใช้"):
        services.begin(late, by=director)


def test_first_day_is_that_of_the_first_term(school):
    assert services.first_day(school, 2569) == date(2026, 5, 16)  # the legal default
    school.terms.create(year=2569, semester=1, starts_on="2026-05-18", ends_on="2026-10-11")

    assert services.first_day(school, 2569) == date(2026, 5, 18)


def test_copy_leaves_out_who_has_left_and_says_so(school, director, teacher):
    last = make_structure(school, director)
    gone = make_user(Role.TEACHER, school=school, first_name="ย้ายแล้ว")
    unit = make_unit(last, duties="ดูแลนักเรียน")
    named = Person(name="นางดวงใจ", post="ผู้ปกครอง")
    set_people(unit, Person(user=teacher), [Person(user=gone), named], by=director)
    teams.add_members(team_of(last), [Person(user=gone), Person(user=teacher)], 3, by=director)
    gone.memberships.update(ends_on=TODAY - timedelta(days=1))

    new = Structure(school=school, year=2570, starts_on=TODAY + timedelta(days=30))
    copied = copy_structure(new, last, by=director)

    copy = Unit.objects.get(division__structure=copied.structure)
    assert (copy.name, copy.duties, copy.role) == (unit.name, unit.duties, unit.role)
    assert [post.full_name for post in copy.posts.all()] == [teacher.full_name, "นางดวงใจ"]
    assert [str(one) for one in team_of(copied.structure).members.all()] == [str(teacher)]
    assert copied.left == [gone.full_name]
    assert gone.full_name in copied.words


def test_copied_head_gets_the_role_of_the_new_year(school, director, teacher):
    last = make_structure(school, director)
    appoint(make_unit(last), teacher, by=director)
    day = TODAY + timedelta(days=30)

    new = Structure(school=school, year=2570, starts_on=day)
    copy_structure(new, last, by=director)

    found = Membership.objects.filter(user=teacher, role="care_head").order_by("pk")
    assert [one.ends_on for one in found] == [day - timedelta(days=1), None]
    assert found[1].starts_on == day


def test_orders_are_not_copied(school, director):
    last = make_structure(school, director, order_number="9/2569")
    team = team_of(last)
    team.order_number = "10/2569"
    teams.save_team(team, by=director)

    new = Structure(school=school, year=2570, starts_on=date(2027, 5, 16))
    copied = copy_structure(new, last, by=director).structure

    assert (copied.order_number, team_of(copied).order_number) == ("", "")


def test_structure_in_force_with_people_is_not_removed(school, director, teacher):
    structure = make_structure(school, director)
    appoint(make_unit(structure), teacher, by=director)

    with pytest.raises(ValidationError, match="ใช้อยู่"):
        services.remove_structure(structure, by=director)


def test_division_with_units_is_not_removed(school, director):
    unit = make_unit(make_structure(school, director))

    with pytest.raises(ValidationError, match="ยังมีงาน"):
        services.remove_division(unit.division, by=director)


@pytest.mark.parametrize(
    "fields", [{"role": "director"}, {"member_role": "school_admin"}, {"role": "level_head"}]
)
def test_unit_refuses_roles_that_do_not_follow_a_unit(school, director, fields):
    division = Division.objects.create(structure=make_structure(school, director), name="ฝ่าย")

    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(division=division, name="งาน", **fields)


def test_level_head_is_head_of_the_level_of_the_unit(school, director, teacher):
    structure = make_structure(school, director)
    unit = make_unit(structure, "งานระดับชั้น ม.1", role="level_head", level=Level.M1)

    appoint(unit, teacher, by=director)

    assert Membership.objects.get(user=teacher, role="level_head").level == Level.M1


def test_one_unit_has_one_head_and_a_name_or_an_account(school, director, teacher):
    unit = make_unit(make_structure(school, director))
    unit.posts.create(user=teacher, is_head=True)

    for wrong in ({"name": "อีกคน", "is_head": True}, {"name": ""}, {"user": director, "name": "ก"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            unit.posts.create(**wrong)


def test_structure_proves_the_first_steps_of_the_care_procedure(school, director, teacher):
    make_unit(make_structure(make_school(), director))
    care = steps(school)
    assert [care[at].is_done for at in (0, 1)] == [False, False]

    unit = make_unit(make_structure(school, director))
    care = steps(school)
    assert [care[at].is_done for at in (0, 1)] == [True, False]
    assert care[1].proof.text == "มีหัวหน้างานแล้ว 0/1 งาน"

    appoint(unit, teacher, by=director)
    assert steps(school)[1].is_done


def steps(school):
    care = next(one for one in plans(school, 2569) if one.procedure.code == "school-care")
    return care.steps
