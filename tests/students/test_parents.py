"""Networks of parents of rooms, levels and the school."""

import pytest
from django.urls import reverse

from schoolcare.documents import prepare
from schoolcare.models import Level
from students.models import ParentMember, ParentNetwork
from tests.students.making_attendance import MONDAY
from tests.students.making_homeroom import make_network, make_parent

DAYS = {"starts_on": "1/6/2569", "ends_on": "15/5/2570"}


def address(name, *args):
    return reverse(f"students:{name}", args=args)


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


def found(client, **fields):
    url = address("parents-create")
    key = client.get(url).context["form"]["key"].value()
    return client.post(url, DAYS | {"key": key} | fields)


def test_network_of_a_level_is_founded(signed_in, school):
    found(signed_in, scope="level", level=int(Level.P4))

    assert ParentNetwork.objects.get().place == "ระดับชั้น ป.4"


@pytest.mark.parametrize(("scope", "wrong"), [("room", "classroom"), ("level", "level")])
def test_scope_asks_for_its_place(signed_in, school, scope, wrong):
    page = found(signed_in, scope=scope)

    assert set(page.context["form"].errors) == {wrong}


def test_term_of_office_ends_after_it_begins(signed_in, school):
    page = found(signed_in, scope="school", ends_on="1/6/2569")

    assert set(page.context["form"].errors) == {"ends_on"}


def test_second_network_of_the_same_day_is_refused(signed_in, school):
    found(signed_in, scope="school")

    page = found(signed_in, scope="school")

    assert "เริ่มวาระวันเดียวกัน" in page.content.decode()
    assert ParentNetwork.objects.count() == 1


def test_member_comes_from_a_room_below(signed_in, school, classroom):
    room = make_network(school, "room", classroom=classroom)
    chair = make_parent(room, name="นางประธาน ใจดี", phone="0812345678")
    level = make_network(school, "level", level=classroom.level)
    url = address("parent-member-create", level.pk)
    key = signed_in.get(url).context["form"]["key"].value()

    signed_in.post(url, {"key": key, "position": 1, "below": chair.pk})

    member = level.members.get()
    assert (member.name, member.phone) == ("นางประธาน ใจดี", "0812345678")


def test_post_that_somebody_has_is_refused(signed_in, school):
    network = make_network(school)
    make_parent(network)
    url = address("parent-member-create", network.pk)
    key = signed_in.get(url).context["form"]["key"].value()

    page = signed_in.post(url, {"key": key, "position": 1, "name": "นายสอง ใจดี"})

    assert set(page.context["form"].errors) == {"position"}
    assert ParentMember.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same(signed_in, school, count, django_assert_num_queries):
    for number in range(count):
        make_parent(make_network(school, starts_on=MONDAY.replace(day=number + 1)))

    with django_assert_num_queries(3):
        signed_in.get(address("parents-list"))


def test_paper_lists_the_school_before_its_rooms(school, classroom):
    make_parent(make_network(school, "room", classroom=classroom), name="นางห้อง ใจดี")
    make_parent(make_network(school), name="นางโรงเรียน ใจดี")
    asked = {"school": school.code, "year": "2569"}

    html = prepare("parent-network", asked, user=None).html()

    assert html.index("นางโรงเรียน") < html.index("นางห้อง")
