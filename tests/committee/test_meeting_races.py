"""Two at one meeting at the very same time; needs a database with row locks."""

from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from committee.models import AgendaItem, Attendance, Heading, Meeting, MinutesRevision
from committee.services import agenda, attendance, meetings, minutes, replies
from committee.services.minutes import name_of
from schoolcare.models import AuditEvent
from tests.committee.meeting_factory import (
    DAY,
    make_attendance,
    make_held,
    make_item,
    make_link,
    make_meeting,
)
from tests.races import needs_row_locks, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    needs_row_locks,
]
TIMES = 2  # each meeting of threads is left to chance: a race that is there shows in one of them


def refused(results):
    return [isinstance(one, ValidationError) for one in results].count(True)


@pytest.mark.parametrize("_time", range(TIMES))
def test_one_number_is_given_once(_time):
    first = make_meeting(number=1)
    second = make_meeting(board=first.board, number=2, held_on=DAY + timedelta(days=9))
    by = first.planned_by

    def renumber(meeting):
        meeting.number = 7
        return meetings.update(meeting, by=by)

    results = together(lambda: renumber(first), lambda: renumber(second))

    assert refused(results) == 1
    assert Meeting.objects.filter(number=7).count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_item_is_moved_or_removed_whoever_comes_first(_time):
    item = make_item(make_meeting(), position=1)
    make_item(item.meeting, position=2)
    by = item.meeting.planned_by

    together(
        lambda: agenda.move_item(item, is_up=False, by=by),
        *[lambda: agenda.remove_item(AgendaItem.objects.get(pk=item.pk), by=by)] * 2,
    )

    assert not AgendaItem.objects.filter(pk=item.pk).exists()
    assert AuditEvent.objects.filter(action="agenda.remove").count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_minutes_are_adopted_by_one_meeting(_time):
    before = make_held(minutes_state="proposed")
    items = [
        make_item(make_held(board=before.board, number=n), Heading.ADOPTION, adopts=before)
        for n in (2, 3)
    ]
    by = before.planned_by

    results = together(
        *[lambda one=one: minutes.adopt(one, corrections="", by=by) for one in items]
    )

    assert refused(results) == 1
    before.refresh_from_db()
    assert AgendaItem.objects.get(outcome="adopted").meeting == before.adopted_at_meeting


def test_item_that_another_meeting_takes_away_is_waited_for():
    item = make_item(make_meeting())
    by, is_gone = item.meeting.planned_by, Event()
    item.detail = "ความเป็นมา"

    def withdraw():
        with transaction.atomic():
            AgendaItem.objects.filter(pk=item.pk).delete()
            is_gone.set()
            sleep(0.5)

    def write():
        is_gone.wait(10)
        return agenda.update_item(item, by=by)

    assert refused(together(withdraw, write)) == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_two_texts_written_at_once_are_both_kept(_time):
    meeting = make_held()
    items = [make_item(meeting, position=n) for n in (1, 2)]
    by = meeting.planned_by

    def write(item):
        return minutes.save(meeting, {name_of(item, "discussion"): "อภิปราย"}, shown="1", by=by)

    results = together(*[lambda one=one: write(one) for one in items])

    assert [one.refused for one in results] == [None, None]
    assert set(AgendaItem.objects.values_list("discussion", flat=True)) == {"อภิปราย"}
    assert MinutesRevision.objects.count() == 2


@pytest.mark.parametrize("_time", range(TIMES))
def test_who_is_marked_present_is_not_taken_off_at_the_same_time(_time):
    one = make_attendance(make_meeting())
    by = one.meeting.planned_by

    results = together(
        lambda: attendance.mark(one, "present", by=by), lambda: attendance.remove(one, by=by)
    )

    marked, _removed = results
    is_off = isinstance(marked, ValidationError)
    assert refused(results) == 1
    assert Attendance.objects.filter(pk=one.pk).exists() is not is_off


@pytest.mark.parametrize("_time", range(TIMES))
def test_papers_asked_for_at_once_are_all_counted(_time):
    link = make_link()

    together(*[lambda: replies.count_paper(link)] * 5)

    link.refresh_from_db()
    assert link.papers == 5
