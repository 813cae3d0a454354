"""Figures of the boards for a school, as they are now, and for an office, as last counted.

Every look at an office's table would read the records of tens of thousands of pupils anew. What was
counted is kept in the database with its time, which the page shows; a worker counts it again before
it is too old, so that nobody waits. Where no worker runs the first look after that counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from schoolcare.models import District, School
from schoolcare.registry import Duty
from schoolcare.thai import academic_year
from students.duties import Progress, Tally, board_duties, progress_by
from students.models import BoardCount, Enrolment

By = BoardCount.By
PATHS = {By.SCHOOL: ["student__school"], By.GROUP: ["classroom__level", "student__sex"]}


@dataclass(frozen=True)
class Counts:
    """Figures by the key of the school, or by level and sex, and when they were counted."""

    at: datetime
    found: dict[Any, Progress]


def counts_of(
    place: District | School, by: BoardCount.By, duties: list[Duty], *, year: int, semester: int
) -> Counts:
    """One query: it counts those of a school, and reads those of an office where they are kept."""
    if isinstance(place, School):
        seats = Enrolment.objects.filter(student__school=place)
        when: dict[str, Any] = {"year": year, "semester": semester}
        return Counts(timezone.now(), _counted(seats, by, duties, place=place, **when))
    asked = BoardCount(district=place, by=by, year=year, semester=semester)
    kept = _kept(asked).filter(counted_at__gt=_ago(settings.OFFICE_KEPT_SECONDS)).first()
    if kept is None or kept.duties != [duty.key for duty in duties]:
        return _count(asked, duties)
    return Counts(kept.counted_at, dict(_read(kept.duties, kept.found)))


def recount() -> None:
    """Count anew what is oldest of this year, once half its time is over."""
    rows = BoardCount.objects.filter(year=academic_year(timezone.localdate()))
    old = rows.filter(counted_at__lt=_ago(settings.OFFICE_KEPT_SECONDS / 2))
    if asked := old.select_related("district").order_by("counted_at").first():
        _count(asked, board_duties())


def _ago(seconds: float) -> datetime:
    return timezone.now() - timedelta(seconds=seconds)


def _kept(asked: BoardCount) -> QuerySet[BoardCount]:
    return BoardCount.objects.filter(
        district=asked.district, year=asked.year, semester=asked.semester, by=asked.by
    )


def _count(asked: BoardCount, duties: list[Duty]) -> Counts:
    """Of a whole office, and keep it."""
    at, by = timezone.now(), By(asked.by)
    seats = Enrolment.objects.filter(student__school__district=asked.district)
    when: dict[str, Any] = {"year": asked.year, "semester": asked.semester}
    found = _counted(seats, by, duties, place=asked.district, **when)
    told = {"duties": [duty.key for duty in duties], "found": list(_rows(found, duties))}
    kept = BoardCount(district=asked.district, by=by, **when, **told, counted_at=at)
    BoardCount.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=["district", "year", "semester", "by"],
        update_fields=[*told, "counted_at"],
    )
    return Counts(at, found)


def _counted(
    seats: QuerySet[Enrolment], by: BoardCount.By, duties: list[Duty], **asked: Any
) -> dict[Any, Progress]:
    seats = seats.filter(year=asked["year"]).on_roster()  # type: ignore[attr-defined]
    return progress_by(seats, *PATHS[by], duties=duties, **asked)


def _rows(found: dict[Any, Progress], duties: list[Duty]) -> Iterable[list[Any]]:
    """As JSON holds them: the key, the pupils, and of each duty those done and asked."""
    for key, one in found.items():
        tallies = [one.tallies[duty.key] for duty in duties]
        yield [key, one.pupils, [[tally.done, tally.asked] for tally in tallies]]


def _read(duties: list[str], rows: list[list[Any]]) -> Iterable[tuple[Any, Progress]]:
    for key, pupils, numbers in rows:
        tallies = {duty: Tally(*two) for duty, two in zip(duties, numbers, strict=True)}
        yield tuple(key) if isinstance(key, list) else key, Progress(pupils, tallies)
