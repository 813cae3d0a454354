"""What the office did for its boards in a year: meetings, networks, trainings, circulars."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Sum

from committee.models import (
    Attendance,
    BoardNetwork,
    Circular,
    CircularReceipt,
    Meeting,
    Trainee,
    Training,
)
from committee.services.trainings import hours_words
from committee.yearly.meetings import OF_OFFICE, days_of
from committee.yearly.shares import share
from schoolcare.counting import Counted, counted
from schoolcare.models import District

Facts = dict[str, Any]


def support_figures(office: District, schools: int, year: int, day: date) -> Facts:
    """The parts of the report by their names; of a year until `day`. One query."""
    asked = _meetings(year, day) | _networks(day) | _trainings(year, day) | _circulars(year, day)
    own: Any = District.objects.filter(pk=office.pk)
    said: Facts = own.values(**asked).get()
    levels = [(str(one.label), said[f"at_{one}"]) for one in sorted(BoardNetwork.Level)]
    met = [
        {"kind": str(one.label), "meetings": said[f"held_{one}"], "people": said[f"came_{one}"]}
        for one in OF_OFFICE
    ]
    return {
        "office_meetings": [one for one in met if one["meetings"]],
        "board_networks": {
            "networks": sum(many for _label, many in levels),
            "levels": [[label, many] for label, many in levels if many],
            "joined": said["joined"],
            "schools": schools,
        },
        "trainings": {
            "trainings": said["held_trainings"],
            "people": said["people"],
            "schools": said["trained"],
            "hours": hours_words(said["hours"]) if said["hours"] else "0 ชั่วโมง",
        },
        "circulars": {
            "sent": said["sent"],
            "known": said["known"],
            "receipts": said["receipts"],
            "percent": share(said["known"], said["receipts"]),
        },
    }


def _meetings(year: int, day: date) -> Facts:
    """The office's own meetings and those of networks, by kind: how many, how many people came."""
    first, last = days_of(year)
    held = Meeting.objects.filter(
        state=Meeting.State.HELD, held_on__range=(first, min(last, day))
    ).order_by()
    came = Attendance.objects.filter(presence=Attendance.Presence.PRESENT)
    facts: Facts = {}
    for kind in OF_OFFICE:
        of_kind = held.filter(kind=kind)
        facts[f"held_{kind}"] = counted(of_kind, "district")
        facts[f"came_{kind}"] = counted(came.filter(meeting__in=of_kind), "meeting__district")
    return facts


def _circulars(year: int, day: date) -> Facts:
    """Circulars of the year, the schools they went to, and how many acknowledged.

    Of the year that they name (early May writes for the year to come), else by their day.
    """
    first, last = days_of(year)
    sent = Circular.objects.sent().filter(Q(year=year) | Q(year=None, sent_on__gte=first))
    sent = sent.filter(sent_on__lte=min(last, day))
    receipts = CircularReceipt.objects.filter(circular__in=sent.order_by())
    return {
        "sent": counted(sent, "district"),
        "receipts": counted(receipts, "circular__district"),
        "known": counted(receipts.exclude(acknowledged_at=None), "circular__district"),
    }


def _networks(day: date) -> Facts:
    """Networks of boards at work on `day`, by level, and the open schools in them."""
    founded = Q(founded_on=None) | Q(founded_on__lte=day)
    found = BoardNetwork.objects.filter(founded, is_active=True)
    own = found.filter(district=OuterRef("pk"), schools__is_active=True).order_by()
    levels = BoardNetwork.Level
    return {f"at_{one}": counted(found.filter(level=one), "district") for one in levels} | {
        "joined": Counted(own.values("schools").distinct())
    }


def _trainings(year: int, day: date) -> Facts:
    """Trainings that began in the year: how many, who attended (a name once), hours together."""
    first, last = days_of(year)
    held = Training.objects.filter(starts_on__range=(first, min(last, day)))
    own = Trainee.objects.filter(training__in=held.order_by(), training__district=OuterRef("pk"))
    attended = own.filter(hours__gt=0).order_by()
    together = attended.values("training__district").annotate(sum=Sum("hours"))
    return {
        "held_trainings": counted(held, "district"),
        "people": Counted(attended.values("name").distinct()),
        "trained": Counted(attended.exclude(school=None).values("school").distinct()),
        "hours": Subquery(together.values("sum")),
    }
