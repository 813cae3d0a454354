"""A school's board over one term, who sits on it, and the yearly word that it is so."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from committee.models.rules import RuleSet, Seat
from schoolcare.access import ScopedQuerySet
from schoolcare.fields import EncryptedTextField
from schoolcare.identity import mask_citizen_id
from schoolcare.models import School, StoredFile
from students.models import Guardian

NO_SURNAME = "-"  # stands as the surname of who has none, and says that it is not forgotten
MONK_TITLES = ("พระ", "สามเณร", "เจ้าอธิการ", "เจ้าคณะ")


class BoardQuerySet(ScopedQuerySet):
    def appointed(self) -> "BoardQuerySet":
        return self.filter(state=Board.State.APPOINTED)

    def with_people(self, day: date) -> "BoardQuerySet":
        """Each with `people`: its members, without those who left before the term was over."""
        stayed = Q(members__left_on=None) | Q(members__left_on__gt=F("ends_on"))
        counted = (stayed | Q(members__left_on__gt=day)) & Q(members__awaits_order=False)
        return self.annotate(people=models.Count("members", counted))

    def begun(self, day: date) -> "BoardQuerySet":
        """Appointed and begun by `day`; a board whose first day is unknown has begun."""
        return self.appointed().filter(Q(starts_on=None) | Q(starts_on__lte=day))

    def covering(self, day: date) -> "BoardQuerySet":
        """Begun and not over on `day`."""
        return self.begun(day).filter(ends_on__gte=day)


class Board(models.Model):
    """One board (ชุด) of one school: its order, its term, the size it was made for.

    `student_count` is a snapshot with its day and basis; a board is not resized in its term
    (admin.md §1.2). That a term is over is computed from its dates, never stored.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        SELECTING = "selecting", "กำลังสรรหา"
        PROPOSED = "proposed", "เสนอแต่งตั้ง"
        RETURNED = "returned", "ส่งคืนแก้ไข"
        APPOINTED = "appointed", "แต่งตั้งแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    EXPIRED = "หมดวาระ"
    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="boards")
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, related_name="+", verbose_name="หลักเกณฑ์ที่ใช้"
    )
    number = models.PositiveSmallIntegerField("ชุดที่", null=True, blank=True)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.DRAFT)
    student_count = models.PositiveIntegerField("จำนวนนักเรียน", null=True, blank=True)
    counted_on = models.DateField("ข้อมูลนักเรียน ณ วันที่", null=True, blank=True)
    count_basis = models.CharField("ที่มาของจำนวนนักเรียน", max_length=100, blank=True)
    order_number = models.CharField("คำสั่งที่", max_length=50, blank=True)
    ordered_on = models.DateField("คำสั่งลงวันที่", null=True, blank=True)
    starts_on = models.DateField("วันเริ่มวาระ", null=True, blank=True)
    ends_on = models.DateField("วันครบวาระ", null=True, blank=True)
    order_scan = models.ForeignKey(
        StoredFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="สำเนาคำสั่ง",
    )
    by_office = models.BooleanField("เขตบันทึกแทน", default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = "คณะกรรมการสถานศึกษา"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["school", "ends_on"], name="board_school_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="board_dates"),
            models.CheckConstraint(
                condition=~Q(state="appointed") | Q(ends_on__isnull=False), name="board_has_end"
            ),
            models.UniqueConstraint(
                fields=["school", "ends_on"],
                condition=~Q(state="cancelled"),
                name="board_one_per_end",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "draft",
                        "selecting",
                        "proposed",
                        "returned",
                        "appointed",
                        "cancelled",
                    ]
                ),
                name="board_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"คณะกรรมการสถานศึกษา ชุดที่ {self.number}" if self.number else "คณะกรรมการสถานศึกษา"

    def get_absolute_url(self) -> str:
        return reverse("committee:board-detail", args=[self.pk])

    def has_begun(self, day: date) -> bool:
        """What `begun` asks in SQL, of a row at hand that is appointed."""
        return (self.starts_on or day) <= day

    def is_over(self, day: date) -> bool:
        return bool(self.ends_on and self.ends_on < day)

    def state_on(self, day: date) -> str:
        """The state in words; หมดวาระ once an appointed board's last day has passed."""
        if self.state == self.State.APPOINTED and self.is_over(day):
            return self.EXPIRED
        return self.get_state_display()


def without_surname(path: str = "") -> Q:
    """Members who lack one, though they are no monks and not known to have none.

    `path` leads to the members from another table, as "members__".
    """
    monks = Q()
    for title in MONK_TITLES:
        monks |= Q(**{f"{path}title__startswith": title})
    return Q(**{f"{path}last_name": ""}) & ~monks


def lacks_surname(title: str, last_name: str) -> bool:
    """What `without_surname` asks in SQL, of values at hand."""
    return not last_name and not title.startswith(MONK_TITLES)


class MemberQuerySet(ScopedQuerySet):
    def seated(self, day: date) -> "MemberQuerySet":
        """Begun and not gone on `day`; who leaves on a day is gone on it.

        Who was proposed for a vacancy sits from the order on.
        """
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        here = Q(left_on=None) | Q(left_on__gt=day)
        return self.filter(begun, here, awaits_order=False)

    def in_order(self) -> QuerySet:
        return self.order_by("seat", "starts_on", "pk")


class Member(models.Model):
    """One person on one board, with every field of the registry (admin.md §1.9)."""

    class Reason(models.TextChoices):
        """Why somebody left (admin.md §1.5)."""

        TERM_END = "term_end", "ครบวาระ"
        DIED = "died", "ตาย"
        RESIGNED = "resigned", "ลาออก"
        REMOVED = "removed", "ให้ออก"
        UNQUALIFIED = "unqualified", "ขาดคุณสมบัติหรือมีลักษณะต้องห้าม"
        DISROBED = "disrobed", "พ้นจากความเป็นพระภิกษุ"
        OFFICE = "office", "พ้นจากตำแหน่งที่เป็นฐาน"
        OTHER = "other", "อื่น ๆ"

    class Sex(models.TextChoices):
        MALE = "M", "ชาย"
        FEMALE = "F", "หญิง"

    SCHOOL_PATH = "board__school"
    DISTRICT_PATH = "board__school__district"

    board = models.ForeignKey(Board, models.CASCADE, related_name="members")
    seat = models.PositiveSmallIntegerField("ผู้แทน", choices=Seat)
    title = models.CharField("คำนำหน้า", max_length=50, blank=True)
    first_name = models.CharField("ชื่อ", max_length=100, db_collation="thai")
    last_name = models.CharField("นามสกุล", max_length=100, blank=True, db_collation="thai")
    monastic_name = models.CharField("ฉายา", max_length=100, blank=True)
    citizen_id = EncryptedTextField("เลขประจำตัวประชาชน", blank=True, default="")
    citizen_id_hash = models.CharField(
        max_length=64, blank=True, default="", db_index=True, editable=False
    )
    birth_date = models.DateField("วันเกิด", null=True, blank=True)
    sex = models.CharField("เพศ", max_length=1, choices=Sex, blank=True)
    religion = models.CharField("ศาสนา", max_length=50, blank=True)
    address = models.CharField("ที่อยู่ (เลขที่ หมู่ ถนน)", max_length=300, blank=True)
    tambon = models.CharField("ตำบล/แขวง", max_length=100, blank=True)
    amphoe = models.CharField("อำเภอ/เขต", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    postcode = models.CharField("รหัสไปรษณีย์", max_length=5, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    line_id = models.CharField("LINE", max_length=50, blank=True)
    occupation = models.CharField("อาชีพ", max_length=100, blank=True)
    education = models.CharField("วุฒิการศึกษา", max_length=100, blank=True)
    organization = models.CharField("องค์กรหรือกลุ่มที่เป็นผู้แทน", max_length=200, blank=True)
    starts_on = models.DateField("วันเริ่มวาระ", null=True, blank=True)
    term_number = models.PositiveSmallIntegerField("วาระที่", null=True, blank=True)
    left_on = models.DateField("วันพ้น", null=True, blank=True)
    left_reason = models.CharField("เหตุที่พ้น", max_length=12, choices=Reason, blank=True)
    left_note = models.CharField("รายละเอียดการพ้น", max_length=200, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name="แทน",
    )
    guardian = models.ForeignKey(
        Guardian,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ปกครองในทะเบียน",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="บุคลากรของโรงเรียน",
    )
    photo = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="รูปถ่าย"
    )
    consented_on = models.DateField("ยินยอมให้เก็บข้อมูลเมื่อ", null=True, blank=True)
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)
    awaits_order = models.BooleanField("รอคำสั่งแต่งตั้ง", default=False, editable=False)
    by_office = models.BooleanField("เขตบันทึกแทน", default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "กรรมการสถานศึกษา"
        ordering = ["board", "seat", "pk"]
        indexes = [models.Index(fields=["board", "seat"], name="member_seat")]
        constraints = [
            models.CheckConstraint(condition=~Q(first_name=""), name="member_first_name"),
            models.CheckConstraint(condition=Q(seat__in=Seat.values), name="member_seat_known"),
            models.UniqueConstraint(
                fields=["board", "citizen_id_hash"],
                condition=~Q(citizen_id_hash="") & ~Q(seat=Seat.SECRETARY),
                name="member_person_once",
            ),
            models.UniqueConstraint(
                fields=["board"],
                condition=Q(seat=Seat.CHAIR, left_on=None),
                name="member_one_chair",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(left_on=None) | Q(left_on__gte=F("starts_on")),
                name="member_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_monk(self) -> bool:
        """A monk is counted as รูป and may have no surname."""
        return self.title.startswith(MONK_TITLES)

    @property
    def full_name(self) -> str:
        """With the title; a monk's ฉายา stands where others have a surname."""
        last = (self.monastic_name or self.last_name) if self.is_monk else self.last_name
        return f"{self.title}{self.first_name} {last.removeprefix(NO_SURNAME)}".strip()

    @property
    def position(self) -> str:
        return Seat(self.seat).position

    @property
    def masked_id(self) -> str:
        return mask_citizen_id(self.citizen_id)

    @property
    def full_address(self) -> str:
        marks = [("", self.address), ("ต.", self.tambon), ("อ.", self.amphoe)]
        marks += [("จ.", self.province), ("", self.postcode)]
        return " ".join(f"{mark}{text}" for mark, text in marks if text)

    def is_seated(self, day: date) -> bool:
        """What `seated` asks in SQL, of a row at hand."""
        if self.awaits_order:
            return False
        return (self.starts_on or day) <= day and (self.left_on is None or self.left_on > day)

    def is_seated_later(self, day: date) -> bool:
        """Whether a first day after `day` is set, and no leaving before it takes effect."""
        begins = self.starts_on
        if self.awaits_order:
            return False
        return begins is not None and begins > day and (self.left_on or begins) >= begins

    @property
    def lacks_surname(self) -> bool:
        return lacks_surname(self.title, self.last_name)


class Confirmation(models.Model):
    """A school's word for one academic year (พ.ศ.) that the registry is right, and its review.

    `snapshot` is what stood there when it was said; `content_hash` (SHA-256) proves it.
    """

    class State(models.TextChoices):
        SENT = "sent", "ยืนยันแล้ว"
        RETURNED = "returned", "ส่งกลับแก้ไข"
        CERTIFIED = "certified", "รับรองแล้ว"
        REOPENED = "reopened", "เปิดแก้ไขหลังยืนยัน"

    CONFIRMED = (State.SENT, State.CERTIFIED)
    SCHOOL_PATH = "board__school"
    DISTRICT_PATH = "board__school__district"

    board = models.ForeignKey(Board, models.CASCADE, related_name="confirmations")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.SENT)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ยืนยัน"
    )
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", auto_now_add=True)
    content_hash = models.CharField(max_length=64)
    snapshot = models.JSONField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตรวจ",
    )
    reviewed_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True)
    self_certified = models.BooleanField("รับรองโดยผู้ยืนยัน", default=False, editable=False)
    was_certified = models.BooleanField("ผลการตรวจคือรับรอง", default=False, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การยืนยันทะเบียนคณะกรรมการ"
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "year"],
                condition=~Q(state="reopened"),
                name="confirmation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.year}"

    @property
    def answer(self) -> str:
        """What the office said of it in words, also after a later change has opened it again."""
        if self.reviewed_at is None:
            return ""
        return str(self.State.CERTIFIED.label if self.was_certified else self.State.RETURNED.label)

    @property
    def in_words(self) -> str:
        """The office's answer, and what has become of it since."""
        return " · ".join(dict.fromkeys(filter(None, [self.answer, self.get_state_display()])))
