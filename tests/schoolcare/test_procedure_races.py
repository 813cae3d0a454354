"""Two people on the same round or draft at the same moment; needs row locks."""

import time
from datetime import date
from functools import partial
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import procedure_writing, step_runs
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Procedure, ProcedureStart, ProcedureStep, StepRun
from schoolcare.screens.forms.procedures import StartForm
from tests.factories import YEAR, make_school, make_user
from tests.races import needs_row_locks, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    needs_row_locks,
]
JUNE, JULY = (date(YEAR - 543, month, 1) for month in (6, 7))


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def director(school):
    return make_user(Role.DIRECTOR, school=school)


@pytest.fixture
def weekly(school):
    made = Procedure.objects.create(
        code="weekly", name="ทุน", level="school", school=school, from_year=YEAR
    )
    made.steps.create(number=1, name="ขั้น 1", weeks=1)
    return made


def kinds_of(results):
    return sorted(type(one).__name__ for one in results)


def count(action):
    return AuditEvent.objects.filter(action=action).count()


def begin_beside(call):
    """Begin a call in a thread before the present transaction is kept; gives how to await it."""
    results = []
    other = Thread(target=lambda: results.extend(together(call)))
    other.start()
    time.sleep(0.2)

    def told():
        other.join()
        return results[0]

    return told


def test_same_start_from_two_people_is_one_round(school, weekly, director):
    begin = partial(step_runs.set_start, school, weekly, YEAR, JUNE, by=director)

    results = together(begin, begin)

    assert kinds_of(results) == ["ProcedureStart"] * 2
    assert (ProcedureStart.objects.count(), count("procedure.start")) == (1, 1)


def test_of_two_days_set_at_once_the_second_person_sees_the_first(school, weekly, director):
    def typed(day):
        row = ProcedureStart(procedure=weekly, year=YEAR, school=school)
        shown = StartForm(instance=row, office=school, by=director)["seen"].value()
        data = {"starts_on": f"{day:%d/%m}/{YEAR}", "seen": shown}
        return StartForm(data, instance=row, office=school, by=director)

    def save(form):
        with transaction.atomic():
            return form.is_valid() and form.save()

    first, second = typed(JUNE), typed(JULY)
    with transaction.atomic():
        save(first)
        told = begin_beside(partial(save, second))

    assert told() is False
    assert ProcedureStart.objects.get().starts_on == JUNE


def test_round_taken_back_by_two_is_told_once(school, weekly, director):
    start = step_runs.set_start(school, weekly, YEAR, JUNE, by=director)
    rows = [ProcedureStart.objects.get(pk=start.pk) for _ in range(2)]

    results = together(*[partial(step_runs.drop_start, row, by=director) for row in rows])

    assert kinds_of(results) == ["NoneType", "ValidationError"]
    assert count("procedure.stop") == 1


def test_edition_begun_by_two_is_one_draft(school, weekly, director):
    results = together(*[partial(procedure_writing.write_edition, school, weekly, by=director)] * 2)

    assert len({made.pk for made in results}) == 1
    assert count("procedure.create") == 1


@pytest.fixture
def draft(school, weekly, director):
    return procedure_writing.write_edition(school, weekly, by=director)


def test_draft_deleted_by_two_is_deleted_once(draft, director):
    together(*[partial(procedure_writing.drop, draft, by=director)] * 2)

    assert count("procedure.delete") == 1


def test_step_deleted_by_two_is_deleted_once(draft, director):
    rows = [draft.steps.get() for _ in range(2)]
    drop = partial(procedure_writing.drop_step, year=YEAR, by=director)

    results = together(*[partial(drop, row) for row in rows])

    assert kinds_of(results) == ["NoneType", "ValidationError"]


def test_steps_moved_by_two_are_numbered_once_each(draft, director):
    keep = partial(procedure_writing.keep_step, year=YEAR, by=director)
    for name in ("ก", "ข"):
        keep(ProcedureStep(procedure=draft, name=name))
    first, *_others, last = draft.steps.order_by("number")
    move = partial(procedure_writing.move_step, year=YEAR, by=director)

    together(partial(move, first, 1), partial(move, last, -1))

    assert sorted(draft.steps.values_list("number", flat=True)) == [1, 2, 3]


def test_step_opened_by_two_is_one_row(school, weekly, director):
    step = weekly.steps.get()

    results = together(*[partial(step_runs.open_run, school, step, 0, YEAR, by=director)] * 2)

    assert len({run.pk for run in results}) == 1
    assert count("step.open") == 1


def test_result_that_is_being_noted_keeps_its_step(school, director, weekly):
    step = weekly.steps.get()
    run = step_runs.open_run(school, step, 0, YEAR, by=director)
    run.note = "ทำแล้ว"
    with transaction.atomic():
        step_runs.note_run(run, by=director)
        told = begin_beside(partial(procedure_writing.drop_step, step, year=YEAR, by=director))

    assert isinstance(told(), ValidationError)
    assert StepRun.objects.get().note == "ทำแล้ว"


def test_round_of_a_result_that_is_being_noted_stays(school, director, weekly):
    start = step_runs.set_start(school, weekly, YEAR, JUNE, by=director)
    run = step_runs.open_run(school, weekly.steps.get(), 0, YEAR, by=director)
    run.note = "ทำแล้ว"
    with transaction.atomic():
        step_runs.note_run(run, by=director)
        told = begin_beside(partial(step_runs.drop_start, start, by=director))

    assert isinstance(told(), ValidationError)


def test_same_result_noted_by_two_stands_once_in_the_log(school, director, weekly):
    run = step_runs.open_run(school, weekly.steps.get(), 0, YEAR, by=director)
    same = StepRun.objects.get()
    run.note = same.note = "ทำแล้ว"
    with transaction.atomic():
        step_runs.note_run(run, by=director)
        told = begin_beside(partial(step_runs.note_run, same, by=director))

    assert told() == run
    assert count("step.update") == 1
