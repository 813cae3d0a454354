"""Who was missing or late on a day that somebody checked, and what follows from too many."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School
from students.models.classrooms import Classroom
from students.models.people import Student
from students.models.scoping import ClassroomScopedQuerySet, PupilScopedQuerySet


class ClassDayQuerySet(ClassroomScopedQuerySet):
    def between(self, first: date, last: date) -> "ClassDayQuerySet":
        """Both days included."""
        return self.filter(on__range=(first, last))


class ClassDay(models.Model):
    """Somebody has checked this class on this day: who has no Absence came.

    `pupils` is how many sat in the class then. A later save raises `version`.
    """

    SCHOOL_PATH = "classroom__school"
    DISTRICT_PATH = "classroom__school__district"
    CLASSROOM_PATH = "classroom__"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="class_days")
    on = models.DateField("วันที่")
    pupils = models.PositiveSmallIntegerField("นักเรียนทั้งหมด")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="ผู้บันทึก",
    )
    checked_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClassDayQuerySet.as_manager()

    class Meta:
        verbose_name = "การเช็กชื่อ"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["classroom", "on"], name="class_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.classroom}"


class AbsenceQuerySet(PupilScopedQuerySet):
    def between(self, first: date, last: date) -> "AbsenceQuerySet":
        """Both days included."""
        return self.filter(day__on__range=(first, last))


class Absence(models.Model):
    """A pupil who was not there, or came late, on a checked day."""

    class Kind(models.TextChoices):
        ABSENT = "absent", "ขาด"
        SICK = "sick", "ลาป่วย"
        ERRAND = "errand", "ลากิจ"
        LATE = "late", "สาย"

    AWAY = (Kind.ABSENT, Kind.SICK, Kind.ERRAND)  # who is late came
    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    day = models.ForeignKey(ClassDay, models.CASCADE, related_name="absences")
    student = models.ForeignKey(Student, models.CASCADE, related_name="absences")
    kind = models.CharField("การมาเรียน", max_length=8, choices=Kind)
    note = models.CharField("เหตุ", max_length=200, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "การไม่มาเรียน"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "student"], name="absence_once_a_day"),
            models.CheckConstraint(
                condition=Q(kind__in=["absent", "sick", "errand", "late"]), name="absence_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class AttendanceRule(models.Model):
    """When a school writes to guardians, and which kinds of absence it counts (care.md §5.8).

    More than `run_days` checked days one after another, or more than `month_days` in a month.
    """

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.OneToOneField(School, models.CASCADE, related_name="attendance_rule")
    run_days = models.PositiveSmallIntegerField("ขาดติดต่อกันเกิน (วัน)", default=5)
    month_days = models.PositiveSmallIntegerField("ขาดในเดือนเดียวกันเกิน (วัน)", default=7)
    counts_sick = models.BooleanField("นับลาป่วยด้วย", default=False)
    counts_errand = models.BooleanField("นับลากิจด้วย", default=False)
    counts_late = models.BooleanField("นับสายด้วย", default=False)
    least_share = models.PositiveSmallIntegerField("เวลาเรียนต้องไม่ต่ำกว่า (ร้อยละ)", default=80)
    # ทุนเสมอภาค of กสศ. asked for 80 per cent before 2568 (admin.md 2.7)
    fund_share = models.PositiveSmallIntegerField(
        "ทุนเสมอภาค กสศ.: มาเรียนไม่ต่ำกว่า (ร้อยละ)", default=85
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "เกณฑ์การขาดเรียน"
        constraints = [
            models.CheckConstraint(
                condition=Q(run_days__range=(1, 60), month_days__range=(1, 31)),
                name="attendance_rule_days",
            ),
            models.CheckConstraint(
                condition=Q(least_share__range=(1, 100)), name="attendance_rule_share"
            ),
            models.CheckConstraint(
                condition=Q(fund_share__range=(1, 100)), name="attendance_rule_fund"
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def counted(self) -> set[str]:
        """The kinds of absence that count."""
        kinds, found = Absence.Kind, {Absence.Kind.ABSENT.value}
        asked = {
            kinds.SICK: self.counts_sick,
            kinds.ERRAND: self.counts_errand,
            kinds.LATE: self.counts_late,
        }
        return found | {kind.value for kind, counts in asked.items() if counts}


class AbsenceCaseQuerySet(PupilScopedQuerySet):
    def open(self) -> "AbsenceCaseQuerySet":
        return self.filter(closed_on=None)


class AbsenceCase(models.Model):
    """A pupil who was away more than the school's rule allows; open until somebody closes it.

    `days` of absence from `starts_on` to `ends_on`, as they stood when it was last looked at.
    """

    class Reason(models.TextChoices):
        RUN = "run", "ขาดเรียนติดต่อกัน"
        MONTH = "month", "ขาดเรียนในเดือนเดียวกัน"

    class Outcome(models.TextChoices):
        BACK = "back", "กลับมาเรียนแล้ว"
        EXCUSED = "excused", "มีเหตุจำเป็น โรงเรียนรับทราบ"
        MISSING = "missing", "ตามไม่พบ เสนอขึ้นทะเบียนแขวนลอย"
        LEFT = "left", "ออกจากโรงเรียนแล้ว"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="absence_cases")
    classroom = models.ForeignKey(
        Classroom, models.PROTECT, related_name="absence_cases", verbose_name="ห้องเรียน"
    )
    reason = models.CharField("เหตุ", max_length=8, choices=Reason)
    days = models.PositiveSmallIntegerField("จำนวนวัน")
    starts_on = models.DateField("ตั้งแต่วันที่")
    ends_on = models.DateField("ถึงวันที่")
    found_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField("ผล", max_length=8, choices=Outcome, blank=True)
    result = models.TextField("รายละเอียด", max_length=2000, blank=True)
    closed_on = models.DateField("วันที่ปิดเรื่อง", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AbsenceCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "การขาดเรียนเกินเกณฑ์"
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"], condition=Q(closed_on=None), name="absence_case_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_case_days"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="")
                | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="absence_case_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.days} วัน"

    def get_absolute_url(self) -> str:
        return reverse("students:absence-detail", args=[self.pk])


class AbsenceLetter(models.Model):
    """A letter of a case to the guardian: the adviser's first, second, third, then the school's."""

    class Step(models.IntegerChoices):
        FIRST = 1, "ครั้งที่ 1"
        SECOND = 2, "ครั้งที่ 2"
        THIRD = 3, "ครั้งที่ 3"
        SCHOOL = 4, "หนังสือของโรงเรียน"

    class Way(models.TextChoices):
        HAND = "hand", "ส่งมือผู้ปกครอง"
        PUPIL = "pupil", "ฝากนักเรียนหรือญาติ"
        POST = "post", "ไปรษณีย์ลงทะเบียน"
        VISIT = "visit", "นำไปที่บ้าน"
        OTHER = "other", "วิธีอื่น"

    SCHOOL_PATH = "case__student__school"
    DISTRICT_PATH = "case__student__school__district"
    PUPIL_PATH = "case__student"

    case = models.ForeignKey(AbsenceCase, models.CASCADE, related_name="letters")
    step = models.PositiveSmallIntegerField("ฉบับ", choices=Step)
    dated_on = models.DateField("ลงวันที่")
    way = models.CharField("ส่งโดย", max_length=8, choices=Way, default=Way.HAND)
    meet_on = models.DateField("นัดผู้ปกครองพบวันที่", null=True, blank=True)
    answer = models.TextField("ผู้ปกครองตอบว่า", max_length=2000, blank=True)
    answered_on = models.DateField("ตอบเมื่อวันที่", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "หนังสือแจ้งการขาดเรียน"
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["case", "step"], name="absence_letter_step_once"),
            models.CheckConstraint(
                condition=Q(step__in=[1, 2, 3, 4]), name="absence_letter_step_known"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("dated_on")),
                name="absence_letter_answered_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.get_step_display()}"
