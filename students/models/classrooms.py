"""Classes of a year, who advises them, who sits in them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from schoolcare.models import Level, School
from schoolcare.thai import academic_year
from students.models.people import Student
from students.models.scoping import ClassroomScopedQuerySet, PupilScopedQuerySet

NAMED_ROOM = 1000  # the number of every room that has a name instead: it stands after the others


class ClassroomQuerySet(ClassroomScopedQuerySet):
    def with_counts(self) -> "ClassroomQuerySet":
        """Each with pupils, boys, girls of its roster, and its advisers."""
        here = roster("enrolments__")
        male, female = Q(enrolments__student__sex="M"), Q(enrolments__student__sex="F")
        advisers = Prefetch("advisers", Adviser.objects.select_related("user"))
        counted = self.prefetch_related(advisers).annotate(
            pupils=Count("enrolments", here),
            boys=Count("enrolments", here & male),
            girls=Count("enrolments", here & female),
        )
        return counted.order_by(*(self.model._meta.ordering or []))  # which counting drops


class Classroom(models.Model):
    """One class of an academic year in พ.ศ.; the label ป.4/1 or ป.4/EP is derived.

    A room has a number, or a name and the number NAMED_ROOM.
    """

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"
    CLASSROOM_PATH = ""

    school = models.ForeignKey(School, models.PROTECT, related_name="classrooms")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    level = models.PositiveSmallIntegerField("ระดับชั้น", choices=Level)
    room = models.PositiveSmallIntegerField("ห้อง", default=1)
    room_name = models.CharField("ชื่อห้อง", max_length=30, blank=True, db_collation="thai")

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        verbose_name = "ห้องเรียน"
        ordering = ["level", "room", "room_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "level", "room", "room_name"], name="classroom_once"
            ),
            models.CheckConstraint(
                condition=Q(room_name="", room__lt=NAMED_ROOM)
                | (Q(room=NAMED_ROOM) & ~Q(room_name="")),
                name="classroom_number_or_name",
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="classroom_level"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("students:classroom-detail", args=[self.pk])

    @property
    def label(self) -> str:
        return f"{Level(self.level).label}/{self.room_text}"

    @property
    def room_text(self) -> str:
        """Number or name, as `identity.parse_room` gives it."""
        return self.room_name or str(self.room)

    @staticmethod
    def room_fields(text: str) -> dict[str, Any]:
        """The columns of a room that `identity.parse_room` gave."""
        if text.isdecimal():
            return {"room": int(text), "room_name": ""}
        return {"room": NAMED_ROOM, "room_name": text}


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


class EnrolmentQuerySet(PupilScopedQuerySet):
    def on_roster(self) -> "EnrolmentQuerySet":
        """Who counts in the class: in school now; in a year that is over, who stayed to its end.

        A seat stays open when its year is over; one who leaves during the year has it closed.
        """
        return self.filter(roster())

    def in_roll_order(self) -> "EnrolmentQuerySet":
        """By roll number, those without one last."""
        return self.order_by(F("roll_number").asc(nulls_last=True), "pk")

    def with_status(self, year: int) -> "EnrolmentQuerySet":
        """Open seats of one year, each with `status_then`."""
        return self.annotate(status_then=status_of_year(year, student="student__", seat=Q()))


def roster(prefix: str = "") -> Q:
    """The condition of `EnrolmentQuerySet.on_roster`, seen from a model that leads to seats."""
    here = Q(**{f"{prefix}student__status__in": sorted(Student.IN_SCHOOL)})
    is_over = Q(**{f"{prefix}year__lt": academic_year(timezone.localdate())})
    return Q(**{f"{prefix}ends_on": None}) & (here | is_over)


def status_of_year(year: int, *, student: str, seat: Q) -> Case | F:
    """A pupil's status as it was in `year`, by the path to the pupil; `seat`: there is an open one.

    Before this year, who kept the seat to the end was studying, or graduated when it was the last.
    """
    own = F(f"{student}status")
    if year >= academic_year(timezone.localdate()):
        return own
    later = Enrolment.objects.filter(student=OuterRef(f"{student}pk"), year__gt=year)
    graduated = Q(**{f"{student}status": Student.Status.GRADUATED}) & ~Exists(later)
    return Case(When(seat & ~graduated, then=Value(Student.Status.STUDYING.value)), default=own)


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
    rollover = models.ForeignKey(
        "students.Rollover",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="seats",
    )

    objects = EnrolmentQuerySet.as_manager()

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
