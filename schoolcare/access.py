"""Who may do what, where: the table of roles (`grants.py`) as rows, the one filter by school.

A role grants permissions, each in one of three reaches: the classes a person advises (or the level
they head), a school, or every school of a district. `for_user` turns that into rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone

from schoolcare.grants import GRANTS, Permission, Reach, Role

if TYPE_CHECKING:
    from schoolcare.models import User


class Held(NamedTuple):
    """What of a membership gives rights."""

    role: str
    level: Any
    school_id: Any
    district_id: Any


@dataclass(frozen=True)
class Grant:
    """Where one permission is held: ids of districts and schools, and own classes by school."""

    districts: frozenset[int] = frozenset()
    schools: frozenset[int] = frozenset()
    advised: frozenset[int] = frozenset()  # schools where it reaches the advised classes
    levels: frozenset[tuple[int, int]] = frozenset()  # (school, level) headed
    user_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.districts or self.schools or self.advised or self.levels)

    def covers(self, school: Any) -> bool:
        """Whether all of this school is reached."""
        return school.pk in self.schools or school.district_id in self.districts

    def reaches_into(self, school: Any) -> bool:
        """Whether some of this school is reached, if only one class."""
        some = self.advised | {one for one, _level in self.levels}
        return self.covers(school) or school.pk in some

    @property
    def places(self) -> tuple[frozenset[Any], ...]:
        """The same for permissions that are held in the same places."""
        return self.districts, self.schools, self.advised, self.levels


NOTHING = Grant()


class Access:
    """All grants of one person, built from the memberships in force today."""

    def __init__(self, grants: Mapping[Permission, Grant], memberships: "list[Any]") -> None:
        self.grants, self.memberships = grants, memberships

    @classmethod
    def of(cls, user: "User") -> "Access":
        """Nobody who is not active holds anything."""
        if not (user.pk and user.is_active):
            return cls({}, [])
        today = timezone.localdate()
        in_force = sorted(
            (one for one in user.held if one.is_in_force(today)), key=lambda one: one.pk
        )
        held = (Held(one.role, one.level, one.school_id, one.district_id) for one in in_force)
        return cls(_grants(user.pk, tuple(held)), in_force)

    def grant(self, permission: Permission) -> Grant:
        return self.grants.get(permission, NOTHING)

    def allows(self, permission: Permission) -> bool:
        """Whether the permission is held anywhere; rows still go through `for_user`."""
        return bool(self.grant(permission))


@lru_cache(maxsize=1000)
def _grants(user_id: int, every: tuple[Held, ...]) -> Mapping[Permission, Grant]:
    """What these roles give; it follows from nothing else, so that each process keeps it."""
    given: dict[Permission, list[tuple[Held, Reach]]] = {}
    for held in every:
        for permission, reach in GRANTS[Role(held.role)].items():
            given.setdefault(permission, []).append((held, reach))
    grants = {permission: _grant(user_id, reached) for permission, reached in given.items()}
    return MappingProxyType(grants | {Permission.SIGNED_IN: Grant(schools=frozenset({0}))})


def _grant(user_id: int, given: list[tuple[Held, Reach]]) -> Grant:
    at_school = [(one, reach) for one, reach in given if not one.district_id]
    own = [one for one, reach in at_school if reach is Reach.OWN_CLASSES]
    of_office = [one for one, reach in given if one.district_id and reach is Reach.DISTRICT]
    return Grant(
        districts=frozenset(one.district_id for one in of_office),
        schools=frozenset(
            one.school_id for one, reach in at_school if reach is not Reach.OWN_CLASSES
        ),
        advised=frozenset(one.school_id for one in own if one.role != Role.LEVEL_HEAD),
        levels=frozenset((one.school_id, one.level) for one in own if one.role == Role.LEVEL_HEAD),
        user_id=user_id,
    )


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
