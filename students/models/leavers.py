"""The register of pupils who are missing or left early, and who looks for them (care.md §5.8)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schoolcare.models import District
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class LeaverCauseQuerySet(models.QuerySet):
    def known_to(self, district: District) -> "LeaverCauseQuerySet":
        """The shipped ones and the office's own, in order, those out of use too."""
        return self.filter(Q(district=None) | Q(district=district)).order_by("position", "pk")


class LeaverCause(models.Model):
    """Why pupils drop out: the national list is shipped, an office adds its own."""

    district = models.ForeignKey(
        District, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="หน่วยงาน"
    )
    name = models.CharField("สาเหตุ", max_length=100)
    position = models.PositiveSmallIntegerField("ลำดับ", default=100)
    is_active = models.BooleanField("ใช้งาน", default=True)

    objects = LeaverCauseQuerySet.as_manager()

    class Meta:
        verbose_name = "สาเหตุการออกกลางคัน"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="leaver_cause_once")
        ]

    def __str__(self) -> str:
        return self.name


class LeaverQuerySet(PupilScopedQuerySet):
    def is_open(self) -> "LeaverQuerySet":
        return self.filter(closed_on=None)


class Leaver(models.Model):
    """One pupil who is missing, from the day it was known until it is known where they are."""

    class Kind(models.TextChoices):
        HANGING = "hanging", "แขวนลอย"
        DROPPED = "dropped", "ออกกลางคัน"

    class Result(models.TextChoices):
        RETURNED = "returned", "กลับมาเรียน"
        ELSEWHERE = "elsewhere", "เรียนที่อื่น"
        NONFORMAL = "nonformal", "เรียน สกร. หรือการศึกษานอกระบบ"
        WORKING = "working", "ทำงานแล้ว ไม่ประสงค์เรียนต่อ"
        STRUCK = "struck", "จำหน่ายแล้ว"
        DECEASED = "deceased", "เสียชีวิต"
        NOT_FOUND = "not_found", "ติดตามแล้วไม่พบตัว"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="leavings")
    change = models.ForeignKey(
        "students.StatusChange", models.SET_NULL, null=True, blank=True, related_name="leavers"
    )
    kind = models.CharField("ประเภท", max_length=10, choices=Kind)
    cause = models.ForeignKey(LeaverCause, models.PROTECT, related_name="+", verbose_name="สาเหตุ")
    missing_from = models.DateField("ขาดหายตั้งแต่วันที่")
    note = models.CharField("รายละเอียด", max_length=500, blank=True)
    next_on = models.DateField("ติดตามครั้งต่อไป", null=True, blank=True)
    closed_on = models.DateField("ปิดเมื่อ", null=True, blank=True)
    result = models.CharField("ผล", max_length=10, choices=Result, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = LeaverQuerySet.as_manager()

    class Meta:
        verbose_name = "นักเรียนแขวนลอย/ออกกลางคัน"
        ordering = ["next_on", "pk"]
        indexes = [models.Index(fields=["closed_on", "next_on"], name="leaver_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["student"], condition=Q(closed_on=None), name="leaver_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, result="")
                | (Q(closed_on__isnull=False) & ~Q(result="")),
                name="leaver_closed_pair",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("missing_from")),
                name="leaver_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.missing_from}"


class LeaverTrace(models.Model):
    """One attempt to find a pupil: when, by whom, how, with what result."""

    class How(models.TextChoices):
        HOME = "home", "ไปที่บ้าน"
        PHONE = "phone", "โทรศัพท์"
        RELATIVE = "relative", "ถามญาติหรือเพื่อน"
        LEADER = "leader", "ถามผู้นำชุมชน"
        AGENCY = "agency", "ประสานหน่วยงานอื่น"
        ONLINE = "online", "สื่อสังคมออนไลน์"

    class Found(models.TextChoices):
        YES = "yes", "พบตัว"
        HEARD = "heard", "ไม่พบตัว แต่ทราบข่าว"
        NO = "no", "ไม่พบ"

    SCHOOL_PATH = "leaver__student__school"
    DISTRICT_PATH = "leaver__student__school__district"
    PUPIL_PATH = "leaver__student"

    leaver = models.ForeignKey(Leaver, models.CASCADE, related_name="traces")
    on = models.DateField("วันที่ติดตาม")
    who = models.CharField("ผู้ติดตาม", max_length=200)
    how = models.CharField("วิธี", max_length=10, choices=How)
    found = models.CharField("พบหรือไม่", max_length=5, choices=Found)
    result = models.CharField("ผลที่ได้", max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การติดตาม"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.on}"


class LeaverOfficer(models.Model):
    """Who of an office may read the register by name, by the office's appointment."""

    district = models.ForeignKey(District, models.CASCADE, related_name="leaver_officers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="เจ้าหน้าที่"
    )
    order_text = models.CharField("คำสั่งที่", max_length=100, blank=True)
    starts_on = models.DateField("ตั้งแต่วันที่")
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)

    class Meta:
        verbose_name = "เจ้าหน้าที่ผู้รับมอบหมาย"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "user"],
                condition=Q(ends_on=None),
                name="leaver_officer_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="leaver_officer_dates",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
