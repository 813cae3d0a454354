"""A person of two schools: what is held in one does not reach into the other."""

from datetime import date

import pytest
from django.urls import reverse

from homevisits.services import alerts
from schoolcare.access import Role
from schoolcare.models import Membership, Village
from tests.factories import (
    make_adviser,
    make_classroom,
    make_school,
    make_student,
    make_term,
    make_user,
)
from tests.homevisits.making import make_alert, make_round, make_visit

LEFT = date(2020, 1, 1)


@pytest.fixture
def other(school):
    other = make_school(district=school.district)
    make_term(other)
    return other


@pytest.fixture
def alert(school, classroom, teacher):
    return make_alert(make_visit(make_round(school), make_student(classroom), teacher))


def person(here, there):
    """Holds the role `here[0]` at `here[1]`, and `there[0]` at `there[1]`."""
    found = make_user(here[0], school=here[1])
    Membership.objects.create(user=found, role=there[0], school=there[1])
    return found


def work(client, user, school):
    client.force_login(user)
    client.post(reverse("workplace-switch"), {"school": school.pk, "next": "/"})
    return client


def test_counsellor_who_went_to_another_school_sees_the_alert_no_more(
    client, alert, school, other, director
):
    counsellor = person((Role.COUNSELLOR, school), (Role.COUNSELLOR, other))
    alerts.assign(alert, [counsellor], by=director)
    client.force_login(counsellor)
    url = reverse("homevisits:alert-detail", args=[alert.pk])
    assert client.get(url).status_code == 200

    counsellor.memberships.filter(school=school).update(ends_on=LEFT)
    assert client.get(url).status_code == 404


def test_director_elsewhere_assigns_nobody_here(client, alert, school, other, director):
    counsellor = person((Role.COUNSELLOR, school), (Role.DIRECTOR, other))
    alerts.assign(alert, [counsellor], by=director)
    work(client, counsellor, school)

    page = client.get(reverse("homevisits:alert-detail", args=[alert.pk]))

    assert (page.status_code, "assign_form" in page.context) == (200, False)
    verb = reverse("homevisits:alert-assign", args=[alert.pk])
    assert client.post(verb, {"people": [counsellor.pk]}).status_code == 404


def test_who_counts_elsewhere_counts_no_round_here(client, school, other):
    make_round(school)
    theirs = make_round(other)
    both = person((Role.BOARD_MEMBER, school), (Role.COMMUNITY_HEAD, other))
    page = reverse("homevisits:coverage")

    assert work(client, both, school).get(page).context["rounds"] == []
    assert work(client, both, other).get(page).context["rounds"] == [theirs]


def test_clerk_elsewhere_imports_nothing_here(client, school, other):
    both = person((Role.TEACHER, school), (Role.CLERK, other))
    upload = reverse("students:import-upload")

    assert work(client, both, school).get(upload).status_code == 404
    assert work(client, both, other).get(upload).status_code == 200


def test_clerk_elsewhere_adds_nobody_here(client, school, other):
    both = person((Role.TEACHER, school), (Role.CLERK, other))
    form = reverse("students:student-create")

    assert work(client, both, school).get(form).status_code == 404
    assert work(client, both, other).get(form).status_code == 200


def test_list_and_menu_offer_what_may_be_done_in_the_school_worked_in(
    client, school, other, classroom
):
    make_student(classroom)
    both = person((Role.TEACHER, school), (Role.CLERK, other))
    names = ("student-create", "student-export", "duplicate-list", "import-list")
    ways = [f'href="{reverse(f"students:{name}")}"' for name in names]
    page = reverse("students:student-list")

    here = work(client, both, school).get(page).text
    assert [way for way in ways if way in here] == []
    there = work(client, both, other).get(page).text
    assert [way for way in ways if way not in there] == []


def test_adviser_is_offered_own_classes_alone(client, school, classroom, teacher):
    make_adviser(make_classroom(school, room=2))
    client.force_login(teacher)

    form = client.get(reverse("students:student-create")).context["form"]

    assert list(form.fields["classroom"].queryset) == [classroom]


def test_administrator_of_one_school_is_offered_no_other_for_a_village(client, school, other):
    village = Village.objects.create(name="บ้านดอย", number="3")
    village.schools.add(school, other)
    client.force_login(make_user(Role.SCHOOL_ADMIN, school=school))

    page = client.get(reverse("settings-village", args=[school.pk, village.pk]))

    assert (page.status_code, "schools" in page.context["form"].fields) == (200, False)
