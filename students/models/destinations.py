"""Where pupils go who finish ป.6, ม.3 or ม.6."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class Destination(models.Model):
    """What one pupil does after the last class of a year."""

    class Kind(models.TextChoices):
        STUDY = "study", "ศึกษาต่อ"
        WORK = "work", "ประกอบอาชีพ"
        NEITHER = "neither", "ไม่ศึกษาต่อและไม่ประกอบอาชีพ"
        UNKNOWN = "unknown", "ยังไม่ทราบ"

    class Plan(models.TextChoices):
        LOWER = "lower", "ม.ต้น"
        UPPER = "upper", "ม.ปลาย สายสามัญ"
        VOCATIONAL = "vocational", "สายอาชีพ ปวช."
        HIGHER_VOCATIONAL = "higher_vocational", "ปวส."
        UNIVERSITY = "university", "มหาวิทยาลัย"
        NONFORMAL = "nonformal", "สกร. หรือการศึกษานอกระบบ"
        RELIGIOUS = "religious", "โรงเรียนพระปริยัติธรรมหรือศาสนา"
        OTHER = "other", "อื่น ๆ"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="destinations")
    year = models.PositiveSmallIntegerField("ปีการศึกษาที่จบ")
    kind = models.CharField("หลังจบ", max_length=10, choices=Kind)
    plan = models.CharField("แผน/ประเภท", max_length=20, choices=Plan, blank=True)
    place = models.CharField("สถานศึกษาหรืองานที่ทำ", max_length=200, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การศึกษาต่อ/ประกอบอาชีพ"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["student", "year"], name="destination_once"),
            models.CheckConstraint(
                condition=Q(plan="") | Q(kind="study"), name="destination_plan_of_study"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"
