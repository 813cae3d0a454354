"""The visit as a column of the class board."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from homevisits.models import HomeVisit, Status, VisitRound
from students.duties import DUE, STATE, duty_named, with_duties
from students.models import Enrolment
from tests.factories import make_student
from tests.homevisits.making import make_round, make_visit


def state(student):
    [seat] = with_duties(student.enrolments.all(), [duty_named("visit")], year=2569, semester=1)
    return getattr(seat, f"{STATE}visit")


@pytest.mark.parametrize(
    ("status", "mode", "expected"),
    [
        (Status.SUBMITTED, "home", "done"),
        (Status.APPROVED, "remote", "done"),
        (Status.RETURNED, "home", "part"),
        (Status.DRAFT, "home", "part"),
        (Status.SUBMITTED, "none", "part"),
    ],
)
def test_visit_counts_when_somebody_was_met(classroom, teacher, status, mode, expected):
    student = make_student(classroom)
    visit = make_visit(make_round(classroom.school), student, teacher)
    HomeVisit.objects.filter(pk=visit.pk).update(status=status, mode=mode)

    assert state(student) == expected


def test_nobody_visited_and_last_year_visited_are_the_same(classroom, teacher):
    student = make_student(classroom)
    visit = make_visit(make_round(classroom.school), student, teacher)
    visit.round.term.year = 2568
    visit.round.term.save()

    assert state(student) == "todo"


def test_round_of_everybody_gives_the_last_day(classroom):
    make_student(classroom)
    visit_round = make_round(classroom.school)
    VisitRound.objects.update(opens_on=date(2026, 6, 1), closes_on=date(2026, 7, 1))
    duties = [duty_named("visit")]

    [seat] = with_duties(Enrolment.objects.all(), duties, year=2569, semester=2)
    VisitRound.objects.filter(pk=visit_round.pk).update(who="new")
    [other] = with_duties(Enrolment.objects.all(), duties, year=2569, semester=2)

    assert (getattr(seat, f"{DUE}visit"), getattr(other, f"{DUE}visit")) == (date(2026, 7, 1), None)


def test_board_says_late_when_the_round_is_over(client, teacher, classroom):
    make_student(classroom)
    make_round(classroom.school)
    today = timezone.localdate()
    VisitRound.objects.update(opens_on=date(2020, 1, 1), closes_on=today.replace(day=1, month=1))
    client.force_login(teacher)

    board = client.get(reverse("students:board-class", args=[classroom.pk])).context["board"]

    assert [row.is_late for row in board.rows] == [True]


def test_page_of_visits_starts_and_goes_on(client, teacher, classroom):
    student = make_student(classroom)
    visit_round = make_round(classroom.school)
    client.force_login(teacher)
    page = reverse("homevisits:visit-pupil", args=[student.pk])

    before = client.get(page).context["start"]
    sent = {"round": visit_round.pk, "student": student.pk, "key": before["key"]}
    client.post(reverse("homevisits:visit-start"), sent)
    after = client.get(page).context["start"]

    assert (before["visit"], after["visit"]) == (None, HomeVisit.objects.get())


def test_page_of_visits_starts_nothing_after_it_is_handed_in(client, teacher, classroom):
    student = make_student(classroom)
    make_visit(make_round(classroom.school), student, teacher)
    client.force_login(teacher)

    page = client.get(reverse("homevisits:visit-pupil", args=[student.pk]))

    assert page.context["start"] is None
