"""คณะกรรมการเครือข่ายผู้ปกครอง of a room, a level or the school, with its term of office."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schoolcare.models import Level, School
from students.models.classrooms import Classroom
from students.models.families import Guardian
from students.models.homeroom import ClassMeeting
from students.models.people import Student
from students.models.scoping import ClassroomScopedQuerySet


class ParentNetworkQuerySet(ClassroomScopedQuerySet):
    def in_force(self, day: date) -> "ParentNetworkQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class ParentNetwork(models.Model):
    """A committee of guardians; of a room it may have been elected in a class meeting."""

    class Scope(models.TextChoices):
        ROOM = "room", "ระดับห้องเรียน"
        LEVEL = "level", "ระดับชั้น"
        SCHOOL = "school", "ระดับโรงเรียน"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"
    CLASSROOM_PATH = "classroom__"

    school = models.ForeignKey(School, models.CASCADE, related_name="parent_networks")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    scope = models.CharField("ระดับ", max_length=8, choices=Scope)
    classroom = models.ForeignKey(
        Classroom,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="parent_networks",
        verbose_name="ห้องเรียน",
    )
    level = models.PositiveSmallIntegerField("ระดับชั้น", choices=Level, null=True, blank=True)
    starts_on = models.DateField("เริ่มวาระ")
    ends_on = models.DateField("ครบวาระ")
    meeting = models.ForeignKey(
        ClassMeeting, models.SET_NULL, null=True, blank=True, related_name="networks"
    )

    objects = ParentNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = "คณะกรรมการเครือข่ายผู้ปกครอง"
        ordering = ["-year", "scope", "level", "classroom", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="room", classroom__isnull=False, level=None)
                | Q(scope="level", classroom=None, level__isnull=False)
                | Q(scope="school", classroom=None, level=None),
                name="parent_network_one_scope",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="parent_network_term"
            ),
            models.UniqueConstraint(
                fields=["classroom", "starts_on"], name="parent_network_room_once"
            ),
            models.UniqueConstraint(
                fields=["school", "level", "starts_on"], name="parent_network_level_once"
            ),
            models.UniqueConstraint(
                fields=["school", "starts_on"],
                condition=Q(scope="school"),
                name="parent_network_school_once",
            ),
        ]

    def __str__(self) -> str:
        return f"เครือข่ายผู้ปกครอง{self.place}"

    def get_absolute_url(self) -> str:
        return reverse("students:parents-detail", args=[self.pk])

    @property
    def place(self) -> str:
        """ห้อง ป.4/1, ระดับชั้น ป.4 or โรงเรียน."""
        if self.classroom:
            return f"ห้อง {self.classroom.label}"
        return f"ระดับชั้น {Level(self.level).label}" if self.level else "ระดับโรงเรียน"


class ParentMember(models.Model):
    """Who sits in a network: a guardian of a pupil, by name as it was at the election."""

    class Position(models.IntegerChoices):
        CHAIR = 1, "ประธาน"
        VICE = 2, "รองประธาน"
        TREASURER = 3, "เหรัญญิก"
        SECRETARY = 4, "เลขานุการ"
        MEMBER = 5, "กรรมการ"

    SCHOOL_PATH = "network__school"
    DISTRICT_PATH = "network__school__district"
    CLASSROOM_PATH = "network__classroom__"

    network = models.ForeignKey(ParentNetwork, models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField("ตำแหน่ง", choices=Position)
    guardian = models.ForeignKey(Guardian, models.SET_NULL, null=True, blank=True, related_name="+")
    student = models.ForeignKey(
        Student, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="นักเรียน"
    )
    name = models.CharField("ชื่อ-สกุล", max_length=200)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)

    objects = ClassroomScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "กรรมการเครือข่ายผู้ปกครอง"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "position"],
                condition=Q(position__lt=5),
                name="parent_member_one_a_post",
            ),
            models.UniqueConstraint(
                fields=["network", "guardian"], name="parent_member_guardian_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="parent_member_name"),
            models.CheckConstraint(
                condition=Q(position__in=[1, 2, 3, 4, 5]), name="parent_member_position"
            ),
        ]

    def __str__(self) -> str:
        return self.name
