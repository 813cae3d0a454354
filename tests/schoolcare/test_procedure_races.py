"""Somebody notes a result while another takes its step out; needs row locks."""

import time
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from schoolcare import procedure_writing, step_runs
from schoolcare.access import Role
from schoolcare.models import Procedure, StepRun
from schoolcare.step_days import plan_year
from tests.factories import make_school, make_user
from tests.races import needs_row_locks

pytestmark = [pytest.mark.django_db(transaction=True), needs_row_locks]
YEAR = plan_year(timezone.localdate())


def test_result_that_is_being_noted_keeps_its_step():
    school = make_school()
    director = make_user(Role.DIRECTOR, school=school)
    facts = {"code": "own", "name": "ของเรา", "level": "school", "from_year": YEAR}
    step = Procedure.objects.create(school=school, **facts).steps.create(number=1, name="ขั้น 1")
    run = step_runs.open_run(school, step, 0, YEAR, by=director)
    run.note, refused = "ทำแล้ว", []

    def drop():
        try:
            procedure_writing.drop_step(step, year=YEAR, by=director)
        except ValidationError as error:
            refused.append(error)
        finally:
            connection.close()

    other = Thread(target=drop)
    with transaction.atomic():
        step_runs.note_run(run, by=director)
        other.start()
        time.sleep(0.2)  # it asks before this is kept
    other.join()

    assert len(refused) == 1
    assert StepRun.objects.get().note == "ทำแล้ว"
