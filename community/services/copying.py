"""Lines of another year's calendar, or ready ones, brought into a year: each once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.models import CalendarEntry, Project, Span
from community.moving import proposal
from community.ready import ReadyLine
from community.services.entries import Office, lock, next_position, owner
from community.years import year_days
from schoolcare import audit
from schoolcare.models import School, User
from schoolcare.staff import staff_of

# What a line keeps from year to year. Its project belongs to the year that is over: `successors`.
KEPT = (
    *("title", "area_id", "span", "months", "period_text", "starts_at", "ends_at", "repeat"),
    *("owner_text", "place", "note", "audience"),
)


@dataclass(frozen=True)
class Pick:
    """A line to take over, and on which day it begins; None where that is not known yet, and where
    the line has no day (over months or the whole year). `movement` is how its days move from now
    on; empty: as before.
    """

    entry_id: int
    starts_on: date | None = None
    movement: str = ""


def not_yet_copied(office: Office, source: int, year: int) -> Any:
    """Entries of the year `source` that do not stand in `year` as copies, in their own order."""
    there = CalendarEntry.objects.of(office, year).exclude(copied_from=None)
    rows = CalendarEntry.objects.of(office, source)
    return rows.exclude(pk__in=there.order_by().values("copied_from"))


def successors(office: Office, entries: Iterable[CalendarEntry], year: int) -> dict[int, Project]:
    """The office's project that was copied from that of an entry for as many years on, by the key
    of the earlier one. One query, none where no entry has a project."""
    old = {one.project_id: one.year for one in entries if one.project_id}
    if not old:
        return {}
    rows = Project.objects.filter(**owner(office), copied_from__in=old)
    rows = rows.select_related("copied_from").order_by("pk")
    return {
        before.pk: one
        for one in rows
        if (before := one.copied_from) and one.year - before.year == year - old[before.pk]
    }


@transaction.atomic
def copy_entries(
    office: Office, source: int, year: int, picks: Iterable[Pick], *, by: User
) -> list[CalendarEntry]:
    """Take picked lines of the year `source` into `year`, after those that stand there.

    What was taken before, by whoever else or by the same form sent twice, is passed over; so is
    what is not the office's. Gives the new entries.
    """
    lock(office)
    asked = {one.entry_id: one for one in picks}
    rows = not_yet_copied(office, source, year).filter(pk__in=asked)
    rows = list(rows.prefetch_related("owners"))
    if not rows:
        return []
    position, projects = next_position(office, year), successors(office, rows, year)
    copies = [
        _copy(one, office, year, asked[one.pk], position=position + number)
        for number, one in enumerate(rows)
    ]
    for one, copy in zip(rows, copies, strict=True):
        copy.project = projects.get(one.project_id or 0)
    made = CalendarEntry.objects.bulk_create(copies)
    _copy_owners(office, rows, made)
    _record("entry.copy", office, by, count=len(made), year=year)
    return made


def _copy(
    entry: CalendarEntry, office: Office, year: int, pick: Pick, *, position: int
) -> CalendarEntry:
    copy = CalendarEntry(**owner(office), year=year, position=position, copied_from=entry)
    for name in KEPT:
        setattr(copy, name, getattr(entry, name))
    copy.movement = pick.movement or entry.movement
    found = proposal(entry, year, pick.movement)
    copy.starts_on, copy.ends_on = found.starts_on, found.ends_on
    if entry.span in (Span.DAY, Span.RANGE):
        copy.needs_date = pick.starts_on is None
        if pick.starts_on and entry.starts_on and entry.ends_on:
            copy.starts_on = pick.starts_on
            copy.ends_on = pick.starts_on + (entry.ends_on - entry.starts_on)
    return copy


def _copy_owners(office: Office, rows: list[CalendarEntry], made: list[CalendarEntry]) -> None:
    """Those who still work there; of the others the copy says nothing."""
    here = set(staff_of(office, timezone.localdate()).values_list("pk", flat=True))
    through = CalendarEntry.owners.through
    through._default_manager.bulk_create(
        through(calendarentry_id=copy.pk, user_id=person.pk)
        for entry, copy in zip(rows, made, strict=True)
        for person in entry.owners.all()
        if person.pk in here
    )


@transaction.atomic
def add_ready(
    office: Office, year: int, lines: Iterable[tuple[ReadyLine, Any, date | None]], *, by: User
) -> list[CalendarEntry]:
    """Add ready lines, each with its kind of work and its day, in the order given.

    A line whose title stands in the year already is passed over. A day that is not known: it waits
    for its date, at the beginning of the year.
    """
    lock(office)
    standing = set(CalendarEntry.objects.of(office, year).values_list("title", flat=True))
    position = next_position(office, year)
    rows: list[CalendarEntry] = []
    for line, area, day in lines:
        if line.title in standing:
            continue
        starts_on, ends_on = line.days(year)
        is_dated = line.span == Span.DAY
        if is_dated:
            starts_on = ends_on = day or starts_on or year_days(year)[0]
        rows.append(
            CalendarEntry(
                **owner(office),
                year=year,
                position=position + len(rows),
                title=line.title,
                area=area,
                span=line.span,
                starts_on=starts_on,
                ends_on=ends_on,
                months=list(line.months),
                movement=line.movement,
                needs_date=is_dated and day is None,
            )
        )
    made = CalendarEntry.objects.bulk_create(rows)
    if made:
        _record("entry.create", office, by, count=len(made), year=year)
    return made


def _record(action: str, office: Office, by: User, **facts: Any) -> None:
    place = "school_id" if isinstance(office, School) else "district_id"
    where: dict[str, Any] = {place: office.pk}
    audit.record(action, None, by=by, **where, **facts)
