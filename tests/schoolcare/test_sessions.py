"""Session, person and roles come in one query, and only to whom they belong."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Permission, Role
from schoolcare.models import Session, User
from schoolcare.sessions import SessionStore
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
HOME = reverse("home")


def _session_of(client):
    return SessionStore(client.cookies["sessionid"].value)


def _logged_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("schools", [1, 3])
def test_one_query_brings_person_and_roles(schools, django_assert_num_queries):
    person = make_user(Role.DIRECTOR, school=make_school())
    for number in range(1, schools):
        school = make_school(name=f"โรงเรียนที่ {number}")
        person.memberships.create(role=Role.CLERK, school=school)
    store = _session_of(_logged_in(person))

    with django_assert_num_queries(1):
        store.load()
        names = {role.place.name for role in store.owner.access.memberships}
    assert store.owner == person
    assert names == {role.place.name for role in person.memberships.all()}
    assert len(names) == schools


def test_what_comes_along_is_what_the_person_is(director):
    owner = _owner(director)

    for field in User._meta.concrete_fields:
        assert getattr(owner, field.attname) == getattr(director, field.attname)
    asked = User.objects.get(pk=director.pk)
    assert owner.access.grants == asked.access.grants
    for name in ("role", "level", "acting", "starts_on", "ends_on", "place"):
        assert [getattr(one, name) for one in owner.held] == [
            getattr(one, name) for one in asked.held
        ]


def test_terms_of_the_school_come_along(director, school, django_assert_num_queries):
    asked = list(school.terms.all())
    [role] = _owner(director).held

    with django_assert_num_queries(0):
        brought = role.school.every_term
    fields = [field.attname for field in asked[0]._meta.concrete_fields]
    assert [[getattr(one, name) for name in fields] for one in brought] == [
        [getattr(one, name) for name in fields] for one in asked
    ]


def test_a_school_may_have_no_terms_yet(director, school):
    school.terms.all().delete()
    [role] = _owner(director).held

    assert role.school.every_term == []


def test_a_person_without_a_role_comes_alone():
    person = User.objects.create(username="nobody")

    assert _owner(person).held == []


def test_a_role_that_ended_yesterday_opens_nothing(director):
    director.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))

    owner = _owner(director)
    assert len(owner.held) == 1
    assert owner.access.memberships == []
    assert not owner.access.allows(Permission.PUPIL_VIEW)


def test_a_role_taken_away_is_gone_at_the_next_page(director):
    client = _logged_in(director)
    address = reverse("students:student-list")
    assert client.get(address).status_code == 200

    director.memberships.all().delete()
    assert client.get(address).status_code == 403


def test_nobody_stays_with_a_closed_account(director):
    client = _logged_in(director)
    User.objects.filter(pk=director.pk).update(is_active=False)

    assert client.get(HOME).url.startswith(reverse("account_login"))


def test_a_new_password_ends_what_was_open(director):
    client = _logged_in(director)
    director.set_password("another-long-word")
    director.save()

    assert client.get(HOME).url.startswith(reverse("account_login"))


def test_a_session_that_is_over_brings_nobody(director):
    client = _logged_in(director)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    store = _session_of(client)
    assert store.load() == {}
    assert store.owner is None
    assert client.get(HOME).url.startswith(reverse("account_login"))


def test_a_session_of_nobody_knows_no_person(client):
    store = SessionStore()
    store["word"] = "x"
    store.save()

    again = SessionStore(store.session_key)
    assert again["word"] == "x"
    assert again.owner is None


@pytest.mark.parametrize("key", ["x" * 300, "x" * 7, "' or 1=1 --"])
def test_a_key_that_nobody_has_is_a_session_of_nobody(client, key):
    client.cookies["sessionid"] = key

    assert client.get(HOME).url.startswith(reverse("account_login"))


def test_who_logs_in_where_another_was_is_the_new_one(client, director, clerk):
    """The row that came along is the other person's: it is not used for this one."""
    client.force_login(director)
    session = client.session
    session["_auth_user_id"] = str(clerk.pk)
    session["_auth_user_hash"] = clerk.get_session_auth_hash()
    session.save()
    Session.objects.update(user=director)

    assert client.get(HOME).wsgi_request.user == clerk


def test_a_session_belongs_to_who_logs_in(client, director, clerk):
    client.force_login(director)
    assert Session.objects.get().user == director
    client.force_login(clerk)
    assert Session.objects.get().user == clerk
    client.logout()
    assert not Session.objects.exists()


def _owner(person):
    store = _session_of(_logged_in(person))
    store.load()
    return store.owner
