"""The number of a pupil added or changed by hand: judged as in an import, nothing leaks."""

import pytest

from schoolcare.fields import blind_index
from schoolcare.models import AuditEvent
from students.models import Identifier, Student
from students.services import identifiers
from tests.factories import make_classroom, make_school, make_student
from tests.students.filling import errors, opened, page, send

THAI = "1101700230708"
GIVEN = {"first_name": "มะลิ", "title": "ด.ญ."}


def identify(student, value=THAI, **fields):
    fields = {"kind": "thai", "value_hash": blind_index(value)} | fields
    return Identifier.objects.create(student=student, school=student.school, value=value, **fields)


def add(client, number, **more):
    return send(client, page("student-create"), **GIVEN, identifier=number, **more)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("๑-๑๐๑๗-๐๐๒๓๐-๗๐-๘", ("thai", THAI)),
        ("8000000000090", ("thai", "8000000000090")),
        ("g012345678901", ("gcode", "G012345678901")),
        ("AB1234567", ("passport", "AB1234567")),
        ("6123456789015", ("alien13", "6123456789015")),
    ],
)
def test_number_given_with_a_new_pupil_is_kept(client, clerk, classroom, typed, stored):
    client.force_login(clerk)

    add(client, typed, classroom=classroom.pk)

    number = Student.objects.get(first_name="มะลิ").identifiers.get()
    assert (number.kind, number.value) == stored
    assert number.is_current
    assert AuditEvent.objects.filter(action="identifier.change").count() == 1


def test_new_pupil_may_have_no_number_and_no_surname(client, clerk, classroom):
    client.force_login(clerk)

    add(client, "", classroom=classroom.pk, last_name="-")

    student = Student.objects.get(first_name="มะลิ")
    assert (student.full_name, student.sex, student.code) == ("เด็กหญิงมะลิ", "F", "")
    assert list(student.identifiers.all()) == []
    event = AuditEvent.objects.get(action="enrolment.create")
    assert (event.pupil_id, event.changes) == (student.pk, {"classroom": classroom.label})


@pytest.mark.parametrize("wrong", ["1101700230709", "8000000000091", "0000000000001", "12345", "ก"])
def test_number_that_cannot_be_is_refused(client, clerk, classroom, wrong):
    client.force_login(clerk)

    response = add(client, wrong, classroom=classroom.pk)

    expected = identifiers.UNKNOWN if len(wrong) < 13 else identifiers.WRONG_DIGIT
    assert errors(response) == {"identifier": [expected]}
    assert not Student.objects.filter(first_name="มะลิ").exists()


@pytest.mark.parametrize("doubtful", ["6123456789010", "0123456789010", "7000000000120"])
def test_check_digit_of_a_number_without_nationality_is_a_warning(
    client, clerk, classroom, doubtful
):
    client.force_login(clerk)

    response = add(client, doubtful, classroom=classroom.pk)

    student = Student.objects.get(first_name="มะลิ")
    assert student.identifiers.get().value == doubtful
    assert response.url == page("student-detail", student.pk)
    assert identifiers.DOUBTFUL in client.get(response.url).content.decode()


def test_number_of_the_own_school_leads_to_its_pupil(client, clerk, classroom):
    owner = make_student(classroom, first_name="กานดา", status="moved")
    identify(owner)
    client.force_login(clerk)

    response = add(client, THAI, classroom=classroom.pk)

    assert errors(response) == {"identifier": [identifiers.TAKEN]}
    html = response.content.decode()
    assert f'<a href="{page("student-detail", owner.pk)}">{owner.short_name}</a>' in html
    assert "ย้ายสถานศึกษา" in html


def test_past_number_of_the_own_school_is_that_pupil_too(client, clerk, classroom):
    owner = make_student(classroom)
    identify(owner, "G012345678901", kind="gcode", is_current=False)
    client.force_login(clerk)

    response = add(client, "G012345678901", classroom=classroom.pk)

    assert response.context["owner"] == owner


def test_adviser_does_not_learn_whose_number_of_another_class_it_is(client, teacher, classroom):
    owner = make_student(make_classroom(classroom.school, room=2), first_name="กานดา")
    identify(owner)
    client.force_login(teacher)

    response = add(client, THAI, classroom=classroom.pk)

    assert errors(response) == {"identifier": [identifiers.TAKEN]}
    assert "กานดา" not in response.content.decode()


def test_number_enrolled_in_another_school_shows_nothing_of_it(client, clerk, classroom):
    there = make_school(name="โรงเรียนลับ")
    identify(make_student(school=there, first_name="กานดา"))
    client.force_login(clerk)

    response = add(client, THAI, classroom=classroom.pk)

    assert errors(response) == {"identifier": [identifiers.ELSEWHERE]}
    html = response.content.decode()
    assert [word for word in ("กานดา", "โรงเรียนลับ") if word in html] == []


def test_number_of_somebody_who_left_another_school_is_taken_over(client, clerk, classroom):
    identify(make_student(school=make_school(), status="moved"))
    client.force_login(clerk)

    add(client, THAI, classroom=classroom.pk)

    assert Student.objects.get(first_name="มะลิ").identifiers.get().value == THAI


def test_double_tap_leads_to_the_pupil_it_made(client, clerk, classroom):
    client.force_login(clerk)
    url = page("student-create")
    sent = opened(client, url) | GIVEN | {"identifier": THAI, "code": "55"}

    first, second = client.post(url, sent), client.post(url, sent)

    student = Student.objects.get(first_name="มะลิ")
    assert first.url == second.url == page("student-detail", student.pk)


def test_changed_number_keeps_the_old_one_as_history(client, clerk, classroom):
    student = make_student(classroom)
    identify(student, "G012345678901", kind="gcode")
    client.force_login(clerk)

    send(client, page("identifier-update", student.pk), value=THAI)

    rows = student.identifiers.values_list("value", "is_current")
    assert list(rows) == [(THAI, True), ("G012345678901", False)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "กรุณากรอกเลขประจำตัวใหม่"), ("1101700230709", identifiers.WRONG_DIGIT)],
)
def test_wrong_new_number_is_refused(client, clerk, classroom, typed, said):
    student = make_student(classroom)
    client.force_login(clerk)

    response = send(client, page("identifier-update", student.pk), value=typed)

    assert errors(response) == {"value": [said]}
    assert not student.identifiers.exists()


def test_second_of_two_who_change_a_number_is_asked_again(client, clerk, classroom):
    student = make_student(classroom)
    client.force_login(clerk)
    url = page("identifier-update", student.pk)
    sent = opened(client, url)
    client.post(url, sent | {"value": "G012345678901"})

    response = client.post(url, sent | {"value": THAI})

    assert response.context["form"].differences == [
        {"label": "เลขประจำตัวใหม่", "saved": "xxxxxxxxxx901", "typed": "x-xxxx-xxxx0-70-x"}
    ]
    assert student.identifiers.get().value == "G012345678901"


def test_same_number_sent_twice_is_no_clash(client, clerk, classroom):
    student = make_student(classroom)
    client.force_login(clerk)
    url = page("identifier-update", student.pk)
    sent = opened(client, url) | {"value": THAI}

    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert student.identifiers.count() == 1
