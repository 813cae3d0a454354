"""What a project's proposal is made of, row by row: activities, budget, indicators; its course."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from community.models.projects import Project
from schoolcare.access import OfficeQuerySet, Permission
from schoolcare.models import User

UNPLACED = 32_000  # after the rows that somebody put in order by hand


def place_in_order() -> models.PositiveSmallIntegerField:
    """Where a row stands among those of its phase, type or project, once put there by hand."""
    return models.PositiveSmallIntegerField("ลำดับ", default=UNPLACED, editable=False)


class PartQuerySet(OfficeQuerySet):
    """Rows of a project: in reach where the project is."""

    def reach(self, user: User, permission: Permission, *, within: Permission | None = None) -> Q:
        grant = user.access.grant(permission)
        return Q(project__school__in=grant.schools) | Q(project__district__in=grant.districts)


class ProjectTask(models.Model):
    """One activity or step of a project, in its phase of PDCA; before it is held."""

    class Phase(models.IntegerChoices):
        PLAN = 1, "P วางแผน"
        DO = 2, "D ดำเนินการ"
        CHECK = 3, "C ตรวจสอบ"
        ACT = 4, "A ปรับปรุง"

    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks")
    phase = models.PositiveSmallIntegerField("ขั้น", choices=Phase, default=Phase.DO)
    what = models.CharField("กิจกรรม/ขั้นตอน", max_length=500)
    starts_on = models.DateField("เริ่ม", null=True, blank=True)
    ends_on = models.DateField("สิ้นสุด", null=True, blank=True)
    owner = models.CharField("ผู้รับผิดชอบ", max_length=200, blank=True)
    position = place_in_order()

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "กิจกรรมของโครงการ"
        ordering = ["phase", "position", F("starts_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_task_dates",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=Q(phase__gte=1, phase__lte=4), name="project_task_phase"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class BudgetLine(models.Model):
    """One row of the budget, in baht; of quantity × unit price where both are given."""

    class Kind(models.IntegerChoices):
        PAY = 1, "ค่าตอบแทน"
        SERVICES = 2, "ค่าใช้สอย"
        MATERIALS = 3, "ค่าวัสดุ"

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines")
    task = models.ForeignKey(
        ProjectTask,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name="ใช้ในกิจกรรม",
    )
    kind = models.PositiveSmallIntegerField("ประเภทรายจ่าย", choices=Kind)
    item = models.CharField("รายการ", max_length=300)
    source = models.CharField("แหล่งงบประมาณ", max_length=150, blank=True)
    quantity = models.DecimalField("จำนวน", max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField("หน่วย", max_length=50, blank=True)
    unit_price = models.DecimalField(
        "ราคาต่อหน่วย (บาท)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    amount = models.DecimalField("จำนวนเงิน (บาท)", max_digits=12, decimal_places=2)
    position = place_in_order()

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "รายการงบประมาณ"
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="budget_line_amount",
                violation_error_message="จำนวนเงินต้องมากกว่า 0",
            ),
            models.CheckConstraint(condition=Q(kind__gte=1, kind__lte=3), name="budget_line_kind"),
        ]

    def __str__(self) -> str:
        return self.item


class Spending(models.Model):
    """What was paid of a row of the budget, in baht."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="spendings")
    project = models.ForeignKey(Project, models.CASCADE, related_name="spendings")
    spent_on = models.DateField("วันที่จ่าย")
    amount = models.DecimalField("จำนวนเงิน (บาท)", max_digits=12, decimal_places=2)
    document = models.CharField("เลขที่เอกสาร", max_length=100, blank=True)
    note = models.CharField("หมายเหตุ", max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "รายจ่ายจริง"
        ordering = ["-spent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="spending_amount",
                violation_error_message="จำนวนเงินต้องมากกว่า 0",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.amount}"


class Indicator(models.Model):
    """How one sees whether a project succeeds; `is_met` empty until its result is noted."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")
    what = models.CharField("ตัวบ่งชี้ความสำเร็จ", max_length=500)
    method = models.CharField("วิธีวัด", max_length=200, blank=True)
    tool = models.CharField("เครื่องมือ", max_length=200, blank=True)
    target = models.CharField("ค่าเป้าหมาย", max_length=200, blank=True)
    result = models.CharField("ผลที่ได้", max_length=500, blank=True)
    is_met = models.BooleanField("บรรลุ", null=True, blank=True)
    position = place_in_order()

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "ตัวบ่งชี้ความสำเร็จ"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.what


class ProjectMove(models.Model):
    """One step of a project's course, never changed: who did what, when, with which words.

    `is_alone` marks an approval by the person who proposed, where nobody else could approve.
    `board_meeting` finds the meeting in the record of boards, where it was chosen from there;
    `meeting` and `on` keep its number and day as they were said then.
    """

    class Verb(models.TextChoices):
        PROPOSE = "propose", "เสนอโครงการ"
        ENDORSE = "endorse", "คณะกรรมการเห็นชอบ"
        ADVISE = "advise", "คณะกรรมการให้ข้อเสนอแนะ"
        APPROVE = "approve", "อนุมัติ"
        START = "start", "เริ่มดำเนินการ"
        REPORT = "report", "รายงานผล"
        CLOSE = "close", "ปิดโครงการ"
        RETURN = "return", "ส่งกลับแก้ไข"
        CANCEL = "cancel", "ยกเลิก"

    project = models.ForeignKey(Project, models.CASCADE, related_name="moves")
    verb = models.CharField("การดำเนินการ", max_length=8, choices=Verb)
    words = models.TextField("ถ้อยคำ", max_length=1000, blank=True)
    on = models.DateField("วันที่มีมติ", null=True, blank=True)
    meeting = models.CharField("การประชุม", max_length=200, blank=True)
    board_meeting = models.PositiveBigIntegerField("การประชุมในทะเบียน", null=True, blank=True)
    is_alone = models.BooleanField("อนุมัติโดยผู้บันทึก", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "การดำเนินการกับโครงการ"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_verb_display()
