"""Resolutions: made at a meeting, followed up, done, opened again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from committee.models import Meeting, Resolution
from committee.services import resolutions
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board
from tests.committee.meeting_factory import (
    DAY,
    make_held,
    make_item,
    make_meeting,
    make_resolution,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def clerk(board):
    return make_user(Role.CLERK, school=board.school)


def locked(meeting):
    later = make_meeting(board=meeting.board, number=9)
    facts = {"minutes_state": "adopted", "adopted_at_meeting": later}
    Meeting.objects.filter(pk=meeting.pk).update(**facts)


def test_resolution_before_the_meeting_is_refused(board, clerk):
    item = make_item(make_meeting(board=board))

    with pytest.raises(ValidationError, match="เริ่มประชุมก่อน"):
        resolutions.add(Resolution(item=item, text="ขอบคุณผู้บริจาค"), by=clerk)


def test_adopted_text_stays_but_the_day_may_move(board, clerk):
    made = make_resolution(make_held(board=board))
    locked(made.item.meeting)

    made.due_on = date(2027, 1, 31)
    resolutions.update(made, by=clerk)
    made.text = "อย่างอื่น"
    with pytest.raises(ValidationError, match="แก้ข้อความของมติไม่ได้"):
        resolutions.update(made, by=clerk)

    made.refresh_from_db()
    assert (made.text, made.due_on) == ("จัดทำหนังสือขอบคุณผู้บริจาค", date(2027, 1, 31))
    changes = AuditEvent.objects.get(action="resolution.update").changes
    assert changes == {"fields": {"due_on": [None, "2027-01-31"]}}


def test_resolution_of_adopted_minutes_is_finished(board, clerk):
    made = make_resolution(make_held(board=board))
    locked(made.item.meeting)

    made = resolutions.finish(made, "done", on=DAY, note="ส่งแล้ว 12 ราย", by=clerk)

    assert (made.status, made.done_on, made.done_note) == ("done", DAY, "ส่งแล้ว 12 ราย")


def test_nobody_is_done_before_the_meeting(board, clerk):
    made = make_resolution(make_held(board=board))

    with pytest.raises(ValidationError, match="ไม่ก่อนวันประชุม"):
        resolutions.finish(made, "done", on=date(2026, 12, 3), note="", by=clerk)


def test_opened_again_it_is_followed_up_by_the_next_meeting(board, clerk):
    made = make_resolution(make_held(board=board), status="done", done_on=DAY)
    after = make_meeting(board=board, number=2, held_on=date(2027, 2, 1))

    made = resolutions.reopen(made, by=clerk)
    resolutions.reopen(made, by=clerk)

    assert (made.status, made.done_on) == ("open", None)
    assert [one.carried_from for one in after.items.all()] == [made]
    assert AuditEvent.objects.filter(action="resolution.reopen").count() == 1
