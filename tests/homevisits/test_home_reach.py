"""Figures on the home page count no more than the person may open, within one school too."""

from datetime import date

import pytest

from homevisits.cards import waiting_counts
from schoolcare.access import Role
from schoolcare.middleware import Workplace
from schoolcare.models import Level, Membership
from schoolcare.waiting import counted_cards
from tests.factories import make_adviser, make_classroom, make_school, make_student, make_user
from tests.homevisits.making import make_follow_up, make_round, make_visit


@pytest.fixture
def visit(school, classroom, teacher):
    """A submitted visit in ป.4/1 with an open follow-up."""
    visit = make_visit(make_round(school), make_student(classroom), teacher)
    make_follow_up(visit, due_on=date(2099, 1, 1))
    return visit


def shown(client, user):
    client.force_login(user)
    page = client.get("/").context
    return {one.title for one in page["cards"]}, [figure.label for figure in page["stats"]]


def test_adviser_of_another_class_counts_none_of_its_follow_ups(client, visit, school, teacher):
    room = make_classroom(school, level=Level.P5)

    assert "การติดตามหลังเยี่ยมบ้าน" in shown(client, teacher)[0]
    assert shown(client, make_adviser(room))[0] == set()


def test_head_of_another_level_counts_none_of_its_visits(client, visit, school):
    head = make_user(Role.LEVEL_HEAD, school=school)  # of ป.4
    assert shown(client, head)[0] == {"เยี่ยมบ้าน: รอตรวจ"}

    Membership.objects.filter(user=head).update(level=Level.P5)
    assert shown(client, head)[0] == set()


def test_figures_of_a_school_are_not_for_who_counts_in_another(client, visit, school):
    counts = make_user(Role.COMMUNITY_HEAD, school=school)
    both = make_user(Role.BOARD_MEMBER, school=school)
    Membership.objects.create(user=both, role=Role.COMMUNITY_HEAD, school=make_school())
    assert shown(client, counts)[1] == ["เยี่ยมบ้านแล้ว"]

    client.force_login(both)
    client.post("/workplace/", {"school": school.pk, "next": "/"})
    assert client.get("/").context["stats"] == []


def test_who_has_nothing_to_do_with_visits_asks_nothing(rf, school, django_assert_num_queries):
    request = rf.get("/")
    request.user = make_user(Role.BOARD_MEMBER, school=school)
    request.session, request.workplace = {}, Workplace(request)
    assert request.workplace.school == school

    with django_assert_num_queries(0):
        assert list(counted_cards(request, [waiting_counts])) == []
