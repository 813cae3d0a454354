"""Visits and follow-ups as lines of a pupil's chronology.

Whoever asks sorts by day; what falls on one day is sorted here, where the rows are few.
"""

from collections.abc import Iterator
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.utils import timezone

from homevisits.models import FollowUp, HomeVisit, Status, VisitRound
from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts, moment
from schoolcare.models import Term
from schoolcare.pupil_events import events_of
from schoolcare.registry import Event, EventSource
from schoolcare.templatetags.ui import address

KINDS = {Status.APPROVED: ("ok", "ครบถ้วน"), Status.RETURNED: ("bad", "ส่งกลับแก้ไข")}


def events(request: Any, student: Any) -> list[Event]:
    """All of them, in no order."""
    return list(events_of([visit_events, follow_up_events], request, student))


def day_of(event: Event) -> date:
    """The day of an event, to sort by."""
    return timezone.localdate(event.on) if isinstance(event.on, datetime) else event.on


def _asks_visits(pupil: Any, kept_out: Any) -> Asked:
    """Visits that were handed in."""
    found = HomeVisit.objects.filter(student=pupil).exclude(status=Status.DRAFT)
    term = {one: f"round__term__{one}" for one in ("semester", "year")}
    return found, facts(
        *("mode", "status", "visited_on", "updated_at"), **term, number="round__number"
    )


def _tells_visits(request: Any, student: Any, rows: Rows) -> Iterator[Event]:
    for row in sorted(rows, key=itemgetter("pk"), reverse=True):
        mode, on = HomeVisit.Mode(row["mode"]), row["visited_on"]
        term = Term(semester=row["semester"], year=row["year"])
        yield Event(
            on=date.fromisoformat(on) if on else moment(row["updated_at"]),
            title="ไม่ได้เยี่ยมบ้าน" if mode == HomeVisit.Mode.NONE else "เยี่ยมบ้าน",
            text=f"{VisitRound(number=row['number'], term=term)} · {mode.label}",
            url=address(row["pk"], "homevisits:visit-detail"),
            icon="visit",
            badge=KINDS.get(Status(row["status"]), ("info", "รอตรวจ")),
        )


def _asks_follow_ups(pupil: Any, kept_out: Any) -> Asked:
    """Follow-ups, open and closed."""
    asked = ("visit", "due_on", "closed_at", "what", "result", "outcome")
    return FollowUp.objects.filter(visit__student=pupil), facts(*asked)


def _tells_follow_ups(request: Any, student: Any, rows: Rows) -> Iterator[Event]:
    for row in sorted(rows, key=itemgetter("pk")):
        closed, outcome = row["closed_at"], row["outcome"]
        ended = FollowUp.Outcome(outcome).label if outcome else ""
        yield Event(
            on=moment(closed) if closed else date.fromisoformat(row["due_on"]),
            title="ผลการติดตาม" if closed else "นัดติดตาม",
            text=f"{row['what']}\n{row['result']}".strip(),
            url=address(row["visit"], "homevisits:visit-detail"),
            icon="flag",
            kind="" if closed else "warn",
            badge=("ok", ended) if closed else ("warn", "ต้องติดตาม"),
        )


visit_events = EventSource(_asks_visits, _tells_visits, Permission.VISIT_VIEW)
follow_up_events = EventSource(_asks_follow_ups, _tells_follow_ups, Permission.VISIT_VIEW)
