"""Activities that promote pupils, in and out of school: who took part, what each won."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from schoolcare.access import Permission, ScopedQuerySet
from schoolcare.models import School, StoredFile, User
from students.models.classrooms import Classroom
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class PromotionChoiceQuerySet(ScopedQuerySet):
    def known_to(self, school: School) -> Self:
        """The shipped ones and the school's own, in order, each with `in_use` at the school."""
        aside = PromotionChoice.put_aside_by.through.objects.filter(
            promotionchoice=OuterRef("pk"), school=school
        )
        rows = self.filter(Q(school=None) | Q(school=school))
        rows = rows.annotate(in_use=Q(is_active=True) & ~Exists(aside))
        return rows.order_by("position", "name", "pk")

    def offered_to(self, school: School, sort: str, kept: Any = ()) -> Self:
        """What may be chosen: those in use, and the keys `kept`."""
        rows = self.known_to(school).filter(sort=sort)
        return rows.filter(Q(in_use=True) | Q(pk__in=kept))


class PromotionChoice(models.Model):
    """A kind of activity or an award; some are shipped, a school adds its own.

    `shows_talent`: an award that tells of an ability of the pupil. `put_aside_by`: schools that
    use a shipped one no longer; what has it keeps it.
    """

    class Sort(models.TextChoices):
        KIND = "kind", "ประเภทกิจกรรม"
        AWARD = "award", "ผล/รางวัล"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    sort = models.CharField("รายการ", max_length=5, choices=Sort)
    name = models.CharField("ชื่อ", max_length=100, db_collation="thai")
    shows_talent = models.BooleanField("แสดงถึงความสามารถพิเศษ", default=False)
    position = models.PositiveSmallIntegerField("ลำดับ", default=100)
    is_active = models.BooleanField("ใช้งาน", default=True)
    put_aside_by = models.ManyToManyField(School, blank=True, related_name="+")

    objects = PromotionChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "ตัวเลือกของกิจกรรมส่งเสริม"
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "sort", "name"], name="promotion_choice_once"
            ),
            models.CheckConstraint(
                condition=Q(sort="award") | Q(shows_talent=False), name="promotion_choice_talent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PromotionQuerySet(ScopedQuerySet):
    def with_counts(self) -> Self:
        """Each with how many pupils took part and won something."""
        won = Q(pupils__award__isnull=False)
        return self.annotate(people=Count("pupils"), awards=Count("pupils", filter=won))

    def changeable_by(self, user: User) -> Self:
        """One's own, by writing or by answering for it; all where one leads the care work."""
        mine = Promotion.staff.through.objects.filter(user=user).values("promotion")
        own = self.reach(user, Permission.PROMOTION_LOG) & (Q(made_by=user) | Q(pk__in=mine))
        return self.filter(own | self.reach(user, Permission.BEHAVIOUR_DECIDE))


class Promotion(models.Model):
    """One activity; a called-off one stays with its reason."""

    class Level(models.TextChoices):
        SCHOOL = "school", "โรงเรียน"
        NETWORK = "network", "กลุ่มเครือข่าย"
        DISTRICT = "district", "เขตพื้นที่/อปท."
        PROVINCE = "province", "จังหวัด"
        REGION = "region", "ภาค"
        COUNTRY = "country", "ประเทศ"
        WORLD = "world", "นานาชาติ"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="promotions")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    title = models.CharField("ชื่อกิจกรรม", max_length=300)
    kind = models.ForeignKey(
        PromotionChoice, models.PROTECT, related_name="promotions", verbose_name="ประเภท"
    )
    level = models.CharField("ระดับ", max_length=8, choices=Level, default=Level.SCHOOL)
    is_outside = models.BooleanField("จัดนอกโรงเรียน", default=False)
    starts_on = models.DateField("วันเริ่ม")
    ends_on = models.DateField("วันสิ้นสุด")
    place = models.CharField("สถานที่", max_length=200, blank=True)
    organizer = models.CharField("ผู้จัด", max_length=200, blank=True)
    result = models.TextField("ผลโดยรวม", max_length=3000, blank=True)
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="ครูผู้รับผิดชอบ"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    void_reason = models.CharField("เหตุที่ยกเลิก", max_length=300, blank=True)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = "กิจกรรมส่งเสริมนักเรียน"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["school", "year", "-starts_on"], name="promotion_year_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="promotion_dates",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="promotion_year_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("students:promotion-detail", args=[self.pk])


class PromotionPupil(models.Model):
    """One pupil's part, with the class of that year and what was won."""

    SCHOOL_PATH = "promotion__school"
    DISTRICT_PATH = "promotion__school__district"
    PUPIL_PATH = "student"

    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="pupils")
    student = models.ForeignKey(Student, models.CASCADE, related_name="promotions")
    classroom = models.ForeignKey(
        Classroom, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ห้องเรียน"
    )
    award = models.ForeignKey(
        PromotionChoice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผล/รางวัล",
    )
    remark = models.CharField("รายการที่แข่งขัน/หมายเหตุ", max_length=200, blank=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "นักเรียนที่ร่วมกิจกรรม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["promotion", "student"], name="promotion_pupil_once")
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.award or ''}".strip()


class PromotionFile(models.Model):
    """A photo or paper that proves it; stays within the school."""

    MOST = 20
    SCHOOL_PATH = "promotion__school"
    DISTRICT_PATH = "promotion__school__district"

    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "หลักฐานของกิจกรรม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["promotion", "file"], name="promotion_file_once")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
