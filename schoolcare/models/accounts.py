"""People who log in, and what they are at which school or office."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from schoolcare.access import Access, Role, ScopedQuerySet
from schoolcare.models.organization import District, Level, School
from schoolcare.prepared import Prepared, Slot


class User(AbstractUser):
    """A member of staff, an officer or a board member; names follow Thai order and have a title."""

    title = models.CharField("คำนำหน้า", max_length=50, blank=True)
    first_name = models.CharField("ชื่อ", max_length=100, db_collation="thai")
    last_name = models.CharField("นามสกุล", max_length=100, blank=True, db_collation="thai")
    position = models.CharField("ตำแหน่ง", max_length=150, blank=True)
    academic_standing = models.CharField("วิทยฐานะ", max_length=100, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=50, blank=True)
    signature = models.ForeignKey(
        "schoolcare.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ลายมือชื่อ",
    )
    must_change_password = models.BooleanField("ต้องเปลี่ยนรหัสผ่าน", default=False)
    is_demo = models.BooleanField(default=False, editable=False)
    # An alert of some pupil excludes this person, or once did: nobody else's pages need to ask.
    is_kept_out = models.BooleanField(default=False, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "ผู้ใช้"
        ordering = ["first_name", "last_name", "pk"]
        # The log-in page asks for them, in vain in all installations but a demo.
        indexes = [models.Index(fields=["id"], name="user_demo", condition=Q(is_demo=True))]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Title glued to the first name, as on paper; the log-in name where no name is known."""
        return f"{self.title}{self.first_name} {self.last_name}".strip() or self.username

    @cached_property
    def held(self) -> "list[Membership]":
        """All memberships with their places, of any day and in no order; one query, unless the
        session brought them.
        """
        return _held.records(user=self.pk)

    @cached_property
    def access(self) -> Access:
        """What this person may do where, read once per request."""
        return Access.of(self)


# What rights and the head of a page need of a membership, by the way to it: of a school or office
# just the name, and since when it uses the product.
NEEDED = {
    "": ("id", "user_id", "role", "level", "acting", "starts_on", "ends_on"),
    "school__": ("id", "code", "name", "district_id", "used_from"),
    "district__": ("id", "code", "name", "short_name", "used_from"),
}


class MembershipQuerySet(ScopedQuerySet):
    def on(self, day: date) -> "MembershipQuerySet":
        """Memberships in force on `day`."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day)).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )

    def with_places(self) -> "MembershipQuerySet":
        """With what stands in NEEDED."""
        names = [f"{path}{name}" for path, part in NEEDED.items() for name in part]
        return self.select_related("school", "district").only(*names)


class Membership(models.Model):
    """A role at one school, or at one district; a person may hold many."""

    class Acting(models.TextChoices):
        HOLDER = "", "ดำรงตำแหน่ง"
        ACTING = "acting", "รักษาการในตำแหน่ง"
        DEPUTIZING = "deputizing", "รักษาราชการแทน"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name="บุคลากร"
    )
    role = models.CharField("บทบาท", max_length=20, choices=Role)
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="โรงเรียน",
    )
    district = models.ForeignKey(
        District,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="หน่วยงาน",
    )
    level = models.PositiveSmallIntegerField("ระดับชั้น", choices=Level, null=True, blank=True)
    acting = models.CharField(
        "การดำรงตำแหน่ง", max_length=12, choices=Acting, default=Acting.HOLDER, blank=True
    )
    starts_on = models.DateField("ตั้งแต่วันที่", null=True, blank=True)
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "บทบาทของบุคลากร"
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "role"], name="membership_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None, district__isnull=False)
                | Q(school__isnull=False, district=None),
                name="membership_one_place",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=~Q(role=Role.LEVEL_HEAD) | Q(level__isnull=False),
                name="membership_level_head_level",
            ),
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("school", 0),
                Coalesce("district", 0),
                Coalesce("level", 0),
                Coalesce("starts_on", date(1900, 1, 1), output_field=models.DateField()),
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.school or self.district}"

    def is_in_force(self, day: date) -> bool:
        """What `on` asks in SQL, of a row at hand."""
        return (self.starts_on or day) <= day <= (self.ends_on or day)

    @property
    def place(self) -> School | District:
        """Where the role is held; exactly one of the two is set."""
        found = self.school or self.district
        assert found is not None  # noqa: S101 -- the constraint membership_one_place
        return found


_held = Prepared(lambda: Membership.objects.filter(user=Slot("user")).with_places().order_by())
