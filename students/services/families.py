"""Guardians and homes of pupils."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import User
from students.models import Guardian, Guardianship, Household, Student

HIDDEN = ("citizen_id", "citizen_id_hash", "income_month")


@transaction.atomic
def save_guardian(
    student: Student, guardian: Guardian, link: Guardianship, *, by: User
) -> Guardianship:
    """Add or change a guardian and what they are to this pupil; one primary guardian a pupil."""
    guardian.school_id = student.school_id
    before = Guardian.objects.filter(pk=guardian.pk).first()
    changes = audit.differences(before, guardian, hidden=HIDDEN) if before else {}
    guardian.save()
    verb = "change" if link.pk else "add"
    link.student, link.guardian = student, guardian
    same = student.guardianships.filter(guardian=guardian, relation=link.relation)
    if same.exclude(pk=link.pk).exists():
        raise ValidationError({"relation": "มีผู้ปกครองคนนี้ในความสัมพันธ์นี้แล้ว"})
    if link.is_primary:
        student.guardianships.exclude(pk=link.pk).update(is_primary=False)
    link.save()
    audit.record(
        f"guardian.{verb}",
        link,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        **changes,
    )
    return link


@transaction.atomic
def remove_guardian(link: Guardianship, *, by: User) -> None:
    """Take the guardian off this pupil; the person goes with the last pupil."""
    student, guardian = link.student, link.guardian
    audit.record("guardian.delete", link, by=by, school_id=student.school_id, pupil_id=student.pk)
    link.delete()
    if not guardian.guardianships.exists():
        guardian.delete()


@transaction.atomic
def save_household(student: Student, household: Household, *, by: User) -> Household:
    """The pupil's home; siblings in the same household share the change.

    Without coordinates the home has no place any more; a place that was moved by hand has no
    accuracy. Raises ValidationError for one coordinate alone.
    """
    household.school_id = student.school_id
    before = Household.objects.filter(pk=household.pk).first()
    _place(household, before)
    household.save()
    if student.household_id != household.pk:
        student.household = household
        student.save(update_fields=["household"])
    audit.record(
        "household.change",
        household,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        fields=sorted(audit.differences(before, household)) if before else [],
    )
    return household


@transaction.atomic
def move_out(student: Student, household: Household, *, by: User) -> Household:
    """The address as it was filled in becomes a house of the pupil's own; the others stay.

    The place of the old house does not move with it.
    """
    old = Household.objects.get(pk=household.pk)
    if (household.latitude, household.longitude) == (old.latitude, old.longitude):
        household.latitude = household.longitude = None
    household.pk, household._state.adding = None, True
    return save_household(student, household, by=by)


def _place(household: Household, before: Household | None) -> None:
    place = (household.latitude, household.longitude)
    if None in place and place != (None, None):
        raise ValidationError("กรุณากรอกทั้งละติจูดและลองจิจูด หรือเว้นว่างทั้งคู่")
    old = (before.latitude, before.longitude) if before else (None, None)
    if place == (None, None):
        household.accuracy_m = household.located_at = None
    elif place != old:
        household.located_at = timezone.now()
        if before and household.accuracy_m == before.accuracy_m:
            household.accuracy_m = None
