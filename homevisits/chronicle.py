"""Visits and follow-ups as lines of a pupil's chronology.

Whoever asks sorts by day; what falls on one day is sorted here, where the rows are few.
"""

from collections.abc import Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.utils import timezone

from homevisits.models import FollowUp, HomeVisit, Status
from schoolcare.access import Permission
from schoolcare.registry import Event
from schoolcare.templatetags.ui import address


def events(request: Any, student: Any) -> list[Event]:
    """All of them, in no order."""
    return [*visit_events(request, student), *follow_up_events(request, student)]


def day_of(event: Event) -> date:
    """The day of an event, to sort by."""
    return timezone.localdate(event.on) if isinstance(event.on, datetime) else event.on


def visit_events(request: Any, student: Any) -> Iterable[Event]:
    """Visits that were handed in, for those who may see them."""
    if Permission.VISIT_VIEW not in student.rights:
        return
    found = HomeVisit.objects.filter(student=student).exclude(status=Status.DRAFT)
    found = found.select_related("round__term")
    shown = ("mode", "status", "visited_on", "updated_at", "round__number")
    found = found.only(*shown, "round__term__year", "round__term__semester").order_by()
    for visit in sorted(found, key=attrgetter("pk"), reverse=True):
        missed = visit.mode == HomeVisit.Mode.NONE
        kinds = {Status.APPROVED: ("ok", "ครบถ้วน"), Status.RETURNED: ("bad", "ส่งกลับแก้ไข")}
        yield Event(
            on=visit.visited_on or visit.updated_at,
            title="ไม่ได้เยี่ยมบ้าน" if missed else "เยี่ยมบ้าน",
            text=f"{visit.round} · {visit.get_mode_display()}",
            url=address(visit.pk, "homevisits:visit-detail"),
            icon="visit",
            badge=kinds.get(Status(visit.status), ("info", "รอตรวจ")),
        )


def follow_up_events(request: Any, student: Any) -> Iterable[Event]:
    """Follow-ups, open and closed."""
    if Permission.VISIT_VIEW not in student.rights:
        return
    found = FollowUp.objects.filter(visit__student=student).order_by()
    for one in sorted(found, key=attrgetter("pk")):
        yield Event(
            on=one.closed_at or one.due_on,
            title="ผลการติดตาม" if one.closed_at else "นัดติดตาม",
            text=f"{one.what}\n{one.result}".strip(),
            url=address(one.visit_id, "homevisits:visit-detail"),
            icon="flag",
            kind="" if one.closed_at else "warn",
            badge=(("ok", one.get_outcome_display()) if one.closed_at else ("warn", "ต้องติดตาม")),
        )
