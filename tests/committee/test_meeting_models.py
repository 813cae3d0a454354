"""What the database holds about meetings, whoever writes; and whom their rows belong to."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from committee.models import AgendaItem, Heading, Meeting, MeetingSettings, Recusal, Resolution
from schoolcare.access import Permission, Role
from tests.committee.making import make_board
from tests.committee.meeting_factory import (
    make_attendance,
    make_held,
    make_item,
    make_meeting,
    make_resolution,
)
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
KIND, STATE, MINUTES = Meeting.Kind, Meeting.State, Meeting.Minutes


def refused(make, **fields):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make(**fields)
    return str(error.value)


def test_meeting_belongs_to_a_school_or_an_office_and_not_to_both():
    school = make_school()

    error = refused(make_meeting, kind=KIND.LEAD, school=school, district=school.district)

    assert "meeting_one_place" in error


def test_only_a_boards_meeting_has_a_board():
    meeting = make_meeting()

    meeting.kind = KIND.STAFF

    assert "meeting_board_kind" in refused(meeting.save)


def test_boards_meeting_needs_its_board():
    meeting = make_meeting()

    meeting.board = None

    assert "meeting_board_kind" in refused(meeting.save)


def test_number_is_given_once_in_a_body_and_year():
    board = make_board()
    make_meeting(board=board)

    make_meeting(board=board, number=2)
    make_meeting(board=board, year=2570)
    make_meeting(kind=KIND.STAFF, school=board.school, body="ครู")

    assert "UNIQUE" in refused(make_meeting, board=board).upper()


def test_number_of_a_cancelled_meeting_is_given_again():
    board = make_board()
    make_meeting(board=board, state=STATE.CANCELLED, cancel_reason="น้ำท่วม")

    again = make_meeting(board=board)

    assert list(Meeting.objects.same_body(again).standing()) == [again]


def test_number_of_an_office_is_given_once():
    district = make_district()
    make_meeting(kind=KIND.DISTRICT, district=district)

    assert "UNIQUE" in refused(make_meeting, kind=KIND.DISTRICT, district=district).upper()


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"number": 0}, "meeting_from_one"),
        ({"year": 2026}, "meeting_year_buddhist"),
        ({"ends_at": time(9, 30)}, "meeting_times"),
        ({"state": "cancelled"}, "meeting_cancelled_why"),
        ({"cancel_reason": "น้ำท่วม"}, "meeting_cancelled_why"),
        ({"state": "gone"}, "meeting_state_known"),
        ({"minutes_state": "proposed"}, "meeting_minutes_of_held"),
        ({"minutes_state": "proposed", "state": "held"}, "meeting_minutes_of_held"),
    ],
)
def test_meeting_refuses(fields, rule):
    assert rule in refused(make_meeting, **fields)


def test_adopted_minutes_name_the_meeting_that_adopted_them():
    meeting = make_held(minutes_state=MINUTES.PROPOSED)

    meeting.minutes_state = MINUTES.ADOPTED

    assert "meeting_adopted_somewhere" in refused(meeting.save)


def test_minutes_are_not_adopted_in_the_same_meeting():
    meeting = make_held()

    meeting.minutes_state, meeting.adopted_at_meeting = MINUTES.ADOPTED, meeting

    assert "meeting_adopted_later" in refused(meeting.save)


def test_minutes_are_adopted_in_the_next_one():
    board = make_board()
    next_one = make_meeting(board=board, number=2, held_on=date(2027, 2, 1))

    meeting = make_held(board=board, minutes_state=MINUTES.ADOPTED, adopted_at_meeting=next_one)

    assert meeting.is_locked
    assert list(next_one.adopted_minutes.all()) == [meeting]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"name": ""}, "attendance_name"),
        ({"duty": "guest", "counts": True}, "attendance_guest_counts_not"),
        ({"reply": "coming"}, "attendance_replied_when"),
        ({"presence": "present", "stand_in": "นางแทน"}, "attendance_absent_only"),
        ({"presence": "present", "absence_reason": "ลาป่วย"}, "attendance_absent_only"),
        ({"presence": "late"}, "attendance_presence_known"),
        ({"arrived_at": time(10, 0), "left_at": time(9, 0)}, "attendance_times"),
    ],
)
def test_attendance_refuses(fields, rule):
    meeting = make_meeting()

    assert rule in refused(make_attendance, meeting=meeting, **fields)


def test_attendance_has_a_member_once_and_one_who_presides():
    meeting = make_meeting()
    member = meeting.board.members.in_order().first()
    make_attendance(meeting, member=member, presides=True)

    assert "UNIQUE" in refused(make_attendance, meeting=meeting, member=member).upper()
    assert "UNIQUE" in refused(make_attendance, meeting=meeting, presides=True).upper()


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"heading": 7}, "agenda_heading_known"),
        ({"title": ""}, "agenda_title"),
        ({"present": 3}, "agenda_quorum_pair"),
    ],
)
def test_agenda_item_refuses(fields, rule):
    meeting = make_meeting()

    assert rule in refused(make_item, meeting=meeting, **fields)


def test_minutes_stand_for_adoption_under_heading_two_and_once():
    board = make_board()
    before = make_held(board=board)
    meeting = make_meeting(board=board, number=2)
    facts = {"meeting": meeting, "adopts": before}

    assert "agenda_adopts_in_two" in refused(make_item, **facts)
    make_item(**facts, heading=Heading.ADOPTION)
    assert "UNIQUE" in refused(make_item, **facts, heading=Heading.ADOPTION).upper()


def test_resolution_is_carried_into_a_meeting_once():
    resolution = make_resolution()
    meeting = make_meeting()
    item = make_item(meeting, Heading.FOLLOW_UP, carried_from=resolution)

    assert list(AgendaItem.objects.filter(carried_from=resolution)) == [item]
    assert "UNIQUE" in refused(make_item, meeting=meeting, carried_from=resolution).upper()


def test_resolution_is_done_on_a_day():
    item = make_item(make_held())

    assert "resolution_done_when" in refused(make_resolution, item=item, status="done")
    assert "resolution_done_when" in refused(make_resolution, item=item, done_on=timezone.now())


def test_resolution_is_overdue_the_day_after():
    late = make_resolution(due_on=date(2026, 12, 31))
    day, next_day = date(2026, 12, 31), date(2027, 1, 1)

    assert list(Resolution.objects.overdue(day)) == []
    assert list(Resolution.objects.overdue(next_day)) == [late]
    assert not late.is_overdue(day)
    assert late.is_overdue(next_day)


def test_recusal_is_said_once_and_with_its_reason():
    item = make_item(make_meeting())
    attendance = make_attendance(item.meeting)
    Recusal.objects.create(item=item, attendance=attendance, reason="เป็นญาติของผู้รับทุน")
    facts = {"item": item, "attendance": attendance}

    assert "UNIQUE" in refused(Recusal.objects.create, **facts, reason="ญาติ").upper()
    other = make_attendance(item.meeting, name="นางสองคน")
    assert "recusal_reason" in refused(Recusal.objects.create, item=item, attendance=other)


def test_settings_belong_to_one_office():
    assert "meeting_settings_one_place" in refused(MeetingSettings.objects.create)


def test_before_finds_what_the_same_body_held_earlier():
    board = make_board()
    first = make_held(board=board, held_on=date(2026, 5, 20))
    second = make_held(board=board, number=2, held_on=date(2026, 8, 15))
    make_meeting(board=board, number=3, held_on=date(2026, 9, 1))  # not held
    make_held(kind=KIND.STAFF, school=board.school, body="ครู", held_on=date(2026, 10, 1))
    meeting = make_meeting(board=board, number=4)

    assert list(Meeting.objects.before(meeting)) == [second, first]


def test_rows_belong_to_the_school_and_the_offices_to_the_office():
    resolution = make_resolution()
    school = resolution.item.meeting.school
    own = make_resolution(make_held(kind=KIND.DISTRICT, district=school.district))
    clerk = make_user(Role.CLERK, school=school)
    stranger = make_user(Role.CLERK, school=make_school(district=school.district))
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)

    def seen(user):
        return list(Resolution.objects.for_user(user, Permission.MEETING_VIEW))

    assert [seen(clerk), seen(stranger), seen(officer)] == [[resolution], [], [own]]


def test_meeting_settings_are_the_offices_own():
    district = make_district()
    mine = MeetingSettings.objects.create(district=district, notice_days=3)
    officer = make_user(Role.DISTRICT_OFFICER, district=district)

    assert list(MeetingSettings.objects.for_user(officer, Permission.MEETING_EDIT)) == [mine]
