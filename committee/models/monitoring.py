"""How the office follows what its schools do: a round of questions, a report of each school."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from schoolcare.access import Permission, ScopedQuerySet
from schoolcare.models import District, ProcedureStep, School, StoredFile, User


class MonitoringQuerySet(ScopedQuerySet):
    """A school reaches the rounds of its office, not only its own report."""

    def reach(self, user: User, permission: Permission, *, within: Permission | None = None) -> Q:
        grant = user.access.grant(permission)
        offices = School.objects.filter(pk__in=grant.schools).values("district")
        return Q(district__in=grant.districts) | Q(district__in=offices)

    def shown(self) -> "MonitoringQuerySet":
        """What schools see: a draft is the office's own."""
        return self.exclude(state=Monitoring.State.DRAFT)


class Monitoring(models.Model):
    """One round (แบบติดตาม) of one office, of any procedure; its questions stand as data.

    They change only before the round is opened; `questions_version` counts the changes.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        OPEN = "open", "เปิดรับรายงาน"
        CLOSED = "closed", "ปิดรอบแล้ว"

    DISTRICT_PATH = "district"

    district = models.ForeignKey(District, models.CASCADE, related_name="monitorings")
    title = models.CharField("ชื่อแบบติดตาม", max_length=200)
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    step = models.ForeignKey(
        ProcedureStep,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ขั้นตอนของกระบวนงานประจำปี",
    )
    due_on = models.DateField("ให้โรงเรียนรายงานภายในวันที่")
    min_meetings = models.PositiveSmallIntegerField(
        "ประชุมคณะกรรมการอย่างน้อยภาคเรียนละ (ครั้ง)", default=1
    )
    note = models.TextField("คำชี้แจง", max_length=1000, blank=True)
    state = models.CharField("สถานะ", max_length=6, choices=State, default=State.DRAFT)
    questions = models.JSONField("ข้อคำถาม", default=list)
    questions_version = models.PositiveSmallIntegerField(default=1, editable=False)
    opened_at = models.DateTimeField("เปิดเมื่อ", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("ปิดเมื่อ", null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้จัดทำ"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = MonitoringQuerySet.as_manager()

    class Meta:
        verbose_name = "แบบติดตาม"
        ordering = ["-year", "-due_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", opened_at=None)
                | Q(state="open", opened_at__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="monitoring_state_dated",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="monitoring_year_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ปีการศึกษา {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("committee:monitoring-detail", args=[self.pk])


class MonitoringReport(models.Model):
    """What one school reports in one round, and what came of it; made when the school begins.

    `answers` holds texts by the code of the item, as typed. `figures` is what the system itself
    knew when the report was sent. `version` counts the saves, for two who write at once.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "กำลังกรอก"
        SENT = "sent", "ส่งแล้ว"
        RETURNED = "returned", "ส่งกลับแก้ไข"
        VISITED = "visited", "มีผลการติดตาม"
        ANSWERED = "answered", "รายงานผลแล้ว"
        CLOSED = "closed", "เสร็จสิ้น"

    WRITABLE = (State.DRAFT, State.RETURNED)
    REPORTED = (State.SENT, State.VISITED, State.ANSWERED, State.CLOSED)
    TRANSITIONS = {
        State.DRAFT: {State.SENT},
        State.RETURNED: {State.SENT},
        State.SENT: {State.RETURNED, State.VISITED, State.CLOSED},
        State.VISITED: {State.VISITED, State.ANSWERED, State.CLOSED},
        State.ANSWERED: {State.VISITED, State.CLOSED},
        State.CLOSED: set(),
    }
    SCHOOL_PATH = "school"
    DISTRICT_PATH = "monitoring__district"

    monitoring = models.ForeignKey(Monitoring, models.CASCADE, related_name="reports")
    school = models.ForeignKey(School, models.CASCADE, related_name="monitoring_reports")
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.DRAFT)
    answers = models.JSONField("คำตอบ", default=dict, blank=True)
    figures = models.JSONField("ข้อมูลจากระบบเมื่อส่ง", default=dict, blank=True)
    questions_version = models.PositiveSmallIntegerField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField("บันทึกเมื่อ", auto_now=True)
    sent_at = models.DateTimeField("ส่งเมื่อ", null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ส่ง",
    )
    return_reason = models.CharField("เหตุที่ส่งกลับ", max_length=500, blank=True)
    result = models.TextField("ผลการดำเนินงานตามข้อแนะนำ", max_length=2000, blank=True)
    result_on = models.DateField("รายงานผลเมื่อ", null=True, blank=True)
    result_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้รายงานผล",
    )
    closed_at = models.DateTimeField("ปิดเรื่องเมื่อ", null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ปิดเรื่อง",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "รายงานตามแบบติดตาม"
        ordering = ["monitoring", "school__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["monitoring", "school"], name="monitoring_report_school_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="monitoring_report_sent_by",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="monitoring_report_return_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(state="closed") & Q(closed_at=None, closed_by=None)),
                name="monitoring_report_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.monitoring} {self.school}"

    def get_absolute_url(self) -> str:
        return reverse("committee:report-detail", args=[self.pk])

    @property
    def is_writable(self) -> bool:
        return self.state in self.WRITABLE

    @property
    def is_reported(self) -> bool:
        return self.state in self.REPORTED

    @property
    def visit_made(self) -> "MonitoringVisit | None":
        """The visit, where there was one."""
        return getattr(self, "visit", None)


class MonitoringVisit(models.Model):
    """What an officer or supervisor found: on one item (`findings` by code) and on the whole."""

    SCHOOL_PATH = "report__school"
    DISTRICT_PATH = "report__monitoring__district"

    report = models.OneToOneField(MonitoringReport, models.CASCADE, related_name="visit")
    visited_on = models.DateField("วันที่ตรวจเยี่ยม")
    visitors = models.CharField("ผู้ตรวจเยี่ยม", max_length=300)
    findings = models.JSONField("ข้อค้นพบรายข้อ", default=dict, blank=True)
    finding = models.TextField("ข้อค้นพบโดยรวม", max_length=2000, blank=True)
    advice = models.TextField("ข้อแนะนำ", max_length=2000, blank=True)
    due_on = models.DateField("ให้รายงานผลภายในวันที่", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการตรวจเยี่ยม"
        ordering = ["-visited_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.report} {self.visited_on}"


class MonitoringEvidence(models.Model):
    """A file that a school shows for an item of its report."""

    SCHOOL_PATH = "report__school"
    DISTRICT_PATH = "report__monitoring__district"

    report = models.ForeignKey(MonitoringReport, models.CASCADE, related_name="evidence")
    item = models.CharField("ข้อ", max_length=10)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="ไฟล์")
    caption = models.CharField("คำอธิบาย", max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้แนบ"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "หลักฐานตามแบบติดตาม"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.caption or f"หลักฐาน {self.pk}"
