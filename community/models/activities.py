"""Activities of the school with its community, trips and training among them (admin.md §3.5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from community.models.areas import WorkArea
from community.models.partners import Partner
from community.models.projects import Project
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School


class Activity(models.Model):
    """One activity: where, when, with whom, and what came of it."""

    class Kind(models.TextChoices):
        EVENT = "event", "กิจกรรม/งานประเพณี"
        TRIP = "trip", "พานักเรียนไปนอกสถานศึกษา"
        TRAINING = "training", "อบรมแก่ชุมชน"
        LESSON = "lesson", "วิทยากรท้องถิ่นสอน"
        OTHER = "other", "อื่น ๆ"

    class Host(models.TextChoices):
        SCHOOL = "school", "โรงเรียนจัด"
        COMMUNITY = "community", "ชุมชนจัด"
        BOTH = "both", "จัดร่วมกัน"

    class Strategy(models.TextChoices):
        """The three of admin.md §3.2 (3S)."""

        NONE = "", "ไม่ระบุ"
        VISION = "vision", "วิสัยทัศน์ร่วม (Shared vision)"
        SYNERGY = "synergy", "ประสานพลัง (Synergy)"
        SCHOOL_BASED = "school_based", "กิจกรรมที่มีโรงเรียนเป็นฐาน (School-based activities)"

    class State(models.TextChoices):
        PLANNED = "planned", "วางแผน"
        HELD = "held", "จัดแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="activities")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    kind = models.CharField("ลักษณะ", max_length=10, choices=Kind, default=Kind.EVENT)
    title = models.CharField("ชื่อกิจกรรม", max_length=300)
    area = models.ForeignKey(
        WorkArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="งานในฝ่าย",
    )
    starts_on = models.DateField("วันเริ่ม")
    ends_on = models.DateField("วันสิ้นสุด")
    place = models.CharField("สถานที่", max_length=200, blank=True)
    host = models.CharField("ผู้จัด", max_length=10, choices=Host, default=Host.SCHOOL)
    strategy = models.CharField("แนวทาง 3S", max_length=12, choices=Strategy, blank=True)
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="โครงการ",
    )
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="activities", verbose_name="ภาคีที่ร่วม"
    )
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.PLANNED)
    result = models.TextField("ผลที่เกิดขึ้น", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "กิจกรรม"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["school", "-starts_on"], name="activity_school_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="activity_dates",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="activity_year_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:activity-detail", args=[self.pk])
