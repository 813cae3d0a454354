"""An office's figures are counted by a worker; a look shows them with their time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from schoolcare import registry, worker
from students.duties import board_duties
from students.kept_counts import By, counts_of
from students.models import BoardCount, Student
from tests.factories import make_student
from tests.students.test_board import complete

pytestmark = pytest.mark.django_db
PAGE = reverse("students:board-figures")


@pytest.fixture(autouse=True)
def kept(settings):
    settings.OFFICE_KEPT_SECONDS = 900


@pytest.fixture
def pupils(classroom):
    return [complete(make_student(classroom, sex="M")) for _ in range(6)]


def look(client, officer, **asked):
    client.force_login(officer)
    return client.get(PAGE, asked)


def done(answer):
    [_label, _pupils, record, *_] = answer.context["lines"][-1].cells
    return record


def lose_one(pupils):
    Student.objects.filter(pk=pupils[0].pk).update(travel_mode="")


def grown_old(minutes):
    BoardCount.objects.update(counted_at=timezone.now() - timedelta(minutes=minutes))


def test_second_look_shows_what_was_counted_and_when(client, officer, pupils):
    first = look(client, officer)
    lose_one(pupils)

    second = look(client, officer)

    assert (done(first), done(second)) == (6, 6)
    assert second.context["at"] == first.context["at"]


def test_look_after_a_quarter_of_an_hour_counts_anew(client, officer, pupils):
    look(client, officer)
    lose_one(pupils)
    grown_old(16)

    assert done(look(client, officer)) != 6
    assert BoardCount.objects.count() == 1


@pytest.mark.parametrize(("minutes", "shown"), [(7, 6), (8, 5)])
def test_worker_counts_once_half_the_time_is_over(school, pupils, minutes, shown):
    asked = {"year": 2569, "semester": 2}
    counts_of(school.district, By.SCHOOL, board_duties(), **asked)
    lose_one(pupils)
    grown_old(minutes)

    worker.attend("one")

    found = counts_of(school.district, By.SCHOOL, board_duties(), **asked).found
    assert found[school.pk].tallies["record"].done == shown


def test_levels_and_sexes_are_read_as_they_were_counted(school, pupils):
    asked = {"year": 2569, "semester": 2}
    first = counts_of(school.district, By.GROUP, board_duties(), **asked)

    assert counts_of(school.district, By.GROUP, board_duties(), **asked) == first
    assert [key[1] for key in first.found] == ["M"]


def test_new_duty_is_counted_at_once(school, pupils):
    asked = {"year": 2569, "semester": 2}
    counts_of(school.district, By.SCHOOL, board_duties()[:1], **asked)

    found = counts_of(school.district, By.SCHOOL, board_duties(), **asked).found

    assert set(found[school.pk].tallies) == {duty.key for duty in board_duties()}


def test_kept_figures_cost_one_query(school, pupils):
    asked = {"year": 2569, "semester": 2}
    counts_of(school.district, By.SCHOOL, board_duties(), **asked)

    with CaptureQueriesContext(connection) as queries:
        counts_of(school.district, By.SCHOOL, board_duties(), **asked)

    assert len(queries) == 1


def test_work_of_a_round_that_fails_stops_no_other(monkeypatch):
    def fails():
        raise ValueError("ชื่อนักเรียน")

    heard = []
    monkeypatch.setattr(registry, "rounds", [fails, lambda: heard.append(1)])

    worker.attend("one")

    assert heard == [1]
