"""Who may do what, where: the table of roles (`grants.py`) as rows, the one filter by school.

A role grants permissions, each in one of three reaches: the classes a person advises (or the level
they head), a school, or every school of a district. `for_user` turns that into rows.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone

from schoolcare.grants import GRANTS, Permission, Reach, Role

if TYPE_CHECKING:
    from schoolcare.models import User


@dataclass
class Grant:
    """Where one permission is held: ids of districts and schools, and own classes by school."""

    districts: set[int] = field(default_factory=set)
    schools: set[int] = field(default_factory=set)
    advised: set[int] = field(default_factory=set)  # schools where it reaches the advised classes
    levels: set[tuple[int, int]] = field(default_factory=set)  # (school, level) headed
    user_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.districts or self.schools or self.advised or self.levels)

    def covers(self, school: Any) -> bool:
        """Whether all of this school is reached."""
        return school.pk in self.schools or school.district_id in self.districts

    @property
    def places(self) -> tuple[frozenset[Any], ...]:
        """The same for permissions that are held in the same places."""
        held: tuple[set[Any], ...] = (self.districts, self.schools, self.advised, self.levels)
        return tuple(frozenset(one) for one in held)


NOTHING = Grant()


class Access:
    """All grants of one person, built from the memberships in force today."""

    def __init__(self, grants: dict[Permission, Grant], memberships: "list[Any]") -> None:
        self.grants, self.memberships = grants, memberships

    @classmethod
    def of(cls, user: "User") -> "Access":
        """Nobody who is not active holds anything."""
        found: list[Any] = []
        if user.pk and user.is_active:
            today = timezone.localdate()
            in_force = [one for one in user.held if one.is_in_force(today)]
            found = sorted(in_force, key=lambda one: one.pk)
        grants: dict[Permission, Grant] = defaultdict(lambda: Grant(user_id=user.pk))
        for membership in found:
            for permission, reach in GRANTS[Role(membership.role)].items():
                _add(grants[permission], membership, reach)
        if user.is_authenticated and user.is_active:
            grants[Permission.SIGNED_IN] = Grant(schools={0})
        return cls(dict(grants), found)

    def grant(self, permission: Permission) -> Grant:
        return self.grants.get(permission, NOTHING)

    def allows(self, permission: Permission) -> bool:
        """Whether the permission is held anywhere; rows still go through `for_user`."""
        return bool(self.grant(permission))


def _add(grant: Grant, membership: Any, reach: Reach) -> None:
    if membership.district_id:
        if reach is Reach.DISTRICT:
            grant.districts.add(membership.district_id)
    elif reach is not Reach.OWN_CLASSES:
        grant.schools.add(membership.school_id)
    elif membership.role == Role.LEVEL_HEAD:
        grant.levels.add((membership.school_id, membership.level))
    else:
        grant.advised.add(membership.school_id)


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a school. The model states SCHOOL_PATH (and DISTRICT_PATH) to it."""

    def for_user(self, user: "User", permission: Permission) -> Self:
        """The rows within the places where `user` holds `permission`; no grant, no rows."""
        return self.filter(self.reach(user, permission))

    def reach(self, user: "User", permission: Permission, *, within: Permission | None = None) -> Q:
        """The condition of `for_user`, where several permissions meet in one query.

        `within`: the rows have gone through `for_user` with that permission already, so that
        nothing is asked again where both are held in the same places.
        """
        grant = user.access.grant(permission)
        if within and grant == user.access.grant(within):
            return ~Q(pk__in=[])  # always true, and stays so beside others
        condition = self.own_classes(grant)
        model: Any = self.model  # states SCHOOL_PATH and DISTRICT_PATH
        if grant.schools:
            condition |= Q(**{f"{model.SCHOOL_PATH}__in": grant.schools})
        if grant.districts:
            condition |= Q(**{f"{model.DISTRICT_PATH}__in": grant.districts})
        return condition

    def with_reach(
        self, user: "User", *, within: Permission | None = None, **asked: Permission
    ) -> Self:
        """Each row with a truth for every name: whether `user` holds that permission for it.

        `within` as in `reach`.
        """
        truths = {name: self.reach(user, one, within=within) for name, one in asked.items()}
        return self.annotate(**truths)

    def own_classes(self, grant: Grant) -> Q:
        """Rows of the advised classes: none here; overridden once, where classes are known."""
        return Q(pk__in=[])


class OfficeQuerySet(ScopedQuerySet):
    """Rows that are a school's or an office's own: exactly one of `school` and `district` is set.

    An office's people reach what is their office's, not what is its schools'.
    """

    def reach(self, user: "User", permission: Permission, *, within: Permission | None = None) -> Q:
        grant = user.access.grant(permission)
        return Q(school__in=grant.schools) | Q(district__in=grant.districts)


def one_place() -> Q:
    """For a constraint: a row is a school's or an office's own, never both and never neither's."""
    return Q(school=None, district__isnull=False) | Q(school__isnull=False, district=None)


def require(permission: Permission) -> Callable[[Callable], Callable]:
    """Decorate a function view with the permission it asks for; 403 where it is held nowhere."""

    def decorate(view: Callable) -> Callable:
        def wrapped(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not request.user.access.allows(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapped.__name__, wrapped.__doc__ = view.__name__, view.__doc__
        wrapped.__module__ = view.__module__
        wrapped.permission = permission  # type: ignore[attr-defined]
        wrapped.view = view  # type: ignore[attr-defined]
        return wrapped

    return decorate


class Can:
    """`can` in templates: {% if can.pupil_edit %}."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def __getattr__(self, name: str) -> bool:
        try:
            return self._access.allows(Permission[name.upper()])
        except KeyError:
            raise AttributeError(name) from None
