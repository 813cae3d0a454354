"""The office's yearly procedure for boards, and what closes its steps."""

from datetime import date

import pytest

from committee.models import Confirmation
from committee.services import boards
from schoolcare import procedures
from schoolcare.access import Role
from schoolcare.thai import academic_year
from tests.committee.making import make_board
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
TODAY = date.today()
YEAR = academic_year(TODAY)


def plan(office):
    return next(
        one
        for one in procedures.plans(office, YEAR, TODAY)
        if one.procedure.code == "district-board"
    )


def test_five_steps_have_the_months_of_the_handbook():
    office = make_school().district

    months = [(step.due_on.month, step.due_on.year) for step in plan(office).steps]

    year = YEAR - 543
    assert months == [(5, year), (6, year), (8, year), (2, year + 1), (3, year + 1)]


@pytest.mark.parametrize(("certified", "is_done", "share"), [(1, False, "1/2"), (2, True, "2/2")])
def test_certified_registries_close_the_june_step(certified, is_done, share):
    office = make_school(is_active=False).district
    for number in range(2):
        board = make_board(make_school(district=office))
        said = boards.confirm(board, by=make_user(Role.DIRECTOR, school=board.school))
        if number < certified:
            Confirmation.objects.filter(pk=said.pk).update(state=Confirmation.State.CERTIFIED)

    june = plan(office).steps[1]

    assert (june.is_done, june.proof.text) == (is_done, f"รับรองทะเบียนแล้ว {share} โรงเรียน")


def test_office_without_schools_has_proved_nothing():
    office = make_school(is_active=False).district

    assert plan(office).steps[1].is_done is False
