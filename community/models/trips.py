"""Taking pupils out of school: who goes, when and how, who allows it, what the families say."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.models.activities import Activity
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School
from students.models import Classroom, Student
from students.models.scoping import PupilScopedQuerySet


class TripRuleQuerySet(models.QuerySet):
    def of(self, school: School) -> "list[TripRule]":
        """One of each kind: the school's own where it has one, else the shipped one."""
        rows: Any = self.filter(Q(school=None) | Q(school=school)).order_by("kind")
        by_kind = {one.kind: one for one in sorted(rows, key=lambda one: one.school_id or 0)}
        return [by_kind[kind] for kind in TripRule.Kind.values if kind in by_kind]


class TripRule(models.Model):
    """Who allows a kind of trip. Data, because the regulation changes and offices delegate.

    The shipped ones are general knowledge (`source`), to be checked before use; a school's own row
    stands in for the shipped one of its kind.
    """

    class Kind(models.TextChoices):
        DAY = "day", "ไม่พักแรม"
        NIGHT = "night", "พักแรม"
        ABROAD = "abroad", "นอกราชอาณาจักร"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField("ประเภท", max_length=8, choices=Kind)
    approver = models.CharField("ผู้มีอำนาจอนุญาต", max_length=200)
    is_internal = models.BooleanField(
        "ผู้บริหารสถานศึกษาอนุญาตได้เอง",
        default=False,
        help_text="เลือก: ขออนุญาตด้วยบันทึกข้อความ ไม่เลือก: ด้วยหนังสือออกถึงผู้มีอำนาจ",
    )
    source = models.CharField("ที่มา", max_length=300, blank=True)
    is_verified = models.BooleanField("ตรวจกับระเบียบที่ใช้อยู่แล้ว", default=False)

    objects = TripRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้อนุญาตการพานักเรียนไปนอกสถานศึกษา"
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "kind"], name="trip_rule_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Trip(models.Model):
    """What a trip has beside its activity; `approver` and `is_internal` are what the rule of its
    kind said when it was last planned or asked for.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "เตรียมการ"
        ASKED = "asked", "รออนุญาต"
        ALLOWED = "allowed", "อนุญาตแล้ว"
        RETURNED = "returned", "ส่งกลับแก้ไข"

    OPEN = {State.DRAFT, State.RETURNED}
    SCHOOL_PATH = "activity__school"
    DISTRICT_PATH = "activity__school__district"

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="trip")
    kind = models.CharField(
        "ประเภท", max_length=8, choices=TripRule.Kind, default=TripRule.Kind.DAY
    )
    approver = models.CharField("ผู้มีอำนาจอนุญาต", max_length=200)
    is_internal = models.BooleanField("อนุญาตภายในสถานศึกษา", default=False)
    purpose = models.TextField("วัตถุประสงค์", blank=True)
    departs_at = models.TimeField("เวลาออกเดินทาง", null=True, blank=True)
    returns_at = models.TimeField("เวลากลับถึงสถานศึกษา", null=True, blank=True)
    vehicle = models.CharField("พาหนะ", max_length=200, blank=True)
    cost = models.CharField("ค่าใช้จ่ายและแหล่งเงิน", max_length=300, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ควบคุม",
    )
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.DRAFT)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField("เหตุที่ส่งกลับ", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การพานักเรียนไปนอกสถานศึกษา"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="allowed")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=models.F("asked_by"))),
                name="trip_two_people",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class TripStep(models.Model):
    """One line of the programme."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="steps")
    on = models.DateField("วันที่")
    at = models.TimeField("เวลา", null=True, blank=True)
    text = models.CharField("รายการ", max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "กำหนดการ"
        ordering = ["on", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class TripPupilQuerySet(PupilScopedQuerySet):
    def figures(self) -> dict[str, int]:
        """How many go, and how many families said yes, no or nothing yet."""
        said = {name: models.Count("pk", Q(reply=name)) for name in ("yes", "no")}
        return self.aggregate(
            pupils=models.Count("pk"), none=models.Count("pk", Q(reply="")), **said
        )


class TripPupil(models.Model):
    """A pupil who is to go, the class as it was called then, and what the family answered."""

    class Reply(models.TextChoices):
        NONE = "", "ยังไม่ตอบ"
        YES = "yes", "อนุญาต"
        NO = "no", "ไม่อนุญาต"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="pupils")
    student = models.ForeignKey(Student, models.CASCADE, related_name="+", verbose_name="นักเรียน")
    classroom = models.ForeignKey(Classroom, models.SET_NULL, null=True, related_name="+")
    label = models.CharField("ชื่อห้องในวันนั้น", max_length=50)
    reply = models.CharField("ผู้ปกครองตอบ", max_length=3, choices=Reply, blank=True)

    objects = TripPupilQuerySet.as_manager()

    class Meta:
        verbose_name = "นักเรียนที่ร่วมเดินทาง"
        ordering = ["label", "student__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "student"], name="trip_pupil_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.get_reply_display()}"
