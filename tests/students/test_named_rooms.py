"""Rooms that have a name instead of a number: ป.1/ก, ม.1/EP."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from homevisits.reports import coverage_by_class
from schoolcare.documents import prepare
from students.models import Classroom, Student
from tests.factories import make_classroom, make_student
from tests.homevisits.making import make_round
from tests.students.pupil_files import (
    LEVEL,
    ROOM,
    bring_in,
    changes,
    problems,
    row,
    warnings,
)

ADD = reverse("students:classroom-add")
NAMES = ["1", "2", "10", "ก", "ข", "ห้องเรียนพิเศษ", "EP"]  # digits, Thai, Latin


def labels(school):
    return [one.label for one in Classroom.objects.filter(school=school)]


@pytest.fixture
def rooms(school):
    """One pupil in a room of each name of ป.4."""
    bring_in(school, *(row({ROOM: name}) for name in reversed(NAMES)))
    return list(Classroom.objects.filter(school=school))


def test_named_rooms_stand_after_the_numbers_in_thai_order(school, rooms):
    assert labels(school) == [f"ป.4/{name}" for name in NAMES]


@pytest.mark.parametrize(
    ("cells", "label"),
    [
        ({LEVEL: "ป.1/ก", ROOM: ""}, "ป.1/ก"),
        ({LEVEL: "ม.1", ROOM: "ม.1/EP"}, "ม.1/EP"),
        ({LEVEL: "ม.1", ROOM: "ห้อง EP"}, "ม.1/EP"),
        ({LEVEL: "ม.1", ROOM: "ห้องเรียนพิเศษ"}, "ม.1/ห้องเรียนพิเศษ"),
        ({LEVEL: "ม.1/2", ROOM: "ม.1"}, "ม.1/2"),
    ],
)
def test_named_room_is_understood(school, cells, label):
    plan = bring_in(school, row(cells))

    assert (problems(plan), warnings(plan)) == ([[]], [[]])
    assert labels(school) == [label]


def test_room_that_cannot_be_is_shown_as_typed(school):
    plan = bring_in(school, row({ROOM: "*"}), row({ROOM: ""}))

    assert [line.shown[2] for line in plan.lines] == ["ป.4/*", "ป.4/1"]


def test_spellings_of_one_room_are_one_and_again_unchanged(school):
    one, other = row({ROOM: "EP 1"}), row({ROOM: "ep1"})

    bring_in(school, one, other)
    again = bring_in(school, one, other)

    assert labels(school) == ["ป.4/EP 1"]
    assert str(again.counts) == "created=0 updated=0 unchanged=2 rejected=0"


def test_pupil_moves_between_number_and_name(school):
    pupil = row({ROOM: "1"})
    bring_in(school, pupil)

    plan = bring_in(school, pupil | {ROOM: "ก"})

    assert changes(plan) == [[("ชั้น", "ป.4/1", "ป.4/ก")]]
    assert bring_in(school, pupil | {ROOM: ""}).counts.unchanged == 1
    assert str(Student.objects.get().enrolments.get().classroom) == "ป.4/ก"


def test_roll_number_is_once_in_a_named_room(school):
    first, second = ({ROOM: name, "เลขที่": "1"} for name in ("EP", "ep"))

    plan = bring_in(school, row(first), row(second), row({ROOM: "ก", "เลขที่": "1"}))

    assert warnings(plan) == [[], ["เลขที่: เลขที่ 1 ในห้องนี้มีคนใช้แล้ว จึงเว้นไว้"], []]


def test_named_room_is_added_by_hand_once(client, clerk, school):
    client.force_login(clerk)
    key = client.get(ADD).context["form"]["key"].value()

    client.post(ADD, {"level": 11, "room": "ห้อง ก", "key": str(key)})
    again = client.post(
        ADD, {"level": 11, "room": "ก", "key": "6b1f6f0e-3f0a-4c69-9a86-0c62d3f4f002"}
    )
    wrong = client.post(
        ADD, {"level": 11, "room": "?", "key": "6b1f6f0e-3f0a-4c69-9a86-0c62d3f4f003"}
    )

    assert labels(school) == ["ป.1/ก"]
    assert again.context["form"].errors["room"] == ["มีห้องนี้ในปีการศึกษานี้แล้ว"]
    assert wrong.context["form"].errors["room"] == ["ไม่รู้จักห้อง “?”"]


def test_pages_and_sheets_show_the_name(client, clerk, school):
    make_round(school)
    pupil = make_student(make_classroom(school, room=1000, room_name="EP"))
    client.force_login(clerk)

    listed = client.get(reverse("students:student-list")).content.decode()
    paper = prepare("class-list", {"school": school.code, "classroom": "ป4/ep"}, user=None)

    assert "ป.4/EP" in listed
    assert "1000" not in listed
    assert [one.student for one in paper.seats] == [pupil]
    assert [one.label for one in coverage_by_class(school.visit_rounds.get())] == ["ป.4/EP"]


@pytest.mark.parametrize("wrong", [{"room": 1000}, {"room": 1, "room_name": "ก"}])
def test_room_has_a_number_or_a_name(school, wrong):
    with pytest.raises(IntegrityError):
        make_classroom(school, **wrong)
