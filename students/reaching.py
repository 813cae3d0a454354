"""How far a right reaches in one school, for queries about pupils that are written once.

Most people reach all pupils of their school or those of their own classes; a query for either is
the same for everybody who holds the right so, with school, person and day in its slots. Those
queries name the school themselves: they find nobody of another.
"""

from typing import Any

from django.db.models import BooleanField, DateField, Q, Value
from django.utils import timezone

from schoolcare.access import Access, Permission
from schoolcare.models import School, User
from schoolcare.prepared import Slot
from students.models.scoping import own_pupils

ALL, OWN, NONE = "all", "own", "none"


def reach_in(school: School, access: Access, permission: Permission) -> str | None:
    """ALL, OWN or NONE; None for a head of a level there: they are few, and asked for anew."""
    held = access.grant(permission)
    if held.covers(school):
        return ALL
    if any(one == school.pk for one, _level in held.levels):
        return None
    return OWN if school.pk in held.advised else NONE


def reached(how: str) -> Any:
    """The condition on pupils of the school; `slots` gives its values."""
    if how != OWN:
        return Value(how == ALL, BooleanField())
    here, today = frozenset({Slot("school")}), Slot("today", DateField())
    return own_pupils("pk", Slot("user"), here, frozenset(), today)


def slots(user: User, school: School) -> dict[str, Any]:
    return {"school": school.pk, "user": user.pk, "today": timezone.localdate()}


def in_school(how: str) -> Q:
    """Pupils of the school whom the right reaches so."""
    here = Q(school=Slot("school"))
    return here if how == ALL else here & Q(reached(how))
