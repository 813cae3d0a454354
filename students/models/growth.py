"""Weight and height of pupils, and the tables by which they are judged (care.md §2.7)."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from schoolcare.models import Term
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet

ROUNDS = (1, 2)
MOST_KG, MOST_CM = 300, 250


class Index(models.TextChoices):
    """The three indices; each value is the name of the field that holds its result."""

    WEIGHT_AGE = "weight_for_age", "น้ำหนักตามเกณฑ์อายุ"
    HEIGHT_AGE = "height_for_age", "ส่วนสูงตามเกณฑ์อายุ"
    WEIGHT_HEIGHT = "weight_for_height", "น้ำหนักตามเกณฑ์ส่วนสูง"


class GrowthReference(models.Model):
    """One edition of the tables and of the categories, for every school of the installation.

    In force for days from `starts_on`, the first one for all days. A result names the edition it
    was judged by and keeps it; a changed table is a new edition.
    """

    number = models.PositiveSmallIntegerField("ฉบับที่", unique=True)
    source = models.CharField("ที่มา", max_length=200, blank=True)
    starts_on = models.DateField("ใช้กับการวัดตั้งแต่วันที่", null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ตารางเกณฑ์การเจริญเติบโต"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} ฉบับที่ {self.number}"


class GrowthBand(models.Model):
    """A category of one index, reaching up to `until_sd`; the last of an index has no end.

    `is_good`: counts towards สูงดีสมส่วน. `level`: what it says of health in a screening, or nothing.
    """

    class Tone(models.TextChoices):
        GOOD = "ok", "ตามเกณฑ์"
        NEAR = "warn", "ใกล้เกณฑ์"
        FAR = "bad", "นอกเกณฑ์"

    reference = models.ForeignKey(GrowthReference, models.CASCADE, related_name="bands")
    index = models.CharField("ดัชนี", max_length=20, choices=Index)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    label = models.CharField("ระดับ", max_length=50)
    until_sd = models.DecimalField("ถึง S.D.", max_digits=3, decimal_places=1, null=True)
    takes_until = models.BooleanField("รวมค่าที่เท่ากับขอบ", default=False)
    tone = models.CharField("สี", max_length=4, choices=Tone)
    is_good = models.BooleanField("นับเป็นสูงดีสมส่วน", default=False)
    level = models.CharField("ผลคัดกรองด้านสุขภาพ", max_length=10, blank=True)

    class Meta:
        verbose_name = "ระดับการเจริญเติบโต"
        ordering = ["index", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "index", "position"], name="growth_band_position"
            ),
            models.UniqueConstraint(fields=["reference", "index", "code"], name="growth_band_once"),
            models.CheckConstraint(condition=Q(index__in=Index.values), name="growth_band_index"),
        ]

    def __str__(self) -> str:
        return self.label


class GrowthRow(models.Model):
    """One row of a table: at an age in months, or a height in cm, the value at each S.D."""

    reference = models.ForeignKey(GrowthReference, models.CASCADE, related_name="rows")
    index = models.CharField("ดัชนี", max_length=20, choices=Index)
    sex = models.CharField("เพศ", max_length=1, choices=Student.Sex)
    at = models.DecimalField("อายุ (เดือน) หรือส่วนสูง (ซม.)", max_digits=5, decimal_places=1)
    bounds = models.JSONField("ค่าที่แต่ละ S.D.", default=dict)

    class Meta:
        verbose_name = "แถวของตารางเกณฑ์"
        ordering = ["index", "sex", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "index", "sex", "at"], name="growth_row_once"
            ),
            models.CheckConstraint(condition=Q(index__in=Index.values), name="growth_row_index"),
            models.CheckConstraint(condition=Q(sex__in=["M", "F"]), name="growth_row_sex"),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.sex} {self.at}"


class GrowthMeasureQuerySet(PupilScopedQuerySet):
    def in_round(self, term: Term, round_: int) -> "GrowthMeasureQuerySet":
        return self.filter(term=term, round=round_)

    def complete(self) -> "GrowthMeasureQuerySet":
        return self.filter(weight_kg__isnull=False, height_cm__isnull=False)


class GrowthMeasure(models.Model):
    """Weight and height of a pupil in one round of a term, with what the tables said of them.

    A result is "" where a value, the birth date, the sex or the row of the table is missing.
    """

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="growth_measures")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name="ภาคเรียน")
    round = models.PositiveSmallIntegerField("ครั้งที่")
    measured_on = models.DateField("วันที่ชั่งวัด")
    weight_kg = models.DecimalField("น้ำหนัก (กก.)", max_digits=5, decimal_places=1, null=True)
    height_cm = models.DecimalField("ส่วนสูง (ซม.)", max_digits=5, decimal_places=1, null=True)
    age_months = models.PositiveSmallIntegerField("อายุ (เดือน)", null=True)
    reference = models.ForeignKey(
        GrowthReference, models.PROTECT, null=True, related_name="+", verbose_name="ตารางเกณฑ์"
    )
    weight_for_age = models.CharField(Index.WEIGHT_AGE.label, max_length=20, blank=True)
    height_for_age = models.CharField(Index.HEIGHT_AGE.label, max_length=20, blank=True)
    weight_for_height = models.CharField(Index.WEIGHT_HEIGHT.label, max_length=20, blank=True)
    is_well_grown = models.BooleanField("สูงดีสมส่วน", null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = GrowthMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "น้ำหนักส่วนสูง"
        ordering = ["-measured_on", "-pk"]
        indexes = [
            models.Index(fields=["student", "-measured_on"], name="growth_of_pupil"),
            models.Index(fields=["term", "round", "student"], name="growth_of_round"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "term", "round"], name="growth_once_a_round"
            ),
            models.CheckConstraint(condition=Q(round__in=ROUNDS), name="growth_round"),
            models.CheckConstraint(
                condition=Q(weight_kg__isnull=False) | Q(height_cm__isnull=False),
                name="growth_measured",
            ),
            models.CheckConstraint(
                condition=Q(weight_kg=None) | Q(weight_kg__gt=0, weight_kg__lte=MOST_KG),
                name="growth_weight",
            ),
            models.CheckConstraint(
                condition=Q(height_cm=None) | Q(height_cm__gt=0, height_cm__lte=MOST_CM),
                name="growth_height",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.student_id}"

    @property
    def is_complete(self) -> bool:
        return self.weight_kg is not None and self.height_cm is not None

    @property
    def bmi(self) -> Decimal | None:
        """Kilograms by square metres, to one place."""
        if self.weight_kg is None or self.height_cm is None:
            return None
        return round(self.weight_kg / (self.height_cm / 100) ** 2, 1)

    @property
    def age(self) -> tuple[int, int] | None:
        """Full years and months on the day of measuring."""
        return None if self.age_months is None else divmod(self.age_months, 12)

    def result(self, index: str) -> Any:
        return getattr(self, index)
