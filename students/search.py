"""Finding pupils: the list's filters, and one pupil by the exact id."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.fields import blind_index
from schoolcare.identity import clean_id
from schoolcare.models import School, User
from schoolcare.thai import academic_year
from students.models import Enrolment, Identifier, Student
from students.models.classrooms import status_of_year
from students.models.people import StudentQuerySet

_LONG_ID = re.compile(r"[0-9]{13}|G[0-9]{12}")


def looks_like_id(text: str) -> bool:
    """Whether somebody typed a 13-digit id or a G code, which must not stand in an address."""
    return bool(_LONG_ID.fullmatch(clean_id(text)))


def pupil_list(
    user: User, *, school: School | None, year: int, wanted: Mapping[str, Any]
) -> StudentQuerySet:
    """Pupils of the school whose names `user` may see, in the order of a Thai dictionary.

    `wanted` may hold q, level, classroom, status ("all" for all, nothing for those who count).
    Of a year that is over it lists who had a seat then. The rows are bare: counting them joins
    no more than the filters need; `with_seat` tells of each where the pupil sat.
    """
    found = Student.objects.for_user(user, Permission.PUPIL_LIST).filter(school=school)
    return narrowed(found.matching(wanted.get("q") or ""), year=year, wanted=wanted)


def narrowed(found: StudentQuerySet, *, year: int, wanted: Mapping[str, Any]) -> StudentQuerySet:
    """What the filters of `pupil_list` beside the search leave, in its order."""
    seat = FilteredRelation(
        "enrolments", condition=Q(enrolments__year=year, enrolments__ends_on=None)
    )
    found = _of_status(found.alias(seat=seat), wanted.get("status") or "", year)
    if wanted.get("level"):
        found = found.filter(seat__classroom__level=wanted["level"])
    if wanted.get("classroom"):
        found = found.filter(seat__classroom=wanted["classroom"])
    return found.by_name()


def with_seat(found: StudentQuerySet, user: User, *, year: int) -> StudentQuerySet:
    """Rows of `pupil_list` with may_open and what `seated` tells."""
    within = Permission.PUPIL_LIST
    found = found.with_reach(user, within=within, may_open=Permission.PUPIL_VIEW)
    return seated(found, year=year)


def seated(found: StudentQuerySet, *, year: int) -> StudentQuerySet:
    """With the seat of `year` and status_then.

    The seat is level, room, room_name and roll_number, None for whoever had none.
    """
    return found.annotate(
        level=F("seat__classroom__level"),
        room=F("seat__classroom__room"),
        room_name=F("seat__classroom__room_name"),
        roll_number=F("seat__roll_number"),
        status_then=_status_then(year),
    )


def _status_then(year: int) -> Any:
    return status_of_year(year, student="", seat=Q(seat__isnull=False))


def _of_status(found: StudentQuerySet, status: str, year: int) -> StudentQuerySet:
    is_over = year < academic_year(timezone.localdate())
    if is_over:
        then = Enrolment.objects.filter(student=OuterRef("pk"), year=year)
        found = found.filter(Exists(then) if status else Q(seat__isnull=False))
    elif not status:
        found = found.filter(status__in=Student.IN_SCHOOL)
    if status in {"", "all"}:
        return found
    return found.alias(status_asked=_status_then(year)).filter(status_asked=status)


def find_by_id(text: str, *, user: User) -> Student | None:
    """The pupil who carries this id now or did, where `user` may see ids."""
    value = clean_id(text)
    if not value:
        return None
    found = Identifier.objects.for_user(user, Permission.SENSITIVE_VIEW)
    row = found.filter(value_hash=blind_index(value)).select_related("student").first()
    return row.student if row else None
