"""Words that one chooses from: some are shipped, a school adds its own."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School


class ChoiceQuerySet(ScopedQuerySet):
    def known_to(self, school: School) -> "ChoiceQuerySet":
        """The shipped ones and the school's own, in order, those out of use too."""
        rows = self.filter(Q(school=None) | Q(school=school))
        return rows.order_by("position", "name", "pk")

    def offered_to(self, school: School, kept: Iterable[Any] = ()) -> "ChoiceQuerySet":
        """What may be chosen: those in use, and the keys `kept`, which a record has already."""
        return self.known_to(school).filter(Q(is_active=True) | Q(pk__in=kept))


class Choice(models.Model):
    """Out of use it is chosen no more and stays with the records that name it."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    name: models.CharField
    position = models.PositiveSmallIntegerField("ลำดับ", default=100)
    is_active = models.BooleanField("ใช้งาน", default=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
