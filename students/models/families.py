"""Where pupils live and who answers for them."""

from django.db import models
from django.db.models import Q

from schoolcare.access import ScopedQuerySet
from schoolcare.fields import EncryptedTextField
from schoolcare.models import School, Village
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class Household(models.Model):
    """A house with its place; shared by siblings. Coordinates in degrees, accuracy in metres."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="households")
    house_no = models.CharField("บ้านเลขที่", max_length=30, blank=True)
    has_no_number = models.BooleanField("ไม่มีบ้านเลขที่", default=False)
    village = models.ForeignKey(
        Village, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="หมู่บ้าน"
    )
    moo = models.CharField("หมู่ที่", max_length=10, blank=True)
    cluster = models.CharField("หย่อมบ้าน/กลุ่มบ้าน", max_length=100, blank=True)
    street = models.CharField("ถนน/ซอย", max_length=100, blank=True)
    tambon = models.CharField("ตำบล/แขวง", max_length=100, blank=True)
    amphoe = models.CharField("อำเภอ/เขต", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    postcode = models.CharField("รหัสไปรษณีย์", max_length=5, blank=True)
    phone = models.CharField("โทรศัพท์บ้าน", max_length=30, blank=True)
    home_language = models.CharField("ภาษาที่ใช้ที่บ้าน", max_length=50, blank=True)
    dormitory = models.CharField("หอพัก/ที่พักนอน", max_length=100, blank=True)
    latitude = models.DecimalField("ละติจูด", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("ลองจิจูด", max_digits=8, decimal_places=5, null=True, blank=True)
    accuracy_m = models.PositiveIntegerField("ความแม่นยำ (เมตร)", null=True, blank=True)
    located_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ครัวเรือน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="household_coordinates",
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def village_name(self) -> str:
        """The heading under which visit lists group it."""
        if self.village:
            return str(self.village)
        return f"หมู่ {self.moo}" if self.moo else "ไม่ระบุหมู่บ้าน"

    @property
    def address(self) -> str:
        number = "ไม่มีบ้านเลขที่" if self.has_no_number else self.house_no
        named = [("หมู่ ", self.moo), ("", self.cluster), ("", self.street), ("ต.", self.tambon)]
        named += [("อ.", self.amphoe), ("จ.", self.province), ("", self.postcode)]
        return " ".join([number, *(f"{mark}{text}" for mark, text in named if text)]).strip()


class Guardian(models.Model):
    """A person who answers for pupils; one row for siblings."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="guardians")
    title = models.CharField("คำนำหน้า", max_length=50, blank=True)
    first_name = models.CharField("ชื่อ", max_length=100, db_collation="thai")
    last_name = models.CharField("นามสกุล", max_length=100, blank=True, db_collation="thai")
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    occupation = models.CharField("อาชีพ", max_length=100, blank=True)
    education = models.CharField("การศึกษาสูงสุด", max_length=100, blank=True)
    income_month = models.DecimalField(
        "รายได้ต่อเดือน (บาท)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    citizen_id = EncryptedTextField("เลขประจำตัวประชาชน", blank=True, default="")
    citizen_id_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    has_state_welfare = models.BooleanField("ได้สวัสดิการแห่งรัฐ", default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้ปกครอง"
        ordering = ["first_name", "last_name", "pk"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}".strip()


class Guardianship(models.Model):
    """What a guardian is to a pupil, and what they may do (care.md §5.9)."""

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="guardianships")
    guardian = models.ForeignKey(Guardian, models.CASCADE, related_name="guardianships")
    relation = models.CharField("ความสัมพันธ์", max_length=50)
    is_primary = models.BooleanField("ผู้ปกครองหลัก", default=False)
    lives_with = models.BooleanField("อยู่ด้วยกัน", default=False)
    has_legal_power = models.BooleanField("ผู้ใช้อำนาจปกครอง", default=False)
    may_be_contacted = models.BooleanField("ติดต่อได้", default=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ความเป็นผู้ปกครอง"
        ordering = ["-is_primary", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "guardian", "relation"], name="guardianship_once"
            ),
            models.UniqueConstraint(
                fields=["student"], condition=Q(is_primary=True), name="guardianship_one_primary"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} ({self.relation})"
