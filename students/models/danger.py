"""What tells of danger to a pupil, hidden from whom its alert excludes (care.md §4.4).

Such a person sees the record as if what means danger had not been ticked: the level that the other
ticks make, the group that follows, the counts that follow from these. Of free text they see what
they wrote themselves: words of others may tell it, and own words that vanish would tell it too.
Lists and counts of everybody else read the columns as they stand: `User.is_kept_out` says whom it
concerns.
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


def own_words(row: Any, user: User | None, name: str = "remark") -> str:
    """What `user` wrote of a screening or a result when they changed it last, "" for nothing."""
    return "" if user is None else row.own_words.get(str(user.pk), {}).get(name, "")


def keep_own_words(row: Any, user: User, name: str, text: str, *, is_hidden: bool) -> bool:
    """Note what `user` changes on their page as theirs; gives whether they change anything.

    `is_hidden`: they saw their own words alone. To be called before the row has the new text.
    """
    shown = own_words(row, user, name) if is_hidden else getattr(row, name)
    if text == shown:
        return False
    mine = row.own_words.get(str(user.pk), {})
    row.own_words = {**row.own_words, str(user.pk): {**mine, name: text}}
    return True


def joined(whole: str, mine: str, text: str) -> str:
    """The whole, of which somebody saw their own part `mine` alone and now says `text` for it."""
    if text in {mine, whole}:
        return whole
    if mine and mine in whole:
        return whole.replace(mine, text, 1).strip()
    return " ".join(one for one in (whole, text) if one)
