"""What the registry tells in a pupil's chronology.

The page sorts by day. Of one day the later entry comes first, sorted here: a pupil's rows are few.
"""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, day, facts
from schoolcare.models import Term, User
from schoolcare.registry import Event, EventSource
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.models import (
    CareCase,
    Classroom,
    Enrolment,
    Note,
    PublicationConsent,
    ScreeningRound,
    Student,
)

BADGES = {"given": ("ok", "ยินยอม"), "refused": ("bad", "ไม่ยินยอม")}
ROUND = {"number": "round__number"} | {
    one: f"round__term__{one}" for one in ("semester", "year")
}  # what must be asked for `round_of`
ROOM = ("level", "room", "room_name")
NAMES = ("title", "first_name", "last_name", "username")


def later_first(rows: Rows) -> Rows:
    return sorted(rows, key=itemgetter("pk"), reverse=True)


def names_of(person: str) -> dict[str, str]:
    """What must be asked for `name_of`."""
    return {one: f"{person}__{one}" for one in NAMES}


def name_of(row: dict[str, Any]) -> str:
    return User(**{one: row[one] for one in NAMES}).full_name


def round_of(row: dict[str, Any]) -> str:
    """The words of a round."""
    term = Term(semester=row["semester"], year=row["year"])
    return str(ScreeningRound(number=row["number"], term=term))


def _asks_notes(pupil: Any, kept_out: User | None) -> Asked:
    return Note.objects.filter(student=pupil), facts("on", "text", **names_of("author"))


def _tells_notes(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    for row in later_first(rows):
        text = f"{row['text']}\n{name_of(row)}"
        yield Event(date.fromisoformat(row["on"]), "บันทึกของครู", text=text, icon="note")


def _asks_enrolments(pupil: Any, kept_out: User | None) -> Asked:
    room = {one: f"classroom__{one}" for one in ROOM}
    found = Enrolment.objects.filter(student=pupil)
    return found, facts("classroom", "year", "roll_number", "starts_on", "ends_on", **room)


def seats_of(rows: Rows) -> list[Enrolment]:
    """Every class that the pupil sat in, the newest year first."""
    return [
        Enrolment(
            pk=row["pk"],
            year=row["year"],
            roll_number=row["roll_number"],
            starts_on=day(row["starts_on"]),
            ends_on=day(row["ends_on"]),
            classroom=Classroom(pk=row["classroom"], **{one: row[one] for one in ROOM}),
        )
        for row in sorted(rows, key=itemgetter("year", "pk"), reverse=True)
    ]


def _tells_enrolments(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    """A year's class, and the day somebody left it."""
    for enrolment in seats_of(rows):
        on = enrolment.starts_on or timezone.localdate(student.created_at)
        label = f"{enrolment.classroom} ปีการศึกษา {enrolment.year}"
        yield Event(on, f"เข้าเรียนชั้น {label}", icon="school")
        if enrolment.ends_on:
            yield Event(enrolment.ends_on, f"ออกจากชั้น {label}", icon="school")


def _asks_consents(pupil: Any, kept_out: User | None) -> Asked:
    return PublicationConsent.objects.filter(student=pupil), facts("on", "decision", "given_by")


def _tells_consents(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    for row in later_first(rows):
        yield Event(
            date.fromisoformat(row["on"]),
            "การเผยแพร่ภาพและผลงาน",
            text=f"ผู้ให้คำตอบ {row['given_by']}",
            icon="shield",
            badge=BADGES[row["decision"]],
        )


def _asks_cases(pupil: Any, kept_out: User | None) -> Asked:
    found = CareCase.objects.filter(student=pupil).told_to(kept_out)
    return found, facts("opened_on", "closed_on", "outcome")


def _tells_cases(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    """When a case was opened and how it ended."""
    for row in later_first(rows):
        url = address(row["pk"], "students:case-detail")
        yield Event(date.fromisoformat(row["opened_on"]), "เปิดรายกรณี", url=url, icon="heart")
        if row["closed_on"]:
            ended = f"ยุติการช่วยเหลือ: {CareCase.Outcome(row['outcome']).label}"
            yield Event(date.fromisoformat(row["closed_on"]), ended, url=url, icon="heart")


of_notes = EventSource(_asks_notes, _tells_notes)
of_enrolments = EventSource(_asks_enrolments, _tells_enrolments)
of_consents = EventSource(_asks_consents, _tells_consents)
of_cases = EventSource(_asks_cases, _tells_cases, Permission.SCREENING_VIEW)
