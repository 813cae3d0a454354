"""Getting in and being kept out: forced change, lock-out by any name, devices, closed accounts."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schoolcare import sign_in
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Session, User
from tests import test_access
from tests.factories import make_user

PASSWORD = "ครูวรัญญา-2569"


@pytest.fixture
def person(school):
    user = make_user(
        Role.TEACHER, school=school, username="waranya", email="waranya@school.example"
    )
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def admin(school):
    return make_user(Role.SCHOOL_ADMIN, school=school)


def log_in(client, login="waranya", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def told() -> list[str]:
    """What the log of the person's school tells, first things first."""
    events = AuditEvent.objects.filter(school_id__isnull=False).order_by("pk")
    return list(events.values_list("action", flat=True))


def is_in(client) -> bool:
    return client.get(reverse("home")).status_code == 200


def test_first_login_leads_to_a_new_password_and_nowhere_else(client, person):
    User.objects.filter(pk=person.pk).update(must_change_password=True)
    log_in(client)

    change = reverse("account_change_password")
    asked = [client.get(reverse(name)) for name in ("home", "profile", "job-list")]
    assert [(answer.status_code, answer.url) for answer in asked] == [(302, change)] * 3

    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert "ต้องไม่ซ้ำรหัสผ่านเดิม" in client.post(change, same).text
    new = "ใหม่-กว่าเดิม-99"
    changed = client.post(change, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert changed.url == reverse("home")
    person.refresh_from_db()
    assert not person.must_change_password
    assert is_in(client)
    event = AuditEvent.objects.get(action="user.password")
    assert (event.actor_id, event.school_id) == (person.pk, person.memberships.get().school_id)


def test_lock_out_counts_name_and_email_together(client, person):
    names = ["waranya", "waranya@school.example", "WARANYA@school.example"]
    for at in range(5):
        log_in(client, names[at % 3], "ผิด")

    assert [log_in(client, name).status_code for name in names[:2]] == [429, 429]


def test_lock_out_of_one_leaves_colleagues_on_the_same_network_alone(client, person, director):
    director.email = "director@school.example"
    director.set_password(PASSWORD)
    director.save()

    for _ in range(5):
        log_in(client, "waranya@school.example", "ผิด")

    assert log_in(Client(), "director@school.example").status_code == 302


def test_unlock_lets_the_person_in_at_once(client, person, admin):
    for _ in range(5):
        log_in(client, password="ผิด")
    was_locked = sign_in.is_locked(person)

    sign_in.unlock(person, by=admin)

    assert (was_locked, sign_in.is_locked(person)) == (True, False)
    assert log_in(client).status_code == 302


def test_new_password_by_email_lets_a_locked_person_in_and_ends_other_devices(client, person):
    other = Client()
    log_in(other)
    for _ in range(5):
        log_in(client, password="ผิด")

    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "ใหม่-กว่าเดิม-99"
    client.post(form, {"password1": new, "password2": new})

    assert not is_in(other)
    assert log_in(client, password=new).status_code == 302
    assert is_in(client)


def test_log_out_everywhere_ends_every_device(person, admin):
    devices = [Client(), Client()]
    for device in devices:
        log_in(device)
    assert [is_in(device) for device in devices] == [True, True]

    sign_in.log_out_everywhere(person, by=admin)

    assert [is_in(device) for device in devices] == [False, False]
    assert told() == ["user.logout"]


def test_person_ends_their_other_devices(client, person):
    other = Client()
    log_in(other)
    log_in(client)

    client.post(reverse("usersessions_list"))

    assert (is_in(client), is_in(other)) == (True, False)


@pytest.mark.parametrize("others", [0, 2])
def test_devices_are_listed_with_the_same_queries(
    client, person, others, django_assert_num_queries
):
    log_in(client)
    for _ in range(others):
        log_in(Client())

    with django_assert_num_queries(3):
        page = client.get(reverse("usersessions_list"))

    assert page.context["session_count"] == 1 + others
    assert page.text.count(">เครื่องนี้<") == 1


def test_device_of_an_old_password_or_an_ended_session_is_not_listed(client, person):
    log_in(Client())
    person.set_password("อีกอย่าง-2569")
    person.save()
    log_in(client, password="อีกอย่าง-2569")
    log_in(ended := Client(), password="อีกอย่าง-2569")
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=timezone.now())

    told = client.get(reverse("usersessions_list")).context["sessions"]

    assert [one.session_key for one in told] == [client.session.session_key]


def test_closed_account_is_out_and_stays_out(client, person, admin):
    log_in(client)

    sign_in.deactivate(person, by=admin)

    assert not is_in(client)
    assert log_in(client).url == reverse("account_inactive")
    sign_in.activate(person, by=admin)
    assert log_in(client).status_code == 302
    assert told() == ["user.deactivate", "user.activate"]


def test_second_factor_of_a_lost_phone_is_dropped(client, person, admin):
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    asked = log_in(client)

    sign_in.drop_second_factor(person, by=admin)

    assert asked.url == reverse("mfa_authenticate")
    assert log_in(Client()).url == reverse("home")
    assert told() == ["user.factor"]


def test_session_lasts_one_working_day(client, person):
    log_in(client)

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE == 8 * 60 * 60
    assert settings.SESSION_COOKIE_HTTPONLY


def test_sign_up_is_closed(client, db):
    fields = {"username": "me", "password1": PASSWORD, "password2": PASSWORD}

    client.post(reverse("account_signup"), fields)

    assert not User.objects.exists()


@pytest.mark.parametrize("name", sorted(test_access.SIGNED_IN | test_access.HALF_WAY))
def test_page_of_allauth_stands_in_our_frame(client, person, name):
    """Followed to where it leads; nothing of allauth's own bare templates is left."""
    log_in(client)

    page = client.get(reverse(name), follow=True)

    assert page.status_code in {200, 404}
    assert '<html lang="th">' in page.content.decode()
    assert "css/site.css" in page.content.decode()


@pytest.mark.parametrize("name", sorted(test_access.ANYBODY))
def test_open_page_of_allauth_stands_in_our_frame(client, db, name):
    known = {
        "account_confirm_email": {"key": "nothing"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "nothing"},
    }

    page = client.get(reverse(name, kwargs=known.get(name)), follow=True)

    assert page.status_code in {200, 404}
    assert "css/site.css" in page.content.decode()
    body = re.sub(r"<head>.*?</head>|<[^>]+>", " ", page.content.decode(), flags=re.S)
    assert re.findall(r"[A-Za-z]{2,}", body.replace("schoolcare", "")) == []
