"""A donation on a phone: donor and gift in one form, acknowledged, thanked."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from community.models import Resource
from schoolcare.access import Role
from tests.factories import make_school, make_term, make_user
from tests.windows import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def head(log_in):
    school = make_school(name="บ้านห้วยน้ำริน")
    make_term(school)
    person = make_user(Role.COMMUNITY_HEAD, school=school, username="head")
    person.set_password(PASSWORD)
    person.save()
    return log_in("head", PHONE)


def words(data):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def test_donation_goes_from_the_gift_to_the_thanks(head):
    head.go("community:resource-list")
    head.follow("บันทึกสิ่งที่ได้รับ")
    head.fill(donor_name="นายสมหมาย ใจดี", value="๑,๒๕๐.๕๐", new_purpose="สร้างห้องสมุด")
    head.fill(receipt_book="๑๒", receipt_number="034")
    head.press("บันทึก")
    head.shows("ยังไม่ตอบรับ")
    gift = Resource.objects.get()
    kept = (gift.donor.name, gift.receipt, str(gift.value))
    assert kept == ("นายสมหมาย ใจดี", "เล่มที่ 12 เลขที่ 034", "1250.50")
    told = words(head.pdf("donation-acknowledgement", object=gift.pk))
    thanked = words(head.pdf("thanks-letter", object=gift.pk))
    head.go("community:resource-detail", gift.pk)
    head.shows("ตอบรับแล้ว")
    head.shot("donation-told-phone")
    head.go("community:resource-list")
    head.choose(state="waiting")
    head.press("ค้นหา")
    head.shows("ไม่พบรายการ")

    assert "เล่มที่ ๑๒ เลขที่ ๐๓๔" in told
    assert "สร้างห้องสมุด" in thanked
    gift.refresh_from_db()
    assert gift.acknowledged_by.username == "head"
