"""Gifts: received in one form with their donor, found again, crossed out, never twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from community.models import Donor, Resource
from community.services import resources
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_resources import (
    DAY,
    keeper,
    key,
    make_donor,
    make_gift,
)
from tests.factories import make_school, make_user
from tests.races import together

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


def test_gift_and_its_donor_are_made_in_one_form_once(client, by, school):
    asked = typed(receipt_book="12", receipt_number="034", donor_phone="๐๘๑ ๒๓๔ ๕๖๗๘")

    urls = [client.post(add(), asked).url for _ in range(2)]

    gift = Resource.objects.get()
    assert urls == [at(gift)] * 2
    assert (gift.value, gift.received_on, gift.made_by) == (Decimal("1250.50"), DAY, by)
    assert (gift.receipt, gift.receipt_key) == ("เล่มที่ 12 เลขที่ 034", "12|34")
    assert (gift.donor.name, gift.donor.phone) == ("นายสมหมาย ใจดี", "0812345678")
    events = AuditEvent.objects.filter(school_id=school.pk).values_list("action", flat=True)
    assert sorted(events) == ["donor.create", "resource.create"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("๑๒,๕๐๐", 12500),
        ("500 บาทถ้วน", 500),
        ("฿2500.5", Decimal("2500.50")),
        ("500.-", 500),
        ("1,234,567.89", None),
    ],
)
def test_amount_is_read_as_people_type_it(client, by, value, kept):
    client.post(add(), typed(value=value))

    assert Resource.objects.get().value == (kept or Decimal("1234567.89"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "กรุณากรอกจำนวนเงิน (บาท)"),
        ("0", "จำนวนเงินต้องมากกว่า 0"),
        ("-500", "ต้องไม่น้อยกว่า 0"),
        ("1,5", "ใส่จำนวนเงินเป็นตัวเลข เช่น 12,500 หรือ 500.50"),
        ("ห้าร้อย", "ใส่จำนวนเงินเป็นตัวเลข เช่น 12,500 หรือ 500.50"),
        ("1.005", "ทศนิยมได้ไม่เกิน 2 ตำแหน่ง"),
        (f"1{'0' * 20}", "ตัวเลขยาวเกินไป"),
        ("999999999999.99", "จำนวนเงินเป็นไปไม่ได้ กรุณาดูอีกครั้ง"),
        ("NaN", "ใส่จำนวนเงินเป็นตัวเลข เช่น 12,500 หรือ 500.50"),
        ("1e5", "ใส่จำนวนเงินเป็นตัวเลข เช่น 12,500 หรือ 500.50"),
    ],
)
def test_amount_that_cannot_be_is_told(client, by, value, words, monkeypatch):
    monkeypatch.setattr(resources, "MOST_VALUE", Decimal(10) ** 11)

    assert errors(client.post(add(), typed(value=value))) == {"value": [words]}
    assert not Resource.objects.exists()
    assert not Donor.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("5/8/2669", "วันที่รับยังมาไม่ถึง กรุณาดูปีอีกครั้ง"),
        ("31/2/2569", "“31/2/2569” ไม่มีในปฏิทิน ใส่วันที่ เช่น 5/3/2569"),
        ("5/8/2420", "กรุณาดูปีอีกครั้ง"),
        ("", "กรุณากรอกวันที่รับ"),
    ],
)
def test_day_that_cannot_be_is_told(client, by, day, words):
    assert errors(client.post(add(), typed(received_on=day))) == {"received_on": [words]}


def test_year_of_our_era_is_understood(client, by):
    client.post(add(), typed(received_on="๕/๘/2026"))

    assert Resource.objects.get().received_on == DAY


def test_gift_before_the_donor_was_known_is_told(client, by, school):
    make_donor(school, known_since=date(2026, 8, 6))

    [words] = errors(client.post(add(), typed()))["received_on"]

    assert words.startswith("นายสมหมาย ใจดี อยู่ในทะเบียนตั้งแต่ 6 ส.ค. 2569 รับก่อนวันนั้นไม่ได้")
    client.post(add(), typed(received_on="6/8/2569"))
    assert Resource.objects.get().received_on == date(2026, 8, 6)


@pytest.mark.parametrize("again", [("๑๒", "๐๓๔"), (" 012", "34"), ("12", "3 4"), ("0012", "0034")])
def test_receipt_typed_twice_is_told_with_where_it_was_used(client, by, school, again):
    client.post(add(), typed(receipt_book="12", receipt_number="34"))
    book, number = again

    answer = client.post(add(), typed(receipt_book=book, receipt_number=number))

    [words] = errors(answer)["receipt_number"]
    assert "ใช้แล้วกับ นายสมหมาย ใจดี วันที่ 5 ส.ค. 2569" in words
    assert Resource.objects.count() == 1


def test_receipt_of_another_school_or_book_is_another(client, by, school):
    stranger = make_school()
    make_gift(stranger, keeper(stranger), receipt_number="34", receipt_key="12|34")

    for book in ("12", "13", ""):
        client.post(add(), typed(receipt_book=book, receipt_number="34"))

    assert list(Resource.objects.filter(school=school).values_list("receipt_key", flat=True)) == [
        "|34",
        "13|34",
        "12|34",
    ]


def test_receipt_of_a_crossed_out_gift_stays_taken(client, by):
    client.post(add(), typed(receipt_book="12", receipt_number="34"))
    gift = Resource.objects.get()
    client.post(at(gift, "void"), {"reason": "พิมพ์ผิด"})

    [words] = errors(client.post(add(), typed(receipt_book="12", receipt_number="34")))[
        "receipt_number"
    ]

    assert words.endswith("(ยกเลิกแล้ว เลขคงอยู่)")
    gift.refresh_from_db()
    assert (gift.is_void, gift.voided_by, gift.void_reason) == (True, by, "พิมพ์ผิด")
    assert AuditEvent.objects.filter(action="resource.void").count() == 1


def test_book_without_a_number_is_told(client, by):
    told = errors(client.post(add(), typed(receipt_book="12")))

    assert told == {"receipt_number": ["มีเล่มที่แล้ว กรุณากรอกเลขที่ใบเสร็จ"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"receipt_key": "1|1"},
        {"value": 0},
        {"value": -1},
        {"kind": "labour", "people": 0, "hours": 3},
        {"kind": "labour", "people": 3, "hours": None},
        {"voided_at": timezone.now()},
        {"void_reason": "ผิด"},
    ],
)
def test_database_refuses_what_cannot_be(school, by, wrong):
    gift = make_gift(school, by, receipt_key="1|1")

    with pytest.raises(IntegrityError):
        make_gift(school, by, donor=gift.donor, **wrong)


def test_donor_of_the_same_name_is_found_again(client, by, school):
    donor = make_donor(school, "สมหมาย  ใจดี")
    make_donor(make_school())

    client.post(add(), typed())

    assert Resource.objects.get().donor == donor


def test_same_name_with_more_told_asks_which(client, by, school):
    donor = make_donor(school, address="12 หมู่ 3")
    asked = typed(donor_address="99 หมู่ 9")

    answer = client.post(add(), asked)

    [words] = errors(answer)["donor"]
    assert words.startswith("มีผู้บริจาคชื่อเดียวกันหรือใกล้เคียงอยู่แล้ว")
    shown = [label for _key, label in answer.context["form"].fields["donor"].choices]
    assert shown == ["นายสมหมาย ใจดี · 12 หมู่ 3", "เป็นผู้บริจาครายใหม่ ไม่ใช่รายข้างบน"]
    assert "99 หมู่ 9" in answer.text
    client.post(add(), asked | {"donor": "new"})
    assert Resource.objects.get().donor != donor
    assert Donor.objects.count() == 2


def test_part_of_a_name_offers_those_that_hold_it(client, by, school):
    donor = make_donor(school)
    make_donor(school, "นางสมศรี ใจงาม")
    asked = typed(donor_name="สมหมาย")

    form = client.post(add(), asked).context["form"]
    client.post(add(), asked | {"donor": str(donor.pk)})

    assert [one for one, _label in form.fields["donor"].choices] == [str(donor.pk), "new"]
    assert Resource.objects.get().donor == donor


def test_donor_of_another_school_cannot_be_sent(client, by, school):
    make_donor(school)
    stranger = make_donor(make_school())

    told = errors(client.post(add(), typed(donor=str(stranger.pk))))

    assert told == {"donor": ["กรุณาเลือกจากรายการ"]}
    assert not Resource.objects.exists()


def test_tax_id_is_kept_encrypted_and_belongs_to_one(client, by, school):
    number = "1101700230708"
    client.post(add(), typed(donor_tax_id="1-1017-00230-70-8"))
    donor = Donor.objects.get()

    told = errors(client.post(add(), typed(donor_name="นางอื่น", donor_tax_id=number)))

    assert told == {"donor_tax_id": ["เลขนี้เป็นของ นายสมหมาย ใจดี ซึ่งอยู่ในทะเบียนแล้ว"]}
    assert (donor.tax_id, donor.masked_tax_id) == (number, "x-xxxx-xxxx0-70-x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tax_id FROM community_donor")
        assert number not in cursor.fetchone()[0]
    page = client.get(donor.get_absolute_url()).text
    assert "x-xxxx-xxxx0-70-x" in page
    assert "1-1017-00230-70-8" not in page
    shown = client.post(reverse("community:donor-reveal", args=[donor.pk])).text
    assert "1-1017-00230-70-8" in shown
    assert AuditEvent.objects.filter(action="donor.reveal").count() == 1
    assert number not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


@pytest.mark.parametrize("number", ["123", "1101700230709", "11019000001511", "ก"])
def test_tax_id_that_cannot_be_is_told(client, by, number):
    told = errors(client.post(add(), typed(donor_tax_id=number)))

    assert told == {"donor_tax_id": ["เลขประจำตัวผู้เสียภาษีต้องมี 13 หลักและถูกต้อง โปรดตรวจอีกครั้ง"]}


def test_crossed_out_gift_is_changed_no_more(client, by, school):
    gift = make_gift(school, by)
    resources.void(gift, reason="ผิด", by=by)

    answer = client.get(at(gift, "update"))

    assert answer.url == at(gift)
    with pytest.raises(ValidationError, match="รายการนี้ยกเลิกแล้ว"):
        resources.save_resource(gift, by=by)


def test_gift_is_put_right(client, by, school):
    gift = make_gift(school, by, receipt_number="5", receipt_key="|5")
    form = client.get(at(gift, "update")).context["form"]
    sent = {one.html_name: one.value() for one in form if one.value() not in (None, "", False)}

    answer = client.post(at(gift, "update"), sent | {"received_on": "5/8/2569", "value": "1,100"})

    assert answer.status_code == 302, errors(answer)

    gift.refresh_from_db()
    assert (gift.value, gift.donor.name, Donor.objects.count()) == (1100, "นายสมหมาย ใจดี", 1)
    changes = AuditEvent.objects.get(action="resource.update").changes
    assert changes == {"value": ["1000.00", "1100"]}


def test_gifts_of_another_school_are_not_found(client, by):
    stranger = make_school()
    gift = make_gift(stranger, keeper(stranger))

    for verb in ("detail", "update", "void", "attach"):
        assert client.get(at(gift, verb)).status_code == 404
    assert client.get(gift.donor.get_absolute_url()).status_code == 404
    assert list(client.get(LIST).context["page_obj"]) == []


def test_who_only_teaches_sees_no_gifts(client, school):
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(LIST).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_one_receipt_sent_by_two_at_once_is_kept_once(school):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    user = keeper(school)
    donor = make_donor(school)

    def keep():
        facts = {"received_on": DAY, "value": Decimal(5), "receipt_number": "7"}
        gift = Resource(school=school, donor=donor, kind="money", **facts)
        return resources.save_resource(gift, by=user)

    told = together(keep, keep)

    [refused] = [one for one in told if isinstance(one, ValidationError)]
    assert "ใช้แล้วกับ" in str(refused)
    assert Resource.objects.count() == 1
