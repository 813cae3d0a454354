"""Who works at a school or office, for whom a form may name as responsible."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from schoolcare.access import Role
from schoolcare.models import District, Membership, School, User


def staff_of(
    office: School | District, day: date, *, kept: Iterable[Any] | QuerySet = ()
) -> QuerySet[User]:
    """Who holds a role there on `day`, by name; the members of its board do not work there.

    `kept` are the keys of who was chosen before, be they gone since.
    """
    place = {"school" if isinstance(office, School) else "district": office}
    held = Membership.objects.filter(**place).on(day).exclude(role=Role.BOARD_MEMBER)
    here = Q(is_active=True, pk__in=held.order_by().values("user"))
    people = User.objects.filter(here | Q(pk__in=kept))
    return people.order_by("first_name", "last_name", "pk")
