"""Which procedures a school or office goes by, and which edition of each in a year.

What was noted in a year stays with the edition it was noted with.
"""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from schoolcare.models import District, Procedure, School

Office = School | District


def known_to(office: Office) -> QuerySet[Procedure]:
    """Of its level: what is shipped, its own, and what the office above wrote for its schools."""
    shipped = Q(school=None, district=None)
    if isinstance(office, School):
        above = Q(district=office.district_id)
        return _written(Procedure.Level.SCHOOL, shipped | above | Q(school=office))
    return _written(Procedure.Level.DISTRICT, shipped | Q(district=office))


def known_to_schools(schools: QuerySet[School]) -> QuerySet[Procedure]:
    """What any of many schools goes by; `is_for` tells of which."""
    above = Q(school=None, district__in=schools.order_by().values("district"))
    own = Q(school__in=schools.order_by().values("pk"))
    shipped = Q(school=None, district=None)
    return _written(Procedure.Level.SCHOOL, shipped | above | own)


def _written(level: str, owners: Q) -> QuerySet[Procedure]:
    return Procedure.objects.filter(owners, level=level, is_active=True)


def is_for(procedure: Procedure, school: School) -> bool:
    """Of what `known_to_schools` found, whether it is this school's."""
    if procedure.school_id:
        return procedure.school_id == school.pk
    return procedure.district_id in (None, school.district_id)


def in_use(found: Iterable[Procedure], year: int, noted: Collection[int] = ()) -> set[int]:
    """The keys of what is gone by in a year (พ.ศ.): one edition of each family.

    `noted`: keys of those with results of the year, which keep their edition. Else the nearest
    owner's newest edition that has begun.
    """
    best: dict[int, tuple[tuple[bool, int, int, int], int]] = {}
    for one in found:
        if one.pk not in noted and not one.is_of(year):
            continue
        rank = (one.pk in noted, one.nearness, one.from_year or 0, one.pk)
        best[one.root_id] = max(best.get(one.root_id, (rank, one.pk)), (rank, one.pk))
    return {key for _rank, key in best.values()}
