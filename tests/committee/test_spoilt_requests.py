"""What no page sends: keys of thirty digits or of other offices, NUL. Told, never an error."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.models import Circular, Order, Training
from committee.monitoring import template
from committee.monitoring.questions import Kind, items_of, read
from schoolcare import files
from schoolcare.access import Role
from schoolcare.models import Network, ProcedureStep
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_held
from tests.committee.monitored import make_evidence, make_report, make_round
from tests.committee.order_making import make_selecting
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
LONG, LONGER = "9" * 30, "9" * 5000  # no column holds the one, Python reads not even the other
NUMBERS = pytest.mark.parametrize("number", [LONG, LONGER, "๙" * 30, "²"])


@pytest.fixture
def officer(client):
    user = make_user(Role.DISTRICT_OFFICER, district=make_district())
    client.force_login(user)
    return user


@pytest.fixture
def clerk(client, school):
    user = make_user(Role.CLERK, school=school)
    client.force_login(user)
    return user


@NUMBERS
def test_order_of_lines_that_cannot_be(client, officer, number):
    answer = client.post(reverse("committee:order-create"), {"lines": [number]}, follow=True)

    assert "เลือกเรื่องที่รอออกคำสั่งอย่างน้อยหนึ่งเรื่อง" in answer.text
    assert not Order.objects.exists()


@NUMBERS
def test_evidence_that_cannot_be_is_not_removed(client, clerk, school, number):
    edit = reverse("committee:report-edit", args=[make_report(school, by=clerk).pk])

    answer = client.post(edit, {"version": "1", "remove": number})

    assert answer.url.startswith(edit)


def test_number_of_thousands_of_digits_leaves_the_report_readable(client, clerk, school):
    report = make_report(school, by=clerk)
    edit = reverse("committee:report-edit", args=[report.pk])
    items = items_of(read(template.questions()))
    code = next(one.code for one in items if one.kind == Kind.NUMBER)

    client.post(edit, {"version": "1", code: LONGER})

    report.refresh_from_db()
    assert len(report.answers[code]) == 2000
    assert "ใส่เป็นจำนวนเต็ม เช่น 2" in client.get(edit).text


def test_place_of_a_question_is_bounded(client, officer):
    made = make_round(officer.memberships.get().district, state="draft")
    typed = {"section": "1", "text": "มีผู้แทนครบหรือไม่", "kind": "text", "place": LONG}

    answer = client.post(
        reverse("committee:question-create", args=[made.pk]),
        typed | {"version": made.questions_version},
    )

    assert list(answer.context["form"].errors) == ["place"]


def test_number_of_pupils_is_bounded(client, clerk, school):
    board = make_selecting(school)
    select = reverse("committee:board-select", args=[board.pk])

    answer = client.post(select, {"student_count": LONG})

    assert "student_count" in answer.context["form"].errors


def test_minutes_keep_no_nul(client):
    board = make_board()
    client.force_login(make_user(Role.CLERK, school=board.school))
    meeting = make_held(board=board)

    edit = reverse("committee:minutes-edit", args=[meeting.pk])
    client.post(edit, {"version": "1", "opening": "เปิด\0ประชุม"})

    meeting.refresh_from_db()
    assert meeting.opening == "เปิดประชุม"
    assert meeting.revisions.get().body["texts"]["opening"] == "เปิดประชุม"


def test_report_keeps_no_nul(client, clerk, school):
    report = make_report(school, by=clerk)
    code = next(one.code for one in items_of(read(template.questions())) if one.kind == Kind.TEXT)

    client.post(reverse("committee:report-edit", args=[report.pk]), {"version": "1", code: "ก\0ข"})

    report.refresh_from_db()
    assert report.answers == {code: "กข"}


def test_evidence_of_another_report_is_not_removed(client, clerk, school, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    other = make_report(make_school(district=school.district))
    scan = SimpleUploadedFile("ก.pdf", b"%PDF-1.4\n%%EOF")
    theirs = make_evidence(other, files.store_scan(scan, school=other.school, by=clerk))
    mine = make_report(school, other.monitoring, by=clerk)

    edit = reverse("committee:report-edit", args=[mine.pk])
    client.post(edit, {"version": "1", "remove": theirs.pk})

    assert list(other.evidence.all()) == [theirs]


@pytest.mark.parametrize("name", ["network-create", "training-create"])
def test_form_of_an_office_takes_nothing_of_another(client, officer, name):
    foreign = make_school()
    source = Network.objects.create(district=foreign.district, name="กลุ่มอื่น")

    answer = client.post(reverse(f"committee:{name}"), {"source": source.pk, "school": foreign.pk})

    wrong = {"network-create": "source", "training-create": "school"}[name]
    assert answer.context["form"].has_error(wrong, "invalid_choice")


@pytest.mark.parametrize(("typed", "kept"), [("2026", 2569), ("๒๕๖๙", 2569)])
def test_year_of_a_circular_may_be_typed_of_either_era(client, officer, typed, kept):
    asked = {"subject": "แจ้ง", "text": "ด้วย", "audience": "all", "year": typed}
    boards = ProcedureStep.objects.filter(procedure__code="district-board")
    asked["step"] = boards.get(evidence="committee.circular").pk

    client.post(reverse("committee:circular-create"), asked | {"key": uuid.uuid4()})

    assert Circular.objects.get().year == kept


@pytest.mark.parametrize("typed", ["0", "1", "99999", LONG, LONGER, "ปีนี้", ""])
def test_year_of_a_circular_that_cannot_be_is_told(client, officer, typed):
    asked = {"subject": "แจ้ง", "text": "ด้วย\0", "audience": "all", "year": typed}
    boards = ProcedureStep.objects.filter(procedure__code="district-board")
    asked["step"] = boards.get(evidence="committee.circular").pk

    form = client.post(reverse("committee:circular-create"), asked).context["form"]

    assert len(form.errors["year"]) == 1
    assert form.errors["text"] == ["มีตัวอักษรที่ใช้ไม่ได้ ลบแล้วพิมพ์ใหม่"]


def test_board_of_another_office_is_not_offered_for_a_training(client, officer):
    board = make_board(make_school())
    office = officer.memberships.get().district
    facts = {"title": "อบรม", "starts_on": timezone.localdate(), "hours": 6, "made_by": officer}
    training = Training.objects.create(district=office, **facts)
    people = reverse("committee:training-people", args=[training.pk])

    answer = client.get(people, {"source": f"school-{board.school_id}"})

    assert answer.context["source"].has_error("source", "invalid_choice")
    assert answer.context["form"] is None
