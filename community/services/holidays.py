"""Corrections of the list of public holidays, by an office or a school."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from community.models import Holiday
from community.services.entries import Office, lock, owner, where
from schoolcare import audit
from schoolcare.models import School, User


@transaction.atomic
def save_holiday(holiday: Holiday, *, by: User) -> Holiday:
    """Add or change one correction. Raises ValidationError, also for one day and name twice."""
    office = holiday.school or holiday.district
    assert office is not None  # noqa: S101 -- the database keeps to it
    lock(office)
    before = Holiday.objects.filter(pk=holiday.pk).first() if holiday.pk else None
    holiday.full_clean()
    holiday.save()
    if before is None:
        audit.record("holiday.create", holiday, by=by, **where(holiday))
    elif changes := audit.differences(before, holiday):
        audit.record("holiday.update", holiday, by=by, **where(holiday), **changes)
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User) -> None:
    """Take a correction back: the list counts again."""
    audit.record("holiday.delete", holiday, by=by, **where(holiday), title=holiday.name)
    holiday.delete()


@transaction.atomic
def add_holidays(office: Office, rows: Iterable[Holiday], *, by: User) -> int:
    """Add what does not stand there yet, by day and name; gives how many those were."""
    lock(office)
    there = set(Holiday.objects.filter(**owner(office)).values_list("on", "name"))
    new = {(one.on, one.name): one for one in rows if (one.on, one.name) not in there}
    made = Holiday.objects.bulk_create(new.values())
    if made:
        place = "school_id" if isinstance(office, School) else "district_id"
        target: dict[str, Any] = {place: office.pk}
        audit.record("holiday.create", None, by=by, **target, count=len(made))
    return len(made)
