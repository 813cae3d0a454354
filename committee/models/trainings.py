"""Trainings of board members, and who came for how many hours."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.urls import reverse

from committee.models.boards import MONK_TITLES, Member
from schoolcare.access import ScopedQuerySet
from schoolcare.models import District, School


class TrainingQuerySet(ScopedQuerySet):
    def with_counts(self) -> "TrainingQuerySet":
        """Each with its people, and those who passed."""
        passed = Count("trainees", Q(trainees__passed=True))
        return self.annotate(people=Count("trainees"), passed=passed)


class Training(models.Model):
    """One training that an office holds, or a `school` of it, over one day or several."""

    SCHOOL_PATH = "trainees__school"
    DISTRICT_PATH = "district"

    district = models.ForeignKey(District, models.CASCADE, related_name="trainings")
    school = models.ForeignKey(
        School,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="โรงเรียนที่จัด",
    )
    title = models.CharField("เรื่องที่อบรม", max_length=200)
    topics = models.TextField("หัวข้อ", blank=True)
    starts_on = models.DateField("วันเริ่ม")
    ends_on = models.DateField("วันสุดท้าย", null=True, blank=True)
    hours = models.DecimalField("จำนวนชั่วโมง", max_digits=5, decimal_places=1)
    place = models.CharField("สถานที่", max_length=200)
    trainers = models.CharField("วิทยากร", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "การอบรม"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_hours"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="training_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("committee:training-detail", args=[self.pk])

    @property
    def host(self) -> School | District:
        return self.school or self.district


class TraineeQuerySet(ScopedQuerySet):
    def by_school(self) -> models.QuerySet:
        """A row a school: how many people were trained, for how many hours together."""
        attended = self.filter(hours__gt=0, school__isnull=False).order_by()
        rows = attended.values("school__name", "school")
        return rows.annotate(
            people=Count("name", distinct=True),
            trainings=Count("training", distinct=True),
            total=Sum("hours"),
        ).order_by("school__name", "school")

    def by_person(self) -> models.QuerySet:
        """A row a name: in how many trainings, for how many hours."""
        rows = self.filter(hours__gt=0).order_by().values("name")
        return rows.annotate(trainings=Count("pk"), total=Sum("hours")).order_by("name")


class Trainee(models.Model):
    """One person of a training: a board member, or a named outsider of a school or of none.

    Name and post are as they were then. `hours` is empty until somebody marks them.
    """

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "training__district"

    training = models.ForeignKey(Training, models.CASCADE, related_name="trainees")
    member = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name="กรรมการ",
    )
    school = models.ForeignKey(
        School, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="โรงเรียน"
    )
    name = models.CharField("ชื่อ-สกุล", max_length=250, db_collation="thai")
    post = models.CharField("ตำแหน่ง", max_length=200, blank=True)
    hours = models.DecimalField(
        "ชั่วโมงที่เข้าอบรม", max_digits=5, decimal_places=1, null=True, blank=True
    )
    passed = models.BooleanField("ผ่าน", default=False)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้เข้าอบรม"
        ordering = ["training", "school__name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["training", "member"], name="trainee_member_once"),
            models.CheckConstraint(condition=~Q(name=""), name="trainee_name"),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gte=0), name="trainee_hours"),
            models.CheckConstraint(
                condition=Q(passed=False) | Q(hours__isnull=False, hours__gt=0),
                name="trainee_passed_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_monk(self) -> bool:
        return self.name.startswith(MONK_TITLES)
