"""What tells of danger to a pupil, hidden from whom its alert excludes (care.md §4.4).

Such a person sees the record as if what means danger had not been ticked: the level that the other
ticks make, the group that follows, the counts that follow from these. Lists and counts of everybody
else read the columns as they stand: `User.is_kept_out` says whom it concerns.
"""

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import In

from schoolcare import registry
from schoolcare.models import User
from students.models.screening_forms import NEEDS_ACTION, Criterion, Level


def hides_from(user: User | None) -> bool:
    """Whether anything at all may be hidden from `user`; nothing is from None."""
    return user is not None and user.is_kept_out


def is_closed(user: User | None, kind: str, key: str = "pk") -> Q:
    """Whether the alert of a record is closed to `user`, nothing to None; `key`: path to its key.

    `kind` as `registry.Danger.source` begins.
    """
    source = Concat(Value(f"{kind}:"), Cast(key, CharField()))
    found = Q(Value(False, output_field=BooleanField()))
    for closed in registry.closed_sources if hides_from(user) else []:
        found |= Q(In(source, closed(user)))
    return found


def is_veiled(user: User | None) -> Q:
    """Of a result: something that means danger is ticked, and hidden from `user`."""
    closed = is_closed(user, "screening", "screening_id")
    return closed & Q(Exists(_ticks(is_danger=True))) if hides_from(user) else closed


def seen_level(user: User | None) -> Case | F:
    """The level of a result as `user` sees it.

    A level for which nothing but danger is ticked falls to that of the other ticks, or to ปกติ.
    """
    if not hides_from(user):
        return F("level")
    alone = Exists(_ticks(is_danger=True, level=OuterRef("level")))
    others = Exists(_ticks(is_danger=False, level=OuterRef("level")))
    told = Q(level__in=[*NEEDS_ACTION, Level.HAS]) & is_closed(user, "screening", "screening_id")
    falls = told & Q(alone) & ~Q(others)
    return Case(
        When(falls & Q(level=Level.HAS), then=Value(Level.LACKS.value)),
        When(
            falls & Q(Exists(_ticks(is_danger=False, level=Level.RISK))),
            then=Value(Level.RISK.value),
        ),
        When(falls, then=Value(Level.NORMAL.value)),
        default=F("level"),
        output_field=CharField(),
    )


def _ticks(**fields: Any) -> QuerySet[Criterion]:
    """Criteria ticked for the result that asks."""
    return Criterion.objects.filter(results=OuterRef("pk"), **fields).order_by()
