"""What the office found when it looked over what a school had confirmed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models.boards import Confirmation, Member
from schoolcare.access import ScopedQuerySet

ON_BOARD = ["order", "term", "size", "scan", "seats"]
ON_MEMBER = [
    *("name", "seat", "started", "citizen_id", "birth_date", "address", "phone", "qualification"),
]


class RemarkQuerySet(ScopedQuerySet):
    def still_open(self) -> "RemarkQuerySet":
        return self.filter(resolved_at=None)


class Remark(models.Model):
    """One objection, to a field of the board or, with `member`, of one of its members."""

    class Field(models.TextChoices):
        """What may be wrong."""

        ORDER = "order", "เลขที่และวันที่คำสั่ง"
        TERM = "term", "วันเริ่มและวันครบวาระ"
        SIZE = "size", "จำนวนนักเรียนและจำนวนกรรมการ"
        SCAN = "scan", "สำเนาคำสั่ง"
        SEATS = "seats", "องค์ประกอบของคณะกรรมการ"
        NAME = "name", "คำนำหน้า ชื่อ นามสกุล หรือฉายา"
        SEAT = "seat", "ตำแหน่งหรือผู้แทน"
        STARTED = "started", "วันเริ่มหรือวันพ้น"
        CITIZEN_ID = "citizen_id", "เลขประจำตัวประชาชน"
        BIRTH_DATE = "birth_date", "วันเกิด"
        ADDRESS = "address", "ที่อยู่"
        PHONE = "phone", "โทรศัพท์"
        QUALIFICATION = "qualification", "คุณสมบัติ"

    SCHOOL_PATH = "confirmation__board__school"
    DISTRICT_PATH = "confirmation__board__school__district"

    confirmation = models.ForeignKey(Confirmation, models.CASCADE, related_name="remarks")
    member = models.ForeignKey(
        Member,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name="กรรมการ",
    )
    field = models.CharField("เรื่อง", max_length=20, choices=Field)
    text = models.CharField("สิ่งที่ต้องแก้ไข", max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ทักท้วง"
    )
    made_at = models.DateTimeField("ทักท้วงเมื่อ", auto_now_add=True)
    resolved_at = models.DateTimeField("แก้ไขแล้วเมื่อ", null=True, blank=True, editable=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อทักท้วงทะเบียนคณะกรรมการ"
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_text"),
            models.CheckConstraint(
                condition=Q(member=None, field__in=ON_BOARD)
                | Q(member__isnull=False, field__in=ON_MEMBER),
                name="remark_field_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.text}"
