"""What gifts are for, and what of restricted money was used (admin.md §3.4)."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import DecimalField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from community.models.choices import Choice
from community.models.projects import Project
from schoolcare.access import ScopedQuerySet
from schoolcare.models import District, School, StoredFile

AMOUNT = DecimalField(max_digits=16, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=AMOUNT)


def void_pair() -> Q:
    """For a constraint: who crossed out, when and why, all of them or none."""
    kept = Q(voided_at=None, voided_by=None, void_reason="")
    return kept | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""))


class Channel(Choice):
    """How gifts come: ผ้าป่าการศึกษา, บริจาค, …; five are shipped, schools add their own."""

    name = models.CharField("ช่องทาง", max_length=100, db_collation="thai")

    class Meta:
        verbose_name = "ช่องทางที่ได้รับ"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                name="channel_once",
                violation_error_message="มีช่องทางชื่อนี้แล้ว",
            )
        ]


class PurposeQuerySet(ScopedQuerySet):
    def with_balance(self) -> "PurposeQuerySet":
        """Each with `received`, `used` (baht) and `balance`; what was crossed out does not count.

        Only money is counted: things and labour are used as they are.
        """
        # circular: resources name their purpose
        from community.models.resources import Resource

        return self.annotate(
            received=_total(Resource.objects.valid().filter(kind=Resource.Kind.MONEY), "value"),
            used=_total(ResourceUse.objects.filter(voided_at=None), "amount"),
        ).annotate(balance=models.F("received") - models.F("used"))


def _total(rows: models.QuerySet, amount: str) -> Coalesce:
    mine = rows.filter(purpose=OuterRef("pk")).order_by().values("purpose")
    return Coalesce(
        Subquery(mine.annotate(total=Sum(amount)).values("total"), output_field=AMOUNT), NOTHING
    )


class Purpose(models.Model):
    """What restricted gifts of a school are for; a gift without one is for general use."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="purposes")
    name = models.CharField("วัตถุประสงค์", max_length=200, db_collation="thai")
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="purposes",
        verbose_name="โครงการ",
    )
    is_active = models.BooleanField("ยังรับบริจาค", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PurposeQuerySet.as_manager()

    class Meta:
        verbose_name = "วัตถุประสงค์ของผู้ให้"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                name="purpose_once",
                violation_error_message="มีวัตถุประสงค์ชื่อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:purpose-detail", args=[self.pk])


class UseQuerySet(ScopedQuerySet):
    def with_names(self) -> "UseQuerySet":
        """With what lists show of each."""
        return self.select_related("project", "voided_by", "scan", "made_by")


class ResourceUse(models.Model):
    """Money taken from what was given for a purpose; never more than is left."""

    SCHOOL_PATH = "purpose__school"
    DISTRICT_PATH = "purpose__school__district"

    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="uses")
    used_on = models.DateField("วันที่ใช้")
    amount = models.DecimalField("จำนวนเงิน (บาท)", max_digits=14, decimal_places=2)
    what = models.CharField("ใช้ทำอะไร", max_length=300)
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="resource_uses",
        verbose_name="โครงการ",
    )
    document = models.CharField("เอกสารอ้างอิง", max_length=200, blank=True)
    scan = models.ForeignKey(
        StoredFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ไฟล์เอกสาร",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="ผู้ยกเลิก",
    )
    void_reason = models.CharField("เหตุที่ยกเลิก", max_length=300, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = "การใช้เงินตามวัตถุประสงค์"
        ordering = ["-used_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="resource_use_amount"),
            models.CheckConstraint(condition=void_pair(), name="resource_use_void"),
        ]

    def __str__(self) -> str:
        return self.what


class TaxRuleQuerySet(models.QuerySet):
    def offered_to(self, office: District) -> "TaxRuleQuerySet":
        """The shipped ones and the office's own, the latest first."""
        rows = self.filter(Q(district=None) | Q(district=office))
        return rows.order_by("-starts_on", "pk")

    def on(self, day: date) -> "TaxRuleQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class DonationTaxRule(models.Model):
    """What may be said of tax about a gift of money received from `starts_on` to `ends_on`.

    Both days are included; the first day after the last rule, nothing is said. Some are shipped;
    on the days of an office's own rule that one is said instead.
    """

    DISTRICT_PATH = "district"

    district = models.ForeignKey(
        District, models.CASCADE, null=True, blank=True, editable=False, related_name="+"
    )
    starts_on = models.DateField("ตั้งแต่วันที่")
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)
    text = models.CharField("ข้อความในใบตอบรับ", max_length=500)

    objects = TaxRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อความเรื่องภาษีของเงินบริจาค"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="donation_tax_rule_days",
            )
        ]

    def __str__(self) -> str:
        return self.text
