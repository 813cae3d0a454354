"""Planning meetings: number, board, people, warnings; cancelling; opening and closing."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from committee.models import Attendance, Board, Meeting, MeetingSettings, Seat
from committee.services import agenda, meetings, minutes
from committee.services.minutes import name_of
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board, make_member
from tests.committee.meeting_factory import DAY, make_attendance, make_held, make_item, make_meeting
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
KIND, STATE = Meeting.Kind, Meeting.State
TODAY = date(2026, 11, 21)


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def clerk(board):
    return make_user(Role.CLERK, school=board.school)


def draft(**fields):
    facts = {"kind": KIND.BOARD, "held_on": DAY, "starts_at": time(9, 30), "place": "ห้องประชุม"}
    return Meeting(**facts | fields)


def test_planned_meeting_takes_the_next_number_of_the_calendar_year(board, clerk):
    make_held(board=board, number=3, held_on=date(2026, 8, 15))

    meeting = meetings.plan(draft(school=board.school), by=clerk)

    assert meeting.numbered == "4/2569"
    assert meeting.board == board
    assert meeting.body == f"คณะกรรมการสถานศึกษาขั้นพื้นฐาน {board.school.full_name}"
    event = AuditEvent.objects.get(action="meeting.plan")
    assert (event.school_id, event.changes["number"]) == (board.school_id, "4/2569")


def test_number_counts_by_academic_year_where_the_school_does(board, clerk):
    by_year = MeetingSettings.CountedBy.ACADEMIC
    MeetingSettings.objects.create(school=board.school, counted_by=by_year)

    meeting = meetings.plan(draft(school=board.school, held_on=date(2027, 2, 1)), by=clerk)

    assert meeting.numbered == "1/2569"


def test_number_in_use_is_refused(board, clerk):
    make_meeting(board=board, number=2)

    with pytest.raises(ValidationError, match=r"ครั้งที่ 2/2569 ใช้แล้ว"):
        meetings.plan(draft(school=board.school, number=2), by=clerk)


def test_number_of_a_cancelled_meeting_is_the_next_one(board, clerk):
    first = meetings.plan(draft(school=board.school), by=clerk)
    meetings.cancel(first, reason="น้ำท่วม", by=clerk)

    again = meetings.plan(draft(school=board.school), by=clerk)

    assert (first.number, again.number) == (1, 1)


def test_board_meeting_without_a_board_is_refused():
    school = make_school()
    clerk = make_user(Role.CLERK, school=school)

    with pytest.raises(ValidationError, match="ยังไม่มีคณะกรรมการ"):
        meetings.plan(draft(school=school), by=clerk)


def test_board_that_is_over_meets_until_the_next_begins(board, clerk):
    Board.objects.filter(pk=board.pk).update(ends_on=date(2026, 12, 1))
    later = make_board(board.school, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))

    old = meetings.plan(draft(school=board.school), by=clerk)
    new = meetings.plan(draft(school=board.school, held_on=date(2027, 1, 9)), by=clerk)

    assert (old.board, new.board) == (board, later)


def test_seated_members_of_the_day_are_invited_in_their_order(clerk, board):
    gone = board.members.get(seat=Seat.ALUMNI)
    gone.left_on = DAY
    gone.save()
    make_member(board, Seat.EXPERT, first_name="มาทีหลัง", starts_on=DAY + timedelta(days=1))

    meeting = meetings.plan(draft(school=board.school), by=clerk)

    people = list(meeting.attendances.in_order())
    assert [one.member.seat for one in people] == [1, 2, 3, 4, 5, 7, 8, 9]
    assert [one.get_duty_display() for one in (people[0], people[1], people[-1])] == [
        *("ประธานกรรมการ", "กรรมการ", "กรรมการและเลขานุการ")
    ]
    assert all(one.counts for one in people)


def test_secretary_is_who_directs_the_school(clerk, board):
    director = make_user(Role.DIRECTOR, school=board.school)

    meeting = meetings.plan(draft(school=board.school), by=clerk)

    secretary = meeting.attendances.get(duty=Attendance.Duty.SECRETARY)
    assert (secretary.user, secretary.member) == (director, None)
    assert secretary.name == director.full_name
    assert meeting.attendances.count() == board.members.count()


def test_other_bodies_invite_whom_they_invited_last(clerk, board):
    facts = {"school": board.school, "kind": KIND.STAFF, "body": "ครู"}
    before = make_held(**facts, held_on=date(2026, 10, 1))
    make_attendance(before, name="นายหนึ่ง ใจดี", presence="present")
    make_attendance(before, name="นางสอง ใจดี", duty="guest", counts=False)

    meeting = meetings.plan(draft(**facts), by=clerk)

    people = meeting.attendances.in_order().values_list("name", "duty", "counts", "presence")
    assert list(people) == [
        ("นายหนึ่ง ใจดี", "member", True, "unknown"),
        ("นางสอง ใจดี", "guest", False, "unknown"),
    ]


def test_move_to_another_year_numbers_anew_and_the_list_follows(clerk, board):
    make_held(board=board, number=5, held_on=date(2027, 1, 5), year=2570)
    meeting = meetings.plan(draft(school=board.school), by=clerk)
    leaver = board.members.get(seat=Seat.PARENT)
    leaver.left_on = date(2027, 2, 1)
    leaver.save()

    meeting.held_on = date(2027, 3, 1)
    meeting = meetings.update(meeting, by=clerk)

    assert meeting.numbered == "6/2570"
    assert not meeting.attendances.filter(member=leaver).exists()
    changes = AuditEvent.objects.get(action="meeting.update").changes["fields"]
    assert changes["number"] == [1, 6]


def test_answer_of_who_left_meanwhile_stays(clerk, board):
    meeting = meetings.plan(draft(school=board.school), by=clerk)
    leaver = board.members.get(seat=Seat.PARENT)
    meeting.attendances.filter(member=leaver).update(presence="absent")
    leaver.left_on = DAY
    leaver.save()

    meeting.held_on = DAY + timedelta(days=1)
    meetings.update(meeting, by=clerk)

    assert meeting.attendances.filter(member=leaver).exists()


def test_same_plan_saved_again_writes_nothing(clerk, board):
    meeting = meetings.plan(draft(school=board.school), by=clerk)

    meetings.update(meeting, by=clerk)

    assert not AuditEvent.objects.filter(action="meeting.update").exists()


def test_plan_saved_late_takes_nothing_back_of_the_minutes(clerk, board):
    meeting = make_held(board=board)
    item = make_item(meeting)
    texts = {"opening": "เปิดประชุม", name_of(item, "discussion"): "อภิปราย"}
    minutes.save(meeting, texts, shown="1", by=clerk)

    meeting.place, item.title = "หอประชุม", "เรื่องอื่น"
    meetings.update(meeting, by=clerk)
    agenda.update_item(item, by=clerk)

    meeting.refresh_from_db()
    item.refresh_from_db()
    assert (meeting.place, meeting.opening, meeting.minutes_version) == ("หอประชุม", "เปิดประชุม", 2)
    assert (item.title, item.discussion) == ("เรื่องอื่น", "อภิปราย")


def test_cancelling_needs_a_reason_and_a_planned_meeting(clerk, board):
    meeting = meetings.plan(draft(school=board.school), by=clerk)

    with pytest.raises(ValidationError, match="เหตุที่ยกเลิก"):
        meetings.cancel(meeting, reason=" ", by=clerk)
    meetings.cancel(meeting, reason="น้ำท่วม", by=clerk)
    with pytest.raises(ValidationError, match="ยกเลิกไปแล้ว"):
        meetings.cancel(meeting, reason="อีกครั้ง", by=clerk)
    with pytest.raises(ValidationError, match="เริ่มแล้วยกเลิกไม่ได้"):
        meetings.cancel(make_held(board=board, number=9), reason="ผิด", by=clerk)


@pytest.mark.parametrize(
    ("called_on", "words"),
    [
        (date(2026, 12, 2), ["เชิญล่วงหน้า 2 วัน โดยทั่วไปต้องไม่น้อยกว่า 3 วัน"]),
        (date(2026, 12, 1), ["เชิญล่วงหน้า 3 วัน น้อยกว่าที่ตั้งไว้ 7 วัน"]),
        (date(2026, 11, 27), []),
        (date(2026, 12, 5), ["หนังสือเชิญลงวันที่หลังวันประชุม"]),
        (None, []),
    ],
)
def test_short_notice_warns(board, called_on, words):
    meeting = make_meeting(board=board, called_on=called_on)

    assert meetings.warnings_of(meeting, TODAY) == words


def test_notice_follows_the_schools_own_setting(board):
    MeetingSettings.objects.create(school=board.school, notice_days=15)
    meeting = make_meeting(board=board)

    assert meetings.warnings_of(meeting, TODAY) == ["เชิญล่วงหน้า 13 วัน น้อยกว่าที่ตั้งไว้ 15 วัน"]


def test_second_meeting_of_the_day_and_a_day_that_passed_warn(board):
    other = make_meeting(kind=KIND.STAFF, school=board.school, body="ครู")
    make_meeting(
        kind=KIND.LEAD, school=board.school, body="ทีม", state=STATE.CANCELLED, cancel_reason="-"
    )
    make_meeting(kind=KIND.DISTRICT, district=board.school.district)
    meeting = make_meeting(board=board)

    told = meetings.warnings_of(meeting, DAY + timedelta(days=1))

    assert told == [
        "เลยวันประชุมแล้ว บันทึกการประชุม เลื่อนวัน หรือยกเลิก",
        f"วันเดียวกันมีประชุม{other} เวลา 09:30 น.",
    ]


def test_meeting_opens_on_its_day_with_the_quorum_of_the_moment(clerk, board):
    meeting = meetings.plan(draft(school=board.school), by=clerk)
    meeting.attendances.filter(position__lte=4).update(presence="present")

    with pytest.raises(ValidationError, match="ยังไม่ถึงวันประชุม"):
        meetings.open_meeting(meeting, at=time(9, 35), today=TODAY, by=clerk)
    meeting = meetings.open_meeting(meeting, at=time(9, 35), today=DAY, by=clerk)

    assert (meeting.state, meeting.starts_at) == (STATE.HELD, time(9, 35))
    assert (meeting.opened_present, meeting.opened_counting) == (4, 9)
    assert meeting.is_running


def test_meeting_called_in_between_warns_of_its_number(board, clerk):
    make_meeting(board=board, number=3, held_on=TODAY + timedelta(days=30))
    urgent = make_meeting(board=board, number=4, held_on=TODAY + timedelta(days=10))

    words = [one for one in meetings.warnings_of(urgent, TODAY) if "ประชุมหลังครั้งนี้" in one]

    assert words == ["ครั้งที่ 3/2569 ประชุมหลังครั้งนี้ (21 ธ.ค. 2569)"]


def test_place_is_kept_without_its_preposition(board, clerk):
    facts = {"held_on": TODAY, "starts_at": time(9), "place": "ณ ห้องประชุม"}
    meeting = meetings.plan(Meeting(school=board.school, kind="board", **facts), by=clerk)

    assert meeting.place == "ห้องประชุม"


def test_held_meeting_is_not_moved_to_a_day_to_come(board, clerk):
    meeting = make_held(board=board, held_on=timezone.localdate() - timedelta(days=9))
    meeting.held_on = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError, match="ประชุมไปแล้ว"):
        meetings.update(meeting, by=clerk)


def test_meeting_closed_meanwhile_does_not_begin_after_its_end(board, clerk):
    stale = make_meeting(board=board, state="held")
    Meeting.objects.filter(pk=stale.pk).update(ends_at=time(12))
    stale.starts_at = time(13)

    with pytest.raises(ValidationError, match="ก่อนเวลาเลิกประชุม 12:00"):
        meetings.update(stale, by=clerk)


def test_opening_again_changes_nothing(clerk, board):
    meeting = meetings.plan(draft(school=board.school), by=clerk)
    meetings.open_meeting(meeting, at=time(9, 35), today=DAY, by=clerk)

    again = meetings.open_meeting(meeting, at=time(11, 0), today=DAY, by=clerk)

    assert again.starts_at == time(9, 35)


def test_meeting_closes_after_it_began(clerk, board):
    meeting = make_meeting(board=board, state=STATE.HELD)

    with pytest.raises(ValidationError, match="หลังเวลาเริ่ม 09:30"):
        meetings.close_meeting(meeting, at=time(9, 0), by=clerk)
    meeting = meetings.close_meeting(meeting, at=time(12, 0), by=clerk)

    assert (meeting.ends_at, meeting.is_running) == (time(12, 0), False)


def test_meeting_that_was_not_opened_does_not_close(clerk, board):
    with pytest.raises(ValidationError, match="ยังไม่ได้เริ่ม"):
        meetings.close_meeting(make_meeting(board=board), at=time(12, 0), by=clerk)


def test_office_has_its_own_kinds_and_names():
    office = make_district(name="สำนักงานเขตทดสอบ")

    assert KIND.BOARD not in meetings.kinds_of(office)
    assert meetings.body_of(office, KIND.NETWORK).endswith("ขั้นพื้นฐาน สำนักงานเขตทดสอบ")
    assert meetings.body_of(office, KIND.OTHER) == ""


def test_monk_and_imam_are_invited_as_what_they_are(clerk, board):
    facts = {"title": "พระครู", "first_name": "สุธรรม", "monastic_name": "สุธมฺโม", "last_name": ""}
    make_member(board, Seat.RELIGION, **facts)
    make_member(board, Seat.RELIGION, title="นาย")

    meeting = meetings.plan(draft(school=board.school), by=clerk)

    posts = list(meeting.attendances.filter(post__contains="ศาสนา").values_list("post", flat=True))
    assert meeting.attendances.get(name="พระครูสุธรรม สุธมฺโม").post == "ผู้แทนพระภิกษุสงฆ์"
    assert set(posts) == {"ผู้แทนองค์กรศาสนา"}
