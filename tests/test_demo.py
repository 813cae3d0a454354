"""Demo and scale data: what is promised of it, and that a second call changes nothing."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from committee.completeness import Status as BoardStatus
from committee.models import Board, Member, Order
from committee.reports import school_boards
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
    assert User.objects.filter(is_demo=True).count() == 13
    assert VisitRound.objects.filter(closed_at=None).exists()
    short = VisitRound.objects.get(form="short")
    assert short.visits.filter(mode="home", photos=None).count() == 0
    assert short.visits.filter(members__isnull=False).count() == 0
    assert set(HomeVisit.objects.values_list("status", flat=True)) == set(Status.values)
    assert_boards()


def statuses():
    """Every school's status today, by its code."""
    lines = school_boards(School.objects.order_by("code"), timezone.localdate())
    return {one.school.code: (one.status, one.is_confirmed) for one in lines}


def numbers_of_orders():
    """Each with its office: no two boards were appointed by the same number of an order."""
    named = Board.objects.exclude(order_number="")
    return Counter(named.values_list("school__district", "order_number"))


def assert_boards():
    """What the boards of the three schools show: one stands, one has gaps, one runs out."""
    assert statuses() == {
        "58010001": (BoardStatus.COMPLETE, True),
        "58010002": (BoardStatus.SHORT, False),
        "58520001": (BoardStatus.EXPIRING, True),
    }
    gone = Member.objects.exclude(left_on=None).get()
    assert (gone.board.school.code, gone.left_reason) == ("58010002", Member.Reason.RESIGNED)
    assert [one.last_name for one in Member.objects.all() if one.is_monk] == [""] * 5
    assert School.objects.get(code="58010001").boards.count() == 2
    assert set(numbers_of_orders().values()) == {1}
    assert len(Order.objects.get().wording["sections"][0]["rows"]) == 9


@pytest.mark.django_db
def test_scale_boards_stand_in_every_status():
    call_command("demo", schools=50, students=50)

    found = Counter(status for status, _ in statuses().values())

    assert found == {
        BoardStatus.COMPLETE: 30,
        BoardStatus.EXPIRING: 6,
        BoardStatus.SHORT: 6,
        BoardStatus.FLAWED: 4,
        BoardStatus.EXPIRED: 2,
        BoardStatus.NONE: 2,
    }
    assert Member.objects.count() > 40 * 50
    assert set(numbers_of_orders().values()) == {1}


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
