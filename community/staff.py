"""The people of a school who can be chosen as responsible."""

from datetime import date

from django.db.models import Q, QuerySet

from schoolcare.access import Role
from schoolcare.models import Membership, School, User


def staff_of(school: School, day: date, *, kept: int | None = None) -> QuerySet[User]:
    """Everybody with a role at the school on `day` but members of its board; `kept`: the one who
    was chosen before, though gone since.
    """
    here = Membership.objects.on(day).filter(school=school).exclude(role=Role.BOARD_MEMBER)
    chosen = Q(pk__in=here.order_by().values("user"), is_active=True) | Q(pk=kept)
    return User.objects.filter(chosen).order_by("first_name", "last_name", "pk")
