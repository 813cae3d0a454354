"""Agreements with partners: state from the dates, end before its day, scan, paper."""

import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from community.models import Agreement
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from tests.community.making_partners import make_agreement, make_head, make_partner
from tests.factories import make_school, make_user
from tests.homevisits.making import picture
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LIST = reverse("community:agreement-list")


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school, client):
    user = make_head(school)
    client.force_login(user)
    return user


@pytest.fixture
def partner(school):
    return make_partner(school)


def page(name, row):
    return reverse(f"community:agreement-{name}", args=[row.pk])


def typed(**fields):
    return {"key": str(uuid.uuid4()), "title": "ค่ายคุณธรรม", "starts_on": "1/6/2569"} | fields


def day(ahead):
    return TODAY + timedelta(days=ahead)


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (1, 100, "coming"),
        (-10, None, "valid"),
        (-10, 61, "valid"),
        (-10, 60, "ending"),
        (0, 0, "ending"),
        (-10, -1, "over"),
    ],
)
def test_state_follows_from_the_dates(head, partner, starts, ends, state):
    made = make_agreement(
        partner, head, starts_on=day(starts), ends_on=None if ends is None else day(ends)
    )

    assert made.state_on(TODAY) == state
    assert Agreement.objects.in_force(TODAY).exists() is (state in {"valid", "ending"})
    assert Agreement.objects.ending(TODAY).exists() is (state == "ending")


def test_agreement_is_made_once_with_its_scan(client, head, partner):
    asked = typed(ends_on="31/5/2570", school_duties="พานักเรียนไป")

    urls = [
        client.post(page("create", partner), asked | {"upload": picture()}).url for _ in range(2)
    ]

    made = Agreement.objects.get()
    assert urls == [page("detail", made)] * 2
    assert (made.starts_on, made.ends_on) == (date(2026, 6, 1), date(2027, 5, 31))
    assert client.get(page("scan", made)).getvalue()[:3] == b"\xff\xd8\xff"
    assert AuditEvent.objects.get(action="agreement.create").school_id == partner.school_id


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "กรุณากรอกเรื่อง"),
        ({"starts_on": "31/2/2569"}, "ใส่วันที่"),
        ({"ends_on": "31/5/2569"}, "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
        ({"number": "1/2569"}, "มีข้อตกลงเลขที่นี้กับภาคีนี้แล้ว"),
    ],
)
def test_what_cannot_be_is_told(client, head, partner, fields, words):
    make_agreement(partner, head, number="1/2569")

    assert words in client.post(page("create", partner), typed(**fields)).text
    assert Agreement.objects.count() == 1


def test_agreement_is_cancelled_once_and_stays(client, head, partner):
    made = make_agreement(partner, head, starts_on=day(-30))
    asked = {"on": f"{TODAY:%d/%m/%Y}", "reason": "เลิกกิจการ"}

    client.post(page("cancel", made), asked)
    again = client.post(page("cancel", made), asked)

    made.refresh_from_db()
    assert (made.cancelled_on, made.state_on(TODAY)) == (TODAY, "cancelled")
    assert "ยกเลิกไปแล้ว" in again.text
    assert AuditEvent.objects.filter(action="agreement.cancel").count() == 1


def test_agreement_is_not_cancelled_before_it_began(client, head, partner):
    made = make_agreement(partner, head, starts_on=TODAY)

    told = client.post(page("cancel", made), {"on": f"{day(-1):%d/%m/%Y}", "reason": "ผิด"})

    assert "วันยกเลิกต้องไม่ก่อนวันที่มีผล" in told.text


def test_list_is_narrowed_by_state(client, head, partner):
    soon = make_agreement(partner, head, starts_on=day(-9), ends_on=day(9))
    endless = make_agreement(partner, head, starts_on=day(-9))
    over = make_agreement(partner, head, starts_on=day(-9), ends_on=day(-2))
    ended = make_agreement(partner, head, starts_on=day(-9), cancelled_on=day(-1))
    coming = make_agreement(partner, head, starts_on=day(5))

    def found(**asked):
        return {one for one, _state in client.get(LIST, asked).context["rows"]}

    assert found() == {soon, endless, over, ended, coming}
    assert found(state="ending") == {soon}
    assert found(state="force") == {soon, endless}
    assert found(state="over") == {over, ended}


def test_what_ends_soon_stands_on_the_home_page(client, head, partner):
    make_agreement(partner, head, starts_on=day(-9), ends_on=day(9))
    make_agreement(make_partner(make_school()), head, starts_on=day(-9), ends_on=day(9))

    shown = client.get("/").text

    assert "ข้อตกลงใกล้หมดอายุ" in shown
    assert f"{LIST}?state=ending" in shown


def test_stranger_and_teacher_change_nothing(client, school, partner):
    made = make_agreement(partner, make_head(school))
    client.force_login(make_head())
    assert client.get(page("detail", made)).status_code == 404
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(page("detail", made)).status_code == 200
    assert client.post(page("cancel", made), {}).status_code == 403


def test_paper_says_what_both_sides_take_on(head, partner):
    facts = {"school_duties": "พานักเรียนไป\nจัดครูดูแล\nรายงานผล", "purpose": "พัฒนานักเรียน"}
    facts |= {"partner_duties": "ให้ใช้ศาลา\nร่วมวางแผน"}
    made = make_agreement(partner, head, signer="พระครูใจดี", signer_post="เจ้าอาวาส", **facts)
    document = prepare("agreement", {"object": str(made.pk)}, user=head)

    data = document.pdf()

    assert_paper(data, "order", html=document.html())
    text = words_on(data).replace(" ", "")
    assert "๒.๒จัดครูดูแล" in text
    assert "ข้อ๓วัดดอยงามตกลงจะ" in text
    assert "(พระครูใจดี)" in text
    assert len(PdfReader(BytesIO(data)).pages) == 1  # what is usual is signed on one page


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(
    client, head, partner, many, django_assert_num_queries
):
    for _ in range(many):
        make_agreement(partner, head)
    client.get(LIST)
    with django_assert_num_queries(3):
        client.get(LIST)
