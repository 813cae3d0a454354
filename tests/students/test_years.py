"""Years that are over: classes, roll numbers and status as they were then; counts that agree."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from students.models import Classroom, Enrolment
from students.search import pupil_list, with_seat
from tests.factories import make_classroom, make_student
from tests.students.filling import page

PAST, NOW = 2568, 2569


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 3, tzinfo=UTC))


@pytest.fixture
def old_room(school):
    """ป.3/1 of last year."""
    return make_classroom(school, level=13, year=PAST)


def seat(student, room, **fields):
    return Enrolment.objects.create(student=student, classroom=room, year=room.year, **fields)


def work_in(client, user, year):
    client.force_login(user)
    client.post(reverse("workplace-switch"), {"when": year, "next": "/"})


def rows(user, school, year, **wanted):
    bare = pupil_list(user, school=school, year=year, wanted=wanted)
    found = with_seat(bare, user, year=year)
    return [(one.first_name, one.level, one.roll_number, one.status_then) for one in found]


def cast(school, classroom, old_room):
    """Moved up, graduated, left during the year, left after it, new this year."""
    up = make_student(classroom, first_name="ก")
    seat(up, old_room, roll_number=1)
    seat(make_student(school=school, first_name="ข", status="graduated"), old_room, roll_number=2)
    during = make_student(school=school, first_name="ค", status="moved")
    seat(during, old_room, ends_on="2025-09-01")
    seat(make_student(school=school, first_name="ง", status="moved"), old_room, roll_number=4)
    make_student(classroom, first_name="จ", status="suspended")


def test_past_year_lists_who_sat_there_to_the_end(clerk, school, classroom, old_room):
    cast(school, classroom, old_room)

    assert rows(clerk, school, PAST) == [
        ("ก", 13, 1, "studying"),
        ("ข", 13, 2, "graduated"),
        ("ง", 13, 4, "studying"),
    ]


def test_past_year_tells_who_left_during_it(clerk, school, classroom, old_room):
    cast(school, classroom, old_room)

    assert rows(clerk, school, PAST, status="moved") == [("ค", None, None, "moved")]
    everybody = [row[0] for row in rows(clerk, school, PAST, status="all")]
    assert everybody == ["ก", "ข", "ค", "ง"]


def test_this_year_lists_who_is_in_school(clerk, school, classroom, old_room):
    cast(school, classroom, old_room)

    assert rows(clerk, school, NOW) == [
        ("ก", 14, None, "studying"),
        ("จ", 14, None, "suspended"),
    ]


def test_pupil_who_graduated_later_was_studying_before(clerk, school, old_room):
    pupil = make_student(school=school, first_name="ก", status="graduated")
    seat(pupil, old_room)
    seat(pupil, make_classroom(school, level=12, year=2567))

    assert rows(clerk, school, 2567) == [("ก", 12, None, "studying")]


def test_counts_agree_with_lists_in_every_year(clerk, school, classroom, old_room):
    cast(school, classroom, old_room)

    for room, year in ((classroom, NOW), (old_room, PAST)):
        counted = Classroom.objects.with_counts().get(pk=room.pk)
        assert (
            counted.pupils == room.enrolments.on_roster().count() == len(rows(clerk, school, year))
        )


def test_screen_follows_the_year_chosen(client, clerk, school, classroom, old_room):
    cast(school, classroom, old_room)
    work_in(client, clerk, PAST)

    listed = client.get(page("student-list")).content.decode()
    rooms = client.get(page("classroom-list")).content.decode()
    detail = client.get(page("classroom-detail", old_room.pk)).content.decode()

    assert "ป.3/1" in listed
    assert "ป.4/1" not in listed
    assert "นักเรียน 3 คน" in rooms
    assert "สำเร็จการศึกษา" in detail


def test_page_shows_the_class_of_the_year_chosen_and_all_others(
    client, clerk, school, classroom, old_room
):
    pupil = make_student(classroom)
    seat(pupil, old_room, roll_number=7)
    work_in(client, clerk, PAST)

    response = client.get(page("student-detail", pupil.pk))

    assert response.context["seat"].classroom == old_room
    seats = [(one.year, str(one.classroom)) for one in response.context["seats"]]
    assert seats == [(NOW, "ป.4/1"), (PAST, "ป.3/1")]


def test_import_into_the_next_year_keeps_both_lists(clerk, school, classroom, old_room):
    pupil = make_student(school=school, first_name="ก")
    seat(pupil, old_room, roll_number=3)  # stays open
    seat(pupil, classroom, roll_number=9)

    assert rows(clerk, school, PAST) == [("ก", 13, 3, "studying")]
    assert rows(clerk, school, NOW) == [("ก", 14, 9, "studying")]
