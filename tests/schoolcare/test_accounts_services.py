"""People and roles: who may give what to whom, and what stays out of reach."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare import accounts, sign_in
from schoolcare.access import Role
from schoolcare.accounts import Post
from schoolcare.models import AuditEvent, Level, Membership
from tests.factories import make_district, make_school, make_user


@pytest.fixture
def admin(school):
    return make_user(Role.SCHOOL_ADMIN, school=school)


@pytest.fixture
def district_admin(school):
    return make_user(Role.DISTRICT_ADMIN, district=school.district)


@pytest.fixture
def foreigner(db):
    """Director of a school of another office."""
    return make_user(Role.DIRECTOR, school=make_school(), username="foreign", first_name="สมศรี")


def last_action() -> str:
    return AuditEvent.objects.latest("pk").action


def test_add_person_gives_a_one_time_password(admin, school):
    person, password = accounts.add_person(
        "suda", [Post(Role.TEACHER), Post(Role.CLERK)], place=school, by=admin, first_name="สุดา"
    )

    assert person.check_password(password)
    assert person.must_change_password
    assert sorted(person.memberships.values_list("role", "school")) == [
        (Role.CLERK, school.pk),
        (Role.TEACHER, school.pk),
    ]
    event = AuditEvent.objects.get(action="user.create")
    assert (event.actor_id, event.school_id, event.changes) == (
        admin.pk,
        school.pk,
        {"username": "suda"},
    )


def test_add_person_refuses_a_taken_name_in_any_case(admin, school, foreigner):
    with pytest.raises(ValidationError) as refusal:
        accounts.add_person("FOREIGN", [Post(Role.TEACHER)], place=school, by=admin, first_name="ก")

    assert list(refusal.value.message_dict) == ["username"]


def test_add_person_refuses_a_taken_email(admin, school, foreigner):
    foreigner.email = "a@school.example"
    foreigner.save()

    with pytest.raises(ValidationError) as refusal:
        accounts.add_person(
            "new",
            [Post(Role.TEACHER)],
            place=school,
            by=admin,
            first_name="ก",
            email="A@school.example",
        )

    assert refusal.value.message_dict == {"email": ["อีเมลนี้มีผู้ใช้แล้ว"]}


@pytest.mark.parametrize("role", [Role.DISTRICT_ADMIN, Role.DISTRICT_OFFICER, Role.SUPERVISOR])
def test_school_admin_never_grants_a_district_role(admin, school, role):
    with pytest.raises(ValidationError):
        accounts.add_membership(admin, Post(role), place=school, by=admin)
    with pytest.raises(ValidationError):
        accounts.add_membership(admin, Post(role), place=school.district, by=admin)

    assert list(admin.memberships.values_list("role", flat=True)) == [Role.SCHOOL_ADMIN]


def test_school_admin_grants_nothing_at_another_school(admin, foreigner):
    other = foreigner.memberships.get().school

    with pytest.raises(ValidationError):
        accounts.add_membership(foreigner, Post(Role.TEACHER), place=other, by=admin)


def test_district_admin_grants_in_the_own_office_only(district_admin, school, teacher):
    post = Post(Role.SUPERVISOR)
    accounts.add_membership(teacher, post, place=school.district, by=district_admin)
    with pytest.raises(ValidationError):
        accounts.add_membership(teacher, post, place=make_district(), by=district_admin)

    assert teacher.memberships.filter(role=Role.SUPERVISOR).count() == 1


def test_level_head_needs_a_level(admin, school, teacher):
    with pytest.raises(ValidationError) as refusal:
        accounts.add_membership(teacher, Post(Role.LEVEL_HEAD), place=school, by=admin)
    member = accounts.add_membership(
        teacher, Post(Role.LEVEL_HEAD, level=Level.P4), place=school, by=admin
    )

    assert list(refusal.value.message_dict) == ["level"]
    assert member.level == Level.P4


def test_acting_is_kept_for_directors_only(admin, school, teacher):
    acting = Membership.Acting.ACTING

    as_director = Post(Role.DIRECTOR, acting=acting)
    director = accounts.add_membership(teacher, as_director, place=school, by=admin)
    clerk = accounts.add_membership(
        teacher, Post(Role.CLERK, acting=acting), place=school, by=admin
    )

    assert (director.acting, clerk.acting) == (acting, "")


def test_same_role_twice_is_refused(admin, school, teacher):
    with pytest.raises(ValidationError, match="มีบทบาทนี้อยู่แล้ว"):
        accounts.add_membership(teacher, Post(Role.ADVISER), place=school, by=admin)


@pytest.mark.parametrize(
    ("username", "first_name"), [("foreign", "สมปอง"), ("foreig", "สมศรี"), ("FOREIGN", "สมศรี")]
)
def test_join_needs_exact_name_and_first_name(admin, school, foreigner, username, first_name):
    with pytest.raises(ValidationError, match="ไม่พบบัญชี"):
        accounts.join_person(username, first_name, Post(Role.TEACHER), place=school, by=admin)


def test_joined_person_keeps_their_account_to_themselves(admin, school, foreigner):
    accounts.join_person("foreign", "สมศรี", Post(Role.TEACHER), place=school, by=admin)

    assert list(accounts.people_of(admin).order_by("pk")) == [admin, foreigner]
    assert not accounts.is_theirs(admin, foreigner)
    with pytest.raises(ValidationError):
        sign_in.reset_password(foreigner, by=admin)
    with pytest.raises(ValidationError):
        accounts.change_person(foreigner, by=admin, first_name="ใหม่")


def test_superuser_is_out_of_reach(admin, school):
    root = make_user(Role.TEACHER, school=school, is_superuser=True)

    assert list(accounts.people_of(admin)) == [admin]
    with pytest.raises(ValidationError):
        sign_in.reset_password(root, by=admin)
    with pytest.raises(ValidationError):
        accounts.add_membership(root, Post(Role.CLERK), place=school, by=admin)


def test_end_membership_ends_access_at_once_and_keeps_the_past(admin, school, director):
    member = director.memberships.get()

    accounts.end_membership(member, by=admin)

    member.refresh_from_db()
    assert member.ends_on == timezone.localdate() - timedelta(days=1)
    assert list(Membership.objects.on(timezone.localdate()).filter(user=director)) == []
    assert last_action() == "membership.end"


def test_admin_cannot_end_own_administration(admin):
    with pytest.raises(ValidationError, match="ของตนเองไม่ได้"):
        accounts.end_membership(admin.memberships.get(), by=admin)
    with pytest.raises(ValidationError, match="ของตนเองไม่ได้"):
        sign_in.deactivate(admin, by=admin)


def test_change_membership_of_another_school_is_refused(admin, foreigner):
    with pytest.raises(ValidationError):
        accounts.change_membership(
            foreigner.memberships.get(), Post(Role.DIRECTOR, ends_on=date(2020, 1, 1)), by=admin
        )


def test_own_change_stands_in_the_log_of_the_school(teacher, school):
    accounts.change_person(teacher, by=teacher, phone="0812345678")

    event = AuditEvent.objects.get(action="user.change")
    assert (event.school_id, event.district_id) == (school.pk, school.district_id)


def test_change_person_hides_address_and_phone_in_the_log(admin, teacher):
    accounts.change_person(teacher, by=admin, phone="0812345678", position="ครู คศ.1")

    changes = AuditEvent.objects.get(action="user.change").changes
    assert changes == {"phone": ["***", "***"], "position": ["ครู", "ครู คศ.1"]}
