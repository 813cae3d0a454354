"""Classes: roll numbers, advisers, who may."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schoolcare.access import Permission, Role
from schoolcare.models import AuditEvent, User
from students.models import ClassDay, Classroom, Student
from students.services import classrooms
from students.services.classrooms import Order
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.students.filling import errors, page, send


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.SEX_NAME, ["เก่ง", "ขาว", "กานดา"]),
        (Order.SEX_CODE, ["ขาว", "เก่ง", "กานดา"]),
        (Order.NAME, ["กานดา", "เก่ง", "ขาว"]),
    ],
)
def test_rolls_are_given_in_order(clerk, classroom, order, expected):
    make_student(classroom, first_name="ขาว", sex="M", code="9")
    make_student(classroom, first_name="กานดา", sex="F", code="1")
    make_student(classroom, first_name="เก่ง", sex="M", code="10")

    classrooms.number_rolls(classroom, order, by=clerk)

    seats = classroom.enrolments.order_by("roll_number").select_related("student")
    assert [seat.student.first_name for seat in seats] == expected
    assert [seat.roll_number for seat in seats] == [1, 2, 3]


def test_rolls_swap_without_breaking_the_constraint(clerk, classroom):
    make_student(classroom, first_name="ข", code="1")
    make_student(classroom, first_name="ก", code="2")
    classrooms.number_rolls(classroom, Order.SEX_CODE, by=clerk)

    assert classrooms.number_rolls(classroom, Order.NAME, by=clerk) == 2
    assert classrooms.number_rolls(classroom, Order.NAME, by=clerk) == 0


def test_preview_writes_nothing(client, clerk, classroom):
    student = make_student(classroom)
    client.force_login(clerk)

    client.get(reverse("students:classroom-rolls", args=[classroom.pk]), {"order": "name"})

    assert student.enrolments.get().roll_number is None


def test_adviser_must_work_at_the_school(clerk, classroom):
    outsider = make_user(Role.TEACHER, school=make_school())

    with pytest.raises(ValidationError):
        classrooms.add_adviser(classroom, outsider, by=clerk)


def test_adviser_without_the_role_gets_it_and_sees_the_class(school, clerk, classroom):
    person = make_user(Role.TEACHER, school=school)
    pupil = make_student(classroom)

    classrooms.add_adviser(classroom, person, by=clerk)

    seen = Student.objects.for_user(User.objects.get(pk=person.pk), Permission.PUPIL_VIEW)
    assert list(seen) == [pupil]
    event = AuditEvent.objects.get(action="membership.create")
    assert (event.school_id, event.changes) == (school.pk, {"role": "adviser"})


def test_adviser_who_has_left_is_refused(school, clerk, classroom):
    person = make_user(Role.TEACHER, school=school)
    person.memberships.update(ends_on=date(2020, 1, 1))

    with pytest.raises(ValidationError):
        classrooms.add_adviser(classroom, person, by=clerk)


def test_adviser_added_on_screen_is_logged(client, clerk, classroom):
    person = make_user(Role.ADVISER, school=classroom.school)
    client.force_login(clerk)

    client.post(reverse("students:adviser-add", args=[classroom.pk]), {"user": person.pk})

    assert classroom.advisers.get().user == person
    assert AuditEvent.objects.filter(action="adviser.add").count() == 1


@pytest.mark.parametrize("name", ["classroom-detail", "classroom-rolls", "adviser-add"])
def test_class_of_another_school_is_not_found(client, stranger, classroom, name):
    client.force_login(stranger)

    assert client.get(reverse(f"students:{name}", args=[classroom.pk])).status_code == 404


def test_same_class_twice_is_refused(clerk, classroom):
    again = Classroom(school=classroom.school, year=classroom.year, level=classroom.level, room=1)

    with pytest.raises(ValidationError):
        classrooms.add_classroom(again, by=clerk)


@pytest.mark.parametrize("rows", [1, 3])
def test_class_page_asks_the_same(client, clerk, classroom, rows, django_assert_num_queries):
    for _ in range(rows):
        make_student(classroom)
    client.force_login(clerk)

    with django_assert_num_queries(5):
        client.get(reverse("students:classroom-detail", args=[classroom.pk]))


def give(client, student, number):
    return send(client, page("seat-roll", student.enrolments.get().pk), roll_number=number)


@pytest.mark.parametrize(("typed", "kept"), [("๑๒", 12), ("7", 7), ("", None)])
def test_roll_number_of_one_pupil_is_set_or_emptied(client, teacher, classroom, typed, kept):
    student = make_student(classroom)
    student.enrolments.update(roll_number=1)
    client.force_login(teacher)

    give(client, student, typed)

    assert student.enrolments.get().roll_number == kept
    event = AuditEvent.objects.get(action="enrolment.change")
    assert event.changes == {"roll_number": [1, kept]}


def test_roll_number_in_use_is_refused_with_its_holder(client, clerk, classroom):
    holder, student = make_student(classroom, first_name="กานดา"), make_student(classroom)
    holder.enrolments.update(roll_number=1)
    client.force_login(clerk)

    response = give(client, student, "1")

    said = f"เลขที่ 1 เป็นของ {holder.short_name} แล้ว เลขที่ว่างคือ 2"
    assert errors(response) == {"roll_number": [said]}
    assert student.enrolments.get().roll_number is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "ต้องไม่น้อยกว่า 1"),
        ("1000", "ต้องไม่เกิน 999"),
        ("สอง", "กรุณากรอกเป็นตัวเลข"),
    ],
)
def test_roll_number_that_cannot_be_is_refused(client, clerk, classroom, typed, said):
    student = make_student(classroom)
    client.force_login(clerk)

    assert errors(give(client, student, typed)) == {"roll_number": [said]}


def test_same_roll_number_in_another_class_is_fine(client, clerk, school, classroom):
    make_student(make_classroom(school, room=2)).enrolments.update(roll_number=1)
    student = make_student(classroom)
    client.force_login(clerk)

    give(client, student, "1")

    assert student.enrolments.get().roll_number == 1


def test_class_added_by_mistake_is_removed_with_its_advisers(client, clerk, classroom):
    classrooms.add_adviser(classroom, clerk, by=clerk)
    client.force_login(clerk)

    response = client.post(page("classroom-remove", classroom.pk), follow=True)

    assert "ลบห้อง ป.4/1 แล้ว" in response.text
    assert not Classroom.objects.exists()
    assert AuditEvent.objects.get(action="classroom.delete").changes["classroom"] == "ป.4/1"


def test_class_that_anybody_sat_in_or_that_holds_a_record_stays(client, clerk, classroom):
    student = make_student(classroom)
    student.enrolments.update(ends_on=date(2026, 6, 1))
    recorded = make_classroom(classroom.school, room=2)
    ClassDay.objects.create(classroom=recorded, on=date(2026, 6, 1), pupils=0)
    client.force_login(clerk)

    for room in (classroom, recorded):
        response = client.post(page("classroom-remove", room.pk), follow=True)
        assert "ลบไม่ได้" in response.text
    assert Classroom.objects.count() == 2


def test_button_that_removes_stands_on_an_empty_class_alone(client, clerk, classroom):
    client.force_login(clerk)
    address = page("classroom-remove", classroom.pk)
    assert address in client.get(page("classroom-detail", classroom.pk)).text

    make_student(classroom)
    assert address not in client.get(page("classroom-detail", classroom.pk)).text
