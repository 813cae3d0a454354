"""The office's circulars to its schools, and what became of them in each school."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from schoolcare.access import ScopedQuerySet
from schoolcare.models import District, Network, ProcedureStep, School, StoredFile


class CircularQuerySet(ScopedQuerySet):
    def sent(self) -> "CircularQuerySet":
        return self.filter(state=Circular.State.SENT)

    def with_counts(self) -> "CircularQuerySet":
        """Each with the schools it went to, and those that acknowledged it."""
        known = Count("receipts", Q(receipts__acknowledged_at__isnull=False))
        return self.annotate(schools=Count("receipts"), known=known)


class Circular(models.Model):
    """One circular (หนังสือเวียน). Once sent it is locked: a correction is a new one.

    `year` is the academic year (พ.ศ.) whose `step` a sent circular proves.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        SENT = "sent", "ส่งแล้ว"
        WITHDRAWN = "withdrawn", "ยกเลิกแล้ว"

    class Audience(models.TextChoices):
        ALL = "all", "ทุกโรงเรียนในสังกัด"
        NETWORK = "network", "กลุ่มเครือข่าย"
        AMPHOE = "amphoe", "อำเภอ"
        PICKED = "picked", "เลือกโรงเรียนเอง"

    SCHOOL_PATH = "receipts__school"
    DISTRICT_PATH = "district"

    district = models.ForeignKey(District, models.CASCADE, related_name="circulars")
    subject = models.CharField("เรื่อง", max_length=300)
    text = models.TextField("ข้อความ")
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.DRAFT)
    audience = models.CharField("ส่งถึง", max_length=10, choices=Audience, default=Audience.ALL)
    network = models.ForeignKey(
        Network,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="กลุ่มเครือข่าย",
    )
    amphoe = models.CharField("อำเภอ", max_length=100, blank=True)
    picked = models.ManyToManyField(
        School, blank=True, related_name="+", verbose_name="โรงเรียนที่เลือก"
    )
    answer_by = models.DateField("ให้รับทราบภายใน", null=True, blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="แก้ไขหนังสือเวียนฉบับเดิม",
    )
    step = models.ForeignKey(
        ProcedureStep,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="เป็นหลักฐานของขั้นตอน",
    )
    year = models.PositiveSmallIntegerField("ปีการศึกษา", null=True, blank=True)
    number = models.CharField("เลขที่หนังสือ", max_length=80, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้จัดทำ"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    sent_on = models.DateField("ลงวันที่", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ส่ง",
    )
    withdrawn_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ยกเลิก",
    )
    withdraw_reason = models.CharField("เหตุที่ยกเลิก", max_length=300, blank=True)

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = "หนังสือเวียน"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent", "withdrawn"]), name="circular_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_on__isnull=False, sent_by__isnull=False),
                name="circular_sent_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdraw_reason=""),
                name="circular_withdrawn_why",
            ),
            models.CheckConstraint(
                condition=Q(step=None) | Q(year__isnull=False), name="circular_step_year"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("committee:circular-detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_sent(self) -> bool:
        return self.state == self.State.SENT

    @property
    def audience_words(self) -> str:
        """To whom, as it was chosen."""
        if self.audience == self.Audience.NETWORK and self.network:
            return self.network.name
        if self.audience == self.Audience.AMPHOE:
            return f"อำเภอ{self.amphoe}"
        return self.get_audience_display()


class CircularFile(models.Model):
    """สิ่งที่ส่งมาด้วย: a private file under the name that the letter gives it."""

    SCHOOL_PATH = "circular__receipts__school"
    DISTRICT_PATH = "circular__district"

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField("ชื่อสิ่งที่ส่งมาด้วย", max_length=150)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "สิ่งที่ส่งมาด้วย"
        ordering = ["circular", "pk"]

    def __str__(self) -> str:
        return self.title


class ReceiptQuerySet(ScopedQuerySet):
    def waiting(self) -> "ReceiptQuerySet":
        """Not acknowledged yet, of circulars that stand."""
        return self.filter(acknowledged_at=None, circular__state=Circular.State.SENT)


class CircularReceipt(models.Model):
    """One school that a circular went to: first opened, acknowledged, by whom and when."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "circular__district"

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="receipts")
    school = models.ForeignKey(
        School, models.CASCADE, related_name="circular_receipts", verbose_name="โรงเรียน"
    )
    opened_at = models.DateTimeField("เปิดอ่านเมื่อ", null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้เปิดอ่าน",
    )
    acknowledged_at = models.DateTimeField("รับทราบเมื่อ", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้รับทราบ",
    )
    answer = models.CharField("ข้อความตอบ", max_length=300, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "การรับทราบหนังสือเวียน"
        ordering = ["school__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["circular", "school"], name="receipt_school_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="receipt_acknowledged_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circular} {self.school}"

    def get_absolute_url(self) -> str:
        return reverse("committee:receipt-detail", args=[self.pk])


class CircularReminder(models.Model):
    """The office reminded schools that had not acknowledged; a letter each."""

    SCHOOL_PATH = "receipts__school"
    DISTRICT_PATH = "circular__district"

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="reminders")
    receipts = models.ManyToManyField(
        CircularReceipt, related_name="reminders", verbose_name="โรงเรียนที่เตือน"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เตือน"
    )
    made_on = models.DateField("วันที่เตือน")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การเตือนให้รับทราบ"
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return str(self.circular)

    def get_absolute_url(self) -> str:
        return reverse("committee:circular-detail", args=[self.circular_id])
