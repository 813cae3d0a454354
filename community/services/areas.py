"""The kinds of work that a school or office adds to the shipped ones."""

from django.db import transaction

from community.models import WorkArea
from community.services.entries import lock, where
from schoolcare import audit
from schoolcare.models import User


@transaction.atomic
def save_area(area: WorkArea, *, by: User) -> WorkArea:
    """Add or change one; out of use it stays with the entries that name it. Raises
    ValidationError.
    """
    office = area.school or area.district
    assert office is not None  # noqa: S101 -- shipped ones are nobody's to change
    lock(office)
    before = WorkArea.objects.filter(pk=area.pk).first() if area.pk else None
    area.full_clean()
    area.save()
    if before is None:
        audit.record("work_area.create", area, by=by, **where(area))
    elif changes := audit.differences(before, area):
        audit.record("work_area.update", area, by=by, **where(area), **changes)
    return area
