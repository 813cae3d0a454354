"""Keeping what is known of villages: by year, and where they are."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import VillagePlace, VillageProfile
from schoolcare import audit
from schoolcare.keeping import keep
from schoolcare.models import School, User

M = TypeVar("M", VillageProfile, VillagePlace)
FACTS = ("households", "people", "occupations", "groups", "head", "temple", "note")


def save(profile: VillageProfile, *, school: School, by: User) -> VillageProfile:
    """Keep a profile in the name of a school that serves the village, else ValidationError."""
    return _shared(profile, "village_profile", school=school, by=by, hidden=("head",))


def put(place: VillagePlace, *, school: School, by: User) -> VillagePlace:
    """Keep where a village is, in the name of a school that serves it, else ValidationError."""
    return _shared(place, "village_place", school=school, by=by)


def _shared(row: M, noun: str, *, school: School, by: User, hidden: tuple[str, ...] = ()) -> M:
    if not row.village.schools.filter(pk=school.pk).exists():
        raise ValidationError("หมู่บ้านนี้ไม่อยู่ในเขตบริการของโรงเรียน")
    row.school, row.changed_by = school, by
    return keep(row, noun, school_id=school.pk, by=by, hidden=hidden)


@transaction.atomic
def carry(school: School, year: int, *, by: User) -> int:
    """Take over what was last known of each village that has nothing in `year`; how many.

    Nothing that stands in the year is touched, so that a second tap adds nothing.
    """
    School.objects.select_for_update().get(pk=school.pk)
    villages = school.villages.exclude(profiles__year=year)
    older = VillageProfile.objects.filter(village__in=villages, year__lt=year)
    newest = {one.village_id: one for one in older.order_by("year")}
    made = [
        VillageProfile(
            village_id=village,
            year=year,
            school=school,
            changed_by=by,
            **{name: getattr(one, name) for name in FACTS},
        )
        for village, one in newest.items()
    ]
    VillageProfile.objects.bulk_create(made, ignore_conflicts=True)
    if made:
        audit.record("village_profile.carry", school, by=by, school_id=school.pk, count=len(made))
    return len(made)
