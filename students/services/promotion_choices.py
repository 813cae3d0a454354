"""Kinds of activities and awards: own ones are changed, any is put aside and taken up again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from schoolcare import audit
from schoolcare.keeping import keep
from schoolcare.models import School, User
from schoolcare.text import normalize
from students.models import Promotion, PromotionChoice, PromotionPupil


@transaction.atomic
def save_choice(choice: PromotionChoice, *, by: User) -> PromotionChoice:
    """Raises ValidationError for a name that is in use already, or that the school's own has."""
    school = choice.school
    assert school is not None  # noqa: S101 -- shipped ones are nobody's to change
    School.objects.select_for_update().get(pk=school.pk)
    choice.name = normalize(choice.name)
    others: Any = PromotionChoice.objects.known_to(school).filter(sort=choice.sort)
    for other in others.exclude(pk=choice.pk):
        is_taken = other.in_use or other.school_id is not None
        if is_taken and _bare(other.name) == _bare(choice.name):
            raise ValidationError({"name": f"มี “{other}” แล้ว"})
    return keep(choice, "promotion_choice", school_id=school.pk, by=by)


@transaction.atomic
def switch(choice: PromotionChoice, school: School, *, by: User) -> bool:
    """Put it aside at the school, or take it up again; whether it is in use now.

    What has it keeps it. Raises ValidationError where the last one of its sort would go.
    """
    School.objects.select_for_update().get(pk=school.pk)
    now: Any = PromotionChoice.objects.known_to(school).get(pk=choice.pk)
    same = PromotionChoice.objects.offered_to(school, choice.sort)
    if now.in_use and same.count() < 2:
        raise ValidationError("ต้องมีให้เลือกอย่างน้อยหนึ่งรายการ")
    if now.school_id is not None:
        now.is_active = not now.is_active
        now.save(update_fields=["is_active"])
    elif now.in_use:
        now.put_aside_by.add(school)
    else:
        now.put_aside_by.remove(school)
    verb = "deactivate" if now.in_use else "activate"
    audit.record(f"promotion_choice.{verb}", now, by=by, school_id=school.pk, name=now.name)
    return not bool(now.in_use)


def used_by(school: School) -> dict[int, int]:
    """How many activities have a kind, how many pupils an award; two queries."""
    kinds: Any = Promotion.objects.filter(school=school).order_by().values_list("kind")
    awards: Any = PromotionPupil.objects.filter(promotion__school=school, award__isnull=False)
    awards = awards.order_by().values_list("award")
    return dict(kinds.annotate(Count("pk"))) | dict(awards.annotate(Count("pk")))


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
