"""Hand forms about a pupil, with what people really type: the record, photo, consent, guardian."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schoolcare import files
from schoolcare.models import AuditEvent
from students.consent_texts import CONSENT_TEXT, CONSENT_TEXTS
from students.models import PublicationConsent
from tests.factories import make_guardian, make_student
from tests.homevisits.making import picture
from tests.students.filling import errors, opened, page, send


@pytest.fixture
def student(classroom):
    return make_student(classroom, first_name="เดิม")


@pytest.fixture(autouse=True)
def _as_clerk(client, clerk, time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 3, tzinfo=UTC))
    client.force_login(clerk)


@pytest.mark.parametrize(
    "typed", ["5/3/2559", "๕/๓/๒๕๕๙", "5/3/2016", "5 มี.ค. 2559", "2016-03-05", "5 มีนาคม ๒๕๕๙"]
)
def test_birthday_is_understood_in_either_era(client, student, typed):
    send(client, page("student-update", student.pk), birth_date=typed)

    student.refresh_from_db()
    assert student.birth_date == date(2016, 3, 5)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5/3/2570", "วันเกิดยังมาไม่ถึง กรุณาดูปีเกิดอีกครั้ง"),
        ("5/3/2459", "กรุณาดูปีเกิดอีกครั้ง"),  # a slip of the finger
        ("31/2/2559", "“31/2/2559” ไม่มีในปฏิทิน ใส่วันที่ เช่น 5/3/2569"),
        ("เมื่อวาน", "อ่านวันที่ “เมื่อวาน” ไม่ได้ ใส่วันที่ เช่น 5/3/2569"),
    ],
)
def test_birthday_that_cannot_be_is_refused(client, student, typed, said):
    response = send(client, page("student-update", student.pk), birth_date=typed)

    assert errors(response) == {"birth_date": [said]}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"first_name": ""}, {"first_name": ["กรุณากรอกชื่อ"]}),
        ({"travel_minutes": "ครึ่ง"}, {"travel_minutes": ["กรุณากรอกเป็นตัวเลข"]}),
        ({"classroom": "0"}, {"classroom": ["กรุณาเลือกจากรายการ"]}),
    ],
)
def test_record_says_what_is_wrong(client, student, typed, expected):
    assert errors(send(client, page("student-update", student.pk), **typed)) == expected


def test_code_of_somebody_else_is_refused(client, student, classroom):
    make_student(classroom, code="777")

    response = send(client, page("student-update", student.pk), code="๗๗๗")

    assert errors(response) == {"code": ["รหัสนักเรียนนี้มีคนใช้แล้วในโรงเรียน"]}


def test_photo_is_kept_and_shown(client, student):
    send(client, page("photo-update", student.pk), photo=picture())

    student.refresh_from_db()
    assert student.photo is not None
    assert (
        page("student-photo", student.pk)
        in client.get(page("student-detail", student.pk)).content.decode()
    )


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xffbroken", "image/jpeg"), "ภาพ"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.4 x", "application/pdf"), "ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้"),
        ("", "กรุณาเลือกรูปถ่าย"),
    ],
)
def test_photo_that_is_none_gets_a_clear_word(client, student, upload, said):
    response = send(client, page("photo-update", student.pk), photo=upload)

    found = errors(response)
    assert list(found) == ["photo"]
    assert said in found["photo"][0]


def test_photo_over_20_mb_is_refused(client, student, monkeypatch):
    monkeypatch.setattr(files, "MAX_SIZE", 100)

    response = send(client, page("photo-update", student.pk), photo=picture())

    assert errors(response) == {"photo": ["ไฟล์ใหญ่เกิน 20 MB"]}
    student.refresh_from_db()
    assert student.photo is None


def test_photo_is_taken_out_and_the_log_says_so(client, student):
    send(client, page("photo-update", student.pk), photo=picture())
    address = page("photo-remove", student.pk)
    assert address in client.get(page("student-detail", student.pk)).text

    html = client.post(address, follow=True).text

    student.refresh_from_db()
    assert student.photo is None
    assert address not in html
    told = AuditEvent.objects.filter(action="student.photo").order_by("pk")
    assert [event.changes["removed"] for event in told] == [False, True]


ANSWER = {"decision": "given", "given_by": "นางสมศรี", "on": "๒๐/๑๑/๒๕๖๙", "method": "paper"}


def test_consent_shows_the_words_to_read_and_keeps_which_they_were(client, student):
    words = CONSENT_TEXTS[CONSENT_TEXT]
    assert words in client.get(page("consent-create", student.pk)).text

    send(client, page("consent-create", student.pk), **ANSWER)

    assert PublicationConsent.objects.get().text_version == CONSENT_TEXT
    assert words in client.get(page("consent-list", student.pk)).text


def test_consent_tapped_twice_is_recorded_once(client, student):
    url = page("consent-create", student.pk)
    sent = opened(client, url) | ANSWER

    client.post(url, sent)
    client.post(url, sent)

    consent = PublicationConsent.objects.get()
    assert (consent.decision, consent.on) == ("given", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"decision": ""}, {"decision": ["กรุณาเลือกคำตอบ"]}),
        ({"given_by": ""}, {"given_by": ["กรุณากรอกผู้ให้คำตอบ"]}),
        ({"on": "22/11/2569"}, {"on": ["วันที่ให้คำตอบยังมาไม่ถึง"]}),
    ],
)
def test_consent_says_what_is_missing(client, student, typed, expected):
    response = send(client, page("consent-create", student.pk), **ANSWER | typed)

    assert errors(response) == expected
    assert not PublicationConsent.objects.exists()


def test_note_tapped_twice_stands_once(client, student):
    url = page("note-create", student.pk)
    sent = opened(client, url) | {"text": "มาเช้า", "on": "20/11/2569"}

    client.post(url, sent)
    client.post(url, sent)

    assert student.notes.get().text == "มาเช้า"


def test_second_editor_of_a_guardian_sees_both_ties(client, student):
    make_guardian(student, relation="ป้า")
    url = page("guardian-edit", student.guardianships.get().pk)
    sent = opened(client, url)
    client.post(url, sent | {"relation": "น้า", "lives_with": "on"})

    response = client.post(url, sent | {"relation": "อา"})

    assert response.context["form"].differences == [
        {"label": "ความสัมพันธ์กับนักเรียน", "saved": "น้า", "typed": "อา"},
        {"label": "อยู่ด้วยกัน", "saved": "ใช่", "typed": "ไม่ใช่"},
    ]
    assert student.guardianships.get().relation == "น้า"
