"""The office's circulars: drafts, attachments, sending, withdrawing, reminding."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from committee.models import Circular, CircularReceipt, CircularReminder
from committee.services import circulars
from schoolcare import procedures
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Network, NumberEntry, Procedure, ProcedureStep
from tests.committee.offices import key, known, make_circular, make_sent, schools
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
NEW = reverse("committee:circular-create")
LIST = reverse("committee:circular-list")
PDF = b"%PDF-1.4 a page"


@pytest.fixture
def office():
    return make_district(name="สำนักงานเขตทดสอบ", letter_prefix="ศธ 04099")


@pytest.fixture
def officer(office, client):
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(user)
    return user


def page(circular, verb="detail"):
    return reverse(f"committee:circular-{verb}", args=[circular.pk])


def typed(**fields):
    return {"key": key(), "subject": "แจ้ง", "text": "ด้วย", "audience": "all"} | fields


def upload(name="แบบ.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def receivers(circular):
    found = circular.receipts.order_by("school__name")
    return list(found.values_list("school__name", flat=True))


def test_draft_is_made_once_for_a_form(client, officer):
    asked = typed(uploads=[upload(), upload("สอง.pdf", PDF + b"2")])

    urls = [client.post(NEW, asked).url for _ in range(2)]

    circular = Circular.objects.get()
    assert urls == [page(circular)] * 2
    assert [row.title for row in circular.files.all()] == ["แบบ", "สอง"]
    assert circular.made_by == officer
    assert (
        AuditEvent.objects.get(action="circular.create").district_id
        == officer.memberships.get().district_id
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"subject": ""}, "กรุณากรอกเรื่อง"),
        ({"text": ""}, "กรุณากรอกข้อความ"),
        ({"answer_by": "1/1/2569"}, "ต้องไม่ผ่านไปแล้ว"),
        ({"audience": "network"}, "เลือกกลุ่มเครือข่าย"),
        ({"audience": "amphoe"}, "เลือกอำเภอ"),
        ({"audience": "picked"}, "เลือกโรงเรียนที่เลือก"),
        ({"uploads": upload("a.exe", b"MZ\0\0")}, "a.exe: แนบได้เฉพาะไฟล์ PDF, Word (.docx), Excel"),
        ({"uploads": upload("ว่าง.pdf", b"")}, "ว่าง"),
    ],
)
def test_what_cannot_be_is_told(client, officer, fields, words):
    assert words in client.post(NEW, typed(**fields)).text
    assert not Circular.objects.exists()


def test_file_too_big_is_told_and_nothing_is_kept(client, officer, monkeypatch):
    monkeypatch.setattr("schoolcare.files.MAX_SIZE", 20)

    answer = client.post(NEW, typed(uploads=[upload(), upload("ใหญ่.pdf", PDF + b"0" * 9)]))

    assert "ใหญ่.pdf: ไฟล์ใหญ่เกิน 20 MB" in answer.text
    assert not Circular.objects.exists()


def test_eleventh_file_is_refused(client, officer):
    files = [upload(f"{number}.pdf", PDF + bytes([number])) for number in range(65, 76)]

    assert "แนบได้ไม่เกิน 10 ไฟล์" in client.post(NEW, typed(uploads=files)).text


def test_attachment_is_renamed_or_taken_out(client, officer, office):
    client.post(NEW, typed(uploads=[upload(), upload("สอง.pdf", PDF + b"2")]))
    circular = Circular.objects.get()
    first, second = circular.files.all()
    titles = {f"title_{first.pk}": "แบบตอบรับ", f"title_{second.pk}": ""}

    client.post(page(circular, "update"), typed(**titles))

    assert [row.title for row in circular.files.all()] == ["แบบตอบรับ"]


def test_school_network_and_circular_of_another_office_cannot_be_chosen(client, officer):
    other = make_district()
    network = Network.objects.create(district=other, name="กลุ่มอื่น")
    foreign = make_sent(make_school(district=other).district, officer)
    for field, row in (("network", network), ("picked", make_school()), ("corrects", foreign)):
        client.post(NEW, typed(audience="all", **{field: row.pk}))

    assert not Circular.objects.filter(subject="แจ้ง").exists()


@pytest.mark.parametrize(
    ("audience", "names"),
    [("all", ["ก", "ข", "ค"]), ("network", ["ก"]), ("amphoe", ["ข"]), ("picked", ["ก", "ค"])],
)
def test_circular_goes_to_open_schools_of_its_audience(office, officer, audience, names):
    network = Network.objects.create(district=office, name="กลุ่มหนึ่ง")
    first = make_school(district=office, name="ก", network=network)
    make_school(district=office, name="ข", amphoe="เมือง")
    third = make_school(district=office, name="ค")
    make_school(district=office, name="ง", is_active=False, amphoe="เมือง", network=network)
    make_school(amphoe="เมือง")
    where = {"audience": audience, "network": network, "amphoe": "เมือง", "picked": [first, third]}

    circular = make_sent(office, officer, **where)

    assert receivers(circular) == names


def test_lost_network_reaches_nobody(office, officer):
    schools(office, "ก")
    circular = make_circular(office, officer, audience="network")

    assert list(circulars.schools_of(circular)) == []


def test_sending_locks_and_is_done_once(client, officer, office):
    schools(office, "ก", "ข")
    circular = make_circular(office, officer)
    shown = client.get(page(circular, "send")).text

    for _ in range(2):
        client.post(page(circular, "send"))
    client.post(page(circular, "update"), typed(subject="อื่น"))

    circular.refresh_from_db()
    assert "ส่งถึง 2 โรงเรียน" in shown
    assert (circular.state, circular.subject, circular.sent_by) == ("sent", "แจ้งโครงการ", officer)
    assert circular.sent_on == timezone.localdate()
    assert receivers(circular) == ["ก", "ข"]
    assert AuditEvent.objects.filter(action="circular.submit").count() == 1


def test_circular_without_schools_or_past_its_day_is_not_sent(client, officer, office):
    circular = make_circular(office, officer)
    assert "ยังไม่มีโรงเรียนที่จะส่งถึง" in client.post(page(circular, "send")).text
    schools(office, "ก")
    Circular.objects.update(answer_by=date(2026, 1, 1))

    assert "วันที่ให้รับทราบผ่านไปแล้ว" in client.post(page(circular, "send")).text
    assert not CircularReceipt.objects.exists()


@pytest.mark.parametrize(
    ("numbering", "number"),
    [("register", "ศธ 04099/ว 1"), ("typed", "ศธ 04099/ว 77"), ("blank", "")],
)
def test_number_comes_from_where_the_office_has_it(client, officer, office, numbering, number):
    office.numbering = numbering
    office.save()
    schools(office, "ก")
    circular = make_circular(office, officer)

    client.post(page(circular, "send"), {"number": "ศธ 04099/ว 77"})

    circular.refresh_from_db()
    assert circular.number == number
    assert NumberEntry.objects.filter(is_circular=True).count() == (numbering == "register")


def test_withdrawn_circular_stays_with_its_reason(client, officer, office):
    schools(office, "ก")
    circular = make_sent(office, officer)
    assert "กรุณากรอกเหตุที่ยกเลิก" in client.post(page(circular, "withdraw"), {"reason": ""}).text

    shown = client.post(page(circular, "withdraw"), {"reason": "วันที่ผิด"}, follow=True).text

    circular.refresh_from_db()
    assert (circular.state, circular.withdrawn_by) == ("withdrawn", officer)
    assert "วันที่ผิด" in shown
    assert receivers(circular) == ["ก"]


def test_correction_begins_with_the_old_one_and_refers_to_it(client, officer, office):
    schools(office, "ก")
    old = make_sent(office, officer)

    shown = client.get(f"{NEW}?corrects={old.pk}").context["form"]
    client.post(NEW, typed(corrects=old.pk))

    assert (shown["subject"].value(), shown["text"].value()) == ("แก้ไขแจ้งโครงการ", old.text)
    new = Circular.objects.exclude(pk=old.pk).get()
    assert new.corrects == old
    assert new.get_absolute_url() in client.get(page(old)).text


def test_reminding_keeps_whom_and_when(client, officer, office):
    first, second, _third = schools(office, "ก", "ข", "ค")
    circular = make_sent(office, officer)
    known(circular, first)
    receipt = circular.receipts.get(school=second)
    offered = client.get(page(circular, "remind")).context["form"]["receipts"].initial
    asked = {"key": key(), "receipts": [receipt.pk]}

    for _ in range(2):
        client.post(page(circular, "remind"), asked)

    assert [one.school.name for one in offered] == ["ข", "ค"]
    reminder = CircularReminder.objects.get()
    assert list(reminder.receipts.all()) == [receipt]
    assert (reminder.made_by, reminder.made_on) == (officer, timezone.localdate())
    assert AuditEvent.objects.get(action="circular.remind").changes["schools"] == [second.pk]


def test_school_that_knows_is_not_reminded(client, officer, office):
    first, _second = schools(office, "ก", "ข")
    circular = make_sent(office, officer)
    asked = {"key": key(), "receipts": [known(circular, first).pk]}

    client.post(page(circular, "remind"), asked)

    assert not CircularReminder.objects.exists()


def test_officer_sees_who_knows_and_who_does_not(client, officer, office):
    first, _second = schools(office, "ก", "ข")
    circular = make_sent(office, officer)
    known(circular, first)

    everybody = client.get(page(circular)).context
    waiting = client.get(f"{page(circular)}?who=waiting").context
    listed = client.get(LIST).context["page_obj"][0]

    assert (everybody["known"], everybody["total"]) == (1, 2)
    assert [row.school.name for _name, rows in waiting["groups"] for row in rows] == ["ข"]
    assert (waiting["known"], waiting["total"]) == (1, 2)
    assert (listed.known, listed.schools) == (1, 2)


def proof_of(office, year):
    plans = {one.procedure.code: one for one in procedures.plans(office, year)}
    return plans["district-board"].steps[0].proof


def test_step_is_proved_by_a_sent_circular_of_its_year(office, officer):
    schools(office, "ก", "ข")
    step = ProcedureStep.objects.filter(procedure__code="district-board").first()
    circular = make_circular(office, officer, step=step, year=2569)
    assert proof_of(office, 2569).is_done is False

    circulars.send(circular, by=officer)

    found = proof_of(office, 2569)
    assert (found.is_done, found.text) == (True, "ส่งหนังสือเวียนแล้ว 1 ฉบับ รับทราบ 0/2")
    assert proof_of(office, 2570).is_done is False
    assert proof_of(make_district(), 2569).is_done is False


def test_circular_names_a_step_of_any_procedure_that_a_circular_proves(client, officer):
    lunch = Procedure.objects.create(code="lunch", name="อาหารกลางวัน", level="district")
    lunch.steps.create(number=1, name="แจ้งโรงเรียน", evidence="committee.circular")
    lunch.steps.create(number=2, name="ติดตาม", evidence="committee.monitoring")

    field = client.get(reverse("committee:circular-create")).context["form"].fields["step"]

    shown = [label for _key, label in field.choices][1:]
    assert (len(shown), shown[-1]) == (4, "อาหารกลางวัน: ขั้นที่ 1 แจ้งโรงเรียน")


def test_circular_of_another_procedure_proves_no_step_of_this_one(office, officer):
    schools(office, "ก")
    lunch = Procedure.objects.create(code="lunch", name="อาหารกลางวัน", level="district")
    step = lunch.steps.create(number=1, name="แจ้ง", evidence="committee.circular")

    circulars.send(make_circular(office, officer, step=step, year=2569), by=officer)

    plans = {one.procedure.code: one for one in procedures.plans(office, 2569)}
    assert [one.is_done for one in plans["lunch"].steps] == [True]
    assert plans["district-board"].steps[0].is_done is False


def test_office_is_told_of_schools_that_lag_near_the_day(client, officer, office):
    schools(office, "ก", "ข")
    circular = make_sent(office, officer, answer_by=timezone.localdate() + timedelta(days=4))
    assert "โรงเรียนยังไม่รับทราบ" not in client.get("/").text

    Circular.objects.filter(pk=circular.pk).update(answer_by=timezone.localdate())

    shown = client.get("/")
    assert "โรงเรียนยังไม่รับทราบ" in shown.text
    assert f"{page(circular)}?who=waiting" in shown.text


@pytest.mark.parametrize(
    "wrong",
    [{"state": "sent"}, {"state": "withdrawn"}, {"state": "lost"}, {"step_id": 1, "year": None}],
)
def test_database_refuses_half_a_state(office, officer, wrong):
    circular = make_circular(office, officer)

    with pytest.raises(IntegrityError):
        Circular.objects.filter(pk=circular.pk).update(**wrong)


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_one_school_and_for_three(
    client, officer, office, many, django_assert_num_queries
):
    named = [make_school(district=office) for _ in range(many)]
    circulars_made = [make_sent(office, officer) for _ in range(many)]
    for one in named:
        known(circulars_made[0], one)
    client.get(LIST)
    with django_assert_num_queries(3):
        client.get(LIST)
    with django_assert_num_queries(7):
        client.get(page(circulars_made[0]))
