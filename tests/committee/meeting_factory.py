"""Meetings for the tests: planned by the school's director unless told otherwise."""

from datetime import date, time, timedelta

from django.utils import timezone

from committee.models import (
    AgendaItem,
    Attendance,
    Board,
    Heading,
    Meeting,
    ReplyLink,
    Resolution,
)
from schoolcare.access import Role
from tests.committee.making import make_board
from tests.factories import make_school, make_user

DAY = date(2026, 12, 4)


def make_meeting(*, board: Board | None = None, **fields) -> Meeting:
    """A planned meeting of a board; with `kind`, of another body of a school or `district`."""
    facts = {"number": 1, "year": 2569, "held_on": DAY, "starts_at": time(9, 30)}
    facts |= {"place": "ห้องประชุมพวงแสด", "kind": Meeting.Kind.BOARD} | fields
    if facts["kind"] == Meeting.Kind.BOARD:
        board = board or make_board()
        facts |= {"board": board, "school": board.school}
    elif not facts.get("district") and not facts.get("school"):
        facts["school"] = make_school()
    facts.setdefault("body", "คณะกรรมการสถานศึกษาขั้นพื้นฐาน")
    if "planned_by" not in facts:
        place = {"school": facts.get("school"), "district": facts.get("district")}
        role = Role.DISTRICT_OFFICER if place["district"] else Role.DIRECTOR
        facts["planned_by"] = make_user(role, **place)
    return Meeting.objects.create(**facts)


def make_held(**fields) -> Meeting:
    return make_meeting(**{"state": Meeting.State.HELD, "ends_at": time(12, 0)} | fields)


def make_attendance(meeting: Meeting, **fields) -> Attendance:
    return Attendance.objects.create(meeting=meeting, **{"name": "นายสมมติ ตัวอย่าง"} | fields)


def make_item(meeting: Meeting, heading: int = Heading.DECIDE, **fields) -> AgendaItem:
    facts = {"title": "การจัดสรรทุนการศึกษา", "heading": heading}
    return AgendaItem.objects.create(meeting=meeting, **facts | fields)


def make_resolution(meeting: Meeting | None = None, **fields) -> Resolution:
    item = fields.pop("item", None) or make_item(meeting or make_held())
    return Resolution.objects.create(item=item, **{"text": "จัดทำหนังสือขอบคุณผู้บริจาค"} | fields)


def make_link(attendance: Attendance | None = None, **fields) -> ReplyLink:
    """A link of somebody who is invited to a meeting of a week ahead."""
    if attendance is None:
        day = timezone.localdate() + timedelta(days=7)
        attendance = make_attendance(make_meeting(held_on=day))
    facts = {"made_by": attendance.meeting.planned_by, "made_at": timezone.now()}
    return ReplyLink.objects.create(attendance=attendance, **facts | fields)
