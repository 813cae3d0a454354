"""The second factor that some roles must set up (SECOND_FACTOR_ROLES)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.core.checks import run_checks
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.factories import make_user


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_ROLES = {"director"}


@pytest.fixture
def signed_in(client, director):
    client.force_login(director)
    return client


def answers(client, *names: str) -> list[tuple[int, str]]:
    found = [client.get(reverse(name)) for name in names]
    return [(one.status_code, getattr(one, "url", "")) for one in found]


def test_required_role_sets_it_up_before_anything_else(signed_in, required):
    set_up = (302, reverse("mfa_activate_totp"))

    assert answers(signed_in, "home", "job-list", "students:student-list") == [set_up] * 3
    assert signed_in.post(reverse("workplace-switch")).url == reverse("mfa_activate_totp")


def test_required_role_sees_why(client, required, director):
    director.set_password("ผู้อำนวยการ-2569")
    director.save()
    client.force_login(director)
    client.get("/")

    page = client.get(reverse("account_change_password")).content.decode()

    assert "บทบาทของคุณต้องยืนยันตัวตนสองขั้น เปิดใช้ก่อนแล้วจึงทำงานต่อ" in page


def test_required_role_may_log_out_instead(signed_in, required):
    assert signed_in.post(reverse("account_logout")).url == "/"
    assert answers(signed_in, "profile")[0][1].startswith(reverse("account_login"))


def test_required_role_with_a_second_factor_works(signed_in, required, director):
    Authenticator.objects.create(user=director, type=Authenticator.Type.TOTP, data={})

    assert answers(signed_in, "home") == [(200, "")]


def test_other_roles_are_left_alone(client, required, teacher):
    client.force_login(teacher)

    assert answers(client, "home") == [(200, "")]


def test_nobody_is_asked_without_the_setting(signed_in):
    assert answers(signed_in, "home") == [(200, "")]


def test_unknown_role_in_the_setting_is_an_error_of_the_start(settings):
    settings.SECOND_FACTOR_ROLES = {"director", "headmaster"}

    found = [one for one in run_checks(tags=["security"]) if one.id == "schoolcare.E002"]

    assert [one.msg.endswith("headmaster.") for one in found] == [True]


def test_role_that_has_ended_asks_for_nothing(client, required, school):
    person = make_user(Role.DIRECTOR, school=school)
    person.memberships.update(ends_on="2020-01-01")
    client.force_login(person)

    assert answers(client, "home") == [(200, "")]


def test_what_one_does_to_the_own_factor_stands_in_the_log(director):
    for signal, kind in (
        (authenticator_added, "totp"),
        (authenticator_removed, "totp"),
        (authenticator_reset, "recovery_codes"),
    ):
        authenticator = Authenticator(user=director, type=kind)
        signal.send(Authenticator, request=None, user=director, authenticator=authenticator)

    events = AuditEvent.objects.filter(action__startswith="user.factor_").order_by("pk")

    assert [(one.action, one.changes["kind"]) for one in events] == [
        ("user.factor_add", "แอปยืนยันตัวตน"),
        ("user.factor_remove", "แอปยืนยันตัวตน"),
        ("user.factor_reset", "รหัสสำรอง"),
    ]
    assert {one.school_id for one in events} == {director.memberships.get().school_id}
