"""A likely twin is hinted at, in an import and by hand; nothing is refused for it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from schoolcare import import_batches
from schoolcare.models import ImportBatch
from students.importing.importer import StudentImporter
from students.models import DistinctPair, Student
from students.services.identifiers import set_identifier
from tests.factories import make_classroom, make_school, make_student
from tests.students.pupil_files import (
    BORN,
    CODE,
    FIRST,
    LAST,
    NUMBER,
    TITLE,
    batch_page,
    bring_in,
    citizen_id,
    pupil_file,
    row,
    send,
    warnings,
)

ADD = reverse("students:student-create")
NAME = {"first_name": "น้ำผึ้ง", "last_name": "ใจดี", "birth_date": "2017-03-05"}
SAME = {TITLE: "", FIRST: "น้ำผึ้ง", LAST: "ใจดี", BORN: "5/3/2560", NUMBER: ""}
HINT = "อาจซ้ำกับนักเรียนรหัส 700 ชื่อและวันเกิดตรงกัน กรุณาตรวจก่อนบันทึก"


@pytest.fixture
def known(school, classroom):
    return make_student(classroom, code="700", **NAME)


@pytest.mark.parametrize(
    ("cells", "is_hinted"),
    [
        ({}, True),
        ({FIRST: "นำผึง", LAST: "ใจ ดี"}, True),  # tone marks and spaces left out
        ({NUMBER: "G123456789012"}, True),
        ({NUMBER: "MA123456"}, True),
        ({NUMBER: citizen_id()}, True),  # the known pupil has no id to tell them apart
        ({BORN: "6/3/2560"}, False),
        ({BORN: ""}, False),
        ({FIRST: "น้ำฝน"}, False),
    ],
)
def test_new_row_like_somebody_known_is_hinted_at(school, known, cells, is_hinted):
    plan = bring_in(school, row(SAME | cells))

    assert warnings(plan) == [[f"{FIRST}: {HINT}"] if is_hinted else []]
    assert plan.counts.created == 1


@pytest.mark.parametrize(("number", "is_hinted"), [(citizen_id(), False), ("", True)])
def test_two_13_digit_ids_tell_people_apart(school, known, clerk, number, is_hinted):
    set_identifier(known, citizen_id(), by=clerk)

    plan = bring_in(school, row(SAME | {NUMBER: number}))

    assert bool(warnings(plan)[0]) == is_hinted


def test_row_that_is_the_pupil_is_no_twin(school, known):
    plan = bring_in(school, row(SAME | {CODE: "700"}))

    assert warnings(plan) == [[]]


def test_twin_of_another_school_is_never_told(school):
    make_student(make_classroom(make_school(code="58019999")), code="700", **NAME)

    assert warnings(bring_in(school, row(SAME))) == [[]]


def test_twin_who_left_is_told_with_the_status(school, known):
    Student.objects.update(status="moved")

    assert "รหัส 700 (ย้ายสถานศึกษา)" in warnings(bring_in(school, row(SAME)))[0][0]


def test_many_twins_are_counted(school, classroom):
    for code in ("", "2", "3", "4", "5"):
        make_student(classroom, code=code, **NAME)

    found = warnings(bring_in(school, row(SAME)))[0][0]

    assert "ที่ยังไม่มีรหัส และรหัส 2 และรหัส 3 และอีก 2 คน" in found


@pytest.mark.parametrize(("numbers", "is_hinted"), [(("", ""), True), (("1", "2"), False)])
def test_two_new_rows_alike_are_hinted_at(school, numbers, is_hinted):
    rows = [row(SAME | {NUMBER: citizen_id() if one else ""}) for one in numbers]

    plan = bring_in(school, *rows, row())

    told = [f"{FIRST}: อาจซ้ำกับแถว {n} ชื่อและวันเกิดตรงกัน กรุณาตรวจก่อนบันทึก" for n in (3, 2)]
    assert warnings(plan) == [*([one] if is_hinted else [] for one in told), []]


def test_preview_shows_the_hint_and_imports_all_the_same(client, clerk, school, known):
    client.force_login(clerk)
    send(client, row(), row(SAME))
    batch = ImportBatch.objects.get()

    page = client.get(batch_page(batch), {"state": "doubtful"})
    assert [one["value"] for one in page.context["stats"] if one["name"] == "doubtful"] == [1]
    assert HINT in page.content.decode()
    client.post(batch_page(batch, "commit"), {"reason": " "})
    assert Student.objects.filter(first_name="น้ำผึ้ง").count() == 1
    client.post(batch_page(batch, "commit"), {"reason": "ชื่อพ้องกัน"})
    said = [(one.one, one.reason) for one in DistinctPair.objects.all()]
    assert said == [(known, "ชื่อพ้องกัน")]
    assert Student.objects.filter(first_name="น้ำผึ้ง").count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_twins_of_all_rows_are_one_query(school, known, rows, django_assert_num_queries):
    files = [row(SAME | {CODE: f"8{n}", BORN: f"{5 + n}/3/2560"}) for n in range(rows)]
    sheets = import_batches.spreadsheet.read_sheets(pupil_file(*files))

    with django_assert_num_queries(6):
        StudentImporter(school, 2569).plan(sheets)


def typed(**more):
    birthday = {"birth_date": "5/3/2560", "status": "studying"}
    return NAME | birthday | {"code": "800", "key": uuid4()} | more


def test_pupil_added_by_hand_is_hinted_at_and_added_when_sent_again(client, clerk, known):
    client.force_login(clerk)

    answer = client.post(ADD, typed())

    form, shown = answer.context["form"], answer.content.decode()
    assert form.errors["__all__"] == [f"{HINT} ถ้าเป็นคนละคน บอกเหตุผลแล้วกดบันทึกอีกครั้ง"]
    assert reverse("students:student-detail", args=[known.pk]) in shown
    assert f'name="told" value="{known.pk}"' in shown
    again = typed(told=form["told"].value())
    assert client.post(ADD, again).context["form"].errors == {"apart": ["กรุณาบอกเหตุผลที่เป็นคนละคน"]}
    assert client.post(ADD, again | {"apart": "ชื่อพ้องกัน"}).status_code == 302
    assert Student.objects.filter(first_name="น้ำผึ้ง").count() == 2


def test_pupil_added_by_hand_with_an_id_of_their_own_is_not_held_up(client, clerk, known):
    set_identifier(known, citizen_id(), by=clerk)
    client.force_login(clerk)

    assert client.post(ADD, typed(identifier=citizen_id())).status_code == 302


def test_pupil_added_by_hand_is_not_told_of_another_school(client, clerk, school):
    make_student(make_classroom(make_school(code="58019999")), code="700", **NAME)
    client.force_login(clerk)

    assert client.post(ADD, typed()).status_code == 302


def test_adviser_is_told_without_a_way_to_a_pupil_of_another_class(client, teacher, school):
    other = make_student(make_classroom(school, room=2), code="700", **NAME)
    client.force_login(teacher)

    shown = client.post(ADD, typed(classroom=teacher.advised.get().classroom_id)).content.decode()

    assert HINT in shown
    assert reverse("students:student-detail", args=[other.pk]) not in shown
