"""Groups of pupils: the pupils' council, YC and others, with who was what in them from when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School
from students.models.classrooms import Enrolment
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class GroupKindQuerySet(ScopedQuerySet):
    def known_to(self, school: School) -> "GroupKindQuerySet":
        """The shipped ones and the school's own, in order, those out of use too."""
        rows = self.filter(Q(school=None) | Q(school=school))
        return rows.order_by("position", "name", "pk")

    def offered_to(self, school: School, kept: Any = ()) -> "GroupKindQuerySet":
        """What may be chosen: those in use, and the keys `kept`."""
        return self.known_to(school).filter(Q(is_active=True) | Q(pk__in=kept))


class GroupKind(models.Model):
    """สภานักเรียน, YC and what a school adds; out of use it stays with its groups."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField("ประเภทกลุ่ม", max_length=100, db_collation="thai")
    positions = models.TextField(
        "ตำแหน่งในกลุ่ม", blank=True, help_text="บรรทัดละตำแหน่ง เรียงตามที่พิมพ์ในรายชื่อ"
    )
    position = models.PositiveSmallIntegerField("ลำดับ", default=100)
    is_active = models.BooleanField("ใช้งาน", default=True)

    objects = GroupKindQuerySet.as_manager()

    class Meta:
        verbose_name = "ประเภทกลุ่มนักเรียน"
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(school__isnull=False),
                name="group_kind_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def position_lines(self) -> list[str]:
        return [line.strip() for line in self.positions.splitlines() if line.strip()]


class PupilGroupQuerySet(ScopedQuerySet):
    def with_counts(self) -> "PupilGroupQuerySet":
        """Each with who is in it still, and who has been."""
        open_ = Q(members__ends_on=None)
        return self.annotate(
            now=Count("members", filter=open_), ever=Count("members__student", distinct=True)
        )


class PupilGroup(models.Model):
    """One group of a year (พ.ศ.), with the teacher who advises it."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="pupil_groups")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    kind = models.ForeignKey(
        GroupKind, models.PROTECT, related_name="groups", verbose_name="ประเภทกลุ่ม"
    )
    name = models.CharField("ชื่อกลุ่ม", max_length=150, db_collation="thai")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ครูที่ปรึกษากลุ่ม",
    )
    purpose = models.TextField("วัตถุประสงค์และหน้าที่", blank=True)

    objects = PupilGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "กลุ่มนักเรียน"
        ordering = ["kind__position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "name"], name="pupil_group_once"),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="pupil_group_year_is_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("students:group-detail", args=[self.pk])


class GroupPupilQuerySet(PupilScopedQuerySet):
    def with_classes(self) -> "GroupPupilQuerySet":
        """Each with the pupil, and level and room of the class of the group's year."""
        seats = Enrolment.objects.filter(student=OuterRef("student"), year=OuterRef("group__year"))
        newest = seats.order_by(F("ends_on").desc(nulls_first=True), "-pk")
        return self.select_related("student").annotate(
            level=Subquery(newest.values("classroom__level")[:1]),
            room=Subquery(newest.values("classroom__room")[:1]),
            room_name=Subquery(newest.values("classroom__room_name")[:1]),
        )


class GroupPupil(models.Model):
    """A pupil of a group in a position; in it while `ends_on` is empty."""

    SCHOOL_PATH = "group__school"
    DISTRICT_PATH = "group__school__district"
    PUPIL_PATH = "student"

    group = models.ForeignKey(PupilGroup, models.CASCADE, related_name="members")
    student = models.ForeignKey(
        Student, models.CASCADE, related_name="group_posts", verbose_name="นักเรียน"
    )
    position = models.CharField("ตำแหน่ง", max_length=100, blank=True)
    order = models.PositiveSmallIntegerField("ลำดับ", default=999, editable=False)
    starts_on = models.DateField("ตั้งแต่วันที่")
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = GroupPupilQuerySet.as_manager()

    class Meta:
        verbose_name = "นักเรียนในกลุ่ม"
        ordering = ["group", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "student"],
                condition=Q(ends_on=None),
                name="group_pupil_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="group_pupil_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.group}"
