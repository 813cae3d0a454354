"""The reach `own_classes`, answered once for everything that hangs on a pupil."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from schoolcare.access import Grant, ScopedQuerySet


class PupilScopedQuerySet(ScopedQuerySet):
    """Rows that belong to a pupil. The model states PUPIL_PATH beside SCHOOL_PATH."""

    def own_classes(self, grant: Grant) -> Q:
        """Pupils now enrolled in a class that the person advises today, or in a level they head."""
        if not (grant.advised or grant.levels):
            return Q(pk__in=[])
        # circular: the models are scoped by this module
        from students.models.classrooms import Enrolment

        classes = own_classrooms(grant, prefix="classroom__")
        pupils = Enrolment.objects.filter(classes, ends_on=None).values("student_id")
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

    today = timezone.localdate()
    advised = (
        Adviser.objects.filter(user=grant.user_id, classroom__school__in=grant.advised)
        .filter(Q(starts_on=None) | Q(starts_on__lte=today))
        .filter(Q(ends_on=None) | Q(ends_on__gte=today))
    )
    condition = Q(**{f"{prefix}pk__in": advised.values("classroom_id")})
    for school, level in grant.levels:
        condition |= Q(**{f"{prefix}school": school, f"{prefix}level": level})
    return condition
