"""Behaviour for tests."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from schoolcare.models import School, User
from students.models import (
    BehaviourEvent,
    BehaviourKind,
    BehaviourLetter,
    BehaviourNote,
    BehaviourScale,
    ConductRules,
    Penalty,
    SignedBond,
    Student,
)
from students.services import signed_bonds

DAY = date(2026, 11, 20)
TODAY = "2026-11-21T10:00:00+07:00"


def kind_of(name: str) -> BehaviourKind:
    """A kind of the shipped scale."""
    return BehaviourKind.objects.get(scale__school=None, name__startswith=name)


def make_behaviour(*students: Student, by: User, name: str = "มาโรงเรียนสาย", **fields: Any):
    """An event of these pupils, each with its class of 2569."""
    kind = kind_of(name)
    facts = {"name": kind.name, "is_good": kind.is_good, "points": kind.points}
    facts |= {"is_violence": kind.is_violence, "year": 2569, "semester": 2, "on": DAY}
    facts |= {"kind": kind, "school": students[0].school, "made_by": by}
    event = BehaviourEvent.objects.create(**facts | fields)
    for student in students:
        seat = student.enrolments.first()
        room = seat.classroom if seat else None
        BehaviourNote.objects.create(event=event, student=student, classroom=room)
    return event


def make_scale(school: School, by: User, **fields: Any) -> BehaviourScale:
    """A first version of the school's own with one kind."""
    scale = BehaviourScale.objects.create(school=school, version=1, made_by=by, **fields)
    scale.kinds.create(name="ช่วยงานวัด", is_good=True, points=7, position=1)
    return scale


def make_rules(school: School, by: User, **fields: Any) -> ConductRules:
    facts = {"version": 1, "text": "หมวด 1 ทั่วไป\nมาเรียนทุกวัน", "announced_on": DAY}
    return ConductRules.objects.create(school=school, made_by=by, **facts | fields)


def make_penalty(student: Student, by: User, kind: str = "warning", **fields: Any) -> Penalty:
    facts: dict[str, Any] = {"year": 2569, "semester": 2, "decided_on": DAY, "reason": "มาสายบ่อย"}
    facts |= {"activity": {"activity": "ช่วยงานห้องสมุด"}, "points": {"points": 10}}.get(kind, {})
    return Penalty.objects.create(student=student, kind=kind, made_by=by, **facts | fields)


def make_scan(bond: Penalty, by: User) -> SignedBond:
    upload = SimpleUploadedFile("bond.pdf", b"%PDF-1.7 bond", "application/pdf")
    return signed_bonds.attach(bond, upload, by=by)


def make_letter(student: Student, **fields: Any) -> BehaviourLetter:
    """The guardian is to be told of twenty points lost in semester 2/2569."""
    facts = {"year": 2569, "semester": 2, "points": 20, "title": "แจ้งผู้ปกครองทราบ"}
    return BehaviourLetter.objects.create(student=student, **facts | fields)
