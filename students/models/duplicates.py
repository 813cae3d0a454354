"""Two records of one pupil: told apart for good, or made one, which keeps what both held."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schoolcare.fields import EncryptedTextField
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class DistinctPair(models.Model):
    """Somebody looked: these two are not the same person, and why."""

    SCHOOL_PATH = "one__school"
    DISTRICT_PATH = "one__school__district"
    PUPIL_PATH = "one"

    one = models.ForeignKey(Student, models.CASCADE, related_name="+")
    other = models.ForeignKey(Student, models.CASCADE, related_name="+")
    reason = models.CharField("เหตุผล", max_length=200)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "คู่ที่เป็นคนละคน"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_pair_once"),
            models.CheckConstraint(
                condition=Q(one_id__lt=F("other_id")), name="distinct_pair_in_order"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="distinct_pair_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class MergedStudent(models.Model):
    """A record that became part of another one: its old address leads to `student`.

    `kept` holds, as JSON, the record itself and those of its rows that could not stand beside rows
    of the other; nothing of them is lost, and nothing of it stands on lists.
    """

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="merged")
    old_key = models.BigIntegerField(unique=True)
    old_code = models.CharField("รหัสนักเรียนเดิม", max_length=20, blank=True)
    reason = models.CharField("เหตุผล", max_length=200)
    moved = models.JSONField("ที่ย้ายมา", default=dict)
    kept = EncryptedTextField("ที่เก็บไว้เป็นประวัติ", default="[]")
    kept_rows = models.PositiveIntegerField(default=0)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    merged_at = models.DateTimeField("รวมเมื่อ", auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ระเบียนที่รวมแล้ว"
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="merged_student_reason")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.old_code}".strip()
