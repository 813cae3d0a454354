"""What boards and the office met in a year, for the yearly report."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Q

from committee.models import Attendance, Meeting
from schoolcare.models import District, School, Term
from schoolcare.thai import legal_term_dates

OF_OFFICE = (Meeting.Kind.DISTRICT, Meeting.Kind.NETWORK)


def days_of(year: int) -> tuple[date, date]:
    """First and last day of an academic year (พ.ศ.), 16 May to 15 May."""
    return date(year - 543, 5, 16), date(year - 542, 5, 15)


def second_terms(schools: list[School], year: int) -> dict[int, date]:
    """The day the second term opens, by school: its own, else that of the law. One query.

    The holiday after a term belongs to it, so that no meeting of the year is lost.
    """
    legal = legal_term_dates(year)[1][0]
    own = Term.objects.filter(school__in=[one.pk for one in schools], year=year, semester=2)
    known = dict(own.order_by().values_list("school_id", "starts_on"))
    return {one.pk: known.get(one.pk, legal) for one in schools}


def board_meetings(schools: list[School], year: int, today: date, least: int) -> dict[str, Any]:
    """Meetings that boards held, and how many schools held `least` of them in each term."""
    first, last = days_of(year)
    held = Meeting.objects.filter(
        school__in=[one.pk for one in schools],
        kind=Meeting.Kind.BOARD,
        state=Meeting.State.HELD,
        held_on__range=(first, min(last, today)),
    )
    turns = second_terms(schools, year)
    counts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for school, day in held.order_by().values_list("school_id", "held_on"):
        counts[day >= turns[school]][school] += 1
    turn = min(turns.values(), default=legal_term_dates(year)[1][0])
    begun = (first <= today, turn <= today)
    return {
        "held": sum(counts[0].values()) + sum(counts[1].values()),
        "schools": len(set(counts[0]) | set(counts[1])),
        "least": least,
        "terms": [
            {
                "term": number,
                "has_begun": begun[number - 1],
                "reached": sum(many >= least for many in counts[number - 1].values()),
                "of": len(schools),
            }
            for number in (1, 2)
        ],
    }


def office_meetings(office: District, year: int, today: date) -> list[dict[str, Any]]:
    """The office's own meetings and those of networks, by kind: how many, how many people came."""
    first, last = days_of(year)
    held = Meeting.objects.filter(
        district=office,
        kind__in=OF_OFFICE,
        state=Meeting.State.HELD,
        held_on__range=(first, min(last, today)),
    )
    came = Q(attendances__presence=Attendance.Presence.PRESENT)
    rows = (
        held.order_by("kind")
        .values("kind")
        .annotate(meetings=Count("pk", distinct=True), people=Count("attendances", filter=came))
    )
    return [
        {
            "kind": str(Meeting.Kind(row["kind"]).label),
            "meetings": row["meetings"],
            "people": row["people"],
        }
        for row in rows
    ]
