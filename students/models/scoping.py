"""The reach `own_classes`, answered once for everything that hangs on a pupil."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from schoolcare.access import Grant, Role, ScopedQuerySet
from schoolcare.models import Membership


class PupilScopedQuerySet(ScopedQuerySet):
    """Rows that belong to a pupil. The model states PUPIL_PATH beside SCHOOL_PATH."""

    def own_classes(self, grant: Grant) -> Q:
        """Pupils whose newest class the person advises today, or whose level they head.

        A class of an earlier year counts no more once the pupil sits in a later one.
        """
        if not (grant.advised or grant.levels):
            return Q(pk__in=[])
        # circular: the models are scoped by this module
        from students.models.classrooms import Enrolment

        classes = own_classrooms(grant, prefix="classroom__")
        later = Enrolment.objects.filter(student=OuterRef("student"), year__gt=OuterRef("year"))
        seats = Enrolment.objects.filter(classes, ~Exists(later), ends_on=None)
        pupils = seats.values("student_id")
        model: Any = self.model
        return Q(**{f"{model.PUPIL_PATH}__in": pupils})


class ClassroomScopedQuerySet(ScopedQuerySet):
    """Rows that belong to a class. The model states CLASSROOM_PATH ("" for the class itself)."""

    def own_classes(self, grant: Grant) -> Q:
        if not (grant.advised or grant.levels):
            return Q(pk__in=[])
        model: Any = self.model
        return own_classrooms(grant, prefix=model.CLASSROOM_PATH)


def own_classrooms(grant: Grant, *, prefix: str) -> Q:
    """Classes advised today, in the schools where that counts, or of a headed level."""
    # circular: the models are scoped by this module
    from students.models.classrooms import Adviser

    advised = Adviser.objects.filter(user=grant.user_id, classroom__school__in=grant.advised)
    advised = advised.filter(_in_force())
    condition = Q(**{f"{prefix}pk__in": advised.values("classroom_id")})
    for school, level in grant.levels:
        condition |= Q(**{f"{prefix}school": school, f"{prefix}level": level})
    return condition


def has_adviser(pupil: str) -> Exists:
    """Whether somebody advises the newest class of a row's pupil today; `pupil` is the path to it.

    Who left the school, or lost the account, advises nobody; a pupil without a class has nobody.
    """
    # circular: the models are scoped by this module
    from students.models.classrooms import Adviser, Enrolment

    works_here = Membership.objects.on(timezone.localdate()).filter(
        role=Role.ADVISER, user=OuterRef("user"), school=OuterRef("classroom__school")
    )
    advisers = Adviser.objects.filter(_in_force(), Exists(works_here), user__is_active=True)
    later = Enrolment.objects.filter(student=OuterRef("student"), year__gt=OuterRef("year"))
    seats = Enrolment.objects.filter(~Exists(later), student=OuterRef(pupil), ends_on=None)
    return Exists(seats.filter(classroom__in=advisers.values("classroom")))


def _in_force() -> Q:
    today = timezone.localdate()
    begun = Q(starts_on=None) | Q(starts_on__lte=today)
    return begun & (Q(ends_on=None) | Q(ends_on__gte=today))
