"""Roles follow the units: given, shared, ended; what was given by hand is never touched."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare import accounts
from schoolcare.access import Permission, Role
from schoolcare.models import AuditEvent, Membership, User
from students.services import structure as services
from tests.factories import make_school, make_user
from tests.students.making_structure import appoint, make_structure, make_unit

YESTERDAY = timezone.localdate() - timedelta(days=1)


def again(user):
    """As the next request sees the person."""
    return User.objects.get(pk=user.pk)


def roles_of(user):
    found = Membership.objects.filter(user=user).on(timezone.localdate())
    return sorted(found.values_list("role", flat=True))


@pytest.fixture
def teacher(school):
    return make_user(Role.TEACHER, school=school)


@pytest.fixture
def unit(school, director):
    return make_unit(make_structure(school, director))


def test_head_gets_the_role_of_the_unit_with_a_trail(unit, director, teacher):
    appoint(unit, teacher, by=director)

    assert roles_of(teacher) == ["care_head", "teacher"]
    assert again(teacher).access.allows(Permission.SCREENING_ROUND)
    actions = AuditEvent.objects.filter(actor_id=director.pk).values_list("action", flat=True)
    assert set(actions) >= {"membership.create", "unit.owners"}


def test_members_get_the_role_of_members(unit, director, teacher, school):
    unit.member_role = Role.COUNSELLOR.value
    unit.save()
    head = make_user(Role.TEACHER, school=school)

    appoint(unit, head, teacher, by=director)

    assert (roles_of(head), roles_of(teacher)) == (
        ["care_head", "teacher"],
        ["counsellor", "teacher"],
    )


def test_role_ends_with_the_post(unit, director, teacher):
    appoint(unit, teacher, by=director)
    Membership.objects.filter(user=teacher).update(starts_on=date(2026, 5, 16))

    appoint(unit, None, by=director)

    assert roles_of(teacher) == ["teacher"]
    assert Membership.objects.get(user=teacher, role="care_head").ends_on == YESTERDAY
    assert AuditEvent.objects.filter(action="membership.end").count() == 1


def test_role_given_by_hand_stays(unit, director, teacher, school):
    by_hand = teacher.memberships.create(role=Role.CARE_HEAD, school=school)

    appoint(unit, teacher, by=director)
    appoint(unit, None, by=director)

    assert Membership.objects.get(pk=by_hand.pk).ends_on is None
    assert Membership.objects.filter(user=teacher, role="care_head").count() == 1


def test_role_lasts_as_long_as_one_of_two_posts(unit, director, teacher):
    other = make_unit(unit.division.structure, "งานที่สอง")
    appoint(unit, teacher, by=director)
    appoint(other, teacher, by=director)

    appoint(unit, None, by=director)

    assert roles_of(teacher) == ["care_head", "teacher"]
    appoint(other, None, by=director)
    assert roles_of(teacher) == ["teacher"]


def test_four_teachers_hold_five_units_each(school, director, teacher):
    structure = make_structure(school, director)
    roles = (Role.CARE_HEAD, Role.WELFARE, Role.CLERK, Role.FINANCE, Role.HEALTH_TEACHER)
    for role in roles:
        appoint(make_unit(structure, f"งาน {role}", role=role), teacher, by=director)

    assert roles_of(teacher) == sorted([*map(str, roles), "teacher"])


def test_another_right_of_the_unit_goes_to_its_people_at_once(unit, director, teacher):
    appoint(unit, teacher, by=director)

    unit.role = Role.WELFARE.value
    services.save_unit(unit, by=director)

    assert roles_of(teacher) == ["teacher", "welfare"]


def test_removed_unit_ends_its_roles(unit, director, teacher):
    appoint(unit, teacher, by=director)

    services.remove_unit(unit, by=director)

    assert roles_of(teacher) == ["teacher"]


def test_next_year_takes_over_on_its_first_day(unit, director, teacher, school):
    appoint(unit, teacher, by=director)
    day = timezone.localdate() + timedelta(days=30)
    coming = make_structure(school, director, year=2570, starts_on=day)
    appoint(make_unit(coming), teacher, by=director)

    found = Membership.objects.filter(user=teacher, role="care_head").order_by("pk")
    old, new = [(one.starts_on, one.ends_on) for one in found]
    assert old[1] == day - timedelta(days=1)
    assert new == (day, None)

    services.remove_structure(coming, by=director)
    assert [one.ends_on for one in found.all()] == [None]


def test_moved_first_day_moves_both_roles(unit, director, teacher, school):
    appoint(unit, teacher, by=director)
    day = timezone.localdate() + timedelta(days=30)
    coming = make_structure(school, director, year=2570, starts_on=day)
    appoint(make_unit(coming), teacher, by=director)

    coming.starts_on = day + timedelta(days=5)
    services.save_structure(coming, by=director)

    old, new = Membership.objects.filter(user=teacher, role="care_head").order_by("pk")
    assert (old.ends_on, new.starts_on) == (day + timedelta(days=4), day + timedelta(days=5))


def test_year_that_is_over_gives_no_right(unit, director, teacher, school):
    past = make_structure(school, director, year=2568)

    appoint(make_unit(past), teacher, by=director)

    assert roles_of(teacher) == ["teacher"]


def test_who_does_not_work_here_is_refused(unit, director):
    with pytest.raises(ValidationError, match="ไม่ใช่บุคลากร"):
        appoint(unit, make_user(Role.TEACHER, school=make_school()), by=director)

    assert not unit.posts.exists()


def test_who_has_left_gets_no_right_again(unit, director, teacher, school):
    teacher.memberships.create(role=Role.CARE_HEAD, school=school)
    appoint(unit, teacher, by=director)
    teacher.memberships.update(ends_on=YESTERDAY)

    appoint(unit, teacher, by=director)

    assert roles_of(teacher) == []


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SCHOOL_ADMIN, Role.DISTRICT_OFFICER])
def test_no_unit_gives_a_role_above_its_school(school, director, teacher, role):
    with pytest.raises(ValidationError, match="ให้ตามงานไม่ได้"):
        accounts.give_unit_role(teacher, accounts.Post(role), school=school, by=director)


def test_only_who_edits_the_structure_gives_roles(school, care_head, teacher):
    post = accounts.Post(Role.WELFARE)

    with pytest.raises(ValidationError, match="จัดโครงสร้าง"):
        accounts.give_unit_role(teacher, post, school=school, by=care_head)
