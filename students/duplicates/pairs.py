"""Likely doubles of a school: the same name and birth date, not told apart by two 13-digit ids nor
by somebody's word. Found by an index, a page at a time.
"""

from django.db.models import Exists, F, OuterRef, Q, Subquery

from schoolcare.access import Permission
from schoolcare.models import School, User
from students.models import DistinctPair, Identifier, Student
from students.models.people import StudentQuerySet

FIELDS = ("pk", "school", "code", "title", "first_name", "last_name", "birth_date", "status")


def likely_doubles(user: User, school: School | None) -> StudentQuerySet:
    """The later record of each pair with `twin`, the key of the first; by name."""
    mine = Student.objects.for_user(user, Permission.PUPIL_MERGE).filter(school=school)
    here = mine.filter(birth_date__isnull=False).exclude(name_key="")
    apart = Q(one=OuterRef("pk"), other=OuterRef(OuterRef("pk")))
    thirteen = Identifier.objects.filter(is_current=True, kind__in=Identifier.THIRTEEN_DIGITS)
    earlier = Student.objects.filter(
        school=OuterRef("school"),
        birth_date=OuterRef("birth_date"),
        name_key=OuterRef("name_key"),
        pk__lt=OuterRef("pk"),
    )
    earlier = earlier.filter(~Exists(DistinctPair.objects.filter(apart))).exclude(
        Exists(thirteen.filter(student=OuterRef("pk"))),
        Exists(thirteen.filter(student=OuterRef(OuterRef("pk")))),
    )
    twin = Subquery(earlier.order_by("pk").values("pk")[:1])
    found = here.annotate(twin=twin).filter(twin__isnull=False)
    return found.order_by(F("first_name"), "last_name", "pk")
