"""What is given to the school: donors, and the resources received (admin.md §3.4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.models.partners import Partner
from community.models.projects import Project
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, Village


class Donor(models.Model):
    """A person or body that gives; may be one of the school's partners."""

    class Kind(models.TextChoices):
        PERSON = "person", "บุคคล"
        BODY = "body", "นิติบุคคล/หน่วยงาน"
        GROUP = "group", "คณะ/กลุ่มบุคคล"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="donors")
    kind = models.CharField("ประเภท", max_length=8, choices=Kind, default=Kind.PERSON)
    name = models.CharField("ชื่อผู้บริจาค", max_length=250, db_collation="thai")
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
        related_name="donors",
        verbose_name="ภาคีเครือข่าย",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้บริจาค"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:donor-detail", args=[self.pk])


class Resource(models.Model):
    """One resource received: money, things, labour, land or buildings, knowledge.

    `value` is baht: the amount of money, else what it is estimated at (empty: not estimated).
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
    purpose = models.CharField("วัตถุประสงค์", max_length=300, blank=True)
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="โครงการ",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

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
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.donor}"

    def get_absolute_url(self) -> str:
        return reverse("community:resource-detail", args=[self.pk])
