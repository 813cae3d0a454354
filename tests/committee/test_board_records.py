"""What other apps are told of a school's board."""

from datetime import date, timedelta

import pytest

from committee.board_records import chair_of, meetings_held
from committee.models import Meeting, Seat
from tests.committee.making import make_board, make_member
from tests.committee.meeting_factory import make_meeting

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def test_meetings_that_the_board_held_are_told_the_latest_first():
    board = make_board()
    facts = {"school": board.school, "planned_by": make_meeting().planned_by}
    for number, fields in enumerate(
        (
            {"state": "held", "held_on": DAY - timedelta(90)},
            {"state": "held", "held_on": DAY},
            {"state": "held", "held_on": DAY + timedelta(1)},
            {"held_on": DAY},
            {"state": "cancelled", "cancel_reason": "ฝนตก", "held_on": DAY},
        ),
        start=1,
    ):
        make_meeting(board=board, number=number, **facts | fields)
    make_meeting(kind=Meeting.Kind.STAFF, state="held", held_on=DAY, **facts)

    told = [(one.title, one.held_on) for one in meetings_held(board.school, DAY)]

    title = "การประชุมคณะกรรมการสถานศึกษา ครั้งที่ {}/2569"
    assert told == [(title.format(2), DAY), (title.format(1), DAY - timedelta(90))]


def test_chair_is_who_sits_on_the_board_of_that_day():
    board = make_board(seats=[])
    assert chair_of(board.school, DAY) == ""
    gone = {"left_on": date(2026, 5, 1), "left_reason": "resigned"}
    make_member(board, Seat.CHAIR, first_name="เดิม", **gone)
    make_member(board, Seat.CHAIR, first_name="ใหม่", starts_on=date(2026, 6, 1))

    days = (date(2026, 4, 30), date(2026, 5, 15), DAY, board.ends_on + timedelta(1))

    named = ["นายเดิม ตัวอย่าง", "", "นายใหม่ ตัวอย่าง", ""]
    assert [chair_of(board.school, day) for day in days] == named
    assert chair_of(make_board(seats=[]).school, DAY) == ""
