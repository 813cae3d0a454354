"""A school asks for a pupil of another one: it sees nothing of it until that school sends."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from schoolcare import import_batches
from schoolcare.access import Role
from schoolcare.models import AuditEvent, ImportBatch
from students.models import Student, Transfer, TransferRequest
from students.services import identifiers, transfer_requests
from students.services import transfers as transfer_services
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.students.filling import errors, opened, page, send
from tests.students.moving import changed, make_request, make_transfer
from tests.students.pupil_files import NUMBER, batch_page, row
from tests.students.pupil_files import send as send_file

pytestmark = pytest.mark.django_db
THAI = "1100000000008"
NOON = "2026-11-02T05:00Z"
SECRETS = ("กานดา", "โรงเรียนลับ", "ปักษา")


@pytest.fixture
def pupil(db):
    """In another school, whose name and pupil must not be seen here."""
    student = make_student(
        make_classroom(make_school(name=SECRETS[1])), first_name=SECRETS[0], last_name=SECRETS[2]
    )
    there = make_user(Role.CLERK, school=student.school)
    identifiers.set_identifier(student, THAI, by=there)
    return student


@pytest.fixture
def owner(pupil):
    """The clerk of the school that has the pupil."""
    return make_user(Role.CLERK, school=pupil.school)


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def leaks(html):
    return [word for word in SECRETS if word in html]


def asked_for(client, **typed):
    typed = {"number": THAI, "name_given": "ด.ญ.มะลิ ทองดี"} | typed
    return send(client, page("transfer-request-new"), **typed)


def test_number_of_another_school_is_asked_for_and_shows_nothing(desk, pupil, school, clerk):
    answer = asked_for(desk, number="๑-๑๐๐๐-๐๐๐๐๐-๐๐-๘", note="มารายงานตัวแล้ว")

    asked = TransferRequest.objects.get()
    assert (asked.student, asked.to_school, asked.asked_by) == (pupil, school, clerk)
    seen = [desk.get(answer.headers["Location"]).text, desk.get(page("transfer-list")).text]
    seen.append(desk.get(page("transfer-request-list")).text)
    assert [leaks(html) for html in seen] == [[], [], []]
    assert ["มะลิ ทองดี" in html for html in seen] == [True, True, True]


def test_log_of_the_asking_school_names_no_pupil(desk, pupil, school):
    asked_for(desk)

    events = AuditEvent.objects.filter(action__endswith="_request.ask").order_by("pk")
    assert [(one.action, one.school_id, one.pupil_id) for one in events] == [
        ("transfer_request.ask", pupil.school_id, pupil.pk),
        ("entry_request.ask", school.pk, None),
    ]


def test_number_of_nobody_and_of_the_own_school_is_refused_at_its_field(desk, pupil, classroom):
    here = make_student(classroom)
    identifiers.set_identifier(here, "1100000000016", by=None)
    changed(pupil, "move", by=make_user(Role.CLERK, school=pupil.school))

    answers = [asked_for(desk, number=one) for one in (THAI, "1100000000016", "12345")]

    refusals = [transfer_requests.NOWHERE, transfer_requests.HERE, identifiers.UNKNOWN]
    assert [errors(one) for one in answers] == [{"number": [text]} for text in refusals]
    assert TransferRequest.objects.count() == 0


def test_same_pupil_is_asked_for_once(desk, pupil):
    asked_for(desk)

    again = asked_for(desk)

    assert errors(again) == {"__all__": [transfer_requests.ASKED]}
    assert TransferRequest.objects.count() == 1


def test_double_tap_asks_once(desk, pupil):
    url = page("transfer-request-new")
    typed = opened(desk, url) | {"number": THAI, "name_given": "มะลิ"}

    first, second = desk.post(url, typed), desk.post(url, typed)

    assert first.headers["Location"] == second.headers["Location"]
    assert TransferRequest.objects.count() == 1


def test_who_was_offered_already_is_not_asked_for(pupil, school):
    make_transfer(pupil, school)

    with pytest.raises(ValidationError, match="ส่งเรื่องย้ายมาแล้ว"):
        make_request(pupil, school)


def test_owner_is_told_at_home_and_reads_who_is_meant(client, owner, pupil, school):
    asked = make_request(pupil, school, name_given="ด.ญ.มะลิ ทองดี")
    client.force_login(owner)

    home, listed = client.get("/").text, client.get(page("transfer-list")).text
    shown = client.get(page("transfer-request-detail", asked.pk)).text

    assert "โรงเรียนอื่นขอรับย้ายนักเรียน" in home
    assert SECRETS[0] in listed
    assert "ชื่อที่แจ้งไม่ตรงกับทะเบียนของเรา" in shown
    assert "รอเราตอบ" in shown
    assert AuditEvent.objects.get(action="transfer_request.view").pupil_id == pupil.pk


def test_card_goes_when_the_pupil_left(client, owner, pupil, school):
    make_request(pupil, school)
    changed(pupil, "move", by=owner)
    client.force_login(owner)

    assert "โรงเรียนอื่นขอรับย้ายนักเรียน" not in client.get("/").text


def test_offer_answers_the_request_and_acceptance_goes_on(client, owner, pupil, school, clerk):
    asked = make_request(pupil, school)
    client.force_login(owner)
    url = f"{page('transfer-offer', pupil.pk)}?request={asked.pk}"

    client.post(url, opened(client, url) | {"send": "1"})

    transfer = Transfer.objects.get()
    asked.refresh_from_db()
    assert (asked.state, asked.transfer, asked.answered_by) == ("answered", transfer, owner)
    assert transfer.to_school == school  # of another office: its code was filled in
    new = transfer_services.accept(transfer, code="9", classroom=None, by=clerk)
    assert (new.school, new.first_name) == (school, SECRETS[0])


def test_offer_to_a_third_school_leaves_the_request_open(pupil, school):
    asked = make_request(pupil, school)

    make_transfer(pupil)

    asked.refresh_from_db()
    assert asked.state == "asked"


def test_refusal_tells_the_reason_and_nothing_else(client, owner, pupil, school, clerk):
    asked = make_request(pupil, school)
    client.force_login(owner)
    send(client, page("transfer-request-refuse", asked.pk), reason="ยังค้างหนังสือเรียน")

    client.force_login(clerk)
    shown = client.get(page("transfer-request-detail", asked.pk)).text

    assert "ยังค้างหนังสือเรียน" in shown
    assert owner.full_name not in shown
    assert leaks(shown) == [SECRETS[0], SECRETS[2]]  # as given, by make_request


UNREAD = "คำขอย้ายเข้าที่ยังไม่ได้รับเรื่อง"


@pytest.mark.parametrize("how", ["refused", "taken back"])
def test_who_asked_is_told_at_home_until_the_answer_was_read(  # noqa: PLR0917 -- fixtures
    client, owner, pupil, school, clerk, how
):
    asked = make_request(pupil, school)
    client.force_login(clerk)
    quiet = [UNREAD in client.get("/").text]
    if how == "refused":
        transfer_requests.refuse(asked, reason="ยังค้างหนังสือเรียน", by=owner)
    else:
        sent = make_transfer(pupil, school, by=owner)
        client.get(page("transfer-request-detail", asked.pk))  # that it was sent was read before
        transfer_services.answer(sent, Transfer.State.WITHDRAWN, by=owner)
    client.force_login(owner)
    quiet += [UNREAD in client.get("/").text]
    client.get(page("transfer-request-detail", asked.pk))  # who answered has not read it for them

    client.force_login(clerk)
    home, listed = client.get("/").text, client.get(page("transfer-request-list")).text
    shown = client.get(page("transfer-request-detail", asked.pk)).text
    after = client.get("/").text, client.get(page("transfer-request-list")).text

    assert (quiet, UNREAD in home, UNREAD in after[0]) == ([False, False], True, False)
    assert ["ยังไม่ได้อ่านคำตอบ" in html for html in (listed, after[1])] == [True, False]
    words = {"refused": "ยังค้างหนังสือเรียน", "taken back": "ส่งเรื่องแล้วถอนคืน"}
    assert [one for one in words if words[one] in shown] == [how]


def test_second_answer_is_refused(pupil, school, owner):
    asked = make_request(pupil, school)
    transfer_requests.withdraw(asked, by=owner)

    with pytest.raises(ValidationError, match="ถอนแล้ว"):
        transfer_requests.refuse(asked, reason="ไม่", by=owner)


def test_each_side_has_its_own_buttons(client, owner, pupil, clerk, stranger):
    asked = make_request(pupil, clerk.memberships.get().school)
    refuse, withdraw = (page(f"transfer-request-{one}", asked.pk) for one in ("refuse", "withdraw"))

    client.force_login(clerk)
    by_asker = client.post(refuse, {"reason": "x"}).status_code
    client.force_login(owner)
    by_owner = client.post(withdraw).status_code
    client.force_login(stranger)
    by_stranger = client.get(page("transfer-request-detail", asked.pk)).status_code

    assert (by_asker, by_owner, by_stranger) == (404, 404, 404)


def test_refused_row_of_an_import_leads_to_the_request(desk, pupil, school):
    send_file(desk, row(), row({NUMBER: THAI, "ชื่อ": "มะลิ", "นามสกุล": "ทองดี"}))
    batch = ImportBatch.objects.get()
    url = reverse("students:transfer-request-row", args=[batch.pk, 3])
    assert f'href="{url}"' in desk.get(batch_page(batch)).text

    before = opened(desk, url)
    import_batches.commit(batch, by=batch.asked_by)
    after = opened(desk, url)
    desk.post(url, after)

    assert (before["name_given"], after["name_given"]) == ("เด็กชายมะลิ ทองดี",) * 2
    assert TransferRequest.objects.get().student == pupil
    assert THAI not in desk.get(url).text


def test_row_that_was_not_refused_is_404(desk, pupil):
    send_file(desk, row(), row({NUMBER: THAI}))
    batch = ImportBatch.objects.get()

    found = [
        desk.get(reverse("students:transfer-request-row", args=[batch.pk, one])).status_code
        for one in (2, 3, 99)
    ]

    assert found == [404, 200, 404]


def test_new_pupil_with_that_number_offers_the_request(desk, pupil, classroom):
    typed = {"first_name": "มะลิ", "last_name": "ทองดี", "title": "เด็กหญิง"}
    typed |= {"identifier": THAI, "classroom": classroom.pk}

    refused = send(desk, page("student-create"), **typed)
    asks = {"from_new": "1", "identifier": THAI, "name": "เด็กหญิงมะลิ ทองดี"}
    form = desk.post(page("transfer-request-new"), asks).context["form"]

    assert page("transfer-request-new") in refused.text
    assert leaks(refused.text) == []
    assert (form["number"].value(), form["name_given"].value()) == (THAI, "เด็กหญิงมะลิ ทองดี")
    assert (form.errors, Student.objects.filter(first_name="มะลิ").count()) == ({}, 0)


def test_adviser_is_told_to_ask_the_clerk(client, teacher, pupil, classroom):
    client.force_login(teacher)
    typed = {"first_name": "มะลิ", "identifier": THAI, "classroom": classroom.pk}

    refused = send(client, page("student-create"), **typed)

    assert "แจ้งฝ่ายทะเบียนให้ขอย้ายเข้า" in refused.text
    assert page("transfer-request-new") not in refused.text


def test_such_a_number_typed_for_a_pupil_of_the_register_offers_the_request(
    client, desk, teacher, pupil, classroom
):
    known = make_student(classroom, first_name="มะลิ", last_name="ทองดี", title="เด็กหญิง")
    url = page("identifier-update", known.pk)

    refused = send(desk, url, value=THAI)
    offered = {"from_new": "1", "identifier": THAI, "name": known.full_name}
    form = desk.post(page("transfer-request-new"), offered).context["form"]
    client.force_login(teacher)
    by_adviser = send(client, url, value=THAI)

    assert errors(refused) == {"value": [identifiers.ELSEWHERE]}
    assert all(f'value="{one}"' in refused.text for one in (THAI, known.full_name))
    assert (form["number"].value(), form["name_given"].value()) == (THAI, known.full_name)
    assert (leaks(refused.text), known.identifiers.count()) == ([], 0)
    assert "แจ้งฝ่ายทะเบียนให้ขอย้ายเข้า" in by_adviser.text
    assert page("transfer-request-new") not in by_adviser.text


@pytest.mark.parametrize(
    "facts", [{"state": "refused"}, {"answered_at": NOON}, {"seen_at": NOON}, {"name_given": ""}]
)
def test_rows_that_cannot_be(pupil, school, facts):
    asked = make_request(pupil, school)

    with pytest.raises(IntegrityError), transaction.atomic():
        TransferRequest.objects.filter(pk=asked.pk).update(**facts)


@pytest.fixture(params=[1, 3])
def requests(request, classroom, school):
    """As many of each side."""
    for _ in range(request.param):
        make_request(make_student(classroom))
        make_request(make_student(make_classroom(make_school())), school)


@pytest.mark.usefixtures("requests")
@pytest.mark.parametrize(("name", "queries"), [("transfer-list", 5), ("transfer-request-list", 3)])
def test_lists_ask_the_same(desk, name, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        desk.get(page(name))
