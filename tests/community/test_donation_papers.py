"""Papers to donors: the acknowledgement beside the receipt, the certificate, batches of both."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from community.gift_words import sentence_of, tax_words
from community.models import DonationTaxRule, Resource
from community.services import resources
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from schoolcare.paper.jobs import record_print
from schoolcare.paper.texts import save_text
from tests.committee.papers import pages
from tests.community.making_resources import (
    keeper,
    make_donor,
    make_gift,
    make_labour,
    make_purpose,
)
from tests.factories import make_school
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
TWICE = "2 เท่า"


@pytest.fixture
def by(client, school):
    user = keeper(school)
    client.force_login(user)
    return user


def paper(slug, user, **asked):
    asked = {name: str(getattr(value, "pk", value)) for name, value in asked.items()}
    return prepare(slug, {"date": "2026-11-21"} | asked, user=user)


def test_acknowledgement_tells_the_gift_and_the_receipt(by, school):
    facts = {"receipt_book": "12", "receipt_number": "034", "receipt_key": "12|34"}
    gift = make_gift(school, by, value=Decimal("1250.50"), purpose=make_purpose(school), **facts)

    document = paper("donation-acknowledgement", by, object=gift)

    [text] = pages(document.pdf())
    for words in (
        "ใบตอบรับการบริจาค",
        "ได้รับการบริจาคจากนายสมหมายใจดี",
        "๑,๒๕๐.๕๐",
        "(หนึ่งพันสองร้อยห้าสิบบาทห้าสิบสตางค์)",
        "เล่มที่๑๒เลขที่๐๓๔",
        "สร้างห้องสมุด",
        "มิใช่ใบเสร็จรับเงิน",
    ):
        assert words in text
    assert_paper(document.pdf(), "receipt", html=document.html())


def test_acknowledgement_of_many_things_is_whole(by, school):
    gift = make_gift(school, by, kind="things", value=Decimal(5))
    for number in range(60):
        name = "เครื่องคอมพิวเตอร์พกพาพร้อมอุปกรณ์เสริมสำหรับการเรียนรู้ " * 2
        gift.items.create(position=number, name=name, quantity=number + 1, unit="ชุด")

    document = paper("donation-acknowledgement", by, object=gift)

    texts = pages(document.pdf())
    assert len(texts) > 1
    assert "๖๐ชุด" in "".join(texts)


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (date(2026, 8, 5), False),
    ],
)
def test_nothing_of_twice_the_tax_outside_its_days(by, school, day, is_told):
    gift = make_gift(school, by, received_on=day)

    html = paper("donation-acknowledgement", by, object=gift, digits="arabic").html()

    assert (TWICE in tax_words(gift), TWICE in html) == (is_told, is_told)


def test_tax_is_told_of_money_only_and_not_after_the_last_rule(by, school):
    gift = make_gift(school, by)
    labour = make_labour(school, by, donor=gift.donor)
    assert tax_words(gift).startswith("สิทธิทางภาษีของเงินบริจาคเป็นไปตามที่กรมสรรพากรกำหนด")
    assert tax_words(labour) == ""

    DonationTaxRule.objects.filter(ends_on=None).update(ends_on=date(2026, 8, 4))

    assert tax_words(gift) == ""


def test_gift_in_a_sentence(by, school):
    money = make_gift(school, by, value=Decimal(2500))
    labour = make_labour(school, by, donor=money.donor, detail="ซ่อมรั้ว")
    things = make_gift(school, by, donor=money.donor, kind="things")
    for number, name in enumerate(("สมุด", "ดินสอ", "ยางลบ", "ปากกา")):
        things.items.create(position=number, name=name, quantity=Decimal("2.50"), unit="โหล")

    assert sentence_of(money) == "เงิน จำนวน 2,500 บาท (สองพันห้าร้อยบาทถ้วน)"
    assert sentence_of(labour) == "แรงงาน ซ่อมรั้ว 12 คน × 3.5 ชม."
    assert sentence_of(things) == "สมุด 2.5 โหล, ดินสอ 2.5 โหล, ยางลบ 2.5 โหล และอื่น ๆ รวม 4 รายการ"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("นายสมหมาย ใจดี", ["เรียน", "ตามที่ท่านได้มอบเงิน จำนวน 1,000 บาท", "ขอแสดงความนับถือ"]),
        ("พระครูสมมติธรรมคุณ", ["นมัสการ", "ตามที่พระคุณท่านได้เมตตามอบ", "ขอนมัสการด้วยความเคารพ"]),
    ],
)
def test_letter_of_thanks_speaks_to_lay_people_and_monks(by, school, name, told):
    gift = make_gift(school, by, donor=make_donor(school, name), purpose=make_purpose(school))

    html = paper("thanks-letter", by, object=gift, digits="arabic").html()

    for words in [*told, "เพื่อสร้างห้องสมุด", name]:
        assert words in html.replace('<span class="nb">', "").replace("</span>", "")


def test_certificate_thanks_and_venerates_a_monk(by, school):
    gift = make_gift(school, by)
    monk = make_gift(school, by, donor=make_donor(school, "พระครูสมมติธรรมคุณ"))

    lay, venerated = (
        paper("thanks-certificate", by, object=one, heading="anumodana").html()
        for one in (gift, monk)
    )

    assert "ขอมอบไว้เพื่อแสดงความขอบคุณแด่" in lay
    for words in ("อนุโมทนาบัตร", "ขอถวายไว้เพื่อแสดงว่า", "พระครูสมมติธรรมคุณ", "เมตตามอบ"):
        assert words in venerated


def test_certificate_bears_the_number_that_was_typed(by, school):
    gift = make_gift(school, by)
    document = paper("thanks-certificate", by, object=gift)
    assert "เลขที่" not in document.html()

    save_text(document, {"certificate_number": "45/2569"}, version=0, by=by)

    html = paper("thanks-certificate", by, object=gift, digits="arabic").html()
    assert "เลขที่ 45/2569" in html


def test_certificate_of_long_words_is_one_landscape_sheet(by, school, tmp_path):
    donor = make_donor(school, "บริษัท เครื่องเขียนและอุปกรณ์การศึกษาเพื่อการพัฒนาชุมชนอย่างยั่งยืน จำกัด (มหาชน)")
    purpose = make_purpose(school, "พัฒนาห้องสมุดและแหล่งเรียนรู้ตลอดชีวิตของนักเรียนและชุมชนในเขตบริการ" * 2)
    gift = make_gift(school, by, donor=donor, purpose=purpose, value=Decimal("987654321.25"))

    paper("thanks-certificate", by, object=gift).write(tmp_path / "a.pdf")

    sheets = PdfReader(tmp_path / "a.pdf").pages
    sizes = {tuple(round(side / 72 * 25.4) for side in one.mediabox[2:]) for one in sheets}
    assert (len(sheets), sizes) == (1, {(297, 210)})


def test_paper_of_a_crossed_out_gift_is_refused(client, by, school):
    gift = make_gift(school, by)
    resources.void(gift, reason="ผิด", by=by)

    for slug in ("donation-acknowledgement", "thanks-certificate"):
        with pytest.raises(ValidationError, match="รายการนี้ยกเลิกแล้ว"):
            paper(slug, by, object=gift).pdf()


def test_who_prints_the_acknowledgement_tells_the_donor(client, by, school):
    gift = make_gift(school, by)
    url = reverse("document-pdf", args=["donation-acknowledgement"], query={"object": gift.pk})

    for _ in range(2):
        client.get(url)

    gift.refresh_from_db()
    assert (gift.acknowledged_on, gift.acknowledged_by) == (timezone.localdate(), by)
    assert AuditEvent.objects.filter(action="resource.tell").count() == 1
    at = reverse("community:resource-detail", args=[gift.pk])
    assert f"โดย {by.full_name}" in client.get(at).text

    for _ in range(2):
        client.post(reverse("community:resource-wait", args=[gift.pk]))

    gift.refresh_from_db()
    assert (gift.acknowledged_on, gift.acknowledged_by) == (None, None)
    assert AuditEvent.objects.filter(action="resource.wait").count() == 1


def test_batch_tells_the_donors_whose_paper_it_holds(by, school):
    first = make_gift(school, by)
    document = prepare("donation-acknowledgements", {"school": school.code}, user=by)
    assert document.gifts == [first]
    late = make_gift(school, by, donor=first.donor)

    record_print(document, by=by)

    assert list(Resource.objects.unanswered()) == [late]


def test_print_by_the_shell_and_other_papers_tell_nobody(by, school):
    gift = make_gift(school, by)

    record_print(paper("donation-acknowledgement", by, object=gift), by=None)
    record_print(paper("thanks-certificate", by, object=gift), by=by)

    assert list(Resource.objects.unanswered()) == [gift]


def test_batch_has_a_sheet_for_each_ticked_gift(client, by, school):
    gifts = [make_gift(school, by, donor=make_donor(school, f"นาย{one}")) for one in "กขค"]
    stranger = make_gift(make_school(), by)
    ticked = {"gift": [gifts[0].pk, gifts[2].pk, stranger.pk]}

    url = client.post(
        reverse("community:resource-papers", args=["donation-acknowledgements"]), ticked
    ).url

    assert f"gifts={gifts[0].pk}%2C{gifts[2].pk}%2C{stranger.pk}" in url
    asked = {"school": school.code, "gifts": ",".join(map(str, ticked["gift"]))}
    document = prepare("donation-acknowledgements", asked, user=by)
    assert document.gifts == [gifts[0], gifts[2]]
    texts = [part.html() for part in document.parts()]
    assert [one for text in texts for one in "กขค" if f"นาย{one}" in text] == ["ก", "ค"]


def test_batch_without_a_choice_is_of_all_that_wait(by, school, django_assert_num_queries):
    waiting = make_gift(school, by)
    make_gift(school, by, donor=waiting.donor, acknowledged_on=date(2026, 9, 1))

    document = prepare("thanks-certificates", {"school": school.code}, user=by)

    with django_assert_num_queries(1):
        assert [one.school.district for one in document.gifts] == [school.district]
    assert document.gifts == [waiting]
    resources.void(waiting, reason="ผิด", by=by)
    with pytest.raises(ValidationError, match="ไม่มีรายการที่จะพิมพ์"):
        prepare("thanks-certificates", {"school": school.code}, user=by).check()


def test_papers_of_another_school_are_not_found(client, by):
    gift = make_gift(make_school(), by)

    for slug in ("donation-acknowledgement", "thanks-certificate"):
        url = reverse("document-print", args=[slug], query={"object": gift.pk})
        assert client.get(url).status_code == 404
