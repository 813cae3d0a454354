"""Rounds of visits in the school's calendar."""

from collections.abc import Iterable
from datetime import date

from homevisits.models import VisitRound
from schoolcare.models import District, School
from schoolcare.registry import CalendarDate

AREA = "งานเยี่ยมบ้านนักเรียน"


def round_dates(office: School | District, first: date, last: date) -> Iterable[CalendarDate]:
    """Each round of the school; none of an office. One query."""
    if isinstance(office, District):
        return
    rounds = VisitRound.objects.filter(school=office, closes_on__gte=first, opens_on__lte=last)
    for one in rounds.select_related("term").order_by("opens_on", "pk"):
        yield CalendarDate(
            key=f"visit-round-{one.pk}",
            title=f"เยี่ยมบ้านนักเรียน {one}",
            starts_on=one.opens_on,
            ends_on=one.closes_on,
            area=AREA,
            is_public=True,
        )
