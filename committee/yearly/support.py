"""What the office did for its boards in a year: circulars, networks of boards, trainings."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from committee.models import BoardNetwork, Circular, Trainee, Training
from committee.services.trainings import hours_words
from committee.yearly.meetings import days_of
from committee.yearly.shares import share
from schoolcare.models import District


def circular_figures(office: District, year: int, today: date) -> dict[str, Any]:
    """Circulars of the year, the schools they went to, and how many acknowledged.

    Of the year that they name (early May writes for the year to come), else by their day.
    """
    first, last = days_of(year)
    by_day = Q(year=None, sent_on__gte=first)
    sent = Circular.objects.sent().filter(Q(year=year) | by_day, district=office)
    sent = sent.filter(sent_on__lte=min(last, today))
    found = sent.aggregate(
        sent=Count("pk", distinct=True),
        went=Count("receipts"),
        known=Count("receipts", Q(receipts__acknowledged_at__isnull=False)),
    )
    receipts = found.pop("went")
    return found | {"receipts": receipts, "percent": share(found["known"], receipts)}


def network_figures(office: District, schools: int, day: date) -> dict[str, Any]:
    """Networks of boards at work on `day`, by level, and the open schools in them."""
    founded = Q(founded_on=None) | Q(founded_on__lte=day)
    found = BoardNetwork.objects.filter(founded, district=office, is_active=True)
    levels = found.order_by().values("level").annotate(many=Count("pk")).order_by("level")
    joined = found.filter(schools__is_active=True).aggregate(joined=Count("schools", distinct=True))
    rows = [[str(BoardNetwork.Level(one["level"]).label), one["many"]] for one in levels]
    return {
        "networks": sum(many for _label, many in rows),
        "levels": rows,
        "joined": joined["joined"],
        "schools": schools,
    }


def training_figures(office: District, year: int, today: date) -> dict[str, Any]:
    """Trainings that began in the year: how many, who attended (a name once), hours together."""
    first, last = days_of(year)
    held = Training.objects.filter(district=office, starts_on__range=(first, min(last, today)))
    attended = Trainee.objects.filter(training__in=held.order_by(), hours__gt=0).order_by()
    found = attended.aggregate(
        people=Count("name", distinct=True),
        schools=Count("school", distinct=True),
        sum=Sum("hours"),
    )
    total = found.pop("sum")
    return found | {"trainings": held.count(), "hours": hours_words(total) if total else "0 ชั่วโมง"}
