"""Kinds of gifts, their list and scans."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.models import Resource, ResourceItem
from community.services import resources
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Membership
from tests.community.making_resources import (
    DAY,
    keeper,
    key,
    make_donor,
    make_gift,
    make_labour,
    make_purpose,
)
from tests.factories import make_school
from tests.homevisits.making import picture

pytestmark = pytest.mark.django_db
LIST = reverse("community:resource-list")


@pytest.fixture
def by(client, school):
    user = keeper(school)
    client.force_login(user)
    return user


def add(kind="money"):
    return reverse("community:resource-create", args=[kind])


def at(gift, verb="detail"):
    return reverse(f"community:resource-{verb}", args=[gift.pk])


def typed(**fields):
    facts = {"key": key(), "donor_name": "นายสมหมาย ใจดี", "received_on": "5/8/2569"}
    return facts | {"donor_kind": "person", "value": "1,250.50"} | fields


def errors(answer):
    return {name: list(told) for name, told in answer.context["form"].errors.items()}


def test_things_add_up_to_their_value(client, by):
    things = {"item0_name": "หนังสือ", "item0_quantity": "๒๐", "item0_unit": "เล่ม"}
    things |= {"item0_price": "1,250.25", "item2_name": "พัดลม", "item2_quantity": "2"}

    client.post(add("things"), typed(value="", is_durable="on", **things))

    gift = Resource.objects.get()
    assert gift.value == Decimal("25005.00")
    kept = list(gift.items.values_list("position", "name", "quantity", "unit", "price"))
    assert kept == [(1, "หนังสือ", 20, "เล่ม", Decimal("1250.25")), (2, "พัดลม", 2, "", None)]
    assert gift.misses_asset_number
    assert "ยังไม่ลงทะเบียนคุมทรัพย์สิน" in client.get(at(gift)).text


@pytest.mark.parametrize(
    ("things", "told"),
    [
        ({}, {"__all__": ["ใส่สิ่งของอย่างน้อยหนึ่งรายการ พร้อมจำนวน"]}),
        ({"item0_name": "หนังสือ"}, {"item0_quantity": ["ใส่จำนวนมากกว่า 0"]}),
        (
            {"item0_name": "หนังสือ", "item0_quantity": "0"},
            {"item0_quantity": ["ใส่จำนวนมากกว่า 0"]},
        ),
        ({"item1_quantity": "3"}, {"item1_name": ["กรุณากรอกชื่อรายการ"]}),
    ],
)
def test_things_that_cannot_be_are_told(client, by, things, told):
    assert errors(client.post(add("things"), typed(value="", **things))) == told
    assert not ResourceItem.objects.exists()


def test_labour_is_people_times_hours(client, by):
    client.post(add("labour"), typed(value="", people="๑๒", hours="3.5", detail="ซ่อมรั้ว"))

    gift = Resource.objects.get()
    assert (gift.people, gift.hours, gift.person_hours, gift.value) == (12, 3.5, 42, None)
    assert "12 คน × 3.5 ชั่วโมง = 42 ชั่วโมงคน" in client.get(at(gift)).text


@pytest.mark.parametrize(
    ("people", "hours", "told"),
    [
        ("0", "3", {"people": ["แรงงานต้องมีอย่างน้อย 1 คน"]}),
        ("5", "0", {"hours": ["ชั่วโมงต้องมากกว่า 0"]}),
        ("", "3", {"people": ["กรุณากรอกจำนวนคน"]}),
        ("-1", "3", {"people": ["ต้องไม่น้อยกว่า 0"]}),
        ("๓00000", "3", {"people": ["จำนวนคนเป็นไปไม่ได้ กรุณาดูอีกครั้ง"]}),
    ],
)
def test_labour_of_nobody_is_told(client, by, people, hours, told):
    assert errors(client.post(add("labour"), typed(value="", people=people, hours=hours))) == told


def test_land_warns_until_somebody_allowed_it(client, by):
    client.post(add("property"), typed(value="", detail="ที่ดิน 1 งาน ข้างสนาม"))
    gift = Resource.objects.get()
    words = "อาจต้องให้ผู้มีอำนาจเหนือผู้อำนวยการอนุญาตก่อนรับ"
    assert words in client.get(at(gift)).text

    Resource.objects.update(approval="ศธ 04999/12 ลงวันที่ 3 ก.ค. 2569")

    assert words not in client.get(at(gift)).text


def test_kind_that_is_none_is_no_page(client, by):
    assert client.get("/community/resources/add/gold/").status_code == 404


def test_list_is_narrowed_and_summed(client, by, school):
    purpose = make_purpose(school)
    money = make_gift(school, by, purpose=purpose)
    labour = make_labour(school, by, donor=money.donor, received_on=DAY + timedelta(days=60))
    void = make_gift(school, by, donor=money.donor, value=77)
    resources.void(void, reason="ผิด", by=by)

    def shown(**asked):
        return set(client.get(LIST, asked).context["page_obj"])

    assert shown() == {money, labour, void}
    assert shown(kind="labour") == {labour}
    assert shown(year="fiscal-2569") == {money, void}
    assert shown(year="fiscal-2570") == {labour}
    assert shown(year="academic-2569") == {money, labour, void}
    assert shown(purpose=purpose.pk) == {money}
    assert shown(purpose="general") == {labour, void}
    assert shown(state="void") == {void}
    assert shown(kind="gold", year="fiscal-1", purpose="0") == {money, labour, void}
    sums = client.get(LIST).context["sums"]
    assert sums == {"count": 2, "void": 1, "money": 1000, "other": None}


def test_words_find_gifts_and_stay_out_of_the_address(client, by, school):
    gift = make_gift(school, by, receipt_number="34", receipt_key="12|34")
    make_gift(school, by, donor=make_donor(school, "นางอื่น"))

    for words in ("สมหมาย", "๐๓๔"):
        answer = client.post(reverse("community:resource-search"), {"q": words, "kind": "money"})
        assert answer.url == f"{LIST}?kind=money&found=1"
        assert list(client.get(answer.url).context["page_obj"]) == [gift]


def test_ticked_gifts_are_noted_as_answered(client, by, school):
    gifts = [make_gift(school, by, donor=make_donor(school, name)) for name in "กข"]
    stranger = make_gift(make_school(), by)
    asked = {"gift": [gifts[0].pk, gifts[1].pk, stranger.pk, "x"]}

    for _ in range(2):
        client.post(reverse("community:resource-acknowledge"), asked)

    stranger.refresh_from_db()
    assert stranger.acknowledged_on is None
    assert list(Resource.objects.filter(school=school).unanswered()) == []
    assert AuditEvent.objects.filter(action="resource.tell").count() == 2


def test_scan_is_attached_and_read_here_only(client, by, school):
    gift = make_gift(school, by)
    asked = {"key": key(), "title": "สำเนาใบเสร็จ", "file": picture()}

    client.post(at(gift, "attach"), asked)

    scan = gift.files.get()
    url = reverse("community:resource-file", args=[scan.pk])
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer.getvalue()
    client.force_login(keeper(make_school()))
    assert client.get(url).status_code == 404


def test_file_that_is_no_scan_is_refused(client, by, school):
    gift = make_gift(school, by)
    asked = {"key": key(), "title": "ไฟล์", "file": SimpleUploadedFile("a.pdf", b"MZ\x00")}

    assert client.post(at(gift, "attach"), asked).status_code == 200
    assert not gift.files.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_for_any_number(client, by, school, rows, django_assert_num_queries):
    for number in range(rows):
        make_gift(
            school,
            by,
            donor=make_donor(school, f"นาย{number}"),
            purpose=make_purpose(school, str(number)),
            acknowledged_on=DAY,
            acknowledged_by=by,
        )
    client.get(LIST)

    with django_assert_num_queries(5):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_form_asks_no_more_than_a_whole_record(client, by, school, rows, django_assert_num_queries):
    donors = [make_donor(school, f"นาย{number}") for number in range(rows)]
    things = make_gift(school, by, donor=donors[0], kind="things")
    for number in range(rows):
        things.items.create(position=number, name="สมุด", quantity=1)
        make_purpose(school, str(number))
    donor = reverse("community:donor-detail", args=[donors[0].pk])
    client.get(LIST)

    for url, count in ((at(things, "update"), 9), (add(), 7), (donor, 5)):
        with django_assert_num_queries(count):
            client.get(url)


def test_school_where_one_only_teaches_shows_no_gifts(client, by, school):
    other = make_school()
    Membership.objects.create(user=by, school=other, role=Role.TEACHER)
    gift = make_gift(other, keeper(other))
    assert client.get(LIST).status_code == 200

    client.post(reverse("workplace-switch"), {"school": other.pk})

    names = ("resource-list", "donor-list", "purpose-list", "channel-list", "resource-report")
    urls = [reverse(f"community:{name}") for name in names] + [add(), at(gift)]
    assert [client.get(url).status_code for url in urls] == [404] * len(urls)
