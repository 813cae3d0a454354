"""Demo and scale data: what is promised of it, and that a second call changes nothing."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Q

from homevisits.models import HomeVisit, Status, VisitRound
from schoolcare.models import School, User
from students.models import Student

FULL = Q(identifiers__is_current=True, enrolments__ends_on=None, guardianships__is_primary=True)


def rows():
    """How many rows every table holds."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.django_db
def test_demo_made_twice_changes_nothing(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("demo")
    before = rows()

    call_command("demo")

    assert rows() == before
    pupils = {one.code: one.students.count() for one in School.objects.all()}
    assert sorted(pupils.values()) == [60, 400, 1200]
    assert User.objects.filter(is_demo=True).count() == 12
    assert VisitRound.objects.filter(closed_at=None).exists()
    short = VisitRound.objects.get(form="short")
    assert short.visits.filter(mode="home", photos=None).count() == 0
    assert short.visits.filter(members__isnull=False).count() == 0
    assert set(HomeVisit.objects.values_list("status", flat=True)) == set(Status.values)


# Outside a transaction every core of a PostgreSQL machine writes schools of its own.
@pytest.mark.django_db(transaction=True)
def test_scale_data_is_whole_and_made_once():
    call_command("demo", schools=60, students=130)
    before = rows()

    call_command("demo", schools=60, students=130)

    assert rows() == before
    assert School.objects.count() == 60
    assert Student.objects.filter(FULL).distinct().count() == Student.objects.count() == 130
    assert not connection.in_atomic_block
