"""What a meeting deals with and what it resolves; every saved state of its minutes."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models.attendance import Attendance
from committee.models.meetings import Meeting
from schoolcare.access import ScopedQuerySet


class Heading(models.IntegerChoices):
    """The six standard headings (admin.md §1.12); which number is printed, the form decides."""

    CHAIR = 1, "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"
    ADOPTION = 2, "เรื่องรับรองรายงานการประชุม"
    FOLLOW_UP = 3, "เรื่องสืบเนื่อง"
    INFORM = 4, "เรื่องเสนอเพื่อทราบ"
    DECIDE = 5, "เรื่องเสนอเพื่อพิจารณา"
    OTHER = 6, "เรื่องอื่น ๆ"


class AgendaItem(models.Model):
    """One matter under a heading, as planned and as the minutes tell it.

    Items of a heading stand in the order of `position`; the printed number (๔.๑) is counted from
    it. `adopts` is the meeting whose minutes stand for adoption here, `carried_from` the
    resolution that is followed up. `present` and `counting` are the quorum when it was dealt with.
    """

    class Outcome(models.TextChoices):
        NONE = "", "ยังไม่บันทึก"
        NOTED = "noted", "รับทราบ"
        ADOPTED = "adopted", "รับรองโดยไม่มีการแก้ไข"
        CORRECTED = "corrected", "รับรองโดยแก้ไข"
        APPROVED = "approved", "เห็นชอบ"
        REJECTED = "rejected", "ไม่เห็นชอบ"
        ASSIGNED = "assigned", "มอบหมาย"
        OTHER = "other", "อื่น ๆ"

    ADOPTING = (Outcome.ADOPTED, Outcome.CORRECTED)
    SCHOOL_PATH = "meeting__school"
    DISTRICT_PATH = "meeting__district"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    heading = models.PositiveSmallIntegerField("ระเบียบวาระ", choices=Heading)
    position = models.PositiveSmallIntegerField("ลำดับในวาระ", default=0)
    title = models.CharField("เรื่อง", max_length=300)
    detail = models.TextField("รายละเอียด", blank=True)
    discussion = models.TextField("สาระของการประชุม", blank=True)
    outcome = models.CharField("มติที่ประชุม", max_length=10, choices=Outcome, blank=True)
    resolution = models.TextField("ข้อความของมติ", blank=True)
    dissent = models.TextField("ความเห็นแย้ง", blank=True)
    present = models.PositiveSmallIntegerField("มาประชุมขณะพิจารณา", null=True, blank=True)
    counting = models.PositiveSmallIntegerField("ผู้นับองค์ประชุมขณะพิจารณา", null=True, blank=True)
    adopts = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="adoption_items",
        verbose_name="รายงานการประชุมที่รับรอง",
    )
    carried_from = models.ForeignKey(
        "Resolution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_up",
        verbose_name="สืบเนื่องจากมติ",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ระเบียบวาระ"
        ordering = ["meeting", "heading", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(heading__in=Heading.values), name="agenda_heading_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_title"),
            models.CheckConstraint(
                condition=Q(adopts=None) | Q(heading=Heading.ADOPTION), name="agenda_adopts_in_two"
            ),
            models.UniqueConstraint(fields=["meeting", "adopts"], name="agenda_adopts_once"),
            models.UniqueConstraint(fields=["meeting", "carried_from"], name="agenda_carries_once"),
            models.CheckConstraint(
                condition=Q(present=None, counting=None)
                | Q(present__isnull=False, counting__isnull=False),
                name="agenda_quorum_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ResolutionQuerySet(ScopedQuerySet):
    def open(self) -> "ResolutionQuerySet":
        return self.filter(status=Resolution.Status.OPEN)

    def overdue(self, day: date) -> "ResolutionQuerySet":
        """Open with a day that has passed."""
        return self.open().filter(due_on__lt=day)


class Resolution(models.Model):
    """What a meeting resolved that somebody is to do, until it is done or given up."""

    class Status(models.TextChoices):
        OPEN = "open", "ยังไม่เสร็จ"
        DONE = "done", "ทำเสร็จแล้ว"
        DROPPED = "dropped", "ยุติ"

    SCHOOL_PATH = "item__meeting__school"
    DISTRICT_PATH = "item__meeting__district"

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="resolutions")
    text = models.CharField("มติ", max_length=500)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้รับผิดชอบในระบบ",
    )
    owner_name = models.CharField("ผู้รับผิดชอบ", max_length=200, blank=True)
    due_on = models.DateField("กำหนดเสร็จ", null=True, blank=True)
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.OPEN)
    done_on = models.DateField("เสร็จเมื่อ", null=True, blank=True)
    done_note = models.CharField("ผลการดำเนินงาน", max_length=500, blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "มติที่ประชุม"
        ordering = ["item", "pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="resolution_open_due")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="resolution_text"),
            models.CheckConstraint(
                condition=Q(status="open", done_on=None)
                | Q(status__in=["done", "dropped"], done_on__isnull=False),
                name="resolution_done_when",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def is_overdue(self, day: date) -> bool:
        """What `overdue` asks in SQL, of a row at hand."""
        is_open = self.status == self.Status.OPEN
        return is_open and self.due_on is not None and self.due_on < day


class Recusal(models.Model):
    """Somebody steps aside for one matter, and is not counted in its vote."""

    SCHOOL_PATH = "item__meeting__school"
    DISTRICT_PATH = "item__meeting__district"

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recusals")
    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="recusals")
    reason = models.CharField("เหตุที่ไม่ร่วมพิจารณา", max_length=300)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การไม่ร่วมพิจารณา"
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "attendance"], name="recusal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.attendance}: {self.reason}"


class MinutesRevision(models.Model):
    """All texts of the minutes as somebody saved them; never changed, so nothing is lost.

    A refused one was typed over an older state than the saved one: it waits to be compared.
    """

    SCHOOL_PATH = "meeting__school"
    DISTRICT_PATH = "meeting__district"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("ฉบับที่")
    body = models.JSONField("ข้อความ")
    is_refused = models.BooleanField("ยังไม่ได้ใช้ เพราะมีคนบันทึกก่อน", default=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    saved_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ฉบับของรายงานการประชุม"
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"
