"""SDQ: by which norms it is judged, what a school has set, what was answered (care.md §2.4)."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from schoolcare.access import ScopedQuerySet
from schoolcare.models import Level, School, StoredFile
from students import sdq_scoring as scoring
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet
from students.models.screening import ScreeningRound
from students.sdq_scoring import Band

USER = settings.AUTH_USER_MODEL
BLANK = "-"  # an item that was left out
NOTHING = BLANK * scoring.ITEMS


class Informant(models.TextChoices):
    """Who answered; the word is that of the ผู้ประเมิน column of files."""

    TEACHER = "teacher", "ครู"
    SELF = "self", "นักเรียน"
    PARENT = "parent", "ผู้ปกครอง"


class Score(models.TextChoices):
    """What a sheet gives: five scales, the total of four of them, the impact."""

    EMOTIONAL = "emotional", "ด้านอารมณ์"
    CONDUCT = "conduct", "ด้านความประพฤติ/เกเร"
    HYPERACTIVITY = "hyperactivity", "ด้านอยู่ไม่นิ่ง/สมาธิสั้น"
    PEER = "peer", "ด้านความสัมพันธ์กับเพื่อน"
    PROSOCIAL = "prosocial", "ด้านสัมพันธภาพทางสังคม (จุดแข็ง)"
    TOTAL = "total", "คะแนนรวมด้านที่เป็นปัญหา"
    IMPACT = "impact", "ผลกระทบ"


class SdqGroup(models.TextChoices):
    NORMAL = "normal", "ปกติ"
    RISK = "risk", "เสี่ยง"
    PROBLEM = "problem", "มีปัญหา"
    STRENGTH = "strength", "มีจุดแข็ง"
    NONE = "none", "ไม่มีจุดแข็ง"


class SdqNormSetQuerySet(models.QuerySet):
    def known_to(self, school: School) -> Self:
        """Shipped sets and the school's own."""
        return self.filter(Q(school=None) | Q(school=school))

    def offered_to(self, school: School) -> Self:
        """Shipped sets that are on, and the school's own newest."""
        return self.known_to(school).filter(is_on=True).prefetch_related("norms")


class SdqNormSet(models.Model):
    """One set of bands: shipped, or a school's own. A change makes the next version."""

    SCHOOL_PATH = "school"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    code = models.CharField("รหัส", max_length=10)
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    name = models.CharField("ชื่อเกณฑ์", max_length=150)
    source = models.CharField("ที่มา", max_length=400, blank=True)
    is_on = models.BooleanField("เปิดให้ใช้", default=False)
    is_default = models.BooleanField("ใช้เมื่อโรงเรียนไม่ได้เลือก", default=False)
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SdqNormSetQuerySet.as_manager()

    class Meta:
        verbose_name = "เกณฑ์ SDQ"
        ordering = ["school", "code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], condition=Q(school=None), name="sdq_norm_set_shipped"
            ),
            models.UniqueConstraint(
                fields=["school", "code", "version"],
                condition=Q(school__isnull=False),
                name="sdq_norm_set_of_school",
            ),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="sdq_norm_set_one_default"
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(is_on=True, school=None),
                name="sdq_norm_set_default_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ฉบับที่ {self.version}" if self.school_id else self.name

    def bands(self, informant: str) -> dict[str, Band]:
        """The bands of one kind of informant, by score."""
        return {one.scale: one.band for one in self.norms.all() if one.informant == informant}  # type: ignore[attr-defined]


class SdqNorm(models.Model):
    """The bands of one score of one kind of informant; an empty bound is not known."""

    norm_set = models.ForeignKey(SdqNormSet, models.CASCADE, related_name="norms")
    informant = models.CharField("ผู้ประเมิน", max_length=8, choices=Informant)
    scale = models.CharField("ด้าน", max_length=14, choices=Score)
    risk_min = models.PositiveSmallIntegerField("เสี่ยงตั้งแต่", null=True, blank=True)
    problem_min = models.PositiveSmallIntegerField("มีปัญหาตั้งแต่", null=True, blank=True)
    strength_min = models.PositiveSmallIntegerField("มีจุดแข็งตั้งแต่", null=True, blank=True)

    class Meta:
        verbose_name = "เกณฑ์ SDQ รายด้าน"
        ordering = ["norm_set", "informant", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["norm_set", "informant", "scale"], name="sdq_norm_once"
            ),
            models.CheckConstraint(
                condition=Q(risk_min=None) | Q(problem_min=None) | Q(problem_min__gt=F("risk_min")),
                name="sdq_norm_in_order",
            ),
            models.CheckConstraint(
                condition=Q(scale="prosocial", risk_min=None, problem_min=None)
                | (~Q(scale="prosocial") & Q(strength_min=None)),
                name="sdq_norm_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_informant_display()} {self.get_scale_display()}"

    @property
    def band(self) -> Band:
        return Band(self.risk_min, self.problem_min, self.strength_min)


class SdqSettings(models.Model):
    """What a school has chosen; without a row everything is as by default."""

    class Hint(models.TextChoices):
        """What the screening of mind and behaviour takes from SDQ."""

        WORST = "worst", "ด้านที่แย่ที่สุด (รวมคะแนนรวม)"
        TOTAL = "total", "คะแนนรวมอย่างเดียว"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"
    PRIMARY = Informant.TEACHER
    TEACHER_ONLY_TO = Level.P3

    school = models.OneToOneField(School, models.CASCADE, related_name="sdq_settings")
    norm_set = models.ForeignKey(
        SdqNormSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="เกณฑ์ที่ใช้แปลผล",
    )
    primary = models.CharField(
        "ผู้ประเมินหลัก", max_length=8, choices=Informant, default=Informant.TEACHER
    )
    hint = models.CharField("ผลที่เสนอให้การคัดกรอง", max_length=8, choices=Hint, default=Hint.WORST)
    teacher_only_to = models.PositiveSmallIntegerField(
        "ให้ครูประเมินฝ่ายเดียวถึงชั้น", choices=Level, default=Level.P3
    )
    licence_proof = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="หลักฐาน"
    )
    licence_note = models.CharField("สิทธิ์ที่ได้รับ", max_length=300, blank=True)
    licence_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    licence_at = models.DateTimeField("ยืนยันสิทธิ์เมื่อ", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การตั้งค่า SDQ"
        constraints = [
            models.CheckConstraint(
                condition=Q(licence_at=None, licence_by=None)
                | Q(licence_at__isnull=False, licence_by__isnull=False),
                name="sdq_licence_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.school_id}"

    @property
    def may_show_items(self) -> bool:
        """Whether the school has confirmed its licence and the proof is still there."""
        return self.licence_at is not None and self.licence_proof_id is not None


class SdqItemText(models.Model):
    """The words of one item as a licensed school filled them in; none are shipped."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, related_name="sdq_items")
    informant = models.CharField("ผู้ประเมิน", max_length=8, choices=Informant)
    number = models.PositiveSmallIntegerField("ข้อ")
    text = models.CharField("ข้อความ", max_length=300)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อความของ SDQ"
        ordering = ["school", "informant", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "informant", "number"], name="sdq_item_text_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=scoring.ITEMS), name="sdq_item_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class SdqResponseQuerySet(PupilScopedQuerySet):
    def of_term(self, year: int, semester: int) -> Self:
        return self.filter(round__term__year=year, round__term__semester=semester)


class SdqResponse(models.Model):
    """One sheet of one informant about one pupil in one round, with what it was judged by.

    Scores and groups are those of the norm set that the row names: never reckoned anew in silence.
    """

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    round = models.ForeignKey(ScreeningRound, models.PROTECT, related_name="sdq_responses")
    student = models.ForeignKey(Student, models.PROTECT, related_name="sdq_responses")
    informant = models.CharField("ผู้ประเมิน", max_length=8, choices=Informant)
    answers = models.CharField("คำตอบ", max_length=scoring.ITEMS, default=NOTHING)
    impact_answers = models.JSONField("คำตอบด้านผลกระทบ", default=dict, blank=True)
    answered_on = models.DateField("วันที่ประเมิน", null=True, blank=True)
    rater = models.CharField("ชื่อผู้ตอบ", max_length=150, blank=True)
    keyed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="ผู้คีย์"
    )
    keyed_at = models.DateTimeField("คีย์เมื่อ")
    checked_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ผู้คีย์ซ้ำ"
    )
    norm_set = models.ForeignKey(
        SdqNormSet, models.PROTECT, related_name="+", verbose_name="เกณฑ์ที่ใช้แปลผล"
    )
    scores = models.JSONField("คะแนน", default=dict)
    groups = models.JSONField("ผล", default=dict)
    total_group = models.CharField("ผลรวม", max_length=8, choices=SdqGroup, blank=True)
    worst_group = models.CharField("ด้านที่แย่ที่สุด", max_length=8, choices=SdqGroup, blank=True)
    is_complete = models.BooleanField("ครบ", default=False)
    is_prorated = models.BooleanField("คำนวณจากข้อที่ตอบ", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SdqResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "แบบประเมิน SDQ"
        ordering = ["-round__opens_on", "student", "informant"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "student", "informant"], name="sdq_response_once"
            ),
            models.CheckConstraint(
                condition=Q(informant__in=["teacher", "self", "parent"]),
                name="sdq_response_informant",
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length(F("answers")), scoring.ITEMS)), name="sdq_response_items"
            ),
            models.CheckConstraint(
                condition=Q(total_group__in=["", "normal", "risk", "problem"])
                & Q(worst_group__in=["", "normal", "risk", "problem"]),
                name="sdq_response_groups",
            ),
        ]

    def __str__(self) -> str:
        return f"SDQ {self.get_informant_display()}"

    def judge(self, norms: SdqNormSet) -> None:
        """Reckon scores and groups anew, by `norms`; nothing is saved."""
        found = scoring.scores(self.answer_list, self.informant, self.impact_answers)
        grouped = scoring.groups(found, norms.bands(self.informant))
        self.norm_set, self.scores, self.groups = norms, found, grouped
        self.total_group = grouped["total"]
        parts = (*scoring.DIFFICULTIES, "total")
        self.worst_group = scoring.worst(grouped[name] for name in parts)
        self.is_complete = scoring.is_complete(found)
        self.is_prorated = scoring.is_prorated(self.answer_list)

    @property
    def answer_list(self) -> list[int | None]:
        return as_list(self.answers)

    @property
    def count(self) -> int:
        """Items that have an answer."""
        return scoring.ITEMS - self.answers.count(BLANK)

    @property
    def state(self) -> tuple[str, str]:
        """Kind of badge and word: how far the sheet is."""
        if self.is_complete:
            return "ok", "ครบ"
        return "warn", f"ยังไม่ครบ ({self.count}/{scoring.ITEMS})"


class SdqRevision(models.Model):
    """What a sheet said before somebody else's answers, or a correction, took its place."""

    SCHOOL_PATH = "response__student__school"
    DISTRICT_PATH = "response__student__school__district"
    PUPIL_PATH = "response__student"

    response = models.ForeignKey(SdqResponse, models.CASCADE, related_name="revisions")
    answers = models.CharField("คำตอบ", max_length=scoring.ITEMS)
    impact_answers = models.JSONField("คำตอบด้านผลกระทบ", default=dict)
    answered_on = models.DateField("วันที่ประเมิน", null=True)
    rater = models.CharField("ชื่อผู้ตอบ", max_length=150, blank=True)
    keyed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    keyed_at = models.DateTimeField("คีย์เมื่อ")
    norm_set = models.ForeignKey(SdqNormSet, models.PROTECT, related_name="+")
    scores = models.JSONField("คะแนน", default=dict)
    groups = models.JSONField("ผล", default=dict)
    replaced_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField("แทนที่เมื่อ", auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "คำตอบ SDQ เดิม"
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def answer_list(self) -> list[int | None]:
        return as_list(self.answers)


def as_text(answers: Sequence[int | None]) -> str:
    """Answers as they are kept: one sign an item."""
    return "".join(BLANK if one is None else str(one) for one in answers)


def as_list(text: str) -> list[int | None]:
    return [None if one == BLANK else int(one) for one in text]


def impact_kept(said: Mapping[str, Any], informant: str) -> dict[str, int]:
    """The answers of page 2 that this kind of informant is asked, without blanks."""
    asked = scoring.ASKED[informant]
    return {name: int(said[name]) for name in asked if said.get(name) is not None}
