"""What the registry tells in a pupil's chronology; one query each.

The page sorts by day. Of one day the later entry comes first, sorted here: a pupil's rows are few,
and building an ORDER BY costs more.
"""

from collections.abc import Iterator
from operator import attrgetter

from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.registry import Event
from schoolcare.requests import Request
from students.models import Student

BADGES = {"given": ("ok", "ยินยอม"), "refused": ("bad", "ไม่ยินยอม")}


def of_notes(request: Request, student: Student) -> Iterator[Event]:
    names = ("author__title", "author__first_name", "author__last_name", "author__username")
    notes = student.notes.select_related("author").only("student", "on", "text", *names)
    for note in sorted(notes.order_by(), key=attrgetter("pk"), reverse=True):
        text = f"{note.text}\n{note.author.full_name}"
        yield Event(note.on, "บันทึกของครู", text=text, icon="note")


def of_enrolments(request: Request, student: Student) -> Iterator[Event]:
    """From what the page has read already: a year's class, and the day somebody left it."""
    for enrolment in student.newest_seats:
        on = enrolment.starts_on or timezone.localdate(student.created_at)
        label = f"{enrolment.classroom} ปีการศึกษา {enrolment.year}"
        yield Event(on, f"เข้าเรียนชั้น {label}", icon="school")
        if enrolment.ends_on:
            yield Event(enrolment.ends_on, f"ออกจากชั้น {label}", icon="school")


def of_consents(request: Request, student: Student) -> Iterator[Event]:
    for consent in sorted(student.consents.all(), key=attrgetter("pk"), reverse=True):
        yield Event(
            consent.on,
            "การเผยแพร่ภาพและผลงาน",
            text=f"ผู้ให้คำตอบ {consent.given_by}",
            icon="shield",
            badge=BADGES[consent.decision],
        )


def of_cases(request: Request, student: Student) -> Iterator[Event]:
    """When a case was opened and how it ended, for who may read it."""
    if Permission.SCREENING_VIEW not in student.rights:  # type: ignore[attr-defined]
        return
    for case in sorted(student.cases.order_by(), key=attrgetter("pk"), reverse=True):
        url = reverse("students:case-detail", args=[case.pk])
        yield Event(case.opened_on, "เปิดรายกรณี", url=url, icon="heart")
        if case.closed_on:
            yield Event(
                case.closed_on, f"ยุติการช่วยเหลือ: {case.get_outcome_display()}", url=url, icon="heart"
            )
