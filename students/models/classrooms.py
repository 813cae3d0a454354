"""Classes of a year, who advises them, who sits in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schoolcare.models import Level, School
from students.models.scoping import ClassroomScopedQuerySet, PupilScopedQuerySet


class Classroom(models.Model):
    """One class of an academic year in พ.ศ.; the label ป.4/1 is derived."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"
    CLASSROOM_PATH = ""

    school = models.ForeignKey(School, models.PROTECT, related_name="classrooms")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    level = models.PositiveSmallIntegerField("ระดับชั้น", choices=Level)
    room = models.PositiveSmallIntegerField("ห้อง", default=1)

    objects = ClassroomScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ห้องเรียน"
        ordering = ["level", "room", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "level", "room"], name="classroom_once"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="classroom_level"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{Level(self.level).label}/{self.room}"


class Adviser(models.Model):
    """A teacher who advises a class, from a day to a day."""

    SCHOOL_PATH = "classroom__school"
    DISTRICT_PATH = "classroom__school__district"
    CLASSROOM_PATH = "classroom__"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="advisers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="advised", verbose_name="ครูที่ปรึกษา"
    )
    starts_on = models.DateField("ตั้งแต่วันที่", null=True, blank=True)
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = ClassroomScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ครูที่ปรึกษา"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["classroom", "user"], name="adviser_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.classroom}"


class Enrolment(models.Model):
    """A pupil in a class for a year; open while `ends_on` is empty."""

    SCHOOL_PATH = "classroom__school"
    DISTRICT_PATH = "classroom__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey("students.Student", models.CASCADE, related_name="enrolments")
    classroom = models.ForeignKey(
        Classroom, models.PROTECT, related_name="enrolments", verbose_name="ห้องเรียน"
    )
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    roll_number = models.PositiveSmallIntegerField("เลขที่", null=True, blank=True)
    starts_on = models.DateField("วันที่เข้าห้อง", null=True, blank=True)
    ends_on = models.DateField("วันที่ออกจากห้อง", null=True, blank=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การเข้าชั้นเรียน"
        ordering = ["classroom", "roll_number", "pk"]
        indexes = [models.Index(fields=["year", "student"], name="enrolment_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "year"], condition=Q(ends_on=None), name="enrolment_one_open"
            ),
            models.UniqueConstraint(
                fields=["classroom", "roll_number"],
                condition=Q(ends_on=None, roll_number__isnull=False),
                name="enrolment_roll_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.classroom}"
