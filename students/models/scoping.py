"""The reach `own_classes`, answered once for everything that hangs on a pupil."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from schoolcare.access import Grant, Role, ScopedQuerySet


class PupilScopedQuerySet(ScopedQuerySet):
    """Rows that belong to a pupil. The model states PUPIL_PATH beside SCHOOL_PATH."""

    def own_classes(self, grant: Grant) -> Q:
        """Pupils whose newest class the person advises today, or whose level they head.

        A class of an earlier year counts no more once the pupil sits in a later one.
        """
        if not (grant.advised or grant.levels):
            return Q(pk__in=[])
        model: Any = self.model
        places = frozenset(grant.advised), frozenset(grant.levels)
        return own_pupils(model.PUPIL_PATH, grant.user_id, *places, timezone.localdate())


class ClassroomScopedQuerySet(ScopedQuerySet):
    """Rows that belong to a class. The model states CLASSROOM_PATH ("" for the class itself)."""

    def own_classes(self, grant: Grant) -> Q:
        if not (grant.advised or grant.levels):
            return Q(pk__in=[])
        model: Any = self.model
        places = grant.advised, grant.levels
        return _own_classrooms(model.CLASSROOM_PATH, grant.user_id, *places, timezone.localdate())


@lru_cache(maxsize=1000)
def own_pupils(
    pupil: str,
    user_id: Any,
    advised: frozenset[Any],
    levels: frozenset[tuple[int, int]],
    today: Any,
) -> Q:
    """The condition, not its answer: who is advised is asked anew by every query.

    Kept because building it takes longer than asking; a query copies what it is given. Person,
    schools and day may be slots.
    """
    # circular: the models are scoped by this module
    from students.models.classrooms import Enrolment

    classes = _own_classrooms("classroom__", user_id, advised, levels, today)
    later = Enrolment.objects.filter(student=OuterRef("student"), year__gt=OuterRef("year"))
    seats = Enrolment.objects.filter(classes, ~Exists(later), ends_on=None)
    return Q(**{f"{pupil}__in": seats.values("student_id")})


def _own_classrooms(
    prefix: str,
    user_id: Any,
    advised: Collection[Any],
    levels: Collection[tuple[int, int]],
    today: Any,
) -> Q:
    """Classes advised today, in the schools where that counts, or of a headed level."""
    # circular: the models are scoped by this module
    from students.models.classrooms import Adviser

    here = reduce(or_, (Q(classroom__school=school) for school in advised), Q(pk__in=[]))
    held = Adviser.objects.filter(here, in_force(today), user=user_id)
    condition = Q(**{f"{prefix}pk__in": held.values("classroom_id")})
    for school, level in levels:
        condition |= Q(**{f"{prefix}school": school, f"{prefix}level": level})
    return condition


def has_adviser(pupil: str) -> Exists:
    """Whether somebody advises the newest class of a row's pupil today; `pupil` is the path to it.

    Who left the school, or lost the account, advises nobody; a pupil without a class has nobody.
    """
    return _has_adviser(pupil, timezone.localdate())


@lru_cache(maxsize=8)
def _has_adviser(pupil: str, today: date) -> Exists:
    """Building it takes longer than asking; a query copies what it is given."""
    # circular: the models are scoped by this module
    from students.models.classrooms import Enrolment

    later = Enrolment.objects.filter(student=OuterRef("student"), year__gt=OuterRef("year"))
    adviser, role = "classroom__advisers__", "classroom__advisers__user__memberships__"
    works_here = {f"{role}role": Role.ADVISER, f"{role}school": F("classroom__school")}
    seats = Enrolment.objects.filter(
        in_force(today, adviser),
        in_force(today, role),
        ~Exists(later),
        student=OuterRef(pupil),
        ends_on=None,
        **works_here,
        **{f"{adviser}user__is_active": True},
    )
    return Exists(seats)


def in_force(today: Any, prefix: str = "") -> Q:
    """Begun and not over, by the dates at the end of `prefix`."""
    begun = Q(**{f"{prefix}starts_on": None}) | Q(**{f"{prefix}starts_on__lte": today})
    over = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": today})
    return begun & over
