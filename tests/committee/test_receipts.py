"""A school reads the office's circulars and acknowledges them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from committee.models import Circular
from committee.services import circulars
from schoolcare import files
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, NumberEntry
from schoolcare.spreadsheet import write_pages
from tests.committee.offices import known, make_circular, make_sent, schools
from tests.committee.papers import pages
from tests.factories import make_district, make_school, make_user
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
LIST = reverse("committee:receipt-list")


@pytest.fixture
def office():
    return make_district(name="สำนักงานเขตทดสอบ", short_name="สพป. ทดสอบ", letter_prefix="ศธ 04099")


@pytest.fixture
def officer(office):
    return make_user(Role.DISTRICT_OFFICER, district=office)


@pytest.fixture
def school(office):
    return make_school(district=office, name="บ้านหนึ่ง")


@pytest.fixture
def clerk(school, client):
    user = make_user(Role.CLERK, school=school)
    client.force_login(user)
    return user


def page(receipt, verb="detail"):
    return reverse(f"committee:receipt-{verb}", args=[receipt.pk])


def test_new_circular_waits_on_home_and_in_the_list(client, office, officer, clerk):
    make_circular(office, officer, subject="ร่างลับ")
    day = timezone.localdate() + timedelta(days=9)
    make_sent(office, officer, answer_by=day)

    home, listed = client.get("/").text, client.get(LIST)

    assert "หนังสือเวียนยังไม่รับทราบ" in home
    assert [str(one.circular) for one in listed.context["page_obj"]] == ["แจ้งโครงการ"]
    assert "ร่างลับ" not in listed.text


def test_newest_stands_first_and_those_that_wait_can_be_picked(client, officer, clerk, school):
    office = school.district
    old, new = make_sent(office, officer), make_sent(office, officer)

    assert [one.circular for one in client.get(LIST).context["page_obj"]] == [new, old]
    known(new, school)
    assert [one.circular for one in client.get(f"{LIST}?which=waiting").context["page_obj"]] == [
        old
    ]


def test_first_opening_is_kept(client, office, officer, clerk, school):
    receipt = make_sent(office, officer).receipts.get()
    client.get(page(receipt))
    client.force_login(make_user(Role.DIRECTOR, school=school))

    client.get(page(receipt))

    receipt.refresh_from_db()
    assert receipt.opened_by == clerk
    assert receipt.acknowledged_at is None
    assert AuditEvent.objects.get(action="receipt.open").school_id == school.pk


def test_acknowledging_twice_counts_once(client, office, officer, clerk, school):
    receipt = make_sent(office, officer).receipts.get()
    client.post(page(receipt, "acknowledge"), {"answer": "ส่งผู้แทน 1 คน"})
    first = receipt.circular.receipts.get().acknowledged_at
    client.force_login(make_user(Role.DIRECTOR, school=school))

    shown = client.post(page(receipt, "acknowledge"), {"answer": "อื่น"}, follow=True).text

    receipt.refresh_from_db()
    assert (receipt.acknowledged_by, receipt.acknowledged_at) == (clerk, first)
    assert receipt.answer == "ส่งผู้แทน 1 คน"
    assert "ส่งผู้แทน 1 คน" in shown
    assert AuditEvent.objects.filter(action="receipt.acknowledge").count() == 1
    assert "หนังสือเวียนยังไม่รับทราบ" not in client.get("/").text


def test_answer_too_long_is_told(client, office, officer, clerk):
    receipt = make_sent(office, officer).receipts.get()

    answer = client.post(page(receipt, "acknowledge"), {"answer": "ก" * 301})

    assert "ยาวเกิน 300 ตัวอักษร" in answer.text
    receipt.refresh_from_db()
    assert receipt.acknowledged_at is None


def test_withdrawn_circular_needs_no_acknowledging(client, office, officer, clerk):
    circular = make_sent(office, officer)
    circulars.withdraw(circular, reason="วันที่ผิด", by=officer)
    receipt = circular.receipts.get()

    shown = client.get(page(receipt)).text
    told = client.post(page(receipt, "acknowledge"), follow=True).text

    assert "วันที่ผิด" in shown
    assert "ไม่ต้องรับทราบ" in told
    assert "หนังสือเวียนยังไม่รับทราบ" not in client.get("/").text


def test_attachment_goes_to_receivers_alone(client, office, officer, clerk, school):
    circular = make_circular(office, officer, audience="picked", picked=[school])
    upload = SimpleUploadedFile("แบบ.pdf", b"%PDF-1.4 a")
    stored = files.store_attachment(upload, school=None, by=officer)
    row = circular.files.create(file=stored, title="แบบตอบรับ")
    url = reverse("committee:receipt-file", args=[row.pk])
    assert client.get(url).status_code == 404  # a draft
    circulars.send(circular, by=officer)

    answer = client.get(url)
    assert answer.getvalue() == b"%PDF-1.4 a"
    assert "attachment" in answer["Content-Disposition"]
    other = make_school(district=office)
    client.force_login(make_user(Role.CLERK, school=other))
    assert client.get(url).status_code == 404


def letter(slug, row, user=None):
    return prepare(slug, {"object": str(row.pk)}, user=user)


def test_letter_names_audience_reference_and_enclosures(office, officer, school):
    old = make_sent(office, officer)
    Circular.objects.filter(pk=old.pk).update(number="ศธ 04099/ว 5")
    circular = make_circular(office, officer, corrects=old)
    stored = files.store_attachment(
        SimpleUploadedFile("a.pdf", b"%PDF-1.4 a"), school=None, by=officer
    )
    circular.files.create(file=stored, title="แบบตอบรับ")

    [text] = pages(letter("district-circular", circular).pdf())

    for words in ("ผู้อำนวยการโรงเรียนทุกโรงเรียน", "แบบตอบรับ", "ขอแสดงความนับถือ", "๐๔๐๙๙/ว๕"):
        assert words in text


def test_papers_of_a_circular_keep_the_measures(office, officer, school):
    circular = make_sent(office, officer, text="ด้วยสำนักงานเขตพื้นที่การศึกษากำหนดจัดโครงการ " * 9)
    known(circular, school)

    for slug, kind in (("district-circular", "letter"), ("circular-acknowledgements", "report")):
        document = letter(slug, circular)
        assert_paper(document.pdf(), kind, html=document.html())


def test_letter_to_picked_schools_has_their_list(office, officer):
    named = schools(office, "ก", "ข", "ค", "ง")
    few = make_circular(office, officer, audience="picked", picked=named[:3])
    many = make_circular(office, officer, audience="picked", picked=named)

    assert len(pages(letter("district-circular", few).pdf())) == 1
    front, behind = pages(letter("district-circular", many).pdf())
    assert "ตามบัญชีรายชื่อแนบท้าย" in front
    assert "โรงเรียนง" in behind


def test_number_taken_before_sending_stays(office, officer, school):
    office.numbering = "register"
    office.save()
    circular = make_circular(office, officer)
    letter("district-circular", circular).take_number(by=officer)

    sent = circulars.send(circular, by=officer)

    assert sent.number == NumberEntry.objects.get().text == "ศธ 04099/ว 1"
    assert letter("district-circular", sent).letter_number == "ศธ 04099/ว 1"
    assert letter("circular-copy", sent.receipts.get()).letter_number == "ศธ 04099/ว 1"
    assert NumberEntry.objects.get().subject == "แจ้งโครงการ"


def test_sent_letter_keeps_the_day_of_sending(office, officer, school):
    circular = make_sent(office, officer)
    Circular.objects.filter(pk=circular.pk).update(sent_on="2026-05-05")

    asked = {"object": str(circular.pk), "date": "2026-11-21"}

    assert "๕พฤษภาคม๒๕๖๙" in pages(prepare("district-circular", asked, user=None).pdf())[0]


@pytest.mark.parametrize("slug", ["district-circular-each", "circular-reminder"])
def test_each_school_has_its_own_sheet(office, officer, tmp_path, slug):
    schools(office, "บ้านสอง", "บ้านสาม")
    row = circular = make_sent(office, officer)
    if slug == "circular-reminder":
        row = circulars.remind(circular, circular.receipts.all(), by=officer)

    letter(slug, row, officer).write(tmp_path / "a.pdf")

    texts = pages((tmp_path / "a.pdf").read_bytes())
    assert ["บ้านสอง" in text for text in texts] == [True, False]


def test_acknowledgements_are_a_sheet_without_formulas(office, officer, school):
    schools(office, "บ้านสอง")
    circular = make_sent(office, officer)
    receipt = known(circular, school)
    circular.receipts.filter(pk=receipt.pk).update(answer="=1+1")

    paper = letter("circular-acknowledgements", circular, officer)
    sheet = load_workbook(BytesIO(write_pages([paper.sheet()]))).active

    rows = list(sheet.iter_rows(values_only=True))
    by_name = {row[1]: row for row in rows}
    assert by_name["โรงเรียนบ้านหนึ่ง"][7] == "=1+1"
    assert sheet.cell(2, 8).data_type == "s" or sheet.cell(3, 8).data_type == "s"
    assert by_name["โรงเรียนบ้านสอง"][5] == "ยังไม่รับทราบ"
    assert "รับทราบแล้ว๑จาก๒โรงเรียน" in pages(paper.pdf())[0]


def test_letters_of_another_office_are_not_found(client, office, officer, school):
    circular = make_sent(office, officer)
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=make_district()))

    for slug in ("district-circular", "district-circular-each", "circular-acknowledgements"):
        url = reverse("document-print", args=[slug], query={"object": circular.pk})
        assert client.get(url).status_code == 404


def test_copy_of_another_school_is_not_found(client, office, officer, clerk):
    other = make_school(district=office)
    receipt = make_sent(office, officer).receipts.get(school=other)
    url = reverse("document-pdf", args=["circular-copy"], query={"object": receipt.pk})

    assert client.get(url).status_code == 404
    assert client.get(page(receipt)).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_one_circular_and_for_three(
    client, officer, clerk, many, django_assert_num_queries
):
    office = officer.memberships.get().district
    made = [make_sent(office, officer) for _ in range(many)]
    receipt = made[0].receipts.get()
    client.get(page(receipt))
    with django_assert_num_queries(3):
        client.get(LIST)
    with django_assert_num_queries(4):
        client.get(page(receipt))
