"""Who works at a school or office, for whom a form may name as responsible."""

from datetime import date

from django.db.models import QuerySet

from schoolcare.access import Role
from schoolcare.models import District, Membership, School, User


def staff_of(office: School | District, today: date) -> QuerySet[User]:
    """People who hold a role there today, by name; the members of its board do not work there."""
    place = {"school" if isinstance(office, School) else "district": office}
    held = Membership.objects.filter(**place).on(today).exclude(role=Role.BOARD_MEMBER)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))
