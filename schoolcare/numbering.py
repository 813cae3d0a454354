"""Taking a number from the register of a school or an office; cancelling one.

A register counts from 1 in every calendar year (admin.md §4.4, §4.6). A number is never given
twice: the office's row is locked while the next one is found, and a cancelled one keeps its place.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import District, NumberEntry, Register, School, User
from schoolcare.thai import buddhist_year

Office = School | District


def entries_of(office: Office) -> QuerySet[NumberEntry]:
    return NumberEntry.objects.filter(**_owner(office))


def next_number(office: Office, register: str, day: date) -> int:
    """The number that would be given for a paper of `day`."""
    taken = entries_of(office).filter(register=register, year=buddhist_year(day.year))
    return (taken.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def take(
    office: Office,
    register: str,
    *,
    dated_on: date,
    subject: str,
    by: User,
    to: str = "",
    is_circular: bool = False,
    number: int | None = None,
    paper: tuple[str, str] = ("", ""),
) -> NumberEntry:
    """The next number of the register; for a paper (slug, subject key) that has one, that one.

    `number` may leave a gap, as an office does that begins in the middle of a year. Raises
    ValidationError for one that goes back.
    """
    type(office).objects.select_for_update().get(pk=office.pk)
    if paper[0] and (given := number_of(office, *paper)):
        return given
    lowest = next_number(office, register, dated_on)
    if number is not None and number < lowest:
        raise ValidationError({"number": f"เลขถัดไปคือ {lowest} เลขที่ออกไปแล้วใช้ซ้ำไม่ได้"})
    entry = NumberEntry(
        **_owner(office),
        register=register,
        year=buddhist_year(dated_on.year),
        number=number or lowest,
        is_circular=is_circular and register == Register.SENT,
        prefix=office.letter_prefix,
        dated_on=dated_on,
        subject=subject,
        to=to,
        slug=paper[0],
        subject_key=paper[1],
        taken_by=by,
    )
    entry.full_clean()
    entry.save()
    return _record("number.take", entry, by=by)


@transaction.atomic
def cancel(entry: NumberEntry, *, reason: str, by: User) -> NumberEntry:
    """Mark a number as cancelled; it stays in the register. A second time changes nothing."""
    entry = NumberEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.is_cancelled:
        return entry
    entry.cancelled_at, entry.cancelled_by, entry.cancel_reason = timezone.now(), by, reason
    entry.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    return _record("number.cancel", entry, by=by, reason=reason)


def number_of(office: Office, slug: str, subject_key: str) -> NumberEntry | None:
    """The number that a paper carries already."""
    papers = entries_of(office).filter(slug=slug, subject_key=subject_key, cancelled_at=None)
    return papers.first()


def _record(action: str, entry: NumberEntry, *, by: User, **facts: Any) -> NumberEntry:
    where = {"school_id": entry.school_id, "district_id": entry.district_id}
    audit.record(action, entry, by=by, **where, number=entry.text, **facts)
    return entry


def _owner(office: Office) -> dict[str, Office]:
    return {"school" if isinstance(office, School) else "district": office}
