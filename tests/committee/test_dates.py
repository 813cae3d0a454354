"""Meetings and deadlines in calendars."""

from datetime import date

import pytest

from committee.dates import chase_dates, meeting_dates, monitoring_dates
from committee.models import Chase, ChaseLine, Meeting
from schoolcare.access import Role
from schoolcare.registry import CalendarDate
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_item, make_meeting
from tests.committee.monitored import make_round
from tests.dates_told import told
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DAY = date(2026, 11, 20)


def chase(office, *schools, kind=Chase.Kind.REGISTRY, answer_by=DAY):
    officer = make_user(Role.DISTRICT_OFFICER, district=office)
    facts = {"chased_on": date(2026, 11, 2), "answer_by": answer_by, "made_by": officer}
    made = Chase.objects.create(district=office, kind=kind, **facts)
    for school in schools:
        ChaseLine.objects.create(chase=made, school=school, reasons=[])
    return made


def test_meeting_is_told_by_name_and_number_alone(django_assert_num_queries):
    board = make_board()
    body = f"คณะกรรมการสถานศึกษา {board.school.full_name}"
    meeting = make_meeting(board=board, held_on=DAY, body=body, number=2)
    make_item(meeting, title="เรื่องลับ")
    make_meeting(held_on=DAY)

    with django_assert_num_queries(1):
        found = told(meeting_dates, meeting.school, *NOVEMBER)

    assert found == [
        CalendarDate(
            key=f"meeting-{meeting.pk}",
            title=f"ประชุมคณะกรรมการสถานศึกษา ครั้งที่ 2/{meeting.year}",
            starts_on=DAY,
            ends_on=DAY,
            area="งานกรรมการสถานศึกษา",
        )
    ]


def test_meeting_that_is_cancelled_or_later_is_left_out():
    gone = {"state": Meeting.State.CANCELLED, "cancel_reason": "ฝนตก"}
    cancelled = make_meeting(held_on=DAY, **gone)
    later = make_meeting(held_on=date(2026, 12, 1))

    assert told(meeting_dates, cancelled.school, *NOVEMBER) == []
    assert told(meeting_dates, later.school, *NOVEMBER) == []


def test_meeting_of_parents_is_public_and_of_no_board():
    board = make_board()
    facts = {"school": board.school, "kind": Meeting.Kind.PARENTS}
    make_meeting(held_on=DAY, body="ประชุมผู้ปกครอง", **facts)

    [one] = told(meeting_dates, board.school, *NOVEMBER)

    assert (one.is_public, one.area) == (True, "")
    assert one.title.startswith("ประชุมผู้ปกครอง ครั้งที่")


def test_monitoring_is_due_at_the_office_and_its_schools(django_assert_num_queries):
    school = make_school()
    made = make_round(school.district, title="ติดตามภาคเรียน", due_on=DAY)
    make_round(school.district, state="draft", due_on=DAY)
    make_round(make_district(), due_on=DAY)

    with django_assert_num_queries(1):
        found = told(monitoring_dates, school, *NOVEMBER)

    assert [(one.key, one.title, one.starts_on) for one in found] == [
        (f"monitoring-{made.pk}", "กำหนดรายงาน: ติดตามภาคเรียน", DAY)
    ]
    assert told(monitoring_dates, school.district, *NOVEMBER) == found
    assert not found[0].is_public


def test_chase_is_due_at_the_schools_asked_and_their_office(django_assert_num_queries):
    asked, other = make_school(), make_school()
    office = asked.district
    made = chase(office, asked, make_school(district=office))
    chase(office, asked, answer_by=None)
    chase(office, asked, kind=Chase.Kind.EXPIRY, answer_by=date(2026, 12, 1))

    with django_assert_num_queries(1):
        found = told(chase_dates, asked, *NOVEMBER)

    assert [(one.key, one.title) for one in found] == [
        (f"chase-{made.pk}", "กำหนดส่งทะเบียนคณะกรรมการสถานศึกษา")
    ]
    assert told(chase_dates, office, *NOVEMBER) == found
    assert told(chase_dates, other, *NOVEMBER) == []
    assert told(chase_dates, make_school(district=office), *NOVEMBER) == []
