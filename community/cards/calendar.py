"""What of the calendar comes in the next days, for the home page of staff."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from community.listing import SEEN_BY
from community.models import Audience, CalendarEntry, Span
from community.periods import days_of
from community.services.entries import owner
from schoolcare.access import Permission
from schoolcare.registry import HomeCard
from schoolcare.thai import thai_date

AHEAD = timedelta(days=6)  # a week with today
NAMED = 2


def calendar_cards(request: Any) -> Iterable[HomeCard]:
    """Entries that begin within a week, the nearest named. One query."""
    office = request.workplace.office(Permission.CALENDAR_VIEW)
    if office is None:
        return
    today = request.workplace.today
    last = today + AHEAD
    is_editor = request.workplace.office(Permission.CALENDAR_EDIT) == office
    seen = SEEN_BY[Audience.PRIVATE if is_editor else Audience.STAFF]
    rows = CalendarEntry.objects.filter(**owner(office), audience__in=seen, needs_date=False)
    rows = rows.exclude(span=Span.MONTHS).touching(today, last).order_by("starts_on", "pk")
    begin = sorted(
        (day, one.pk, one.title) for one in rows if (day := _first_day(one, today, last))
    )
    if not begin:
        return
    words = [f"{thai_date(day)} {title}" for day, _pk, title in begin[:NAMED]]
    text = " · ".join(words) + (f" และอีก {len(begin) - NAMED}" if len(begin) > NAMED else "")
    url = f"{reverse('community:calendar-month')}?month={begin[0][0]:%Y-%m}"
    yield HomeCard("ปฏิทินใน 7 วันนี้", len(begin), url, text, "")


def _first_day(entry: CalendarEntry, today: date, last: date) -> date | None:
    """The first stretch that begins within the week; what goes on since before is no news."""
    starts = [
        start for start, _end in days_of(entry, entry.starts_on or today, last) if start >= today
    ]
    return starts[0] if starts else None
