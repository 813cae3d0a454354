"""A school chooses what makes a record complete; boards of pupils, schools and offices follow."""

import pytest
from django.db import IntegrityError, transaction

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.completeness import RECORD_PARTS, missing_in, with_parts
from students.duties import board_duties
from students.kept_counts import By, counts_of
from students.models import RecordRule, Student
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.students.filling import errors, opened, page
from tests.students.test_board import complete, states

pytestmark = pytest.mark.django_db
NOTHING = {part.asks: False for part in RECORD_PARTS}


@pytest.fixture
def head(client, school):
    user = make_user(Role.CARE_HEAD, school=school)
    client.force_login(user)
    return user


def without_travel(classroom):
    """Complete but for how the pupil comes to school."""
    student = complete(make_student(classroom))
    Student.objects.filter(pk=student.pk).update(travel_mode="")
    return student


def done_of(office):
    duties = [one for one in board_duties() if one.key == "record"]
    found = counts_of(office, By.SCHOOL, duties, year=2569, semester=2).found
    return {key: (one.tallies["record"].done, one.pupils) for key, one in found.items()}


def test_every_part_stands_in_the_rule_and_is_asked_without_one():
    fields = {one.name for one in RecordRule._meta.concrete_fields} - {"id", "school"}

    assert {part.asks for part in RECORD_PARTS} == fields
    assert all(getattr(RecordRule(), name) for name in fields)


def test_part_that_is_not_asked_for_is_not_missed(classroom):
    student = without_travel(classroom)
    before = states(classroom)

    RecordRule.objects.create(school=classroom.school, asks_travel_mode=False)

    assert (before, states(classroom)) == (["part"], ["done"])
    assert missing_in(with_parts(Student.objects.filter(pk=student.pk)).get()) == []


@pytest.mark.parametrize("part", RECORD_PARTS, ids=lambda part: part.code)
def test_bare_record_is_complete_where_only_what_it_has_is_asked(classroom, part):
    make_student(classroom, sex="", code="")

    RecordRule.objects.create(school=classroom.school, **NOTHING | {part.asks: True})

    assert states(classroom) == ["part"]


def test_rule_holds_in_its_own_school_alone(school):
    other = make_school(district=school.district)
    rooms = [make_classroom(one) for one in (school, other)]
    for room in rooms:
        without_travel(room)

    RecordRule.objects.create(school=school, asks_travel_mode=False)

    assert [states(room) for room in rooms] == [["done"], ["part"]]
    assert done_of(school.district) == {school.pk: (1, 1), other.pk: (0, 1)}


def test_head_chooses_and_the_board_counts_at_once(client, head, classroom):
    student = without_travel(classroom)
    missing, board = page("record-missing", student.pk), page("board-class", classroom.pk)
    before = client.get(board).context["board"].columns[0].tally.done
    typed = opened(client, page("record-rule"))
    del typed["asks_travel_mode"]

    client.post(page("record-rule"), typed)

    assert client.get(missing).context["total"] == len(RECORD_PARTS) - 1
    assert (before, client.get(board).context["board"].columns[0].tally.done) == (0, 1)
    event = AuditEvent.objects.get(action="record_rule.create")
    assert (event.actor_id, event.school_id) == (head.pk, classroom.school_id)


def test_change_stands_in_the_log(client, head, school):
    RecordRule.objects.create(school=school)
    typed = opened(client, page("record-rule"))
    del typed["asks_code"]

    client.post(page("record-rule"), typed)

    event = AuditEvent.objects.get(action="record_rule.update")
    assert event.changes == {"asks_code": [True, False]}


def test_nothing_at_all_is_refused(client, head, school):
    typed = opened(client, page("record-rule"))
    kept = {name: value for name, value in typed.items() if not name.startswith("asks_")}
    kept["sent"] = "1"  # a browser sends the token at least

    answer = client.post(page("record-rule"), kept)

    assert errors(answer) == {"__all__": ["เลือกอย่างน้อยหนึ่งรายการ ไม่อย่างนั้นทุกคนจะนับว่าครบ"]}
    assert RecordRule.objects.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordRule.objects.create(school=school, **NOTHING)


def test_only_who_sets_the_care_work_is_led_there(client, head, teacher, school):
    room = make_classroom(school, room=2)
    make_student(room)
    make_student(school.classrooms.get(room=1))

    led = page("record-rule") in client.get(page("board")).text
    client.force_login(teacher)

    assert (led, client.get(page("record-rule")).status_code) == (True, 403)
