"""The class board: states, ways on, who sees it; one query for any number of pupils."""

from datetime import date

import pytest

from students.completeness import RECORD_PARTS, is_complete, missing_in, with_parts
from students.duties import board_duties, progress_by, state_of
from students.models import Enrolment, Household, Identifier, SensitiveRecord, Student
from tests.factories import make_adviser, make_classroom, make_guardian, make_student
from tests.students.filling import page


def complete(student: Student) -> Student:
    """Everything that RECORD_PARTS asks for."""
    home = Household.objects.create(school=student.school, house_no="1", tambon="ดอย")
    facts = {"birth_date": date(2016, 5, 1), "nationality": "ไทย", "travel_mode": "เดินเท้า"}
    facts["parents_status"] = "อยู่ด้วยกัน"
    Student.objects.filter(pk=student.pk).update(household=home, **facts)
    make_guardian(student, phone="0812345678")
    Identifier.objects.create(
        student=student, school=student.school, kind="thai", value="1", value_hash=str(student.pk)
    )
    SensitiveRecord.objects.create(student=student)
    return student


def states(classroom, key="record"):
    duty = next(one for one in board_duties() if one.key == key)
    seats = Enrolment.objects.filter(classroom=classroom).in_roll_order()
    return list(seats.annotate(found=state_of(duty, 2569, 2)).values_list("found", flat=True))


def test_record_with_every_part_is_done(classroom):
    complete(make_student(classroom))
    make_student(classroom)

    assert states(classroom) == ["done", "part"]


@pytest.mark.parametrize("part", RECORD_PARTS, ids=lambda part: part.code)
def test_each_part_is_missed_alone(classroom, part):
    student = complete(make_student(classroom))
    match part.code:
        case "address":
            Household.objects.update(house_no="")
        case "identifier":
            student.identifiers.all().delete()
        case "guardian":
            student.guardianships.update(is_primary=False)
        case "phone":
            student.guardianships.update(may_be_contacted=False)
        case "sensitive":
            student.sensitive.delete()
        case "birth_date":
            Student.objects.update(birth_date=None)
        case field:
            Student.objects.update(**{field: ""})

    assert missing_in(with_parts(Student.objects.all()).get()) == [part]
    assert not Student.objects.filter(is_complete()).exists()


def test_house_without_a_number_is_an_address(classroom):
    complete(make_student(classroom))
    Household.objects.update(house_no="", has_no_number=True)

    assert states(classroom) == ["done"]


def test_classes_are_counted_apart(school):
    first, second = make_classroom(school), make_classroom(school, room=2)
    complete(make_student(first))
    for room in (first, second, second):
        make_student(room)
    make_student(second, status="moved")

    seats = Enrolment.objects.on_roster()
    when = {"year": 2569, "semester": 2}
    found = progress_by(seats, "classroom_id", duties=board_duties(), place=school, **when)

    record = {pk: found[pk].tallies["record"] for pk in found}
    assert {pk: (one.done, one.asked) for pk, one in record.items()} == {
        first.pk: (1, 2),
        second.pk: (0, 2),
    }
    assert record[first.pk].percent == 50


def test_board_shows_word_and_way(client, teacher, classroom):
    make_student(classroom, code="", sex="")
    client.force_login(teacher)

    answer = client.get(page("board-class", classroom.pk))

    board = answer.context["board"]
    [row] = board.rows
    assert row.cells[0].word == "ยังไม่ครบ"
    assert row.cells[0].url == f"{page('record-missing', row.seat.student_id)}?{walk(classroom)}"
    assert board.columns[0].url == row.cells[0].url


def walk(classroom):
    return f"board={classroom.pk}&duty=record"


def test_adviser_of_one_class_goes_there(client, teacher, classroom):
    client.force_login(teacher)

    assert client.get(page("board")).url == page("board-class", classroom.pk)


def test_school_board_has_a_row_for_each_class_with_pupils(client, care_head, school):
    first, second = make_classroom(school), make_classroom(school, room=2)
    complete(make_student(first))
    make_classroom(make_student().school)
    client.force_login(care_head)

    answer = client.get(page("board"))

    assert [row.room for row in answer.context["rows"]] == [first]
    assert answer.context["empty_rooms"] == [second]
    assert answer.context["total"].progress.pupils == 1


def test_next_pupil_is_who_lacks_it_after_this_one(client, teacher, classroom):
    pupils = [make_student(classroom) for _ in range(4)]
    for number, one in enumerate(pupils, 1):
        one.enrolments.update(roll_number=number)
    complete(pupils[2])
    client.force_login(teacher)

    ways = [_next(client, classroom, one) for one in pupils]

    assert ways == [pupils[1], pupils[3], pupils[3], pupils[0]]


def _next(client, classroom, pupil):
    answer = client.get(f"{page('record-missing', pupil.pk)}?{walk(classroom)}")
    return next(one["next"] for one in answer.context if "next_url" in one)


def test_off_the_board_there_is_no_next(client, teacher, classroom):
    pupil = make_student(classroom)
    make_student(classroom)
    client.force_login(teacher)

    assert "boardnext" not in client.get(page("record-missing", pupil.pk)).text
    strange = f"{page('record-missing', pupil.pk)}?board=x&duty=record"
    assert "boardnext" not in client.get(strange).text


def test_class_of_others_gives_no_next(client, teacher, classroom):
    pupil, other = make_student(classroom), make_student(make_classroom(classroom.school, room=2))
    client.force_login(teacher)
    way = walk(other.enrolments.get().classroom)

    answer = client.get(f"{page('record-missing', pupil.pk)}?{way}")

    assert other.short_name not in answer.text


def test_form_from_the_board_leads_back_to_what_is_missing(client, teacher, classroom):
    pupil = make_student(classroom)
    client.force_login(teacher)
    way = f"{page('household-edit', pupil.pk)}?{walk(classroom)}&pupil={pupil.pk}"

    answer = client.post(way, {"house_no": "9", "tambon": "ดอย"})

    assert answer.url == f"{page('record-missing', pupil.pk)}?{walk(classroom)}"


@pytest.mark.parametrize("rows", [1, 3])
def test_boards_ask_the_same(client, care_head, school, rows, django_assert_num_queries):
    for number in range(rows):
        room = make_classroom(school, room=number + 1)
        make_adviser(room)
        for _ in range(rows):
            make_student(room)
    make_adviser(make_classroom(school, room=9))
    client.force_login(care_head)

    with django_assert_num_queries(5):
        client.get(page("board"))
    with django_assert_num_queries(5):
        client.get(page("board-class", room.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_way_on_asks_the_same(client, teacher, classroom, rows, django_assert_num_queries):
    pupils = [make_student(classroom) for _ in range(rows)]
    client.force_login(teacher)

    with django_assert_num_queries(4):
        client.get(f"{page('record-missing', pupils[0].pk)}?{walk(classroom)}")


def test_adviser_reads_on_the_home_page_how_far_the_class_is(client, teacher, classroom):
    make_student(classroom)
    client.force_login(teacher)

    figures = {one.label: (one.value, one.total) for one in client.get("/").context["stats"]}

    assert figures["ครบทุกงานบนกระดานห้อง"] == (0, 1)
