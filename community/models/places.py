"""Where something stands on the map: degrees to five places (a metre), or nowhere."""

from typing import Any, TypeGuard

from django.db import models
from django.db.models import Q


class Placed(models.Model):
    """Adds a place; its model names the constraint with `placed`."""

    latitude = models.DecimalField("ละติจูด", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("ลองจิจูด", max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        abstract = True


def is_placed(row: Placed | None) -> TypeGuard[Placed]:
    return row is not None and row.latitude is not None


def placed(name: str, **known: Any) -> models.CheckConstraint:
    """Both coordinates or none, and on this earth."""
    return models.CheckConstraint(
        condition=Q(latitude=None, longitude=None)
        | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
        name=name,
        violation_error_message="พิกัดไม่ถูกต้อง",
        **known,
    )
