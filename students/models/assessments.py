"""Other tests of mind and feeling: PHQ-A in full, results from elsewhere (care.md §2.5-2.6)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from schoolcare.models import School, StoredFile, User
from students.models.danger import is_closed
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet
from students.models.screening import ScreeningRound
from students.models.sdq import BLANK

USER = settings.AUTH_USER_MODEL
PHQ_ITEMS, PHQ_EXTRA = 9, 2
PHQ_MOST = 3  # points of one item
PHQ_SELF_HARM = 9  # the item that asks for thoughts of death and of hurting oneself


class PhqFormQuerySet(models.QuerySet):
    def of_school(self, school: School) -> Any:
        """The school's own newest, else the shipped newest."""
        own = self.filter(Q(school=school) | Q(school=None))
        return own.order_by(F("school").desc(nulls_last=True), "-version").first()


class PhqForm(models.Model):
    """The words, bands and cut-off of PHQ-A: shipped, or a school's copy of the official form.

    A change makes the next version; answers keep the one they were given to.
    """

    SCHOOL_PATH = "school"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    name = models.CharField("ชื่อแบบประเมิน", max_length=150)
    source = models.CharField("ที่มา", max_length=400, blank=True)
    lead = models.CharField("คำชี้แจง", max_length=300)
    items = models.JSONField("ข้อคำถาม")
    options = models.JSONField("คำตอบ")
    extra = models.JSONField("คำถามเพิ่มเติม", default=list)
    bands = models.JSONField("ระดับ")  # [from how many points on, in words], in order
    cutoff = models.PositiveSmallIntegerField("จุดตัดในโรงเรียน")
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PhqFormQuerySet.as_manager()

    class Meta:
        verbose_name = "แบบ PHQ-A"
        ordering = ["school", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(school=None), name="phq_form_shipped"
            ),
            models.UniqueConstraint(
                fields=["school", "version"],
                condition=Q(school__isnull=False),
                name="phq_form_of_school",
            ),
            models.CheckConstraint(
                condition=Q(cutoff__gte=1, cutoff__lte=PHQ_ITEMS * PHQ_MOST),
                name="phq_form_cutoff",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ฉบับที่ {self.version}" if self.school_id else self.name

    def band(self, total: int) -> str:
        """The words of the highest band that `total` reaches."""
        return [words for lowest, words in self.bands if total >= lowest][-1]


class PhqResponseQuerySet(PupilScopedQuerySet):
    def seen_by(self, user: User) -> Self:
        """Each with `is_veiled`: whether its danger is hidden from `user`, who gets it veiled."""
        hidden = is_closed(user, "phq") & Q(is_danger=True)
        return self.select_related("form").annotate(is_veiled=hidden)


class PhqResponse(models.Model):
    """One PHQ-A of one pupil; each day's answers are a row, nothing takes the place of another."""

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    round = models.ForeignKey(ScreeningRound, models.PROTECT, related_name="phq_responses")
    student = models.ForeignKey(Student, models.PROTECT, related_name="phq_responses")
    form = models.ForeignKey(PhqForm, models.PROTECT, related_name="+")
    answers = models.CharField("คำตอบ", max_length=PHQ_ITEMS)
    extra = models.CharField("คำถามเพิ่มเติม", max_length=PHQ_EXTRA, default=BLANK * PHQ_EXTRA)
    total = models.PositiveSmallIntegerField("คะแนนรวม", null=True)
    band = models.CharField("ระดับ", max_length=150, blank=True)
    is_positive = models.BooleanField("ถึงจุดตัด", default=False)
    is_danger = models.BooleanField("มีความเสี่ยงทำร้ายตนเอง", default=False)
    answered_on = models.DateField("วันที่ประเมิน")
    next_step = models.TextField("สิ่งที่ทำต่อ", max_length=1000, blank=True)
    keyed_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก")
    keyed_at = models.DateTimeField("บันทึกเมื่อ", auto_now=True)

    objects = PhqResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "แบบประเมิน PHQ-A"
        ordering = ["-answered_on", "-pk"]
        indexes = [models.Index(fields=["student", "-answered_on"], name="phq_student")]
        constraints = [
            models.CheckConstraint(
                condition=Q(Exact(Length(F("answers")), PHQ_ITEMS)), name="phq_response_items"
            ),
            models.CheckConstraint(
                condition=Q(total=None) | Q(total__lte=PHQ_ITEMS * PHQ_MOST),
                name="phq_response_total",
            ),
        ]

    def __str__(self) -> str:
        return f"PHQ-A {self.answered_on}"

    def judge(self) -> None:
        """Reckon total, band and danger from the answers; nothing is saved."""
        given = [int(one) for one in self.answers if one != BLANK]
        self.total = sum(given) if len(given) == PHQ_ITEMS else None
        self.band = "" if self.total is None else self.form.band(self.total)
        self.is_positive = self.total is not None and self.total >= self.form.cutoff
        self.is_danger = self.answers[PHQ_SELF_HARM - 1] in "123" or "1" in self.extra

    def veil(self) -> None:
        """As whom its alert excludes sees it: no harm was thought of; such a row is never saved."""
        item = PHQ_SELF_HARM - 1
        if self.answers[item] in "123":
            self.answers = f"{self.answers[:item]}0{self.answers[item + 1 :]}"
        self.extra = self.extra.replace("1", "0")
        self.next_step = ""
        self.judge()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each question with its answer in words, the further ones too."""
        words = [self.form.options[int(one)] if one != BLANK else "" for one in self.answers]
        more = [{"1": "ใช่", "0": "ไม่ใช่"}.get(one, "") for one in self.extra]
        return [
            *zip(self.form.items, words, strict=True),
            *zip(self.form.extra, more, strict=False),
        ]


class ScreenKindQuerySet(models.QuerySet):
    def known_to(self, school: School) -> Self:
        """Shipped kinds and the school's own."""
        return self.filter(Q(school=None) | Q(school=school))

    def offered_to(self, school: School, *, kept: int | None = None) -> Self:
        """Those in use, and the one that a record has already."""
        return self.known_to(school).filter(Q(is_active=True) | Q(pk=kept))


class ScreenKind(models.Model):
    """A test whose result is copied or kept with its paper: shipped, or a school's own."""

    SCHOOL_PATH = "school"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField("ชื่อแบบประเมิน", max_length=150)
    hint = models.CharField("คำแนะนำ", max_length=300, blank=True)
    is_specialist = models.BooleanField("ทำโดยผู้ผ่านการอบรม แนบเอกสาร", default=False)
    is_active = models.BooleanField("ใช้อยู่", default=True)
    position = models.PositiveSmallIntegerField("ลำดับ", default=50)

    objects = ScreenKindQuerySet.as_manager()

    class Meta:
        verbose_name = "ชนิดของแบบประเมิน"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(school=None), name="screen_kind_shipped"
            ),
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(school__isnull=False),
                name="screen_kind_of_school",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="screen_kind_name"),
        ]

    def __str__(self) -> str:
        return self.name


class OtherScreen(models.Model):
    """A result from another system or from a specialist: a group, or words, with its paper."""

    class Group(models.TextChoices):
        NORMAL = "normal", "ปกติ"
        RISK = "risk", "เสี่ยง"
        PROBLEM = "problem", "มีปัญหา"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.PROTECT, related_name="other_screens")
    round = models.ForeignKey(
        ScreeningRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="other_screens",
        verbose_name="รอบ",
    )
    kind = models.ForeignKey(
        ScreenKind, models.PROTECT, related_name="screens", verbose_name="แบบประเมิน"
    )
    group = models.CharField("ผล", max_length=8, choices=Group, blank=True)
    result = models.CharField("ผลเป็นข้อความ", max_length=500, blank=True)
    taken_on = models.DateField("วันที่ประเมิน")
    assessor = models.CharField("ผู้ประเมิน", max_length=150, blank=True)
    document = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="เอกสาร"
    )
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก")
    made_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลประเมินอื่น"
        ordering = ["-taken_on", "-pk"]
        indexes = [models.Index(fields=["student", "-taken_on"], name="other_screen_student")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(group="") | ~Q(result=""),
                name="other_screen_says_something",
                violation_error_message="เลือกผล หรือพิมพ์ผลเป็นข้อความ",
            ),
            models.CheckConstraint(
                condition=Q(group__in=["", "normal", "risk", "problem"]),
                name="other_screen_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
