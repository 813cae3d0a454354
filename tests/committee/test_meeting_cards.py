"""What of the meetings waits on the home page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committee.cards.meetings import meeting_counts
from schoolcare.access import Role
from schoolcare.middleware import Workplace
from schoolcare.waiting import counted_cards
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_held, make_meeting, make_resolution
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def request_of(rf, user):
    request = rf.get("/")
    request.user, request.session = user, {}
    request.workplace = Workplace(request)
    return request


def told(cards):
    return [(card.title, card.count, card.state) for card in cards if card.count]


def test_meetings_of_the_week_and_drafts_wait(rf, today, django_assert_num_queries):
    board = make_board()
    for number, days in enumerate((0, 7, 8, -1), start=1):
        make_meeting(board=board, number=number, held_on=today + days * DAY)
    make_held(board=board, number=5, held_on=today - DAY)
    proposed = {"minutes_state": "proposed"}
    make_held(board=board, number=6, held_on=today - 9 * DAY, **proposed)
    make_meeting(held_on=today)  # of another school
    request = request_of(rf, make_user(Role.CLERK, school=board.school))
    assert request.workplace.school == board.school

    with django_assert_num_queries(1):
        found = told(counted_cards(request, [meeting_counts]))

    assert found == [
        ("การประชุมเลยวันแล้ว ยังไม่บันทึก", 1, "late"),
        ("ประชุมใน 7 วันนี้", 2, "soon"),
        ("รายงานการประชุมยังเป็นร่าง", 1, "soon"),
    ]


def test_resolutions_past_their_day_wait(rf, today, django_assert_num_queries):
    board = make_board()
    held = make_held(board=board)
    make_resolution(held, due_on=today - DAY)
    make_resolution(held, due_on=today)
    make_resolution(held)
    make_resolution(due_on=today - DAY)  # of another school
    request = request_of(rf, make_user(Role.CLERK, school=board.school))

    assert ("มติที่ประชุมเกินกำหนด", 1, "late") in told(counted_cards(request, [meeting_counts]))


def test_who_calls_no_meetings_is_told_nothing_and_asked_nothing(rf, django_assert_num_queries):
    board = make_board()
    request = request_of(rf, make_user(Role.TEACHER, school=board.school))
    assert request.user.access.memberships

    with django_assert_num_queries(0):
        assert [*counted_cards(request, [meeting_counts])] == []
