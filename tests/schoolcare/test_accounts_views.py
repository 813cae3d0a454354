"""Screens for people: what a school's administrator sees, adds and resets."""

import pytest
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.models import AuditEvent, User
from tests.factories import make_school, make_user


@pytest.fixture
def admin(school):
    return make_user(Role.SCHOOL_ADMIN, school=school)


@pytest.fixture
def signed_in(client, admin):
    client.force_login(admin)
    return client


def shown(response) -> list[User]:
    return sorted(response.context["page_obj"].object_list, key=lambda user: user.pk)


def test_person_list_holds_own_people_only(signed_in, admin, teacher, stranger):
    root = make_user(Role.TEACHER, school=admin.memberships.get().school, is_superuser=True)

    people = shown(signed_in.get(reverse("person-list")))

    assert people == sorted([admin, teacher], key=lambda user: user.pk)
    assert root not in people


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "สมใจ"}, ["somjai"]),
        ({"q": "SomJ"}, ["somjai"]),
        ({"q": "นางสมใจ  ดีงาม"}, ["somjai"]),
        ({"q": "ดีงาม สมใจ"}, ["somjai"]),
        ({"q": "สมใจ มั่นคง"}, []),
        ({"role": "clerk"}, ["somjai"]),
        ({"state": "closed"}, ["gone"]),
        ({"role": "finance"}, []),
    ],
)
def test_person_list_filters(signed_in, school, query, found):
    names = {"title": "นาง", "first_name": "สมใจ", "last_name": "ดีงาม"}
    make_user(Role.CLERK, school=school, username="somjai", **names)
    make_user(Role.CLERK, school=school, username="gone", is_active=False)

    response = signed_in.get(reverse("person-list"), query)

    assert [user.username for user in shown(response)] == found


def test_person_list_keeps_past_people_apart(signed_in, admin, director):
    signed_in.post(reverse("membership-end", args=[director.memberships.get().pk]))

    assert shown(signed_in.get(reverse("person-list"))) == [admin]
    assert shown(signed_in.get(reverse("person-list"), {"state": "past"})) == [director]


@pytest.mark.parametrize("rows", [1, 3])
def test_person_list_query_count(signed_in, school, django_assert_num_queries, rows):
    for _ in range(rows):
        make_user(Role.TEACHER, Role.CLERK, school=school)
    signed_in.get(reverse("person-list"))

    with django_assert_num_queries(PERSON_LIST_QUERIES):
        signed_in.get(reverse("person-list"))


PERSON_LIST_QUERIES = 4


def new_person(**fields):
    return {"username": "suda", "first_name": "สุดา", "roles": ["teacher"], **fields}


def test_person_add_shows_the_password_once(signed_in, school):
    place = f"school-{school.pk}"

    response = signed_in.post(reverse("person-add"), new_person(place=place))

    password = response.context["password"]
    person = User.objects.get(username="suda")
    assert person.check_password(password)
    assert password in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    later = signed_in.get(reverse("person-detail", args=[person.pk])).content.decode()
    assert password not in later


def test_person_add_at_another_school_is_no_choice(signed_in):
    other = make_school()

    response = signed_in.post(reverse("person-add"), new_person(place=f"school-{other.pk}"))

    assert list(response.context["form"].errors) == ["place"]
    assert not User.objects.filter(username="suda").exists()


def test_person_add_offers_no_district_role(signed_in, school):
    fields = new_person(place=f"school-{school.pk}", roles=["district_admin"])

    response = signed_in.post(reverse("person-add"), fields)

    assert list(response.context["form"].errors) == ["roles"]


def test_district_admin_sees_all_schools_and_the_office(client, school, teacher, officer, stranger):
    manager = make_user(Role.DISTRICT_ADMIN, district=school.district)
    client.force_login(manager)

    people = shown(client.get(reverse("person-list")))

    assert people == sorted([teacher, officer, manager], key=lambda user: user.pk)


def test_password_reset_shows_a_new_one_and_forces_a_change(signed_in, teacher):
    response = signed_in.post(reverse("person-verb", args=[teacher.pk, "password"]))

    teacher.refresh_from_db()
    assert teacher.check_password(response.context["password"])
    assert teacher.must_change_password
    assert AuditEvent.objects.latest("pk").action == "user.reset"


def test_verb_that_is_unknown_is_not_found(signed_in, teacher):
    assert signed_in.post(reverse("person-verb", args=[teacher.pk, "promote"])).status_code == 404


def test_account_of_somebody_elsewhere_shows_roles_only(signed_in, school, stranger):
    stranger.phone = "0899999999"
    stranger.save()
    stranger.memberships.create(role=Role.TEACHER, school=school)

    page = signed_in.get(reverse("person-detail", args=[stranger.pk]))

    assert page.context["is_theirs"] is False
    assert [member.school for member in page.context["members"]] == [school]
    assert "0899999999" not in page.content.decode()
    assert "ออกรหัสผ่านใหม่" not in page.content.decode()


def test_profile_email_needs_the_password(client, teacher):
    teacher.set_password("รหัส-เดิม-1")
    teacher.save()
    client.force_login(teacher)
    address = {"email": "new@school.example", "phone": "๐๘๑-234-5678"}

    refused = client.post(reverse("profile"), address)
    client.post(reverse("profile"), address | {"password": "รหัส-เดิม-1"})

    assert list(refused.context["form"].errors) == ["password"]
    teacher.refresh_from_db()
    assert (teacher.email, teacher.phone) == ("new@school.example", "0812345678")
