"""Written agreements with partners (MOU, admin.md §3.2)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from community.models.partners import Partner
from schoolcare.access import ScopedQuerySet
from schoolcare.models import StoredFile

NEAR = timedelta(days=60)  # how long before its end an agreement is told of


class AgreementQuerySet(ScopedQuerySet):
    def in_force(self, day: date) -> "AgreementQuerySet":
        """Begun, neither over nor cancelled on `day`."""
        begun = self.filter(cancelled_on=None, starts_on__lte=day)
        return begun.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def ending(self, day: date) -> "AgreementQuerySet":
        """In force on `day`, and over within NEAR."""
        return self.in_force(day).filter(ends_on__lte=day + NEAR)


class Agreement(models.Model):
    """One agreement: what either side takes on, from when to when. No end: until cancelled."""

    class State(models.TextChoices):
        """Follows from the dates; see `state_on`."""

        COMING = "coming", "ยังไม่เริ่ม"
        VALID = "valid", "มีผล"
        ENDING = "ending", "ใกล้หมดอายุ"
        OVER = "over", "หมดอายุ"
        CANCELLED = "cancelled", "ยกเลิก"

    SCHOOL_PATH = "partner__school"
    DISTRICT_PATH = "partner__school__district"

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="agreements", verbose_name="ภาคี"
    )
    number = models.CharField("เลขที่", max_length=50, blank=True)
    title = models.CharField("เรื่อง", max_length=300)
    signed_on = models.DateField("วันที่ลงนาม", null=True, blank=True)
    starts_on = models.DateField("มีผลตั้งแต่")
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)
    purpose = models.TextField("วัตถุประสงค์", blank=True)
    school_duties = models.TextField("โรงเรียนจะ", blank=True)
    partner_duties = models.TextField("ภาคีจะ", blank=True)
    signer = models.CharField("ผู้ลงนามฝ่ายภาคี", max_length=150, blank=True)
    signer_post = models.CharField("ตำแหน่งผู้ลงนามฝ่ายภาคี", max_length=150, blank=True)
    school_witness = models.CharField("พยานฝ่ายโรงเรียน", max_length=150, blank=True)
    partner_witness = models.CharField("พยานฝ่ายภาคี", max_length=150, blank=True)
    scan = models.ForeignKey(
        StoredFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ฉบับที่ลงนาม",
    )
    cancelled_on = models.DateField("ยกเลิกเมื่อ", null=True, blank=True)
    cancelled_reason = models.CharField("เหตุที่ยกเลิก", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อตกลงความร่วมมือ"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_dates",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
            models.UniqueConstraint(
                fields=["partner", "number"],
                condition=~Q(number=""),
                name="agreement_number_once",
                violation_error_message="มีข้อตกลงเลขที่นี้กับภาคีนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:agreement-detail", args=[self.pk])

    def state_on(self, day: date) -> "Agreement.State":
        if self.cancelled_on:
            return self.State.CANCELLED
        if self.starts_on > day:
            return self.State.COMING
        if self.ends_on is None:
            return self.State.VALID
        if self.ends_on < day:
            return self.State.OVER
        return self.State.ENDING if self.ends_on <= day + NEAR else self.State.VALID
