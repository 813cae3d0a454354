"""Restricted gifts: what came in for a purpose, what was used, never more than is left."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from community.models import Purpose, Resource, ResourceUse
from community.services import purposes, resources
from schoolcare.models import AuditEvent
from tests.community.making_projects import make_project
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
from tests.races import together

pytestmark = pytest.mark.django_db
LIST = reverse("community:purpose-list")


@pytest.fixture
def by(client, school):
    user = keeper(school)
    client.force_login(user)
    return user


@pytest.fixture
def purpose(school, by):
    """A thousand baht for the library, and labour, which is no money."""
    made = make_purpose(school)
    gift = make_gift(school, by, purpose=made)
    before = {"received_on": DAY - timedelta(days=30), "value": Decimal(900)}
    make_labour(school, by, purpose=made, donor=gift.donor, **before)
    return made


def at(purpose, verb="detail"):
    return reverse(f"community:purpose-{verb}", args=[purpose.pk])


def using(purpose):
    return reverse("community:purpose-use", args=[purpose.pk])


def typed(**fields):
    facts = {"key": key(), "used_on": "10/8/2569", "amount": "400", "what": "ชั้นหนังสือ"}
    return facts | fields


def balance(purpose):
    [row] = Purpose.objects.filter(pk=purpose.pk).with_balance()
    return (row.received, row.used, row.balance)


def spend(purpose, by, amount):
    facts = {"used_on": DAY, "what": "หนังสือ", "amount": Decimal(amount)}
    return purposes.use(ResourceUse(purpose=purpose, **facts), by=by)


def test_balance_is_what_came_in_less_what_was_used(client, by, purpose):
    asked = typed(document="บันทึกที่ 45/2569", upload=picture())
    for _ in range(2):
        client.post(using(purpose), asked)

    row = ResourceUse.objects.get()
    assert balance(purpose) == (1000, 400, 600)
    assert (row.made_by, row.document, row.scan is not None) == (by, "บันทึกที่ 45/2569", True)
    assert AuditEvent.objects.get(action="resource_use.create").changes == {"amount": "400"}
    [shown] = client.get(LIST).context["page_obj"]
    assert shown.balance == 600
    gift = purpose.resources.get(kind="money")
    assert "600 บาท" in client.get(gift.get_absolute_url()).text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"amount": "1,000.01"},
            {"amount": ["ใช้เกินที่เหลือ เงินเพื่อ “สร้างห้องสมุด” เหลือ 1,000 บาท"]},
        ),
        ({"amount": "0"}, {"amount": ["จำนวนเงินต้องมากกว่า 0"]}),
        ({"amount": "-5"}, {"amount": ["ต้องไม่น้อยกว่า 0"]}),
        ({"used_on": "10/8/2669"}, {"used_on": ["วันที่ใช้ยังมาไม่ถึง"]}),
        ({"what": ""}, {"what": ["กรุณากรอกใช้ทำอะไร"]}),
    ],
)
def test_use_that_cannot_be_is_told(client, purpose, fields, told):
    answer = client.post(using(purpose), typed(**fields))

    errors = {name: list(words) for name, words in answer.context["form"].errors.items()}
    assert errors == told
    assert not ResourceUse.objects.exists()


@pytest.mark.parametrize(
    ("day", "name", "warned"),
    [
        ("10/8/2569", "ห้องสมุด", []),
        ("4/8/2569", "ห้องสมุด", ["วันที่ใช้ก่อนวันที่ได้รับเงินก้อนแรก 5 ส.ค. 2569 ตรวจวันที่อีกครั้ง"]),
        ("10/8/2569", "กีฬา", ["เงินนี้ให้เพื่อโครงการ ห้องสมุด แต่บันทึกใช้กับโครงการ กีฬา"]),
    ],
)
def test_use_that_looks_as_for_something_else_warns(client, purpose, day, name, warned):
    made = {
        one: make_project(purpose.school, keeper(purpose.school), name=one)
        for one in ("ห้องสมุด", "กีฬา")
    }
    Purpose.objects.update(project=made["ห้องสมุด"])
    asked = typed(used_on=day, project=made[name].pk)

    page = client.post(using(purpose), asked, follow=True)

    assert ResourceUse.objects.count() == 1
    told = [str(one) for one in page.context["messages"]]
    assert told == [*warned, "บันทึกการใช้เงินแล้ว"]


def test_all_of_it_can_be_used(client, purpose):
    client.post(using(purpose), typed(amount="1,000"))

    assert balance(purpose) == (1000, 1000, 0)


def test_crossed_out_use_gives_its_money_back(client, by, purpose):
    row = spend(purpose, by, 1000)
    url = reverse("community:purpose-use-void", args=[row.pk])

    for _ in range(2):
        client.post(url, {"reason": "คืนเงิน"})

    row.refresh_from_db()
    assert (row.voided_by, row.void_reason, balance(purpose)[2]) == (by, "คืนเงิน", 1000)
    assert AuditEvent.objects.filter(action="resource_use.void").count() == 1
    assert "คืนเงิน" in client.get(at(purpose)).text


def test_gift_whose_money_was_used_is_not_crossed_out(client, by, purpose):
    spend(purpose, by, 400)
    gift = purpose.resources.get(kind="money")

    answer = client.post(reverse("community:resource-void", args=[gift.pk]), {"reason": "ผิด"})

    assert "ใช้ไปแล้ว 400 บาท เปลี่ยนอย่างนี้จะเหลือรับเพียง 0 บาท" in answer.text
    gift.refresh_from_db()
    assert not gift.is_void


@pytest.mark.parametrize("change", [{"value": Decimal(300)}, {"purpose": None}])
def test_gift_whose_money_was_used_is_not_made_less(by, purpose, change):
    spend(purpose, by, 400)
    gift = purpose.resources.get(kind="money")
    for name, value in change.items():
        setattr(gift, name, value)

    with pytest.raises(ValidationError, match="ใช้ไปแล้ว 400 บาท"):
        resources.save_resource(gift, by=by)
    assert balance(purpose) == (1000, 400, 600)


def test_crossed_out_gift_counts_no_more(by, purpose):
    gift = make_gift(purpose.school, by, purpose=purpose, donor=make_donor(purpose.school, "นางข"))
    assert balance(purpose)[0] == 2000

    resources.void(gift, reason="ผิด", by=by)

    assert balance(purpose)[0] == 1000


def test_purpose_typed_with_a_gift_is_made_once(client, by, school):
    add = reverse("community:resource-create", args=["money"])
    for name in ("นายหนึ่ง", "นายสอง"):
        asked = {"key": key(), "donor_name": name, "received_on": "5/8/2569", "value": "500"}
        client.post(add, asked | {"donor_kind": "person", "new_purpose": " อาหาร  กลางวัน "})

    purpose = Purpose.objects.get()
    assert (purpose.name, balance(purpose)[0]) == ("อาหาร กลางวัน", 1000)


def test_name_that_is_there_is_told(client, purpose):
    answer = client.post(reverse("community:purpose-create"), {"key": key(), "name": purpose.name})

    assert "มีวัตถุประสงค์ชื่อนี้แล้ว" in answer.text
    assert Purpose.objects.count() == 1


def test_purpose_of_another_school_is_not_found(client, by):
    stranger = make_purpose(make_school())

    for url in (at(stranger), at(stranger, "update"), using(stranger)):
        assert client.get(url).status_code == 404
    assert list(client.get(LIST).context["page_obj"]) == []


def test_foreign_purpose_cannot_be_sent_with_a_gift(client, by, school):
    stranger = make_purpose(make_school())
    asked = {"key": key(), "donor_name": "นายหนึ่ง", "received_on": "5/8/2569", "value": "500"}

    answer = client.post(
        reverse("community:resource-create", args=["money"]), asked | {"purpose": stranger.pk}
    )

    assert list(answer.context["form"].errors) == ["purpose"]
    assert not Resource.objects.exists()


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"voided_at": timezone.now()}])
def test_database_refuses_what_cannot_be(by, purpose, wrong):
    facts = {"used_on": DAY, "amount": 5, "what": "ก", "made_by": by}

    with pytest.raises(IntegrityError):
        ResourceUse.objects.create(purpose=purpose, **facts | wrong)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_for_any_number(client, by, purpose, rows, django_assert_num_queries):
    school = purpose.school
    for number in range(rows):
        make_purpose(school, f"เรื่อง{number}")
        spend(purpose, by, 10 + number)
        donor = make_donor(school, f"นาย{number}")
        make_gift(school, by, donor=donor, received_on=DAY + timedelta(days=number))
    client.get(LIST)

    for url, count in ((LIST, 3), (at(purpose), 5), (f"{at(purpose)}?show=gifts", 5)):
        with django_assert_num_queries(count):
            client.get(url)


@pytest.mark.django_db(transaction=True)
def test_two_who_use_the_same_money_at_once_get_no_more_than_is_left(school):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    user, purpose = keeper(school), make_purpose(school)
    gift = make_gift(school, user, purpose=purpose)

    told = together(lambda: spend(purpose, user, 700), lambda: spend(purpose, user, 700))

    [refused] = [one for one in told if isinstance(one, ValidationError)]
    assert "เหลือ 300 บาท" in str(refused)
    assert balance(purpose) == (1000, 700, 300)
    told = together(
        lambda: spend(purpose, user, 300),
        lambda: resources.void(gift, reason="ผิด", by=user),
    )
    assert sum(isinstance(one, ValidationError) for one in told) >= 1
    assert balance(purpose)[2] >= 0
