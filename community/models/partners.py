"""Whom the school works with: home, temple, school and everybody around (admin.md §3.2)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from community.models.archiving import Archivable
from community.models.places import Placed, placed
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, Village


class PartnerQuerySet(ScopedQuerySet):
    def by_kind(self) -> "PartnerQuerySet":
        """In the order of the kinds: home, temple, then everybody else; by name within."""
        places = [
            models.When(kind=kind, then=models.Value(place))
            for place, kind in enumerate(Partner.Kind.values)
        ]
        return self.order_by(models.Case(*places), "name", "pk")

    def with_last_contact(self, day: date) -> "PartnerQuerySet":
        """Each with `last_contact`: the newest day of a contact written down or of an activity
        held together up to `day`; None where there is neither.
        """
        written = Contact.objects.filter(partner=OuterRef("pk")).order_by("-on").values("on")[:1]
        together = Partner.activities.through.objects.filter(
            partner=OuterRef("pk"), activity__state="held", activity__starts_on__lte=day
        )
        held = together.order_by("-activity__starts_on").values("activity__starts_on")[:1]
        rows = self.annotate(written=Subquery(written), held=Subquery(held))
        # Greatest of a value and nothing is nothing on one database, the value on the other.
        newest = Greatest(Coalesce("written", "held"), Coalesce("held", "written"))
        return rows.annotate(last_contact=newest)


class Partner(Archivable, Placed):
    """An organisation, a group or a person that works with the school.

    Telephone, line, e-mail and address are for who holds partner.person. Who no longer works with
    the school stays on record (`is_active` False): contacts and gifts still point there.
    """

    class Kind(models.TextChoices):
        HOME = "home", "บ้าน/ชุมชน"
        TEMPLE = "temple", "วัด/ศาสนสถาน"
        LOCAL = "local", "องค์กรปกครองส่วนท้องถิ่น"
        STATE = "state", "หน่วยงานรัฐ"
        PRIVATE = "private", "เอกชน/ร้านค้า"
        FOUNDATION = "foundation", "มูลนิธิ/องค์กรพัฒนาเอกชน"
        SCHOOL = "school", "สถานศึกษา"
        ALUMNI = "alumni", "ศิษย์เก่า"
        PARENTS = "parents", "เครือข่ายผู้ปกครอง"
        OTHER = "other", "อื่น ๆ"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, related_name="partners")
    kind = models.CharField("ประเภท", max_length=12, choices=Kind)
    name = models.CharField("ชื่อ", max_length=200, db_collation="thai")
    village = models.ForeignKey(
        Village,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หมู่บ้าน/ชุมชน",
    )
    about = models.TextField("ร่วมงานกันเรื่องใด", blank=True)
    address = models.CharField("ที่อยู่", max_length=300, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    line = models.CharField("ไลน์", max_length=100, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ประสานงานของโรงเรียน",
    )
    since = models.DateField("ร่วมงานตั้งแต่", null=True, blank=True)
    is_active = models.BooleanField("ยังร่วมงานอยู่", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาคีเครือข่าย"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "name"],
                name="partner_once",
                violation_error_message="มีภาคีชื่อนี้ในประเภทนี้แล้ว",
            ),
            placed("partner_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:partner-detail", args=[self.pk])


class PartnerPerson(models.Model):
    """Somebody at a partner; a monk by title and ฉายา, all in `name`."""

    SCHOOL_PATH = "partner__school"
    DISTRICT_PATH = "partner__school__district"

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="people")
    name = models.CharField("ชื่อ-สกุล", max_length=150, db_collation="thai")
    post = models.CharField("ตำแหน่งหรือบทบาท", max_length=150, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    line = models.CharField("ไลน์", max_length=100, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    is_main = models.BooleanField("ติดต่อคนนี้ก่อน", default=False)
    is_active = models.BooleanField("ยังอยู่ในตำแหน่ง", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "บุคคลของภาคี"
        ordering = ["-is_active", "-is_main", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:partner-detail", args=[self.partner_id])


class ContactQuerySet(ScopedQuerySet):
    def waiting(self) -> "ContactQuerySet":
        """With something still to be done; the nearest day first, then those without one."""
        rows = self.filter(is_done=False).exclude(next_step="")
        return rows.order_by(F("next_on").asc(nulls_last=True), "on", "pk")


class Contact(models.Model):
    """One time that the school and a partner spoke, as somebody wrote it down by hand.

    `next_step` is what was agreed to do, by `next_on` where a day was named; it waits until
    `is_done`. Activities, agreements and gifts stand in the same chronology by themselves.
    """

    class Way(models.TextChoices):
        VISIT = "visit", "ไปพบ/มาพบ"
        PHONE = "phone", "โทรศัพท์"
        LINE = "line", "ไลน์/ข้อความ"
        LETTER = "letter", "หนังสือ"
        MEETING = "meeting", "ประชุม"
        OTHER = "other", "อื่น ๆ"

    SCHOOL_PATH = "partner__school"
    DISTRICT_PATH = "partner__school__district"

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="contacts")
    person = models.ForeignKey(
        PartnerPerson,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="ติดต่อกับ",
    )
    on = models.DateField("วันที่ติดต่อ")
    way = models.CharField("ทาง", max_length=8, choices=Way, default=Way.VISIT)
    said = models.TextField("เรื่องที่คุย")
    next_step = models.CharField("สิ่งที่ต้องทำต่อ", max_length=300, blank=True)
    next_on = models.DateField("ภายในวันที่", null=True, blank=True)
    is_done = models.BooleanField("ทำแล้ว", default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ติดต่อ"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "การติดต่อ"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["partner", "-on"], name="contact_partner_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gte=F("on")),
                name="contact_dates",
                violation_error_message="วันที่ต้องทำต้องไม่ก่อนวันที่ติดต่อ",
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | ~Q(next_step=""),
                name="contact_next_step",
                violation_error_message="กรุณากรอกสิ่งที่ต้องทำต่อ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.partner}"

    def get_absolute_url(self) -> str:
        return reverse("community:partner-detail", args=[self.partner_id])

    @property
    def is_waiting(self) -> bool:
        return bool(self.next_step) and not self.is_done
