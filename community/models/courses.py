"""Training that the school gives to its community: the course, who came for how many hours."""

from django.db import models
from django.db.models import Q

from community.models.activities import Activity
from schoolcare.access import ScopedQuerySet
from schoolcare.models import Village


class Course(models.Model):
    """What a training has beside its activity: who asked for it, what was taught, what followed."""

    SCHOOL_PATH = "activity__school"
    DISTRICT_PATH = "activity__school__district"

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="course")
    hours = models.DecimalField("จำนวนชั่วโมง", max_digits=5, decimal_places=1)
    trainers = models.CharField("วิทยากร", max_length=300, blank=True)
    topics = models.TextField("หัวข้อ", blank=True)
    village = models.ForeignKey(
        Village,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หมู่บ้านที่ขอ",
    )
    asked_by = models.CharField("ผู้ขอให้จัด", max_length=200, blank=True)
    follow_up_on = models.DateField("วันที่ติดตามผล", null=True, blank=True)
    follow_up = models.TextField("ผลการติดตาม", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การอบรมแก่ชุมชน"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="course_hours"),
            models.CheckConstraint(
                condition=Q(follow_up="") | Q(follow_up_on__isnull=False), name="course_follow_up"
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)


class CourseLearner(models.Model):
    """One villager of a course; `hours` is empty for who was there throughout."""

    SCHOOL_PATH = "course__activity__school"
    DISTRICT_PATH = "course__activity__school__district"

    course = models.ForeignKey(Course, models.CASCADE, related_name="learners")
    name = models.CharField("ชื่อ-สกุล", max_length=200, db_collation="thai")
    village = models.CharField("หมู่บ้าน", max_length=100, blank=True)
    hours = models.DecimalField("ชั่วโมง", max_digits=5, decimal_places=1, null=True, blank=True)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้เข้าอบรมจากชุมชน"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="course_learner_name"),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gte=0), name="course_learner_hours"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hours_text(self) -> str:
        """6 or 4.5; all of the course's for who was there throughout."""
        hours = self.course.hours if self.hours is None else self.hours
        return f"{hours.normalize():f}"
