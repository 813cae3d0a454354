"""A menu is kept for all who hold the same rights, and for nobody else."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from schoolcare import registry
from schoolcare.access import Role
from schoolcare.menus import menu_of
from schoolcare.models import User
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
PUPILS = "/students/"


def _menu(user, path=PUPILS, school=None):
    user = User.objects.get(pk=user.pk)  # what was held is read once a request
    place = SimpleNamespace(school=school or user.memberships.first().school)
    return menu_of(SimpleNamespace(user=user, path=path, workplace=place))


def test_who_holds_the_same_has_the_same_menu(school):
    one, other = (make_user(Role.CLERK, school=place) for place in (school, make_school()))

    assert _menu(one) is _menu(other)
    assert _menu(one).column != _menu(one, "/").column
    assert _menu(one).column != _menu(make_user(Role.DIRECTOR, school=school)).column


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADVISER, Role.DIRECTOR, Role.DISTRICT_OFFICER])
def test_menu_holds_what_may_be_opened_and_nothing_else(school, role):
    place = {"district": school.district} if role == Role.DISTRICT_OFFICER else {"school": school}
    user = make_user(role, **place)

    open_here = {
        reverse(one.url_name)
        for one in registry.menu
        for right in one.permissions
        if (place.get("school") and school.pk in user.access.grant(right).schools)
        or (not one.at_school and user.access.allows(right))
    }
    assert {entry["url"] for entry in _menu(user).entries} == open_here


def test_a_right_taken_away_leaves_the_menu(school):
    user = make_user(Role.CLERK, Role.SCHOOL_ADMIN, school=school)
    before = {entry["url"] for entry in _menu(user).entries}
    user.memberships.filter(role=Role.SCHOOL_ADMIN).delete()

    assert {entry["url"] for entry in _menu(user).entries} < before


def test_what_is_held_at_the_school_worked_in_alone_stands_there_alone(school):
    at_school = [one for one in registry.menu if one.at_school]
    assert at_school
    user = make_user(Role.DIRECTOR, school=make_school())
    user.memberships.create(role=Role.TEACHER, school=school)
    there = next(one.school for one in user.memberships.all() if one.role == Role.DIRECTOR)

    few, many = ({one["url"] for one in _menu(user, school=at).entries} for at in (school, there))
    assert few < many


def test_the_nearest_place_is_lit(school):
    user = make_user(Role.CLERK, school=school)

    lit = [one["url"] for one in _menu(user, f"{PUPILS}imports/12/").entries if one["current"]]
    assert lit == [f"{PUPILS}imports/"]
    assert not [one for one in _menu(user, "/nowhere/").entries if one["current"]]
