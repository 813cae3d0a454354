"""A pupil's case: what is done for whom screening, a visit or a teacher found in need."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from schoolcare.models import User
from students.models.danger import hides_from, is_veiled
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet

USER = settings.AUTH_USER_MODEL


class CaseQuerySet(PupilScopedQuerySet):
    def told_to(self, user: User | None) -> Self:
        """Without cases that follow from nothing but what is hidden from `user`, save their own."""
        if user is None or not hides_from(user):
            return self
        # circular: what is done about a result names its case
        from students.models.screening import AspectResult

        joined = AspectResult.objects.filter(action__case=OuterRef("pk")).order_by()
        hidden = Exists(joined.filter(is_veiled(user))) & ~Exists(joined.at_risk_to(user))
        return self.filter(Q(owner=user) | ~hidden)


class CareCase(models.Model):
    """One case of one pupil, open while `closed_on` is empty; a pupil may have several."""

    class Outcome(models.TextChoices):
        BETTER = "better", "ดีขึ้น"
        LEFT = "left", "ออกจากโรงเรียน"
        OTHER = "other", "อื่น ๆ"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.PROTECT, related_name="cases")
    problem = models.TextField("สภาพปัญหา", max_length=2000)
    opened_on = models.DateField("เปิดเมื่อ")
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        USER, models.PROTECT, related_name="owned_cases", verbose_name="ครูเจ้าของกรณี"
    )
    closed_on = models.DateField("ยุติเมื่อ", null=True, blank=True)
    outcome = models.CharField("ผล", max_length=10, choices=Outcome, blank=True)
    closing_note = models.TextField("สรุปผล", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "รายกรณี"
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["student", "-opened_on"], name="care_case_student")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="")
                | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="care_case_closed_pair",
            ),
            models.CheckConstraint(condition=~Q(problem=""), name="care_case_problem"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("students:case-detail", args=[self.pk])
