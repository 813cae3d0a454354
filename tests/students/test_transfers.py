"""A pupil moves between two schools of the house: what is sent, who sees it, what comes of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students import transfer_summary
from students.models import Household, Identifier, Note, SensitiveRecord, Student, Transfer
from students.services import identifiers, transfers
from tests.factories import make_classroom, make_guardian, make_school, make_student, make_user
from tests.students.filling import errors, opened, page, send
from tests.students.moving import changed, make_note, make_transfer

pytestmark = pytest.mark.django_db
NUMBER = "1100000000008"
NOTE = "เรื่องลับในบ้าน"


@pytest.fixture
def pupil(classroom, clerk):
    """With a number, a family, a home, and what must never travel."""
    student = make_student(classroom, first_name="น้ำใส", birth_date=date(2016, 6, 1))
    identifiers.set_identifier(student, NUMBER, by=clerk)
    make_guardian(student, first_name="สมศรี", phone="0812345678")
    student.household = Household.objects.create(school=student.school, house_no="12/3")
    student.save()
    SensitiveRecord.objects.create(student=student, blood_group="AB", health_note="หอบหืด")
    Note.objects.create(student=student, on=date(2026, 6, 1), text=NOTE, author=clerk)
    make_note(student, by=clerk, watch=NOTE)
    return student


@pytest.fixture
def other(db):
    """A class of the receiving school."""
    return make_classroom(make_school())


@pytest.fixture
def receiver(other):
    return make_user(Role.CLERK, school=other.school)


def accepted(transfer, receiver, room=None, code="77001"):
    return transfers.accept(transfer, code=code, classroom=room, by=receiver)


def test_summary_holds_the_chosen_parts_and_nothing_else(pupil):
    summary = transfer_summary.make(pupil, ["family"])

    assert set(summary) == {"person", "family"}
    assert summary["family"]["guardians"][0]["first_name"] == "สมศรี"
    everything = transfer_summary.dump(transfer_summary.make(pupil, transfer_summary.PARTS))
    assert "หอบหืด" in everything
    assert NOTE not in everything


def test_offer_shows_the_summary_first_and_sends_with_the_second_press(client, clerk, pupil, other):
    client.force_login(clerk)
    url = page("transfer-offer", pupil.pk)
    typed = opened(client, url) | {"school_code": other.school.code}

    looked = client.post(url, typed)
    before = Transfer.objects.count()
    client.post(url, typed | {"send": "1"})

    assert "จะเห็นเท่านี้" in looked.text
    assert "x-xxxx-xxxx0-00-x" in looked.text
    assert NUMBER not in looked.text
    sent = Transfer.objects.get()
    assert (before, sent.to_school, sent.parts) == (0, other.school, ["family", "history"])


def test_summary_lies_encrypted(pupil, other, django_assert_num_queries):
    transfer = make_transfer(pupil, other.school)

    raw = Transfer.objects.extra(select={"raw": "summary"}).values_list("raw", flat=True).get()

    assert raw.startswith("gAAAA") or "น้ำใส" not in raw
    assert transfer_summary.load(transfer)["person"]["first_name"] == "น้ำใส"


def test_receiver_sees_the_summary_and_never_the_pupil(client, pupil, other, receiver):
    transfer = make_transfer(pupil, other.school)
    client.force_login(receiver)

    shown = client.get(page("transfer-detail", transfer.pk)).text

    assert "น้ำใส" in shown
    assert "หอบหืด" not in shown
    assert NOTE not in shown
    assert client.get(page("student-detail", pupil.pk)).status_code == 404
    event = AuditEvent.objects.get(action="transfer.view")
    assert event.school_id == other.school_id


def test_school_that_was_not_addressed_finds_nothing(client, pupil, other, stranger):
    transfer = make_transfer(pupil, other.school)
    client.force_login(stranger)

    assert client.get(page("transfer-detail", transfer.pk)).status_code == 404
    assert client.post(page("transfer-accept", transfer.pk)).status_code == 404


def test_sender_cannot_accept_and_receiver_cannot_withdraw(client, clerk, pupil, other, receiver):
    transfer = make_transfer(pupil, other.school)

    client.force_login(clerk)
    by_sender = client.get(page("transfer-accept", transfer.pk)).status_code
    client.force_login(receiver)
    by_receiver = client.post(page("transfer-withdraw", transfer.pk)).status_code

    assert (by_sender, by_receiver) == (404, 404)


def test_accepted_pupil_is_there_and_has_left_here(client, pupil, other, receiver):
    transfer = make_transfer(pupil, other.school)
    client.force_login(receiver)

    send(client, page("transfer-accept", transfer.pk), code="77001", classroom=other.pk)

    new = Student.objects.get(school=other.school)
    pupil.refresh_from_db()
    assert (new.first_name, new.code, new.birth_date) == ("น้ำใส", "77001", date(2016, 6, 1))
    assert new.enrolments.get().classroom == other
    assert new.guardianships.get().guardian.phone == "0812345678"
    assert new.household.house_no == "12/3"
    assert (pupil.status, pupil.enrolments.get().ends_on) == ("moved", date(2026, 11, 2))
    change = pupil.status_changes.get()
    assert (change.reason.code, change.school_to) == ("move", other.school)


def test_number_is_current_at_both_schools_once(pupil, other, receiver):
    accepted(make_transfer(pupil, other.school), receiver)

    rows = Identifier.objects.filter(is_current=True).order_by("pk")
    assert [(one.school, one.value) for one in rows] == [
        (pupil.school, NUMBER),
        (other.school, NUMBER),
    ]


def test_health_stays_unless_it_was_chosen(pupil, other, receiver):
    without = accepted(make_transfer(pupil, other.school), receiver)

    assert without.sensitive.health_note == ""


def test_health_travels_where_it_was_chosen(pupil, other, receiver):
    new = accepted(make_transfer(pupil, other.school, parts=["health"]), receiver)

    assert (new.sensitive.blood_group, new.sensitive.health_note) == ("AB", "หอบหืด")
    assert not new.guardianships.exists()


def test_former_pupil_comes_back_to_the_old_record(pupil, other, receiver):
    former = make_student(other, code="55")
    changed(former, "move", by=receiver, on=date(2026, 6, 1))
    Identifier.objects.create(
        student=former,
        school=other.school,
        kind="thai",
        value=NUMBER,
        value_hash=pupil.identifiers.get().value_hash,
    )

    new = accepted(make_transfer(pupil, other.school), receiver, room=other)

    assert (new.pk, new.status, new.code) == (former.pk, "studying", "55")
    assert Student.objects.filter(school=other.school).count() == 1


def test_log_of_both_schools_holds_the_transfer(pupil, other, receiver):
    accepted(make_transfer(pupil, other.school), receiver)

    events = AuditEvent.objects.filter(action="transfer.accept").order_by("pk")
    arrived = Student.objects.get(school=other.school)
    assert [(one.school_id, one.pupil_id) for one in events] == [
        (pupil.school_id, pupil.pk),
        (other.school_id, arrived.pk),
    ]


def test_second_answer_is_refused(pupil, other, receiver):
    transfer = make_transfer(pupil, other.school)
    accepted(transfer, receiver)

    with pytest.raises(ValidationError, match="รับย้ายแล้ว"):
        accepted(transfer, receiver, code="77002")

    assert Student.objects.filter(school=other.school).count() == 1


def test_refused_and_withdrawn_ones_lose_their_summary(client, clerk, pupil, other, receiver):
    transfer = make_transfer(pupil, other.school)
    client.force_login(receiver)
    send(client, page("transfer-refuse", transfer.pk), reason="ห้องเต็ม")

    transfer.refresh_from_db()
    assert (transfer.state, transfer.answer, transfer.summary) == ("refused", "ห้องเต็ม", "")
    client.force_login(clerk)
    assert "ห้องเต็ม" in client.get(page("transfer-detail", transfer.pk)).text
    again = make_transfer(pupil, other.school)
    client.post(page("transfer-withdraw", again.pk))
    again.refresh_from_db()
    assert (again.state, again.summary) == ("withdrawn", "")


def test_pupil_who_left_meanwhile_is_not_accepted(pupil, other, receiver, clerk):
    transfer = make_transfer(pupil, other.school)
    changed(pupil, "deceased", by=clerk)

    with pytest.raises(ValidationError, match="ไม่ได้อยู่ในโรงเรียนต้นทางแล้ว"):
        accepted(transfer, receiver)


def test_one_open_offer_a_pupil(pupil, other):
    make_transfer(pupil, other.school)

    with pytest.raises(ValidationError, match="รอคำตอบหรือถอนก่อน"):
        make_transfer(pupil)


def test_code_in_use_is_refused_at_its_field(client, pupil, other, receiver):
    make_student(other, code="77001")
    transfer = make_transfer(pupil, other.school)
    client.force_login(receiver)

    answer = send(client, page("transfer-accept", transfer.pk), code="77001")

    assert errors(answer) == {"code": ["รหัสนักเรียนนี้มีคนใช้แล้วในโรงเรียน"]}
    transfer.refresh_from_db()
    assert transfer.state == "offered"


def test_unknown_school_is_told(client, clerk, pupil):
    client.force_login(clerk)
    url = page("transfer-offer", pupil.pk)

    none = client.post(url, opened(client, url))
    wrong = client.post(url, opened(client, url) | {"school_code": "00000000"})

    assert errors(none) == {"to_school": ["เลือกโรงเรียนปลายทาง หรือกรอกรหัสโรงเรียน"]}
    assert errors(wrong) == {"school_code": ["ไม่พบโรงเรียนรหัสนี้ในระบบ"]}


def test_receiver_is_told_at_home_and_reads_no_name_in_the_list(client, pupil, other, receiver):
    make_transfer(pupil, other.school)
    client.force_login(receiver)

    home, listed = client.get("/").text, client.get(page("transfer-list")).text

    assert "นักเรียนขอย้ายเข้า" in home
    assert pupil.school.short_name in listed
    assert "น้ำใส" not in listed
