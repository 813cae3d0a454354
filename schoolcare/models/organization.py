"""Places and years: offices above, networks, schools, villages, terms."""

from datetime import date
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from schoolcare.access import ScopedQuerySet


class Level(models.IntegerChoices):
    """Class levels in the order of schooling (care.md §5.1)."""

    K1, K2, K3 = (1, "อ.1"), (2, "อ.2"), (3, "อ.3")
    P1, P2, P3 = (11, "ป.1"), (12, "ป.2"), (13, "ป.3")
    P4, P5, P6 = (14, "ป.4"), (15, "ป.5"), (16, "ป.6")
    M1, M2, M3 = (21, "ม.1"), (22, "ม.2"), (23, "ม.3")
    M4, M5, M6 = (24, "ม.4"), (25, "ม.5"), (26, "ม.6")
    V1, V2, V3 = (31, "ปวช.1"), (32, "ปวช.2"), (33, "ปวช.3")


class Numbering(models.TextChoices):
    """Where the number of a letter comes from: a habit of each school and office."""

    BLANK = "blank", "เว้นไว้เขียนด้วยปากกา"
    TYPED = "typed", "พิมพ์เลขจากระบบสารบรรณที่ใช้อยู่"
    REGISTER = "register", "ออกเลขจากทะเบียนในระบบนี้"


class District(models.Model):
    """The office above a school: an area office, or a local government's education division."""

    class Kind(models.TextChoices):
        ESA_PRIMARY = "esa_primary", "สพป."
        ESA_SECONDARY = "esa_secondary", "สพม."
        LOCAL = "local", "อปท."
        OTHER = "other", "อื่น ๆ"

    code = models.CharField("รหัส", max_length=20, unique=True)
    name = models.CharField("ชื่อเต็ม", max_length=200, db_collation="thai")
    short_name = models.CharField("ชื่อย่อ", max_length=100, blank=True, db_collation="thai")
    kind = models.CharField("สังกัด", max_length=20, choices=Kind, default=Kind.ESA_PRIMARY)
    province = models.CharField("จังหวัด", max_length=100, blank=True, db_collation="thai")
    address = models.CharField("ที่อยู่", max_length=300, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=50, blank=True)
    letter_prefix = models.CharField("เลขที่หนังสือ", max_length=50, blank=True)
    garuda = models.ForeignKey(
        "schoolcare.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ตราครุฑ",
    )
    numbering = models.CharField(
        "การออกเลขหนังสือ", max_length=10, choices=Numbering, default=Numbering.BLANK
    )
    used_from = models.DateField("เริ่มใช้ระบบเมื่อ", default=timezone.localdate)

    class Meta:
        verbose_name = "หน่วยงานต้นสังกัด"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def full_name(self) -> str:
        """As a letter names the sender, like a school's."""
        return self.name


class OfficeHead(models.Model):
    """Who signs for an office, from when to when: its head has no account here."""

    class Form(models.TextChoices):
        """In one's own right, while the post is vacant, while its holder is away, by delegation."""

        HOLDER = "", "ดำรงตำแหน่ง"
        ACTING = "acting", "รักษาการในตำแหน่ง"
        DEPUTIZING = "deputizing", "รักษาราชการแทน"
        BEHALF = "behalf", "ปฏิบัติราชการแทน"

    IN_CHARGE = (Form.HOLDER, Form.ACTING)  # of these there is one at a time

    district = models.ForeignKey(
        District, models.CASCADE, related_name="heads", verbose_name="หน่วยงาน"
    )
    name = models.CharField("ชื่อพร้อมคำนำหน้า", max_length=150)
    form = models.CharField(
        "การดำรงตำแหน่ง", max_length=12, choices=Form, default=Form.HOLDER, blank=True
    )
    position = models.CharField("ตำแหน่งของตน", max_length=150, blank=True)
    starts_on = models.DateField("ตั้งแต่วันที่")
    ends_on = models.DateField("ถึงวันที่", null=True, blank=True)

    class Meta:
        verbose_name = "ผู้บริหารหน่วยงาน"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="office_head_dates",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="office_head_name"),
            models.CheckConstraint(
                condition=Q(form="") | ~Q(position=""),
                name="office_head_own_position",
                violation_error_message="กรุณากรอกตำแหน่งของผู้ที่ลงนามแทน เช่น รองผู้อำนวยการ",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_in_force(self, day: date) -> bool:
        return self.starts_on <= day <= (self.ends_on or day)


class Network(models.Model):
    """A cluster of schools inside one office (กลุ่มเครือข่าย)."""

    district = models.ForeignKey(District, models.PROTECT, related_name="networks")
    name = models.CharField("ชื่อกลุ่มเครือข่าย", max_length=200, db_collation="thai")

    class Meta:
        verbose_name = "กลุ่มเครือข่าย"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="network_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school with its letterhead; the code is text and keeps leading zeros (admin.md §5.4)."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", "ประถมศึกษา"
        EXPANDED = "expanded", "ขยายโอกาสทางการศึกษา"
        SECONDARY = "secondary", "มัธยมศึกษา"
        MUNICIPAL = "municipal", "สังกัดองค์กรปกครองส่วนท้องถิ่น"
        SPECIAL = "special", "การศึกษาพิเศษ"

    SCHOOL_PATH = "pk"
    DISTRICT_PATH = "district"

    district = models.ForeignKey(
        District, models.PROTECT, related_name="schools", verbose_name="หน่วยงานต้นสังกัด"
    )
    network = models.ForeignKey(
        Network,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="schools",
        verbose_name="กลุ่มเครือข่าย",
    )
    code = models.CharField("รหัสโรงเรียน", max_length=20, unique=True)
    ministry_code = models.CharField("รหัสกระทรวง 10 หลัก", max_length=10, blank=True)
    percode = models.CharField("PERCODE 6 หลัก", max_length=6, blank=True)
    name = models.CharField("ชื่อ (ไม่ต้องมีคำว่า โรงเรียน นำหน้า)", max_length=200, db_collation="thai")
    kind = models.CharField("ประเภท", max_length=20, choices=Kind, default=Kind.EXPANDED)
    address = models.CharField("เลขที่ หมู่ ถนน", max_length=200, blank=True)
    tambon = models.CharField("ตำบล/แขวง", max_length=100, blank=True)
    amphoe = models.CharField("อำเภอ/เขต", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    postcode = models.CharField("รหัสไปรษณีย์", max_length=5, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=50, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    letter_prefix = models.CharField("เลขที่หนังสือ", max_length=50, blank=True)
    logo = models.ForeignKey(
        "schoolcare.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ตราโรงเรียน",
    )
    garuda = models.ForeignKey(
        "schoolcare.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ตราครุฑ",
    )
    thai_digits = models.BooleanField("ใช้เลขไทยในเอกสารราชการ", default=True)
    numbering = models.CharField(
        "การออกเลขหนังสือ", max_length=10, choices=Numbering, default=Numbering.BLANK
    )
    form_codes = models.JSONField("รหัสแบบฟอร์ม", default=dict, blank=True)
    executive_name = models.CharField("ชื่อนายก", max_length=150, blank=True)
    executive_position = models.CharField("ตำแหน่งนายก", max_length=150, blank=True)
    administrator_name = models.CharField("ชื่อปลัด", max_length=150, blank=True)
    administrator_position = models.CharField("ตำแหน่งปลัด", max_length=150, blank=True)
    is_active = models.BooleanField("ใช้งาน", default=True)
    used_from = models.DateField("เริ่มใช้ระบบเมื่อ", default=timezone.localdate)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "โรงเรียน"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def every_term(self) -> "list[Term]":
        """Two or three a year, in no order; one query, unless the session brought them."""
        return list(self.terms.order_by())

    @property
    def full_name(self) -> str:
        """Name with its prefix, never doubled (admin.md §4.6)."""
        return self.name if self.name.startswith("โรงเรียน") else f"โรงเรียน{self.name}"

    @property
    def short_name(self) -> str:
        return f"ร.ร.{self.name.removeprefix('โรงเรียน')}"

    @property
    def full_address(self) -> str:
        bangkok = self.province.startswith("กรุงเทพ")
        marks = ("แขวง", "เขต", "") if bangkok else ("ตำบล", "อำเภอ", "จังหวัด")
        named = zip(marks, (self.tambon, self.amphoe, self.province), strict=True)
        parts = [self.address, *(f"{mark}{name}" for mark, name in named if name), self.postcode]
        return " ".join(part for part in parts if part)


class Village(models.Model):
    """A village of the service area; one village may be served by several schools."""

    SCHOOL_PATH = "schools"
    DISTRICT_PATH = "schools__district"

    number = models.CharField("หมู่ที่", max_length=10, blank=True)
    name = models.CharField("ชื่อหมู่บ้าน", max_length=100, db_collation="thai")
    tambon = models.CharField("ตำบล", max_length=100, blank=True)
    amphoe = models.CharField("อำเภอ", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    schools = models.ManyToManyField(School, related_name="villages", verbose_name="โรงเรียน")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "หมู่บ้าน"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} หมู่ {self.number}" if self.number else self.name


class Term(models.Model):
    """One semester of an academic year in พ.ศ.; the dates are editable (care.md §5.2)."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, related_name="terms")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    semester = models.PositiveSmallIntegerField("ภาคเรียนที่")
    starts_on = models.DateField("วันเปิดภาคเรียน")
    ends_on = models.DateField("วันปิดภาคเรียน")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาคเรียน"
        ordering = ["-year", "-semester"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "semester"], name="term_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_dates"),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="term_year_buddhist"
            ),
            models.CheckConstraint(condition=Q(semester__in=[1, 2, 3]), name="term_semester"),
        ]

    def __str__(self) -> str:
        return f"ภาคเรียนที่ {self.semester}/{self.year}"
