"""How a board comes about: its selection, what the school asks the office for, the orders."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from committee.models.boards import Board, Member
from schoolcare.access import ScopedQuerySet
from schoolcare.models import District, StoredFile
from schoolcare.thai import thai_date


class Selection(models.Model):
    """When and where the members of one board are found (admin.md §1.4)."""

    SCHOOL_PATH = "board__school"
    DISTRICT_PATH = "board__school__district"

    board = models.OneToOneField(Board, models.CASCADE, related_name="selection")
    announced_on = models.DateField("ประกาศวันที่", null=True, blank=True)
    apply_from = models.DateField("รับสมัครหรือเสนอชื่อ ตั้งแต่วันที่", null=True, blank=True)
    apply_until = models.DateField("ถึงวันที่", null=True, blank=True)
    apply_at = models.CharField("สถานที่รับสมัครหรือเสนอชื่อ", max_length=200, blank=True)
    meeting_on = models.DateField("ประชุมคัดเลือกวันที่", null=True, blank=True)
    meeting_at = models.CharField("เวลาและสถานที่ประชุมคัดเลือก", max_length=200, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เริ่มสรรหา"
    )
    started_at = models.DateTimeField("เริ่มสรรหาเมื่อ", auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การสรรหากรรมการ"
        constraints = [
            models.CheckConstraint(
                condition=Q(apply_from=None)
                | Q(apply_until=None)
                | Q(apply_until__gte=F("apply_from")),
                name="selection_days",
            )
        ]

    def __str__(self) -> str:
        return f"การสรรหา {self.board}"


class OrderKind(models.TextChoices):
    """What an order does."""

    BOARD = "board", "แต่งตั้งทั้งคณะ"
    VACANCY = "vacancy", "แต่งตั้งแทนตำแหน่งที่ว่าง"
    CORRECTION = "correction", "แก้ไขคำสั่ง"
    REMOVAL = "removal", "ให้พ้นจากตำแหน่ง"


class Order(models.Model):
    """One order of an office about boards of its schools; its number is never used again.

    `wording` is what it said when it was issued (committee.wording), whatever became of the
    registry since.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่างคำสั่ง"
        ISSUED = "issued", "ออกคำสั่งแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    SCHOOL_PATH = "lines__board__school"
    DISTRICT_PATH = "district"

    district = models.ForeignKey(District, models.PROTECT, related_name="board_orders")
    kind = models.CharField("ชนิดของคำสั่ง", max_length=10, choices=OrderKind)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.DRAFT)
    number = models.CharField("คำสั่งที่", max_length=50, blank=True)
    dated_on = models.DateField("สั่ง ณ วันที่", null=True, blank=True)
    effective_on = models.DateField("มีผลตั้งแต่วันที่", null=True, blank=True)
    legal_basis = models.TextField("อำนาจตามกฎหมาย", blank=True)
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)
    wording = models.JSONField("ข้อความตามที่ออกคำสั่ง", default=dict, blank=True, editable=False)
    signed_copy = models.ForeignKey(
        StoredFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="สำเนาคำสั่งที่ลงนามแล้ว",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้จัดทำ"
    )
    made_at = models.DateTimeField("จัดทำเมื่อ", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้บันทึกการออกคำสั่ง",
    )
    issued_at = models.DateTimeField("บันทึกการออกคำสั่งเมื่อ", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ยกเลิก",
    )
    cancelled_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    cancel_reason = models.CharField("เหตุที่ยกเลิก", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "คำสั่งเกี่ยวกับคณะกรรมการ"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OrderKind.values), name="order_kind"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "issued", "cancelled"]), name="order_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (~Q(number="") & Q(dated_on__isnull=False, effective_on__isnull=False)),
                name="order_issued_whole",
            ),
            models.UniqueConstraint(
                fields=["district", "number"],
                condition=~Q(number=""),
                name="order_number_once",
            ),
        ]

    def __str__(self) -> str:
        number = f"ที่ {self.number} " if self.number else ""
        return f"คำสั่ง{number}{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("committee:order-detail", args=[self.pk])


class OrderLineQuerySet(ScopedQuerySet):
    def waiting(self) -> "OrderLineQuerySet":
        """Asked for and on no order yet."""
        return self.filter(order=None, closed_at=None)

    def pending(self) -> "OrderLineQuerySet":
        """Asked for and neither issued nor answered: waiting, or on a draft."""
        return self.filter(Q(order=None) | Q(order__state=Order.State.DRAFT), closed_at=None)


class OrderLine(models.Model):
    """What was asked for about one board, and the order that it came to stand on.

    Without an order it waits at the office; `closed_at` tells that it was sent back, with
    `close_reason`, or that the school withdrew it or recorded a paper order by hand.
    """

    class Field(models.TextChoices):
        """What a correction may set right."""

        TITLE = "title", "คำนำหน้า"
        FIRST_NAME = "first_name", "ชื่อ"
        LAST_NAME = "last_name", "นามสกุล"
        MONASTIC_NAME = "monastic_name", "ฉายา"
        ORGANIZATION = "organization", "องค์กรหรือกลุ่มที่เป็นผู้แทน"
        STARTS_ON = "starts_on", "วันเริ่มวาระของคณะกรรมการ"
        ENDS_ON = "ends_on", "วันครบวาระของคณะกรรมการ"

    OF_BOARD = (Field.STARTS_ON, Field.ENDS_ON)
    SCHOOL_PATH = "board__school"
    DISTRICT_PATH = "board__school__district"

    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name="คำสั่ง"
    )
    kind = models.CharField("เรื่อง", max_length=10, choices=OrderKind)
    board = models.ForeignKey(Board, models.CASCADE, related_name="order_lines")
    member = models.ForeignKey(
        Member,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="order_lines",
        verbose_name="กรรมการ",
    )
    field = models.CharField("สิ่งที่แก้ไข", max_length=15, choices=Field, blank=True)
    wrong = models.CharField("ข้อความเดิม", max_length=200, blank=True)
    right = models.CharField("แก้เป็น", max_length=200, blank=True)
    left_on = models.DateField("พ้นตั้งแต่วันที่", null=True, blank=True)
    left_reason = models.CharField("เหตุที่พ้น", max_length=12, choices=Member.Reason, blank=True)
    note = models.CharField("รายละเอียด", max_length=200, blank=True)
    warnings = models.JSONField("คำเตือนที่รับทราบ", default=list, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เสนอ"
    )
    asked_at = models.DateTimeField("เสนอเมื่อ", auto_now_add=True)
    by_office = models.BooleanField("เขตบันทึกแทน", default=False, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ส่งคืน",
    )
    closed_at = models.DateTimeField("ส่งคืนเมื่อ", null=True, blank=True)
    close_reason = models.CharField("เหตุที่ส่งคืน", max_length=300, blank=True)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        verbose_name = "เรื่องเสนอออกคำสั่ง"
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["board", "closed_at"], name="order_line_board")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="board", member=None)
                | Q(kind__in=["vacancy", "removal"], member__isnull=False)
                | Q(kind="correction"),
                name="order_line_member",
            ),
            models.CheckConstraint(
                condition=~Q(kind="correction") | (~Q(field="") & ~Q(right="")),
                name="order_line_right",
            ),
            models.CheckConstraint(
                condition=~Q(kind="removal") | (Q(left_on__isnull=False) & ~Q(left_reason="")),
                name="order_line_leaving",
            ),
            models.UniqueConstraint(
                fields=["board"],
                condition=Q(kind="board", order=None, closed_at=None),
                name="order_line_board_once",
            ),
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(kind__in=["vacancy", "removal"], order=None, closed_at=None),
                name="order_line_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.member or self.board}"

    @property
    def wrong_words(self) -> str:
        return self._in_words(self.wrong)

    @property
    def right_words(self) -> str:
        return self._in_words(self.right)

    def _in_words(self, text: str) -> str:
        """A day is kept as ISO and shown as people write it."""
        is_day = self.field in self.OF_BOARD and bool(text)
        return thai_date(date.fromisoformat(text)) if is_day else text

    @property
    def was_returned(self) -> bool:
        return bool(self.closed_at and self.close_reason)
