"""What may collide with an entry: the same people or place on one day, a day off. Hints only."""

from community.holidays import holidays_of
from community.listing import NO_DATE, Office
from community.models import CalendarEntry, Span
from community.periods import Stretch, days_of, period_words
from community.services.entries import owner
from schoolcare.text import search_key
from schoolcare.thai import thai_date

LONG = 7  # days; a round of visits collides with everything and tells nothing
SHOWN = 5


def hints_of(entry: CalendarEntry) -> list[str]:
    """In words what to look at before the day; empty for what has no day of its own.

    Three queries whatever the calendar holds: entries of those days, their owners, holidays.
    """
    office = entry.school or entry.district
    if office is None or not _has_days(entry):
        return []
    return [*_on_holidays(entry, office), *_meeting_others(entry, office)][:SHOWN]


def _has_days(entry: CalendarEntry) -> bool:
    is_day = entry.span in (Span.DAY, Span.RANGE)
    return is_day and not entry.needs_date and entry.starts_on is not None and not _is_long(entry)


def _is_long(entry: CalendarEntry) -> bool:
    """A stretch of more than a week; one that repeats is days, not a stretch."""
    if entry.repeat or entry.starts_on is None or entry.ends_on is None:
        return False
    return (entry.ends_on - entry.starts_on).days >= LONG


def _stretches(entry: CalendarEntry) -> list[Stretch]:
    if entry.starts_on is None or entry.ends_on is None:
        return []
    return days_of(entry, entry.starts_on, entry.ends_on)


def _on_holidays(entry: CalendarEntry, office: Office) -> list[str]:
    if entry.starts_on is None or entry.ends_on is None:
        return []
    days = holidays_of(office, entry.starts_on, entry.ends_on)
    mine = _stretches(entry)
    return [
        f"{thai_date(day)} เป็นวันหยุด ({', '.join(names)})"
        for day, names in days.items()
        if any(start <= day <= end for start, end in mine)
    ]


def _meeting_others(entry: CalendarEntry, office: Office) -> list[str]:
    assert entry.starts_on is not None  # noqa: S101 -- _has_days
    assert entry.ends_on is not None  # noqa: S101 -- _has_days
    rows = CalendarEntry.objects.filter(**owner(office))
    rows = rows.touching(entry.starts_on, entry.ends_on).exclude(pk=entry.pk)
    rows = rows.exclude(span=Span.MONTHS).filter(needs_date=False)
    people = {one.pk: one.full_name for one in entry.owners.all()}
    place, mine = search_key(entry.place), _stretches(entry)
    found = []
    for other in rows.prefetch_related("owners"):
        if _is_long(other) or not _overlap(mine, _stretches(other)) or _apart(entry, other):
            continue
        shared = [people[one.pk] for one in other.owners.all() if one.pk in people]
        if shared:
            found.append(f"{', '.join(shared)} รับผิดชอบ “{other.title}” ด้วย ({_when(other)})")
        if place and search_key(other.place) == place:
            found.append(f"“{other.title}” ใช้{other.place}ด้วย ({_when(other)})")
    return found


def _overlap(mine: list[Stretch], theirs: list[Stretch]) -> bool:
    return any(a <= d and c <= b for a, b in mine for c, d in theirs)


def _apart(one: CalendarEntry, other: CalendarEntry) -> bool:
    """Both say their hours, and the hours do not touch."""
    hours = (one.starts_at, one.ends_at, other.starts_at, other.ends_at)
    if None in hours:
        return False
    return bool(one.ends_at <= other.starts_at or other.ends_at <= one.starts_at)  # type: ignore[operator]


def _when(entry: CalendarEntry) -> str:
    return NO_DATE if entry.needs_date else period_words(entry)
