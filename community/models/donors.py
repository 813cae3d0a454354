"""Who gives to the school (admin.md §3.4)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.models.partners import Partner
from schoolcare.access import ScopedQuerySet
from schoolcare.fields import EncryptedTextField
from schoolcare.identity import mask_citizen_id
from schoolcare.models import School, Village

MONK_TITLES = ("พระ", "สามเณร", "เจ้าอธิการ", "เจ้าคณะ")
ANONYMOUS = "ผู้ไม่ประสงค์ออกนาม"


class Donor(models.Model):
    """A person or body that gives; may be one of the school's partners.

    Nothing can have been given before `known_since`.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "บุคคล"
        BODY = "body", "นิติบุคคล/หน่วยงาน"
        GROUP = "group", "คณะ/กลุ่มบุคคล"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="donors")
    kind = models.CharField("ประเภท", max_length=8, choices=Kind, default=Kind.PERSON)
    name = models.CharField("ชื่อผู้บริจาค", max_length=250, db_collation="thai")
    is_anonymous = models.BooleanField("ไม่ประสงค์ออกนาม", default=False)
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
    address = models.CharField("ที่อยู่", max_length=300, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    tax_id = EncryptedTextField("เลขประจำตัวผู้เสียภาษี", blank=True, default="")
    tax_id_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    known_since = models.DateField("เริ่มรู้จักหรือก่อตั้งเมื่อ", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้บริจาค"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "tax_id_hash"],
                condition=~Q(tax_id_hash=""),
                name="donor_tax_id_once",
                violation_error_message="มีผู้บริจาคเลขประจำตัวนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:donor-detail", args=[self.pk])

    @property
    def masked_tax_id(self) -> str:
        return mask_citizen_id(self.tax_id)

    @property
    def public_name(self) -> str:
        """The name as lists that others read show it."""
        return ANONYMOUS if self.is_anonymous else self.name

    @property
    def is_monk(self) -> bool:
        return self.kind == self.Kind.PERSON and self.name.startswith(MONK_TITLES)
