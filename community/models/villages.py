"""What is known of a village of the service area: by year, and where it is (admin.md §3.2, B1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.models.places import Placed, placed
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, Village


class VillageProfile(models.Model):
    """One village in one academic year (พ.ศ.); all schools that serve the village share it.

    `school` is the one whose `changed_by` changed it last. Pupils are never kept here: they are
    counted when the page is asked for.
    """

    SCHOOL_PATH = "village__schools"
    DISTRICT_PATH = "village__schools__district"

    village = models.ForeignKey(Village, models.CASCADE, related_name="profiles")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    households = models.PositiveIntegerField("ครัวเรือน", null=True, blank=True)
    people = models.PositiveIntegerField("ประชากร (คน)", null=True, blank=True)
    occupations = models.CharField("อาชีพหลัก", max_length=300, blank=True)
    groups = models.CharField("กลุ่มชาติพันธุ์/ภาษา", max_length=300, blank=True)
    head = models.CharField("ผู้ใหญ่บ้าน/ประธานชุมชน", max_length=150, blank=True)
    temple = models.CharField("วัด/ศาสนสถาน", max_length=200, blank=True)
    note = models.TextField("สิ่งที่ควรรู้", blank=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้แก้ไขล่าสุด"
    )
    changed_at = models.DateTimeField("แก้ไขเมื่อ", auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อมูลหมู่บ้าน"
        ordering = ["-year", "village__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["village", "year"], name="village_profile_once"),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="village_profile_year_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} ปีการศึกษา {self.year}"


class VillagePlace(Placed):
    """Where a village is, the same in every year; shared like its profiles."""

    SCHOOL_PATH = "village__schools"
    DISTRICT_PATH = "village__schools__district"

    village = models.OneToOneField(Village, models.CASCADE, related_name="place")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้แก้ไขล่าสุด"
    )
    changed_at = models.DateTimeField("แก้ไขเมื่อ", auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ตำแหน่งหมู่บ้าน"
        constraints = [placed("village_place")]

    def __str__(self) -> str:
        return str(self.village)
