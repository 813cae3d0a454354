"""What a school board must look like, as data: seats, terms, checks (admin.md §1.1 to §1.5)."""

from django.db import models
from django.db.models import Q

from schoolcare.models import District, School

LONG_NAME = 90  # letters


class Seat(models.IntegerChoices):
    """Whom a member stands for, in the order of the registry; the secretary comes last."""

    CHAIR = 1, "ประธานกรรมการ"
    PARENT = 2, "ผู้แทนผู้ปกครอง"
    TEACHER = 3, "ผู้แทนครู"
    COMMUNITY = 4, "ผู้แทนองค์กรชุมชน"
    LOCALGOV = 5, "ผู้แทนองค์กรปกครองส่วนท้องถิ่น"
    ALUMNI = 6, "ผู้แทนศิษย์เก่า"
    RELIGION = 7, "ผู้แทนพระภิกษุสงฆ์หรือองค์กรศาสนา"
    EXPERT = 8, "ผู้ทรงคุณวุฒิ"
    SECRETARY = 9, "ผู้อำนวยการสถานศึกษา"

    @property
    def position(self) -> str:
        """What a holder is called on the board."""
        titles = {Seat.CHAIR: "ประธานกรรมการ", Seat.SECRETARY: "กรรมการและเลขานุการ"}
        return titles.get(self, "กรรมการ")

    @property
    def each(self) -> str:
        """How holders are counted: monks are รูป (admin.md §1.3)."""
        return "รูป/คน" if self == Seat.RELIGION else "คน"


class Severity(models.TextChoices):
    """Sourced rules may block; what rests on general knowledge warns."""

    BLOCK = "block", "ต้องแก้ก่อน"
    WARN = "warn", "คำเตือน"
    OFF = "off", "ไม่ตรวจ"


class RuleSetQuerySet(models.QuerySet):
    def offered_to(self, office_id: int) -> "RuleSetQuerySet":
        """An office's own editions, and what came with the system where it has none of its own."""
        own = self.filter(district=office_id, is_current=True)
        shipped = Q(district=None) & ~Q(code__in=own.values("code"))
        return self.filter(shipped | Q(district=office_id, is_current=True))


class RuleSet(models.Model):
    """One regulation, or what stands for it: how many sit, how long, who appoints.

    Those without a `district` came with the system and never change. An office that changes one
    gets an edition of its own; each further change makes another, so that a board keeps the rules
    it was made under.
    """

    class Appointing(models.TextChoices):
        AREA_DIRECTOR = "area_director", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
        LOCAL_EXECUTIVE = "local_executive", "ผู้บริหารองค์กรปกครองส่วนท้องถิ่น"
        CENTRAL = "central", "หน่วยงานต้นสังกัดส่วนกลาง"

    DEFAULT, LOCAL, SPECIAL = "2564", "LAO", "SPECIAL"

    district = models.ForeignKey(
        District,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ฉบับของหน่วยงาน",
    )
    is_current = models.BooleanField("ใช้กับชุดใหม่", default=True, editable=False)
    changed_on = models.DateField("แก้ไขเมื่อ", null=True, blank=True, editable=False)
    code = models.CharField("รหัส", max_length=20)
    name = models.CharField("หลักเกณฑ์", max_length=300)
    effective_from = models.DateField("มีผลตั้งแต่", null=True, blank=True)
    size_threshold = models.PositiveSmallIntegerField("ขนาดเล็กไม่เกิน (คน)", default=300)
    is_total_free = models.BooleanField("จำนวนกรรมการไม่กำหนด", default=False)
    term_years = models.PositiveSmallIntegerField("วาระ (ปี)", default=4)
    max_terms = models.PositiveSmallIntegerField("เป็นได้ไม่เกิน (วาระ)", default=2)
    is_consecutive_only = models.BooleanField("นับเฉพาะวาระติดต่อกัน", default=True)
    refill_days = models.PositiveSmallIntegerField("สรรหาแทนภายใน (วัน)", default=90)
    refill_exempt_days = models.PositiveSmallIntegerField(
        "ไม่ต้องสรรหาแทนเมื่อวาระเหลือไม่ถึง (วัน)", default=180
    )
    appointed_by = models.CharField(
        "ผู้แต่งตั้ง", max_length=20, choices=Appointing, default=Appointing.AREA_DIRECTOR
    )
    source = models.CharField("ที่มา", max_length=300, blank=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = "หลักเกณฑ์คณะกรรมการ"
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(district=None), name="rule_set_shipped_once"
            ),
            models.UniqueConstraint(
                fields=["district", "code"],
                condition=Q(is_current=True),
                name="rule_set_current_once",
            ),
            models.CheckConstraint(
                condition=Q(term_years__gte=1, max_terms__gte=1), name="rule_set_terms"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """For headings and choices: a regulation's whole title fits neither."""
        return self.name if len(self.name) <= LONG_NAME else self.source

    @classmethod
    def code_for(cls, school: School) -> str:
        """The rule set a new board of this school starts with; people may pick another."""
        if school.kind == School.Kind.SPECIAL:
            return cls.SPECIAL
        is_local = school.kind == School.Kind.MUNICIPAL
        return cls.LOCAL if is_local or school.district.kind == District.Kind.LOCAL else cls.DEFAULT


class SeatRule(models.Model):
    """How many hold one seat, in a small school and in a large one."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="seats")
    seat = models.PositiveSmallIntegerField("ผู้แทน", choices=Seat)
    count_small = models.PositiveSmallIntegerField("โรงเรียนขนาดเล็ก")
    count_large = models.PositiveSmallIntegerField("โรงเรียนขนาดใหญ่")
    may_trade = models.BooleanField("นับรวมกับตำแหน่งอื่นที่แลกกันได้", default=False)

    class Meta:
        verbose_name = "จำนวนกรรมการแต่ละประเภท"
        ordering = ["rule_set", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "seat"], name="seat_rule_once"),
            models.CheckConstraint(condition=Q(seat__in=Seat.values), name="seat_rule_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.get_seat_display()} {self.count_small}/{self.count_large}"


class Check(models.TextChoices):
    """What is looked at; the code finds it, the rule set says how much it weighs."""

    AGE = "age", "อายุไม่ต่ำกว่าเกณฑ์ในวันแต่งตั้ง"
    TERM_LENGTH = "term_length", "วาระตามจำนวนปีของหลักเกณฑ์"
    TERM_LIMIT = "term_limit", "จำนวนวาระที่เป็นได้"
    PARENT_CHILD = "parent_child", "ผู้แทนผู้ปกครองมีบุตรหลานเรียนอยู่"
    EXPERT_BOARDS = "expert_boards", "ผู้ทรงคุณวุฒิเป็นกรรมการหลายโรงเรียน"
    SPLIT = "split", "สัดส่วนผู้แทนศาสนากับผู้ทรงคุณวุฒิ"
    TOTAL = "total", "จำนวนกรรมการครบก่อนเสนอแต่งตั้ง"
    EACH_KIND = "each_kind", "มีผู้แทนครบทุกประเภทก่อนเสนอแต่งตั้ง"
    TEACHER_POST = "teacher_post", "ผู้แทนครูยังเป็นบุคลากรของโรงเรียน"
    TERM_NUMBER = "term_number", "วาระที่ที่โรงเรียนระบุตรงกับทะเบียน"


class CheckRule(models.Model):
    """One check of one rule set, with how much it weighs and where it comes from."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="checks")
    check_code = models.CharField("เรื่องที่ตรวจ", max_length=20, choices=Check)
    severity = models.CharField("ระดับ", max_length=5, choices=Severity, default=Severity.WARN)
    value = models.PositiveSmallIntegerField("ค่าเกณฑ์", null=True, blank=True)
    source = models.CharField("ที่มา", max_length=300)
    is_general = models.BooleanField("มาจากความรู้ทั่วไป", default=False, editable=False)

    class Meta:
        verbose_name = "ข้อที่ตรวจของหลักเกณฑ์"
        ordering = ["rule_set", "check_code"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "check_code"], name="check_rule_once"),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="check_rule_severity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_check_code_display()} ({self.get_severity_display()})"

    @property
    def blocks_unsourced(self) -> bool:
        """Somebody made a rule block that no regulation at hand is known to say."""
        return self.is_general and self.severity == Severity.BLOCK
