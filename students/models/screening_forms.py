"""Forms of screening: aspects and criteria, in versions (care.md §2.1, §2.2)."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.models import District, School, User

USER = settings.AUTH_USER_MODEL


class Level(models.TextChoices):
    """How one aspect stands; the last two are of what is there or not."""

    NORMAL = "normal", "ปกติ"
    RISK = "risk", "เสี่ยง"
    PROBLEM = "problem", "มีปัญหา"
    HAS = "has", "มี"
    LACKS = "lacks", "ไม่มี"


# A pupil's group is the worst of these.
SEVERITY = (Level.NORMAL, Level.RISK, Level.PROBLEM)
NEEDS_ACTION = (Level.RISK, Level.PROBLEM)


class TemplateQuerySet(models.QuerySet):
    def usable_by(self, school: School) -> Self:
        """Shipped ones, those of the school and of its office."""
        own = Q(school=school) | Q(district=school.district_id)
        return self.filter(own | Q(school=None, district=None))

    def published(self) -> Self:
        return self.exclude(published_at=None)

    def readable_in(self, office: School | District) -> Self:
        """What people of a school or an office may read: shipped ones and those they go by."""
        if isinstance(office, School):
            return self.usable_by(office).filter(Q(school=office) | Q(published_at__isnull=False))
        return self.filter(Q(district=office) | Q(school=None, district=None))

    def newest_editions(self) -> Self:
        """Of each owner's form the latest published version, where it is not archived."""
        same = ScreeningTemplate.objects.published().filter(
            code=OuterRef("code"), version__gt=OuterRef("version")
        )
        shipped = Q(school=None, district=None)
        mine = same.filter(school=OuterRef("school")), same.filter(district=OuterRef("district"))
        later = (
            (Q(school__isnull=False) & Exists(mine[0]))
            | (Q(district__isnull=False) & Exists(mine[1]))
            | (shipped & Exists(same.filter(shipped)))
        )
        return self.published().filter(~later, archived_at=None)

    def for_user(self, user: User, permission: Permission) -> Self:
        """Those of a person's own school or office, which they may edit; shipped ones are not."""
        grant = user.access.grant(permission)
        return self.filter(Q(school__in=grant.schools) | Q(district__in=grant.districts))


class ScreeningTemplate(models.Model):
    """One version of a form: shipped, or an edition of a school or an office.

    Who edits a published version makes the next one: results keep the version they were found by.
    """

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "district"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    district = models.ForeignKey(District, models.CASCADE, null=True, blank=True, related_name="+")
    code = models.CharField("รหัส", max_length=20)
    name = models.CharField("ชื่อแบบคัดกรอง", max_length=200)
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    source = models.CharField("ที่มา", max_length=300, blank=True)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="editions"
    )
    published_at = models.DateTimeField("ประกาศใช้เมื่อ", null=True, blank=True)
    archived_at = models.DateTimeField("เลิกใช้เมื่อ", null=True, blank=True, editable=False)
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "แบบคัดกรอง"
        ordering = ["code", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code", "version"],
                condition=Q(school__isnull=False),
                name="screening_template_of_school",
            ),
            models.UniqueConstraint(
                fields=["district", "code", "version"],
                condition=Q(district__isnull=False),
                name="screening_template_of_office",
            ),
            models.UniqueConstraint(
                fields=["code", "version"],
                condition=Q(school=None, district=None),
                name="screening_template_shipped",
            ),
            models.CheckConstraint(
                condition=Q(school=None) | Q(district=None), name="screening_template_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ฉบับที่ {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("students:screening-form-detail", args=[self.pk])

    @property
    def is_shipped(self) -> bool:
        return self.school_id is None and self.district_id is None

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def edition(self) -> str:
        """Whose it is, in words of its readers."""
        if self.is_shipped:
            return "มากับระบบ"
        return "ของโรงเรียน" if self.school_id else "ของหน่วยงานต้นสังกัด"


class Aspect(models.Model):
    """One ด้าน of a form."""

    class Kind(models.TextChoices):
        GRADED = "graded", "ปกติ / เสี่ยง / มีปัญหา"
        PRESENCE = "presence", "มี / ไม่มี"
        DERIVED = "derived", "จากผลประเมินอื่น"

    template = models.ForeignKey(ScreeningTemplate, models.CASCADE, related_name="aspects")
    order = models.PositiveSmallIntegerField("ลำดับ")
    code = models.CharField("รหัส", max_length=20)
    name = models.CharField("ด้าน", max_length=150)
    kind = models.CharField("ชนิด", max_length=10, choices=Kind, default=Kind.GRADED)
    makes_special = models.BooleanField("มีแล้วนับเป็นกลุ่มพิเศษ", default=False)

    class Meta:
        verbose_name = "ด้านของแบบคัดกรอง"
        ordering = ["template", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["template", "code"], name="screening_aspect_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["graded", "presence", "derived"]),
                name="screening_aspect_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def levels(self) -> tuple[Level, ...]:
        """What may be answered."""
        if self.kind == Aspect.Kind.PRESENCE:
            return (Level.LACKS, Level.HAS)
        return SEVERITY


class Criterion(models.Model):
    """One thing to tick under a level; a tick of `is_danger` tells who answers for protection.

    What is measured elsewhere proposes its tick: `least` and more, but under `below`.
    """

    class Measure(models.TextChoices):
        INCOME = "income", "รายได้ครอบครัวต่อเดือน (บาท)"

    aspect = models.ForeignKey(Aspect, models.CASCADE, related_name="criteria")
    level = models.CharField("ระดับ", max_length=8, choices=Level)
    order = models.PositiveSmallIntegerField("ลำดับ")
    code = models.CharField("รหัส", max_length=30)
    text = models.CharField("เกณฑ์", max_length=300)
    is_danger = models.BooleanField("แจ้งเหตุคุ้มครองเด็กทันที", default=False)
    measure = models.CharField("เสนอเองจาก", max_length=10, choices=Measure, blank=True)
    least = models.DecimalField("ตั้งแต่", max_digits=10, decimal_places=2, null=True, blank=True)
    below = models.DecimalField("แต่น้อยกว่า", max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "เกณฑ์คัดกรอง"
        ordering = ["aspect", "level", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["aspect", "code"], name="screening_criterion_once"),
            models.CheckConstraint(
                condition=Q(level__in=["risk", "problem", "has"]), name="screening_criterion_level"
            ),
            models.CheckConstraint(
                condition=Q(measure="", least=None, below=None)
                | (~Q(measure="") & (Q(least__isnull=False) | Q(below__isnull=False))),
                name="screening_criterion_measured",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def covers(self, value: Decimal) -> bool:
        """Whether what was measured falls under it."""
        least, below = self.least, self.below
        return (least is None or value >= least) and (below is None or value < below)
