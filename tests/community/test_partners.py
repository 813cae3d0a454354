"""Partners: kept, found, archived; who sees how to reach them."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from community.models import Partner
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_partners import (
    DAY,
    make_contact,
    make_head,
    make_held,
    make_partner,
    make_person,
    make_village,
)
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("community:partner-create"), reverse("community:partner-list")


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school, client):
    user = make_head(school)
    client.force_login(user)
    return user


def page(partner, verb="detail"):
    return reverse(f"community:partner-{verb}", args=[partner.pk])


def typed(**fields):
    return {"key": str(uuid.uuid4()), "kind": "temple", "name": "วัดดอยงาม"} | fields


def test_partner_is_made_once_for_a_form(client, head, school):
    asked = typed(phone="๐๘๑-๒๓๔ ๕๖๗๘", since="1/6/2560", latitude="18.7883, 98.9853")

    urls = [client.post(NEW, asked).url for _ in range(2)]

    partner = Partner.objects.get()
    assert urls == [page(partner)] * 2
    assert (partner.school, partner.phone, partner.since) == (
        school,
        "0812345678",
        date(2017, 6, 1),
    )
    assert (str(partner.latitude), str(partner.longitude)) == ("18.78830", "98.98530")
    assert AuditEvent.objects.get(action="partner.create").school_id == school.pk


@pytest.mark.parametrize("name", ["วัดดอยงาม ", "วัด ดอยงาม", "วัดดอยงามม", "วัดดอยง่าม"])
def test_name_that_is_nearly_anothers_is_asked_about_first(client, head, school, name):
    make_partner(school, name="วัดดอยงาม")

    told = client.post(NEW, typed(name=name, kind="other", about="ค่าย"))

    assert "คล้ายกับที่มีอยู่แล้ว: วัดดอยงาม (วัด/ศาสนสถาน)" in told.text
    assert "ไม่ใช่รายเดียวกัน" in told.text
    assert told.context["form"]["about"].value() == "ค่าย"
    assert Partner.objects.count() == 1
    assert client.post(NEW, typed(name=name, kind="other", is_other="on")).status_code == 302
    assert Partner.objects.count() == 2


def test_other_temple_is_not_asked_about(client, head, school):
    make_partner(school, name="วัดดอยงาม")

    assert client.post(NEW, typed(name="วัดป่าไผ่")).status_code == 302


def test_same_name_of_the_same_kind_is_refused(client, head, school):
    make_partner(school, name="วัดดอยงาม")

    assert "มีภาคีชื่อนี้ในประเภทนี้แล้ว" in client.post(NEW, typed(is_other="on")).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "กรุณากรอกชื่อ"),
        ({"name": "ก" * 10_000}, "ยาวเกิน 200 ตัวอักษร"),
        ({"phone": "12"}, "ใส่เบอร์โทรศัพท์"),
        ({"since": "31/2/2560"}, "ใส่วันที่"),
        ({"latitude": "91", "longitude": "98"}, "ต้องไม่เกิน 90"),
        ({"latitude": "18"}, "กรุณากรอกทั้งละติจูดและลองจิจูด"),
    ],
)
def test_what_cannot_be_is_told(client, head, fields, words):
    assert words in client.post(NEW, typed(**fields)).text
    assert not Partner.objects.exists()


def test_village_and_keeper_of_another_school_are_refused(client, head):
    other = make_school()
    asked = typed(village=make_village(other).pk, keeper=make_head(other).pk)

    form = client.post(NEW, asked).context["form"]

    assert set(form.errors) == {"village", "keeper"}


def test_two_people_on_one_partner(client, head, school):
    partner = make_partner(school)
    seen = client.get(page(partner, "update")).context["form"]["seen"].value()
    Partner.objects.update(about="แก้ไปก่อน")

    told = client.post(page(partner, "update"), typed(about="ของฉัน", seen=seen))

    partner.refresh_from_db()
    assert "มีคนอื่นบันทึกข้อมูลนี้ไปก่อน" in told.text
    assert partner.about == "แก้ไปก่อน"


def test_list_is_by_kind_with_the_last_contact(client, head, school):
    shop = make_partner(school, kind="private", name="ร้านก")
    temple = make_partner(school, kind="temple", name="วัดข")
    home = make_partner(school, kind="home", name="ชุมชนค")
    make_partner(make_school())
    make_contact(temple, head, on=date(2026, 6, 1))
    make_held(school, head).partners.add(temple, shop)

    found = client.get(LIST).context["page_obj"].object_list

    assert [(one, one.last_contact) for one in found] == [(home, None), (temple, DAY), (shop, DAY)]


def test_list_is_searched_and_narrowed(client, head, school):
    temple = make_partner(school, village=make_village(school))
    shop = make_partner(school, kind="private", name="ร้านก", about="รถรับส่ง")
    former = make_partner(school, kind="private", name="ร้านเก่า", is_active=False)
    make_contact(shop, head, next_step="นัดหมาย")

    make_person(shop, name="นายอินทร ผลเจริญ")

    def found(**asked):
        return set(client.get(LIST, asked).context["page_obj"].object_list)

    def searched(words):
        answer = client.post(reverse("community:partner-search"), {"q": words})
        assert answer.url == f"{LIST}?found=1"
        return set(client.get(answer.url).context["page_obj"].object_list)

    assert found() == {temple, shop}
    assert searched("ดอยงาม") == {temple}
    assert searched("รับส่ง") == {shop}
    assert searched("ผลเจริญ") == {shop}
    assert found(q="ดอยงาม") == {temple, shop}  # an address never carries the words
    assert found(kind="private", state="all") == {shop, former}
    assert found(state="former") == {former}
    assert found(state="waiting") == {shop}


def test_teacher_sees_the_partner_without_how_to_reach_it(client, school):
    partner = make_partner(school, phone="0899990000", address="12/3 หมู่ 4", line="temple01")
    make_person(partner, phone="0877770000")
    client.force_login(make_user(Role.TEACHER, school=school))

    shown = client.get(page(partner)).text

    assert "พระครูใจดี สุจิตฺโต" in shown
    hidden = ["0899990000", "12/3 หมู่ 4", "temple01", "0877770000"]
    assert [text for text in hidden if text in shown] == []
    assert client.get(page(partner, "update")).status_code == 403
    assert not AuditEvent.objects.filter(action="partner.view").exists()


def test_look_at_how_to_reach_a_partner_is_logged(client, head, school):
    partner = make_partner(school, phone="0899990000")

    assert "0899990000" in client.get(page(partner)).text
    assert AuditEvent.objects.get(action="partner.view").target_id == str(partner.pk)


def test_log_holds_no_telephone(client, head, school):
    partner = make_partner(school, phone="0899990000")

    client.post(page(partner, "update"), typed(phone="0811112222"))

    assert AuditEvent.objects.get(action="partner.update").changes["phone"] == ["***", "***"]


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(
    client, head, school, many, django_assert_num_queries
):
    for number in range(many):
        partner = make_partner(school, name=f"วัดที่{number} {number * 'ก'}", keeper=head)
        make_person(partner)
        for _ in range(many):
            make_contact(partner, head, next_step="ต่อ")
            make_held(school, head).partners.add(partner)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    with django_assert_num_queries(9):
        client.get(page(partner))


def test_search_takes_what_nobody_would_type(client, head):
    long = "9" * 10_000

    answer = client.post(reverse("community:partner-search"), {"q": long, "kind": long})

    assert len(answer.url) < 200
    assert client.get(answer.url).status_code == 200
