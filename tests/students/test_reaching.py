"""A pupil of one's own school is found by a query written once: the same pupil, the same rights."""

from types import SimpleNamespace

import pytest
from django.http import Http404

from schoolcare.access import Permission, Role
from schoolcare.models import Village
from students.models import Household
from students.views import pages
from students.views.pages import pupil
from tests.factories import make_adviser, make_classroom, make_school, make_student, make_user

pytestmark = pytest.mark.django_db
ALSO = sorted(set(Permission) - {Permission.SIGNED_IN})
ROLES = [role for role in Role if role.value in {"director", "clerk", "counsellor", "teacher"}]
ROLES += [Role.CARE_HEAD, Role.ADVISER, Role.LEVEL_HEAD, Role.SCHOOL_ADMIN]


def _request(user, school):
    return SimpleNamespace(user=user, workplace=SimpleNamespace(school=school))


def _found(user, school, pk, permission=Permission.PUPIL_VIEW):
    """Name, village and rights; None for a pupil who is out of reach."""
    held = [one for one in ALSO if user.access.allows(one)]
    try:
        student = pupil(_request(user, school), pk, permission, *held)
    except Http404:
        return None
    place = student.household and student.household.village
    return student.pk, student.full_name, place, student.rights


@pytest.fixture
def pupils(school, classroom):
    """Of the first class, of another, without a class, of another school."""
    other = make_classroom(school, level=15)
    elsewhere = make_classroom(make_school(district=school.district))
    found = [make_student(room) for room in (classroom, other, elsewhere)]
    return [*found, make_student(school=school)]


def _same(user, school, pupils, monkeypatch):
    """What is found, after comparing it with queries built for this person."""
    quick = [_found(user, school, one.pk) for one in pupils]
    with monkeypatch.context() as patch:
        patch.setattr(pages, "_of_school", lambda *_: None)
        assert [_found(user, school, one.pk) for one in pupils] == quick
    return quick


@pytest.mark.parametrize("role", ROLES)
def test_same_pupil_and_rights(school, classroom, pupils, role, monkeypatch):
    user = make_adviser(classroom) if role == Role.ADVISER else make_user(role, school=school)

    found = _same(user, school, pupils, monkeypatch)
    assert found[2] is None


def test_an_adviser_finds_their_own_and_then_the_next_adviser(school, classroom, pupils):
    first, second = make_adviser(classroom), make_adviser(make_classroom(school, level=16))

    assert [bool(_found(first, school, one.pk)) for one in pupils] == [True, False, False, False]
    assert [bool(_found(second, school, one.pk)) for one in pupils] == [False] * 4


def test_who_works_in_two_schools_finds_pupils_of_both(school, pupils, clerk, monkeypatch):
    clerk.memberships.create(role=Role.CLERK, school=pupils[2].school)

    assert all(_same(clerk, school, pupils, monkeypatch))
    assert all(_same(clerk, pupils[2].school, pupils, monkeypatch))


def test_a_right_of_one_school_does_not_reach_into_the_other(school, pupils, monkeypatch):
    """Clerk here, director there: what only a director may is not theirs here."""
    person = make_user(Role.TEACHER, school=school)
    person.memberships.create(role=Role.DIRECTOR, school=pupils[2].school)

    here, *_others = _same(person, school, pupils, monkeypatch)
    there = _same(person, pupils[2].school, pupils, monkeypatch)[2]
    assert there[3] > {Permission.PUPIL_VIEW}
    assert here is None or here[3] < there[3]


def test_an_officer_finds_pupils_of_every_school(school, pupils, monkeypatch):
    officer = make_user(Role.DISTRICT_ADMIN, Role.DISTRICT_OFFICER, district=school.district)

    _same(officer, None, pupils, monkeypatch)
    officer.memberships.create(role=Role.TEACHER, school=school)
    _same(type(officer).objects.get(pk=officer.pk), school, pupils, monkeypatch)


def test_the_home_of_the_pupil_comes_along(school, classroom, clerk, django_assert_num_queries):
    village = Village.objects.create(name="บ้านดอย")
    home = Household.objects.create(school=school, village=village)
    pk = make_student(classroom, household=home).pk
    _found(clerk, school, pk)

    with django_assert_num_queries(1):
        assert _found(clerk, school, pk)[2] == village
