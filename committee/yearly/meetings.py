"""What boards met in a year, for the yearly report."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from committee.models import Meeting
from schoolcare.counting import counted
from schoolcare.models import School, Term
from schoolcare.thai import legal_term_dates

OF_OFFICE = (Meeting.Kind.DISTRICT, Meeting.Kind.NETWORK)


def days_of(year: int) -> tuple[date, date]:
    """First and last day of an academic year (พ.ศ.), 16 May to 15 May."""
    return date(year - 543, 5, 16), date(year - 542, 5, 15)


def with_meetings(schools: QuerySet[School], year: int, day: date) -> QuerySet[Any]:
    """Each with the day its second term opens, its own, else that of the law, and with how many
    meetings its board held until `day` in each term.

    The holiday after a term belongs to it, so that no meeting of the year is lost.
    """
    first, last = days_of(year)
    own = Term.objects.filter(school=OuterRef("pk"), year=year, semester=2)
    legal = Value(legal_term_dates(year)[1][0])
    schools = schools.annotate(second_term=Coalesce(Subquery(own.values("starts_on")), legal))
    held = Meeting.objects.filter(
        kind=Meeting.Kind.BOARD,
        state=Meeting.State.HELD,
        held_on__range=(first, min(last, day)),
    )
    turn = OuterRef("second_term")
    return schools.annotate(
        held_1=counted(held.filter(held_on__lt=turn), "school"),
        held_2=counted(held.filter(held_on__gte=turn), "school"),
    )


def board_meetings(schools: list[Any], year: int, today: date, least: int) -> dict[str, Any]:
    """Meetings of the boards of schools `with_meetings`, and how many held `least` in each term."""
    counts = ([one.held_1 for one in schools], [one.held_2 for one in schools])
    turns = [one.second_term for one in schools]
    turn = min(turns, default=legal_term_dates(year)[1][0])
    begun = (days_of(year)[0] <= today, turn <= today)
    return {
        "held": sum(map(sum, counts)),
        "schools": sum(any(both) for both in zip(*counts, strict=True)),
        "least": least,
        "terms": [
            {
                "term": number,
                "has_begun": begun[number - 1],
                "reached": sum(many >= least for many in counts[number - 1]),
                "of": len(schools),
            }
            for number in (1, 2)
        ],
    }
