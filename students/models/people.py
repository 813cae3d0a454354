"""Pupils, what identifies them, and what only some may see."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from schoolcare.fields import EncryptedTextField
from schoolcare.identity import mask_citizen_id
from schoolcare.models import School, StoredFile
from schoolcare.thai import normalize, search_key, split_title
from students.consent_texts import CONSENT_TEXTS
from students.models.scoping import PupilScopedQuerySet

SHORT_TITLES = {"เด็กชาย": "ด.ช.", "เด็กหญิง": "ด.ญ.", "นางสาว": "น.ส."}


class StudentQuerySet(PupilScopedQuerySet):
    def enrolled_in(self, year: int) -> "StudentQuerySet":
        return self.filter(enrolments__year=year, enrolments__ends_on=None)

    def by_name(self) -> "StudentQuerySet":
        return self.order_by("first_name", "last_name", "pk")

    def matching(self, text: str) -> "StudentQuerySet":
        """Each word is part of a name, nickname or code, with or without tone marks; a title in
        front is passed over.
        """
        return self.saying(words_of(text))

    def saying(self, ways: Iterable[Iterable[Any]]) -> "StudentQuerySet":
        """All words of one of the ways of `words_of`; all pupils where there is no word."""
        says = Q()
        for words in ways:
            says |= Q(*(Q(search__contains=word) for word in words))
        return self.filter(says)


def short_name(title: str, first_name: str, last_name: str) -> str:
    """As lists show it: ด.ญ.น้ำผึ้ง ศรีสุขใจ."""
    return f"{SHORT_TITLES.get(title, title)}{first_name} {last_name}".strip()


def words_of(text: str) -> list[list[str]]:
    """How the search column has what was typed; without a title in front as well."""
    typed, bare = normalize(text), split_title(text).name
    ways = [typed]
    if typed != bare and len(search_key(bare)) > 1:
        ways.append(bare)
    return [[key for word in way.split() if (key := search_key(word))] for way in ways]


class Student(models.Model):
    """A pupil of one school; the code is text, constant while at the school."""

    class Sex(models.TextChoices):
        MALE = "M", "ชาย"
        FEMALE = "F", "หญิง"

    class Status(models.TextChoices):
        STUDYING = "studying", "กำลังศึกษา"
        SUSPENDED = "suspended", "พักการเรียน"
        MOVED = "moved", "ย้ายสถานศึกษา"
        RESIGNED = "resigned", "ลาออก"
        STRUCK = "struck", "จำหน่าย"
        HANGING = "hanging", "แขวนลอย"
        GRADUATED = "graduated", "สำเร็จการศึกษา"
        DECEASED = "deceased", "เสียชีวิต"

    IN_SCHOOL = {Status.STUDYING, Status.SUSPENDED, Status.HANGING}
    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"
    PUPIL_PATH = "pk"

    school = models.ForeignKey(School, models.PROTECT, related_name="students")
    code = models.CharField("รหัสนักเรียน", max_length=20)
    title = models.CharField("คำนำหน้า", max_length=50, blank=True)
    first_name = models.CharField("ชื่อ", max_length=100, db_collation="thai")
    last_name = models.CharField("นามสกุล", max_length=100, blank=True, db_collation="thai")
    nickname = models.CharField("ชื่อเล่น", max_length=50, blank=True)
    english_name = models.CharField("ชื่อภาษาอังกฤษ", max_length=200, blank=True)
    sex = models.CharField("เพศ", max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField("วันเกิด", null=True, blank=True)
    nationality = models.CharField("สัญชาติ", max_length=50, blank=True)
    status = models.CharField("สถานะ", max_length=12, choices=Status, default=Status.STUDYING)
    parents_status = models.CharField("สถานภาพของบิดามารดา", max_length=50, blank=True)
    travel_mode = models.CharField("การเดินทางมาโรงเรียน", max_length=50, blank=True)
    travel_minutes = models.PositiveSmallIntegerField("เวลาเดินทาง (นาที)", null=True, blank=True)
    distance_m = models.PositiveIntegerField("ระยะทาง (เมตร)", null=True, blank=True)
    household = models.ForeignKey(
        "students.Household",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="students",
        verbose_name="ครัวเรือน",
    )
    photo = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="รูปถ่าย"
    )
    search = models.TextField(editable=False, default="")
    name_key = models.CharField(max_length=220, editable=False, default="")  # finds doubles
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StudentQuerySet.as_manager()

    class Meta:
        verbose_name = "นักเรียน"
        ordering = ["first_name", "last_name", "pk"]
        indexes = [
            models.Index(fields=["school", "first_name", "last_name", "id"], name="student_name"),
            models.Index(fields=["first_name", "last_name", "id"], name="student_name_all"),
            models.Index(fields=["school", "status"], name="student_status"),  # counts them
            models.Index(
                fields=["school", "birth_date", "name_key"],
                name="student_double",
                condition=Q(birth_date__isnull=False),
            ),
            GinIndex(fields=["search"], name="student_search", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code"], condition=~Q(code=""), name="student_code_once"
            ),
            models.CheckConstraint(condition=~Q(first_name=""), name="student_first_name"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "studying",
                        "suspended",
                        "moved",
                        "resigned",
                        "struck",
                        "hanging",
                        "graduated",
                        "deceased",
                    ]
                ),
                name="student_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("students:student-detail", args=[self.pk])

    @property
    def full_name(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    @property
    def short_title(self) -> str:
        return SHORT_TITLES.get(self.title, self.title)

    @property
    def short_name(self) -> str:
        """As lists show it: ด.ญ.น้ำผึ้ง ศรีสุขใจ."""
        return short_name(self.title, self.first_name, self.last_name)

    @property
    def newest_seats(self) -> list[Any]:
        """Every class the pupil sat in, the newest year first."""
        every = self.enrolments.all()  # type: ignore[attr-defined]
        return sorted(every, key=lambda one: (one.year, one.pk), reverse=True)

    def age_on(self, day: date) -> tuple[int, int] | None:
        """Full years and months, None without a birth date."""
        if self.birth_date is None:
            return None
        months = (day.year - self.birth_date.year) * 12 + day.month - self.birth_date.month
        months -= day.day < self.birth_date.day
        return divmod(months, 12)

    def fill_search(self) -> None:
        """Bring the columns that find the pupil up to date; called by whoever writes names."""
        parts = (self.first_name, self.last_name, self.nickname, self.code)
        self.search = "|".join(search_key(part) for part in parts if part)
        self.name_key = search_key(f"{self.first_name} {self.last_name}")


class Identifier(models.Model):
    """A number that identifies a pupil; encrypted, found by keyed hash, history kept."""

    class Kind(models.TextChoices):
        THAI = "thai", "เลขประจำตัวประชาชน"
        ALIEN = "alien13", "เลขประจำตัว 13 หลัก (ผู้ไม่มีสัญชาติไทย)"
        GCODE = "gcode", "รหัส G"
        PASSPORT = "passport", "หนังสือเดินทาง"

    THIRTEEN_DIGITS = {Kind.THAI, Kind.ALIEN}
    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="identifiers")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField("ชนิด", max_length=10, choices=Kind)
    value = EncryptedTextField("เลข")
    value_hash = models.CharField(max_length=64, db_index=True, editable=False)
    is_current = models.BooleanField("ใช้อยู่", default=True)
    valid_from = models.DateField("ตั้งแต่วันที่", null=True, blank=True)
    valid_to = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "เลขประจำตัว"
        ordering = ["-is_current", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "value_hash"],
                condition=Q(is_current=True),
                name="identifier_once",
            ),
            models.UniqueConstraint(
                fields=["student"], condition=Q(is_current=True), name="identifier_one_current"
            ),
            models.CheckConstraint(condition=~Q(value_hash=""), name="identifier_hashed"),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        return mask_citizen_id(self.value)


class Note(models.Model):
    """A short dated note on a pupil, in the chronology."""

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="notes")
    on = models.DateField("วันที่")
    text = models.TextField("ข้อความ", max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "บันทึก"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["student", "-on"], name="note_student")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_text")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.on}"


class PublicationConsent(models.Model):
    """Whether a pupil may be shown in public; the newest counts, no row means no."""

    class Decision(models.TextChoices):
        GIVEN = "given", "ยินยอม"
        REFUSED = "refused", "ไม่ยินยอม"

    class Method(models.TextChoices):
        PAPER = "paper", "ลงชื่อบนกระดาษ"
        SCREEN = "screen", "ลงชื่อบนจอ"
        WORDS = "words", "แจ้งด้วยวาจา"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="consents")
    decision = models.CharField("คำตอบ", max_length=8, choices=Decision)
    given_by = models.CharField("ผู้ให้คำตอบ", max_length=200)
    relation = models.CharField("ความสัมพันธ์", max_length=50, blank=True)
    on = models.DateField("วันที่")
    method = models.CharField("วิธี", max_length=8, choices=Method, default=Method.PAPER)
    text_version = models.CharField("ฉบับข้อความ", max_length=20)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ความยินยอมเผยแพร่"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.on}"

    @property
    def words(self) -> str:
        """What was read to the family."""
        return CONSENT_TEXTS.get(self.text_version, "")
