"""Rounds of home visits, the visits themselves, what was seen, agreed and followed up."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from homevisits.querysets import AlertQuerySet, FollowUpQuerySet, RoundQuerySet, VisitQuerySet
from schoolcare.models import School, StoredFile, Term
from students.models import Classroom, Student
from students.models.scoping import PupilScopedQuerySet

USER = settings.AUTH_USER_MODEL


class VisitRound(models.Model):
    """A round: who is to be visited, from when to when, with which set of questions."""

    class Who(models.TextChoices):
        ALL = "all", "นักเรียนทุกคน"
        NEW = "new", "นักเรียนใหม่ของปีนี้"
        CHOSEN = "chosen", "เฉพาะที่เลือก"

    class Form(models.TextChoices):
        SHORT = "short", "แบบสั้น"
        OBEC = "obec", "แบบ สพฐ. 4 หน้า"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="visit_rounds")
    term = models.ForeignKey(
        Term, models.PROTECT, related_name="visit_rounds", verbose_name="ภาคเรียน"
    )
    number = models.PositiveSmallIntegerField("รอบที่")
    opens_on = models.DateField("เริ่มวันที่")
    closes_on = models.DateField("ถึงวันที่")
    who = models.CharField("เยี่ยมใคร", max_length=8, choices=Who, default=Who.ALL)
    form = models.CharField("แบบบันทึก", max_length=8, choices=Form, default=Form.OBEC)
    chosen = models.ManyToManyField(Student, blank=True, related_name="+", verbose_name="นักเรียน")
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "รอบเยี่ยมบ้าน"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="visit_round_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="visit_round_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"รอบที่ {self.number} {self.term}"


class Status(models.TextChoices):
    DRAFT = "draft", "ร่าง"
    SUBMITTED = "submitted", "รอตรวจ"
    RETURNED = "returned", "ส่งกลับแก้ไข"
    APPROVED = "approved", "ครบถ้วน"


TRANSITIONS = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {Status.RETURNED, Status.APPROVED},
    Status.RETURNED: {Status.SUBMITTED},
    Status.APPROVED: {Status.RETURNED},
}
EDITABLE = {Status.DRAFT, Status.RETURNED}


class HomeVisit(models.Model):
    """One visit of a pupil in a round; the answers lie under item codes of the form's version."""

    class Mode(models.TextChoices):
        HOME = "home", "เยี่ยมที่บ้าน"
        REMOTE = "remote", "โทรศัพท์/วิดีโอ"
        MET = "met", "พบที่โรงเรียนหรือหอพัก"
        NONE = "none", "ไม่ได้เยี่ยม"

    class Reason(models.TextChoices):
        ABSENT = "absent", "ไม่พบ"
        MOVED = "moved", "ย้ายที่อยู่"
        REFUSED = "refused", "ปฏิเสธการเยี่ยม"
        UNREACHABLE = "unreachable", "เดินทางไปไม่ได้"
        OTHER = "other", "อื่น ๆ"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    round = models.ForeignKey(VisitRound, models.PROTECT, related_name="visits")
    student = models.ForeignKey(Student, models.PROTECT, related_name="visits")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="visits")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField("สถานะ", max_length=10, choices=Status, default=Status.DRAFT)
    mode = models.CharField("วิธีเยี่ยม", max_length=8, choices=Mode, default=Mode.HOME)
    reason = models.CharField("เหตุที่ไม่ได้เยี่ยม", max_length=12, choices=Reason, blank=True)
    reason_note = models.CharField("รายละเอียด", max_length=300, blank=True)
    visited_on = models.DateField("วันที่เยี่ยม", null=True, blank=True)
    author = models.ForeignKey(USER, models.PROTECT, related_name="visits", verbose_name="ผู้เยี่ยม")
    definition = models.CharField("ฉบับแบบบันทึก", max_length=20)
    answers = models.JSONField(default=dict)  # item code -> text or number as text
    steps_done = models.JSONField(default=list)  # step codes
    steps_skipped = models.JSONField(default=list)  # step codes put off for later
    step_versions = models.JSONField(default=dict)  # step code -> version of its last change
    version = models.PositiveIntegerField(default=1)
    household_income = models.DecimalField(
        "รายได้ครัวเรือนต่อเดือน", max_digits=12, decimal_places=2, null=True
    )
    income_per_head = models.DecimalField(
        "รายได้เฉลี่ยต่อคน", max_digits=12, decimal_places=2, null=True
    )
    review_remark = models.TextField("ข้อสังเกตของผู้ตรวจ", blank=True)
    submitted_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    self_approved = models.BooleanField("อนุมัติโดยผู้บันทึก", default=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "การเยี่ยมบ้าน"
        ordering = ["-visited_on", "-pk"]
        indexes = [
            models.Index(fields=["round", "classroom", "status"], name="visit_round_class"),
            models.Index(fields=["student", "-visited_on"], name="visit_student"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "student"], name="visit_once_a_round"),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="visit_status_known"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="visit_review_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"เยี่ยมบ้าน {self.round}"

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def album(self) -> "list[VisitPhoto]":
        """Photos as screen and paper show them: outside, inside, others, each in its order."""
        kinds = VisitPhoto.Kind.values
        return sorted(self.photos.all(), key=lambda photo: kinds.index(photo.kind))


class VisitTick(models.Model):
    """One chosen option of one item; a row, so that counts run in SQL."""

    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="ticks")
    item = models.CharField(max_length=40)
    option = models.CharField(max_length=40)
    is_danger = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["item", "option"], name="visit_tick_count")]
        constraints = [
            models.UniqueConstraint(fields=["visit", "item", "option"], name="visit_tick_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}={self.option}"


class VisitMember(models.Model):
    """One member of the household with five kinds of monthly income in baht."""

    INCOMES = ("wage", "farming", "business", "welfare", "other_income")

    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField("คนที่")
    relation = models.CharField("ความสัมพันธ์", max_length=50)
    age = models.PositiveSmallIntegerField("อายุ", null=True, blank=True)
    is_disabled = models.BooleanField("พิการ", default=False)
    wage = models.DecimalField("ค่าจ้าง เงินเดือน", max_digits=10, decimal_places=2, default=0)
    farming = models.DecimalField("เกษตรกรรม", max_digits=10, decimal_places=2, default=0)
    business = models.DecimalField("ธุรกิจส่วนตัว", max_digits=10, decimal_places=2, default=0)
    welfare = models.DecimalField("สวัสดิการ", max_digits=10, decimal_places=2, default=0)
    other_income = models.DecimalField("แหล่งอื่น", max_digits=10, decimal_places=2, default=0)

    class Meta:
        verbose_name = "สมาชิกในครัวเรือน"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "order"], name="visit_member_order")
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.relation}"

    @property
    def total(self):  # type: ignore[no-untyped-def]
        return sum(getattr(self, name) for name in self.INCOMES)


class VisitPhoto(models.Model):
    """A photo of a visit; bytes are private files."""

    class Kind(models.TextChoices):
        OUTSIDE = "outside", "ภายนอกบ้าน"
        INSIDE = "inside", "ภายในบ้าน"
        OTHER = "other", "อื่น ๆ"

    MOST = 12
    SCHOOL_PATH = "visit__student__school"
    DISTRICT_PATH = "visit__student__school__district"
    PUPIL_PATH = "visit__student"

    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="photos")
    kind = models.CharField("ชนิด", max_length=8, choices=Kind, default=Kind.OTHER)
    caption = models.CharField("คำบรรยาย", max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField("ลำดับ", default=0)  # equal ones: as they came
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "รูปถ่าย"
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "file"], name="visit_photo_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class VisitSignature(models.Model):
    """Who signed a visit: drawn with a finger, or on the print."""

    class Signer(models.TextChoices):
        GUARDIAN = "guardian", "ผู้ปกครอง/ผู้แทน"
        VISITOR = "visitor", "ผู้เยี่ยม"

    SCHOOL_PATH = "visit__student__school"
    DISTRICT_PATH = "visit__student__school__district"
    PUPIL_PATH = "visit__student"

    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="signatures")
    signer = models.CharField("ผู้ลงชื่อ", max_length=10, choices=Signer)
    name = models.CharField("ชื่อ-นามสกุล", max_length=200, blank=True)
    relation = models.CharField("ความสัมพันธ์", max_length=50, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    on_paper = models.BooleanField("เซ็นบนกระดาษแล้ว", default=False)
    signed_at = models.DateTimeField(auto_now=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ลายมือชื่อ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "signer"], name="visit_signature_once")
        ]

    def __str__(self) -> str:
        return self.get_signer_display()


class RefusedSave(models.Model):
    """What a person typed into a step that somebody else had saved meanwhile, until they choose."""

    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="refused_saves")
    step = models.CharField(max_length=20)
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    typed = models.JSONField()  # control name -> values
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "ร่างที่ชนกัน"
        constraints = [
            models.UniqueConstraint(fields=["visit", "step", "user"], name="refused_save_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.visit_id}"


class VisitRevision(models.Model):
    """A whole visit as it stood when it was submitted, sent back or approved."""

    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    data = models.JSONField()
    remark = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ประวัติการเยี่ยม"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="visit_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.number}"


class FollowUp(models.Model):
    """Something to look after following a visit; open until it is closed with its outcome."""

    class Outcome(models.TextChoices):
        BETTER = "better", "ดีขึ้น"
        SAME = "same", "คงเดิม"
        WORSE = "worse", "แย่ลง"

    SCHOOL_PATH = "visit__student__school"
    DISTRICT_PATH = "visit__student__school__district"
    PUPIL_PATH = "visit__student"

    visit = models.ForeignKey(HomeVisit, models.CASCADE, related_name="follow_ups")
    due_on = models.DateField("วันที่ติดตาม")
    what = models.CharField("เรื่องที่ติดตาม", max_length=300)
    how = models.CharField("วิธีติดตาม", max_length=200, blank=True)
    result = models.TextField("ผลการติดตาม", blank=True)
    outcome = models.CharField("สรุป", max_length=8, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "การติดตาม"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["closed_at", "due_on"], name="follow_up_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="follow_up_closed_pair",
            )
        ]

    def __str__(self) -> str:
        return f"ติดตาม {self.due_on}"


class ProtectionAlert(models.Model):
    """Raised at once by what means danger (care.md §2.3), in a visit or elsewhere; seen by few."""

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.PROTECT, related_name="alerts")
    visit = models.ForeignKey(HomeVisit, models.PROTECT, null=True, related_name="alerts")
    source = models.CharField(max_length=60, blank=True)  # the record, where it is no visit
    kinds = models.JSONField("เรื่อง", default=list)  # "item.option" codes; else words
    classroom = models.ForeignKey(Classroom, models.PROTECT, null=True, related_name="+")
    raised_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    assigned_to: models.ManyToManyField = models.ManyToManyField(
        USER, related_name="alerts", blank=True
    )
    excluded: models.ManyToManyField = models.ManyToManyField(USER, related_name="+", blank=True)
    acknowledged_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    handled_note = models.TextField("สิ่งที่ดำเนินการ", blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "การแจ้งเหตุคุ้มครองเด็ก"
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit"], name="protection_alert_once_a_visit"),
            models.UniqueConstraint(
                fields=["student", "source"],
                condition=~Q(source=""),
                name="protection_alert_once_a_source",
            ),
            models.CheckConstraint(
                condition=Q(visit=None) ^ Q(source=""), name="protection_alert_from_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"แจ้งเหตุ {self.pk}"

    @property
    def room(self) -> Classroom | None:
        """The pupil's class when it was raised."""
        return self.visit.classroom if self.visit else self.classroom
