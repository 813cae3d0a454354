"""Twelve hundred pupils in seconds; two presses at the very same moment."""

import time

import pytest
from django.db import connection

from schoolcare.models import Level, School
from students.models import Classroom, Enrolment, Student
from students.rollover_plan import Plan
from students.services import rollovers as services
from tests.factories import YEAR, make_school
from tests.races import needs_row_locks, together
from tests.students.rolling import NEXT, begun, make_rolling_school

LEVELS = [Level.P1, Level.P2, Level.P3, Level.P4, Level.P5, Level.P6]
SIZE, ROOM = 1200, 40
SECONDS = 10  # measured: 1 to 2


def large_school():
    """1,200 pupils in thirty classes, without going through a form for each."""
    school = make_school(kind=School.Kind.PRIMARY)
    rooms = [
        Classroom(school=school, year=YEAR, level=level, room=number)
        for level in LEVELS
        for number in range(1, SIZE // ROOM // len(LEVELS) + 1)
    ]
    Classroom.objects.bulk_create(rooms)
    pupils = [
        Student(school=school, code=str(number), first_name=f"นักเรียน{number}", sex="MF"[number % 2])
        for number in range(SIZE)
    ]
    Student.objects.bulk_create(pupils)
    Enrolment.objects.bulk_create(
        Enrolment(student=one, classroom=rooms[at // ROOM], year=YEAR, roll_number=at % ROOM + 1)
        for at, one in enumerate(pupils)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a database in use knows how much it holds
    return school


@pytest.mark.django_db
def test_large_school_rehearses_commits_and_undoes_in_seconds():
    school = large_school()
    rollover = begun(school)
    started = time.process_time()  # a busy machine is slow, not wrong

    plan = Plan(rollover)
    services.commit(rollover, plan.mark, by=rollover.made_by)
    seated = Enrolment.objects.filter(year=NEXT, ends_on=None).count()
    graduated = Student.objects.filter(status="graduated").count()
    services.undo(rollover, by=rollover.made_by)
    took = time.process_time() - started

    assert (plan.totals["all"], seated, graduated) == (SIZE, 1000, 200)
    assert not Enrolment.objects.filter(year=NEXT).exists()
    assert Student.objects.filter(status="studying").count() == SIZE
    print(f"{SIZE} pupils: {took:.2f} s")  # noqa: T201 -- the figure that was measured
    assert took < SECONDS


@pytest.mark.django_db
@pytest.mark.parametrize("pupils", [1, 3])
def test_commit_asks_the_same_for_any_class(pupils, django_assert_num_queries):
    school, _ = make_rolling_school(pupils=pupils)
    rollover = begun(school)
    mark = Plan(rollover).mark

    with django_assert_num_queries(24):
        services.commit(rollover, mark, by=rollover.made_by)


@needs_row_locks
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(2))
def test_two_presses_at_once_move_everybody_once(_time):
    school, _ = make_rolling_school(pupils=20)
    rollover = begun(school)
    mark = Plan(rollover).mark

    results = together(*[lambda: services.commit(rollover, mark, by=rollover.made_by)] * 2)

    assert [one.state for one in results] == ["committed", "committed"]
    assert Enrolment.objects.filter(year=NEXT).count() == 20
