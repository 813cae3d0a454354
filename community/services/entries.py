"""Entries of the annual calendar: adding, changing, ordering, taking out."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from community.models import CalendarEntry
from schoolcare import audit
from schoolcare.models import District, School, User

Office = School | District


def owner(office: Office) -> dict[str, Any]:
    """The school or office as the fields of a row name it."""
    return {"school" if isinstance(office, School) else "district": office}


def where(row: Any) -> dict[str, int | None]:
    """Whose log tells of a row that is a school's or an office's own."""
    return {"school_id": row.school_id, "district_id": row.district_id}


def lock(office: Office) -> None:
    """Whoever changes the order or the number of lines of a calendar waits here."""
    type(office)._default_manager.select_for_update().get(pk=office.pk)


def next_position(office: Office, year: int) -> int:
    rows = CalendarEntry.objects.of(office, year).order_by()
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def save_entry(entry: CalendarEntry, owners: Iterable[User], *, by: User) -> CalendarEntry:
    """Add an entry at the end of the year's order, or change one. Raises ValidationError.

    `owners` are the members of staff who are responsible; that they are the office's own is the
    form's to know.
    """
    office = entry.school or entry.district
    assert office is not None  # noqa: S101 -- the database keeps to it
    lock(office)
    before = CalendarEntry.objects.filter(pk=entry.pk).first() if entry.pk else None
    if before is None:
        entry.position = next_position(office, entry.year)
    else:
        entry.position, entry.version = before.position, before.version + 1
    entry.full_clean()
    entry.save()
    changed = _set_owners(entry, owners)
    if before is None:
        audit.record("entry.create", entry, by=by, **where(entry))
    else:
        found = audit.differences(before, entry)
        found.pop("version")
        if found or changed:
            audit.record("entry.update", entry, by=by, **where(entry), **found | changed)
    return entry


def _set_owners(entry: CalendarEntry, owners: Iterable[User]) -> dict[str, Any]:
    before = [one.pk for one in entry.owners.order_by("pk")]
    entry.owners.set(owners)
    after = [one.pk for one in entry.owners.order_by("pk")]
    return {} if before == after else {"people": after}


@transaction.atomic
def remove_entry(entry: CalendarEntry, *, by: User) -> None:
    """Take an entry out of the year; the log keeps that it stood there."""
    audit.record("entry.delete", entry, by=by, **where(entry), title=entry.title, year=entry.year)
    entry.delete()


@transaction.atomic
def move_entry(entry: CalendarEntry, place: int, *, by: User) -> int:
    """Put an entry at `place` (1 is the first) of its year's own order; gives where it stands.

    A place beyond either end is that end.
    """
    office = entry.school or entry.district
    assert office is not None  # noqa: S101 -- the database keeps to it
    lock(office)
    rows = list(CalendarEntry.objects.of(office, entry.year).only("pk", "position"))
    order = [one.pk for one in rows]
    before = order.index(entry.pk) + 1
    place = min(max(place, 1), len(rows))
    rows.insert(place - 1, rows.pop(before - 1))
    moved = [one for number, one in enumerate(rows, start=1) if one.position != number]
    for number, one in enumerate(rows, start=1):
        one.position = number
    CalendarEntry.objects.bulk_update(moved, ["position"])
    if place != before:
        audit.record("entry.move", entry, by=by, **where(entry), position=[before, place])
    return place


def place_of(entry: CalendarEntry) -> int:
    """Where the entry stands in its year's own order, from 1."""
    office = entry.school or entry.district
    assert office is not None  # noqa: S101 -- the database keeps to it
    rows = CalendarEntry.objects.of(office, entry.year)
    return list(rows.values_list("pk", flat=True)).index(entry.pk) + 1
