"""Weeks of homeroom, class meetings and networks of parents, made for tests."""

from datetime import date, timedelta

from students.models import (
    ClassMeeting,
    Classroom,
    HomeroomWeek,
    MeetingPupil,
    ParentMember,
    ParentNetwork,
)
from tests.students.making_attendance import MONDAY


def make_week(room: Classroom, monday: date = MONDAY, **fields) -> HomeroomWeek:
    week = HomeroomWeek.objects.create(classroom=room, starts_on=monday, **fields)
    week.days.create(on=monday, topic="แจ้งข่าว", came=1)
    return week


def make_meeting(room: Classroom, on: date = MONDAY, **fields) -> ClassMeeting:
    fields = {"number": 1, "place": "ห้องเรียน", "term": room.school.terms.get()} | fields
    return ClassMeeting.objects.create(classroom=room, held_on=on, **fields)


def make_signed(meeting: ClassMeeting, student, **fields) -> MeetingPupil:
    fields = {"presence": "present", "name": "นางมานี ใจดี"} | fields
    return meeting.pupils.create(student=student, **fields)


def make_network(school, scope: str = "school", **fields) -> ParentNetwork:
    fields = {"starts_on": MONDAY, "ends_on": MONDAY + timedelta(days=365), "year": 2569} | fields
    return ParentNetwork.objects.create(school=school, scope=scope, **fields)


def make_parent(network: ParentNetwork, position: int = 1, **fields) -> ParentMember:
    return network.members.create(position=position, **{"name": "นางมานี ใจดี"} | fields)
