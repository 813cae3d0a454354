"""Scans of probation bonds as pupil and guardian signed them."""

from django.conf import settings
from django.db import models

from schoolcare.models import StoredFile
from students.models.penalties import Penalty
from students.models.scoping import PupilScopedQuerySet


class SignedBond(models.Model):
    """One scan or photo; a bond of two sheets has two."""

    MOST = 10  # of a bond
    SCHOOL_PATH = "penalty__student__school"
    DISTRICT_PATH = "penalty__student__school__district"
    PUPIL_PATH = "penalty__student"

    penalty = models.ForeignKey(Penalty, models.CASCADE, related_name="scans")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ทัณฑ์บนที่ลงชื่อแล้ว"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["penalty", "file"], name="signed_bond_once"),
        ]

    def __str__(self) -> str:
        return "ทัณฑ์บนที่ลงชื่อแล้ว"
