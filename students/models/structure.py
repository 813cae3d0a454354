"""The school's structure of a year: divisions, their units, who heads and works in each."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from schoolcare.access import ScopedQuerySet
from schoolcare.grants import UNIT_ROLES, Role
from schoolcare.models import Level, Membership, School
from students.models.appointments import Named, Ordered, duty_lines, one_name
from students.models.teams import CareTeam

ROLES = [("", "ไม่มี"), *((role.value, role.label) for role in UNIT_ROLES)]


class StructureQuerySet(ScopedQuerySet):
    def with_units(self) -> "StructureQuerySet":
        """Each with its divisions, units and people: three queries more."""
        people = UnitPost.objects.select_related("user", "membership")
        units = Unit.objects.prefetch_related(Prefetch("posts", people))
        divisions = Division.objects.select_related("head")
        divisions = divisions.prefetch_related(Prefetch("units", units))
        return self.select_related("school__district").prefetch_related(
            Prefetch("divisions", divisions)
        )

    def with_teams(self) -> "StructureQuerySet":
        """Each with its teams and their members: two queries more."""
        teams = Prefetch("teams", CareTeam.objects.whole())
        return self.select_related("school__district").prefetch_related(teams)

    def whole(self) -> "StructureQuerySet":
        return self.with_units().with_teams()


class Structure(Ordered):
    """A school's structure of an academic year (พ.ศ.); in force from a day until the next one's."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="structures")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    starts_on = models.DateField("ใช้ตั้งแต่วันที่")
    adviser_order_number = models.CharField("คำสั่งแต่งตั้งครูที่ปรึกษาที่", max_length=50, blank=True)
    adviser_ordered_on = models.DateField("ลงวันที่", null=True, blank=True)

    objects = StructureQuerySet.as_manager()

    class Meta:
        verbose_name = "โครงสร้างของโรงเรียน"
        ordering = ["school", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="structure_once"),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="structure_year_is_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return f"โครงสร้างปีการศึกษา {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("students:structure-detail")

    def has_begun(self, day: date) -> bool:
        return self.starts_on <= day


class Division(models.Model):
    """ฝ่าย or กลุ่มบริหาร, with who heads it: an account, or a name."""

    SCHOOL_PATH = "structure__school"
    DISTRICT_PATH = "structure__school__district"

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="divisions")
    name = models.CharField("ชื่อฝ่าย/กลุ่ม", max_length=150, db_collation="thai")
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หัวหน้าฝ่าย/กลุ่ม",
    )
    head_name = models.CharField("ชื่อหัวหน้าที่ไม่มีบัญชี", max_length=150, blank=True)
    position = models.PositiveSmallIntegerField("ลำดับ", default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ฝ่าย/กลุ่ม"
        ordering = ["structure", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "name"],
                name="division_once",
                violation_error_message="มีฝ่าย/กลุ่มชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(head=None) | Q(head_name=""), name="division_one_head"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def head_text(self) -> str:
        return self.head.full_name if self.head else self.head_name


class Unit(models.Model):
    """งาน of a division; its head and its people may get a role of the school by it.

    `duties` holds a printed duty a line. `level` says of which level a level head is head.
    """

    SCHOOL_PATH = "division__structure__school"
    DISTRICT_PATH = "division__structure__school__district"

    division = models.ForeignKey(
        Division, models.CASCADE, related_name="units", verbose_name="ฝ่าย/กลุ่ม"
    )
    name = models.CharField("ชื่องาน", max_length=150, db_collation="thai")
    duties = models.TextField("หน้าที่", blank=True, help_text="บรรทัดละข้อ ไม่ต้องใส่เลขข้อ")
    role = models.CharField("สิทธิ์ของหัวหน้างาน", max_length=20, choices=ROLES, blank=True)
    member_role = models.CharField("สิทธิ์ของผู้ปฏิบัติงาน", max_length=20, choices=ROLES, blank=True)
    level = models.PositiveSmallIntegerField("ระดับชั้น", choices=Level, null=True, blank=True)
    position = models.PositiveSmallIntegerField("ลำดับ", default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "งาน"
        ordering = ["division", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"],
                name="unit_once",
                violation_error_message="ฝ่าย/กลุ่มนี้มีงานชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["", *UNIT_ROLES]) & Q(member_role__in=["", *UNIT_ROLES]),
                name="unit_role_known",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=False)
                | (~Q(role=Role.LEVEL_HEAD) & ~Q(member_role=Role.LEVEL_HEAD)),
                name="unit_level_head_level",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("students:unit-detail", args=[self.pk])

    @property
    def duty_lines(self) -> list[str]:
        return duty_lines(self.duties)

    @property
    def heads(self) -> list["UnitPost"]:
        return [post for post in self.posts.all() if post.is_head]

    @property
    def members(self) -> list["UnitPost"]:
        return [post for post in self.posts.all() if not post.is_head]

    @property
    def role_label(self) -> str:
        """The rights of its head and its people in one line; "" for none."""
        found = dict.fromkeys(one for one in (self.role, self.member_role) if one)
        return ", ".join(
            words_of_role(one, self.level if one == Role.LEVEL_HEAD else None) for one in found
        )


class UnitPost(Named):
    """Somebody heads a unit or works in it.

    `membership` is the role that the post has given; none where the person held it before, or the
    unit carries none. What somebody gave by hand never stands here.
    """

    SCHOOL_PATH = "unit__division__structure__school"
    DISTRICT_PATH = "unit__division__structure__school__district"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="posts")
    is_head = models.BooleanField("หัวหน้างาน", default=False)
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="unit_posts"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้รับผิดชอบงาน"
        ordering = ["unit", "-is_head", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "user"], condition=Q(user__isnull=False), name="unit_post_once"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(is_head=True), name="unit_post_one_head"
            ),
            models.CheckConstraint(condition=one_name(), name="unit_post_one_name"),
        ]

    @property
    def wanted_role(self) -> str:
        """The role that follows from the post; "" for none, and for who has no account."""
        role = self.unit.role if self.is_head else self.unit.member_role
        return role if self.user_id else ""

    @property
    def wanted_level(self) -> int | None:
        return self.unit.level if self.wanted_role == Role.LEVEL_HEAD else None


def words_of_role(role: Any, level: int | None) -> str:
    """A role as screens say it, with the level of its head."""
    return f"{Role(role).label} {Level(level).label}" if level else Role(role).label
