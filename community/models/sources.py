"""ทะเบียนแหล่งเรียนรู้และทุนชุมชน: where pupils learn in the community, and who went when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.models.archiving import Archivable
from community.models.partners import Partner
from community.models.places import Placed, placed
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, Village
from students.models import Classroom


class SourceKind(models.Model):
    """A kind of learning source: those without a school are shipped, a school adds its own."""

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField("ประเภท", max_length=100, db_collation="thai")
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "ประเภทแหล่งเรียนรู้"
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="source_kind_once"),
        ]

    def __str__(self) -> str:
        return self.name


class LearningSource(Archivable, Placed):
    """A place, group, temple, craft or piece of nature that the school can learn from."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, related_name="learning_sources")
    kind = models.ForeignKey(
        SourceKind, models.PROTECT, related_name="sources", verbose_name="ประเภท"
    )
    name = models.CharField("ชื่อแหล่งเรียนรู้", max_length=200, db_collation="thai")
    village = models.ForeignKey(
        Village,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หมู่บ้าน/ชุมชน",
    )
    partner = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name="เป็นของภาคี",
    )
    offers = models.TextField("เรียนรู้เรื่องอะไรได้", blank=True)
    contact = models.CharField("ผู้ดูแล/ผู้ติดต่อ", max_length=150, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    is_active = models.BooleanField("ยังใช้ได้", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "แหล่งเรียนรู้"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                name="learning_source_once",
                violation_error_message="มีแหล่งเรียนรู้ชื่อนี้แล้ว",
            ),
            placed("learning_source_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:source-detail", args=[self.pk])


class SourceUse(models.Model):
    """One time that a class learnt there; `class_label` stays as it was when the class is renamed.

    `year` is the academic year (พ.ศ.) of the day.
    """

    SCHOOL_PATH = "source__school"
    DISTRICT_PATH = "source__school__district"

    source = models.ForeignKey(LearningSource, models.CASCADE, related_name="uses")
    on = models.DateField("วันที่ไป")
    year = models.PositiveSmallIntegerField("ปีการศึกษา", editable=False)
    classroom = models.ForeignKey(
        Classroom, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ชั้น"
    )
    class_label = models.CharField("ชั้น", max_length=50, blank=True)
    subject = models.CharField("วิชาหรือเรื่อง", max_length=200)
    pupils = models.PositiveIntegerField("นักเรียน (คน)")
    teacher = models.CharField("ครูผู้พาไป", max_length=150, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การใช้แหล่งเรียนรู้"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["source", "-on"], name="source_use_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="source_use_year_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.class_label} {self.subject}"
