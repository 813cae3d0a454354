"""What was given to the school: money, things, labour, land, knowledge (admin.md §3.4)."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.models.donors import Donor
from community.models.projects import Project
from community.models.purposes import Channel, Purpose, void_pair
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, StoredFile

SATANG = Decimal("0.01")


def rounded(amount: Decimal) -> Decimal:
    """Baht to whole satang, half up."""
    return amount.quantize(SATANG, ROUND_HALF_UP)


class ResourceQuerySet(ScopedQuerySet):
    def valid(self) -> "ResourceQuerySet":
        """Without those that were crossed out."""
        return self.filter(voided_at=None)

    def unanswered(self) -> "ResourceQuerySet":
        """Nobody has told the donor yet that it arrived."""
        return self.valid().filter(acknowledged_on=None)

    def with_names(self) -> "ResourceQuerySet":
        """With what lists and papers show of each."""
        donor = ("donor__village", "donor__partner")
        return self.select_related(*donor, "channel", "purpose", "acknowledged_by")


class Resource(models.Model):
    """One resource received.

    `value` is baht: the amount of money, else what it is estimated at (empty: not estimated).
    Labour is `people` times `hours`. `receipt_key` is the number of the official receipt as the
    school's controlled books know it: one number once, also after the gift was crossed out.
    """

    class Kind(models.TextChoices):
        MONEY = "money", "เงิน"
        THINGS = "things", "สิ่งของ/ครุภัณฑ์"
        LABOUR = "labour", "แรงงาน"
        PROPERTY = "property", "ที่ดิน/สิ่งก่อสร้าง"
        KNOWLEDGE = "knowledge", "ความคิด/ความรู้"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="resources")
    donor = models.ForeignKey(
        Donor, models.PROTECT, related_name="resources", verbose_name="ผู้บริจาค"
    )
    kind = models.CharField("ชนิด", max_length=10, choices=Kind)
    received_on = models.DateField("วันที่รับ")
    value = models.DecimalField(
        "จำนวนเงินหรือมูลค่าโดยประมาณ (บาท)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    detail = models.CharField("รายละเอียด", max_length=500, blank=True)
    people = models.PositiveIntegerField("จำนวนคน", null=True, blank=True)
    hours = models.DecimalField("ชั่วโมงต่อคน", max_digits=6, decimal_places=1, null=True, blank=True)
    subject = models.CharField("เรื่องที่ให้ความรู้", max_length=200, blank=True)
    purpose = models.ForeignKey(
        Purpose,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="วัตถุประสงค์",
    )
    channel = models.ForeignKey(
        Channel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="ช่องทาง",
    )
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="โครงการ",
    )
    condition = models.CharField("เงื่อนไขของผู้ให้", max_length=300, blank=True)
    approval = models.CharField("หนังสืออนุญาตให้รับ", max_length=200, blank=True)
    receipt_book = models.CharField("ใบเสร็จเล่มที่", max_length=20, blank=True)
    receipt_number = models.CharField("ใบเสร็จเลขที่", max_length=20, blank=True)
    receipt_key = models.CharField(max_length=45, blank=True, default="", editable=False)
    e_donation = models.CharField("เลขอ้างอิง e-Donation", max_length=50, blank=True)
    is_durable = models.BooleanField("เป็นครุภัณฑ์หรือทรัพย์สินที่ต้องลงทะเบียนคุม", default=False)
    asset_number = models.CharField("เลขที่ในทะเบียนคุมทรัพย์สิน", max_length=100, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้รับ",
    )
    acknowledged_on = models.DateField("ส่งใบตอบรับเมื่อ", null=True, blank=True, editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="ผู้ส่งใบตอบรับ",
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
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = "ทรัพยากรที่ได้รับ"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["school", "-received_on"], name="resource_school_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0), name="resource_value"
            ),
            models.CheckConstraint(
                condition=~Q(kind="money") | Q(value__gt=0), name="resource_money_amount"
            ),
            models.CheckConstraint(
                condition=~Q(kind="labour")
                | Q(people__isnull=False, people__gt=0, hours__isnull=False, hours__gt=0),
                name="resource_labour",
            ),
            models.CheckConstraint(condition=void_pair(), name="resource_void"),
            models.UniqueConstraint(
                fields=["school", "receipt_key"],
                condition=~Q(receipt_key=""),
                name="resource_receipt_once",
                violation_error_message="ใบเสร็จเล่มและเลขนี้ใช้ไปแล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.donor}"

    def get_absolute_url(self) -> str:
        return reverse("community:resource-detail", args=[self.pk])

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def person_hours(self) -> Decimal | None:
        """Labour in hours of one person."""
        return self.people * self.hours if self.people and self.hours else None

    @property
    def receipt(self) -> str:
        """เล่มที่ 12 เลขที่ 34; empty where no receipt was written."""
        book = f"เล่มที่ {self.receipt_book} " if self.receipt_book else ""
        return f"{book}เลขที่ {self.receipt_number}" if self.receipt_number else ""

    @property
    def needs_approval(self) -> bool:
        """Land, buildings and gifts with a condition are beyond the director (admin.md §3.4)."""
        is_beyond = self.kind == self.Kind.PROPERTY or bool(self.condition)
        return is_beyond and not self.approval and not self.is_void

    @property
    def misses_asset_number(self) -> bool:
        return self.is_durable and not self.asset_number and not self.is_void


class ResourceItem(models.Model):
    """One of the things of a gift; the price of one is an estimate in baht."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("รายการ", max_length=200)
    quantity = models.DecimalField("จำนวน", max_digits=10, decimal_places=2)
    unit = models.CharField("หน่วย", max_length=50, blank=True)
    price = models.DecimalField(
        "ราคาต่อหน่วยโดยประมาณ (บาท)", max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "รายการสิ่งของ"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="resource_item_quantity"),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gte=0), name="resource_item_price"
            ),
            models.UniqueConstraint(fields=["resource", "position"], name="resource_item_place"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def total(self) -> Decimal | None:
        """Baht, satang rounded half up; None without a price."""
        return None if self.price is None else rounded(self.quantity * self.price)


class ResourceFile(models.Model):
    """A scan that belongs to a gift: the receipt, a letter, a photo of the things."""

    SCHOOL_PATH = "resource__school"
    DISTRICT_PATH = "resource__school__district"

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField("ชื่อเอกสาร", max_length=150)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสารของทรัพยากรที่ได้รับ"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
