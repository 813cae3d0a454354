"""The registry of all schools: whose rows, what they say, how they are found and ordered."""

import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import Seat
from committee.services import boards as services
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Network
from tests.committee.making import SMALL_BOARD, make_board, make_member
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("committee:school-list")


def names(response):
    return [line.school.name for line, _ in response.context["rows"]]


@pytest.fixture
def office(officer, school):
    """Three more schools of the officer's district, each in another state."""
    today = timezone.localdate()
    district = school.district
    short = make_board(make_school(district=district, name="ขาด"), seats=SMALL_BOARD[1:])
    ends = {"starts_on": today - timedelta(days=900), "ends_on": today + timedelta(days=40)}
    ending = make_board(make_school(district=district, name="ใกล้"), **ends)
    ends = {"starts_on": today - timedelta(days=900), "ends_on": today - timedelta(days=52)}
    over = make_board(make_school(district=district, name="เก่า"), **ends)
    return {"none": school, "short": short, "ending": ending, "over": over}


def test_officer_sees_every_school_and_what_it_lacks(client, officer, office):
    client.force_login(officer)
    page = client.get(LIST)

    text = page.content.decode()
    assert sorted(names(page)) == sorted(["ขาด", "ใกล้", "เก่า", office["none"].name])
    assert "ประธานกรรมการ 1" in text
    assert "เกิน 52 วัน" in text
    assert "อีก 40 วัน" in text
    assert (page.context["totals"].percent, page.context["totals"].done) == (25, 1)


def test_rows_of_another_district_are_not_there(client, officer, office):
    make_board(make_school(name="นอกเขต"))
    client.force_login(officer)

    assert "นอกเขต" not in names(client.get(LIST))


def test_person_of_two_schools_sees_both_and_no_third(client, office):
    clerk = make_user(Role.CLERK, school=office["short"].school)
    clerk.memberships.create(role=Role.CLERK, school=office["ending"].school)
    client.force_login(clerk)

    assert sorted(names(client.get(LIST))) == ["ขาด", "ใกล้"]


def test_teacher_may_not_see_it(client, teacher):
    client.force_login(teacher)

    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=short", ["ขาด"]),
        ("status=expiring", ["ใกล้"]),
        ("status=expired", ["เก่า"]),
        ("status=missing&q=โรงเรียนเก่า", ["เก่า"]),
        ("within=30", []),
        ("within=90", ["ใกล้"]),
        ("q=ขาด", ["ขาด"]),
        ("q=ข&status=expired", []),
        ("confirmed=yes", ["ใกล้"]),
        ("confirmed=sent", ["ใกล้"]),
        ("confirmed=certified", []),
        ("status=nonsense", []),
    ],
)
def test_filters_leave_what_was_asked_for(client, officer, office, query, found):
    services.confirm(office["ending"], by=officer)
    client.force_login(officer)

    assert names(client.get(f"{LIST}?{query}")) == found


def test_code_and_network_are_filters(client, officer, office):
    over = office["over"].school
    over.network = Network.objects.create(district=over.district, name="กลุ่มหนึ่ง")
    over.save()
    client.force_login(officer)

    assert names(client.get(f"{LIST}?q={over.code}")) == ["เก่า"]
    page = client.get(f"{LIST}?network={over.network.pk}")
    assert (names(page), page.context["totals"].schools) == (["เก่า"], 1)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("school", ["none", "เก่า", "ใกล้", "ขาด"]),
        ("-school", ["ขาด", "ใกล้", "เก่า", "none"]),
        ("status", ["none", "เก่า", "ขาด", "ใกล้"]),
        ("-status", ["ใกล้", "ขาด", "เก่า", "none"]),
        ("expires", ["เก่า", "ใกล้", "ขาด", "none"]),
        ("-expires", ["ขาด", "ใกล้", "เก่า", "none"]),
    ],
)
def test_list_is_sorted_by_school_status_and_last_day(client, officer, office, sort, order):
    office["none"].name = "กก"
    office["none"].save()
    client.force_login(officer)

    wanted = ["กก" if one == "none" else one for one in order]
    assert names(client.get(f"{LIST}?sort={sort}")) == wanted


def test_sheet_holds_what_is_on_the_screen_and_is_recorded(client, officer, office):
    school = office["short"].school
    school.name = "=1+1"
    school.save()
    client.force_login(officer)

    sheet = openpyxl.load_workbook(
        BytesIO(client.get(f"{LIST}?status=short&as=xlsx").content)
    ).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[1:7] for row in rows] == [["=1+1", None, "ไม่ครบ", 8, 9, "ประธานกรรมการ 1"]]
    assert sheet.cell(2, 2).data_type == "s"
    event = AuditEvent.objects.get(action="board.export")
    assert (event.actor_id, event.changes) == (officer.pk, {"rows": 1})
    assert event.district_id == school.district_id


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_seven_queries(client, officer, school, count, django_assert_num_queries):
    network = Network.objects.create(district=school.district, name="กลุ่มหนึ่ง")
    for number in range(count):
        other = make_school(district=school.district, network=network)
        board = make_board(other, number=number + 1)
        make_member(board, Seat.EXPERT)
    client.force_login(officer)
    client.get(LIST)

    with django_assert_num_queries(5):
        page = client.get(LIST)
    assert len(page.context["rows"]) == count + 1


def test_papers_of_the_office_are_a_click_away(client, officer, office):
    client.force_login(officer)
    page = client.get(LIST).content.decode()

    found = re.findall(r'href="(/papers/[^"]+)"', page)
    assert len(found) == 2
    assert [client.get(address).status_code for address in found] == [200, 200]
