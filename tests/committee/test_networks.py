"""Networks of boards: made, shown with their boards, planned meetings."""

from datetime import date

import pytest
from django.urls import reverse

from committee.models import BoardNetwork, Meeting, Seat
from committee.services import networks
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Network
from tests.committee.making import make_board
from tests.committee.offices import key, schools
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("committee:network-create"), reverse("committee:network-list")


@pytest.fixture
def office():
    return make_district(name="สำนักงานเขตทดสอบ")


@pytest.fixture
def officer(office, client):
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(user)
    return user


def make_network(office, *names, **fields):
    network = BoardNetwork.objects.create(district=office, name="เครือข่ายหนึ่ง", **fields)
    network.schools.set(make_board(one).school for one in schools(office, *names))
    return network


def page(network, verb="detail"):
    return reverse(f"committee:network-{verb}", args=[network.pk])


def typed(*members, **fields):
    rows = [one.pk for one in members]
    return {"key": key(), "name": "ดอยงาม", "level": "cluster", "schools": rows} | fields


def test_network_is_made_once_for_a_form(client, officer, office):
    first, second, _third = schools(office, "ก", "ข", "ค")
    asked = typed(first, second, contact="นางมานี", phone="081-234-5678", founded_on="15/8/2568")

    urls = [client.post(NEW, asked).url for _ in range(2)]

    network = BoardNetwork.objects.get()
    assert urls == [page(network)] * 2
    assert (network.phone, network.founded_on) == ("0812345678", date(2025, 8, 15))
    assert list(network.schools.order_by("name")) == [first, second]
    assert AuditEvent.objects.get(action="board_network.create").district_id == office.pk


def test_network_of_schools_fills_the_form(client, officer, office):
    source = Network.objects.create(district=office, name="กลุ่มดอยงาม")
    school = make_school(district=office, network=source)
    make_school(district=office)
    assert f"{NEW}?from={source.pk}" in client.get(LIST).text

    form = client.get(f"{NEW}?from={source.pk}").context["form"]
    client.post(NEW, typed(school, source=source.pk))

    assert form["name"].value() == "กลุ่มดอยงาม"
    assert form["schools"].value() == [school.pk]
    assert f"{NEW}?from={source.pk}" not in client.get(LIST).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "กรุณากรอกชื่อเครือข่าย"),
        ({"schools": []}, "เลือกโรงเรียนสมาชิกอย่างน้อยหนึ่งแห่ง"),
        ({"phone": "12"}, "ใส่เบอร์โทรศัพท์"),
    ],
)
def test_what_cannot_be_is_told(client, officer, office, fields, words):
    [school] = schools(office, "ก")

    assert words in client.post(NEW, typed(school) | fields).text
    assert not BoardNetwork.objects.exists()


def test_school_of_another_office_cannot_join(client, officer):
    client.post(NEW, typed(make_school()))

    assert not BoardNetwork.objects.exists()


def test_second_network_of_one_name_is_refused(client, officer, office):
    network = make_network(office, "ก")
    again = client.post(NEW, typed(network.schools.get(), name=network.name))

    assert BoardNetwork.objects.count() == 1
    assert again.context["form"].errors


def test_chair_comes_from_the_boards_of_its_schools(client, officer, office):
    network = make_network(office, "ก")
    school = network.schools.get()
    chair = school.boards.get().members.get(seat=Seat.CHAIR)
    stranger = make_board(make_school(district=office)).members.get(seat=Seat.CHAIR)

    client.post(page(network, "update"), typed(school, chair=stranger.pk))
    network.refresh_from_db()
    assert network.chair is None
    client.post(page(network, "update"), typed(school, chair=chair.pk))

    network.refresh_from_db()
    assert network.chair == chair


def test_chair_goes_only_after_another_is_chosen(client, officer, office):
    network = make_network(office, "ก")
    network.chair = network.schools.get().boards.get().members.get(seat=Seat.CHAIR)
    network.save()
    other = make_school(district=office)

    answer = client.post(page(network, "update"), typed(other, chair=network.chair_id))

    assert "ต้องเป็นกรรมการของโรงเรียนสมาชิก" in answer.text


def test_page_shows_boards_chairs_and_status(client, officer, office):
    network = make_network(office, "ก")
    network.schools.add(make_school(district=office, name="ข"))

    rows = client.get(page(network)).context["rows"]

    assert [(line.school.name, line.status.label, str(chair)) for line, chair in rows] == [
        ("ก", "ครบ", "นายกรรมการ1 ตัวอย่าง"),
        ("ข", "ไม่มีข้อมูล", "None"),
    ]


def test_first_meeting_invites_the_chairs(client, officer, office):
    network = make_network(office, "ก", "ข")
    asked = {"key": key(), "held_on": "1/12/2569", "starts_at": "09:30", "place": "ห้องประชุม"}

    urls = [client.post(page(network, "meeting"), asked).url for _ in range(2)]

    meeting = Meeting.objects.get()
    assert urls == [meeting.get_absolute_url()] * 2
    assert (meeting.network, meeting.district, meeting.kind) == (network, office, "network")
    assert meeting.body == "เครือข่ายคณะกรรมการสถานศึกษา เครือข่ายหนึ่ง"
    posts = [one.post for one in meeting.attendances.in_order()]
    assert posts == ["ประธานกรรมการ โรงเรียนก", "ประธานกรรมการ โรงเรียนข"]
    assert meeting.get_absolute_url() in client.get(page(network)).text


def test_chair_of_the_network_leads_the_list(officer, office):
    network = make_network(office, "ก", "ข")
    chair = network.schools.get(name="ข").boards.get().members.get(seat=Seat.CHAIR)
    network.chair = chair
    meeting = Meeting(held_on=date(2026, 12, 1), starts_at="09:30", place="ห้องประชุม")

    networks.plan_meeting(network, meeting, by=officer)

    first, second = meeting.attendances.in_order()
    assert (first.member, first.duty, second.duty) == (chair, "chair", "member")


def test_meeting_without_a_day_is_told(client, officer, office):
    network = make_network(office, "ก")

    assert "กรุณากรอกวันประชุม" in client.post(page(network, "meeting"), {"key": key()}).text
    assert not Meeting.objects.exists()


def test_supervisor_keeps_networks_and_a_school_sees_none(client, office):
    network = make_network(office, "ก")
    client.force_login(make_user(Role.SUPERVISOR, district=office))
    assert client.get(page(network, "update")).status_code == 200
    client.force_login(make_user(Role.DIRECTOR, school=network.schools.get()))

    assert client.get(page(network)).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_one_school_and_for_three(
    client, officer, office, many, django_assert_num_queries
):
    network = make_network(office, *"กขค"[:many])
    for number in range(many):
        BoardNetwork.objects.create(district=office, name=f"อื่น {number}")
        Network.objects.create(district=office, name=f"กลุ่ม {number}")
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    with django_assert_num_queries(8):
        client.get(page(network))
