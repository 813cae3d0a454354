"""Activities of the school with its community, trips and training among them (admin.md §3.5)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from community.models.areas import WorkArea
from community.models.partners import Partner
from community.models.projects import Project
from schoolcare.access import Permission, ScopedQuerySet
from schoolcare.models import School, User
from students.models import Classroom


class ActivityQuerySet(ScopedQuerySet):
    def own_of(self, user: User) -> "ActivityQuerySet":
        """What one has recorded or took part in as staff."""
        return self.filter(_own(user))

    def changeable_by(self, user: User) -> "ActivityQuerySet":
        """One's own where one logs activities, every one where one edits all."""
        return self.filter(self.changeable(user))

    def changeable(self, user: User) -> Q:
        """The condition of `changeable_by`, as a truth of each row."""
        own = self.reach(user, Permission.ACTIVITY_LOG) & _own(user)
        return self.reach(user, Permission.ACTIVITY_EDIT) | own

    def with_numbers(self) -> "ActivityQuerySet":
        """Each with how many pupils, guests and staff took part."""
        staff: Any = Activity.staff.through.objects.filter(activity=OuterRef("pk")).values(
            "activity"
        )
        return self.annotate(
            pupil_count=_sum(ActivityClass.objects.all(), "pupils"),
            guest_count=_sum(ActivityGuests.objects.all(), "people"),
            staff_count=Coalesce(Subquery(staff.annotate(n=Count("pk")).values("n")), 0),
        )

    def shared_with(self, user: User) -> "ActivityQuerySet":
        """Lessons shared by schools of the offices where one reads lessons, one's own among them.

        Who works at a school reads those of all schools under its office.
        """
        return self.filter(_near(user), shared_at__isnull=False)

    def withdrawn_from(self, user: User) -> "ActivityQuerySet":
        """Lessons that one could read until their school took them back."""
        return self.filter(_near(user), shared_at=None, withdrawn_at__isnull=False)

    def to_follow_up(self, today: date) -> "ActivityQuerySet":
        """Trainings whose day of following up has come, and nobody has said what was found."""
        waits = self.exclude(state=Activity.State.CANCELLED)
        return waits.filter(course__follow_up_on__lte=today, course__follow_up="")

    def unfinished(self, today: date) -> "ActivityQuerySet":
        """Their last day is over, and nobody has said what came of them."""
        return self.filter(state=Activity.State.PLANNED, ends_on__lt=today)


def _own(user: User) -> Q:
    took_part = Activity.staff.through.objects.filter(user=user).values("activity")
    return Q(made_by=user) | Q(pk__in=took_part)


def _near(user: User) -> Q:
    """Of schools under the offices where one reads lessons."""
    grant = user.access.grant(Permission.LESSON_READ)
    offices = School.objects.filter(pk__in=grant.schools).values("district")
    return Q(school__district__in=offices) | Q(school__district__in=grant.districts)


def _sum(rows: QuerySet, name: str) -> Any:
    """The sum of `name` over the rows of an activity, 0 without any."""
    found = rows.filter(activity=OuterRef("pk")).order_by().values("activity")
    return Coalesce(Subquery(found.annotate(total=Sum(name)).values("total")), 0)


class Activity(models.Model):
    """One activity: where, when, with whom, and what came of it."""

    class Kind(models.TextChoices):
        EVENT = "event", "กิจกรรม/งานประเพณี"
        TRIP = "trip", "พานักเรียนไปนอกสถานศึกษา"
        TRAINING = "training", "อบรมแก่ชุมชน"
        LESSON = "lesson", "วิทยากรท้องถิ่นสอน"
        OTHER = "other", "อื่น ๆ"

    class Host(models.TextChoices):
        SCHOOL = "school", "โรงเรียนจัด"
        COMMUNITY = "community", "ชุมชนจัด"
        BOTH = "both", "จัดร่วมกัน"

    class Strategy(models.TextChoices):
        """The three of admin.md §3.2 (3S)."""

        NONE = "", "ไม่ระบุ"
        VISION = "vision", "วิสัยทัศน์ร่วม (Shared vision)"
        SYNERGY = "synergy", "ประสานพลัง (Synergy)"
        SCHOOL_BASED = "school_based", "กิจกรรมที่มีโรงเรียนเป็นฐาน (School-based activities)"

    class State(models.TextChoices):
        PLANNED = "planned", "วางแผน"
        HELD = "held", "จัดแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="activities")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    kind = models.CharField("ลักษณะ", max_length=10, choices=Kind, default=Kind.EVENT)
    title = models.CharField("ชื่อกิจกรรม", max_length=300)
    area = models.ForeignKey(
        WorkArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="งานในฝ่าย",
    )
    starts_on = models.DateField("วันเริ่ม")
    ends_on = models.DateField("วันสิ้นสุด")
    place = models.CharField("สถานที่", max_length=200, blank=True)
    host = models.CharField("ผู้จัด", max_length=10, choices=Host, default=Host.SCHOOL)
    strategy = models.CharField("แนวทาง 3S", max_length=12, choices=Strategy, blank=True)
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="โครงการ",
    )
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="activities", verbose_name="ภาคีที่ร่วม"
    )
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="ครูและบุคลากรที่ร่วม"
    )
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.PLANNED)
    cancel_reason = models.CharField("เหตุที่ยกเลิก", max_length=300, blank=True)
    result = models.TextField("ผลที่เกิดขึ้น", blank=True)
    worked = models.TextField("สิ่งที่ทำได้ดี", blank=True)
    failed = models.TextField("สิ่งที่ยังไม่ได้ผล", blank=True)
    advice = models.TextField("คำแนะนำแก่ผู้จัดครั้งต่อไป", blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name="ใช้ต้นแบบจาก",
    )
    shared_at = models.DateTimeField("แบ่งปันเมื่อ", null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้แบ่งปัน",
    )
    withdrawn_at = models.DateTimeField("ถอนการแบ่งปันเมื่อ", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "กิจกรรม"
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-starts_on"], name="activity_school_day"),
            models.Index(
                fields=["-shared_at"],
                condition=Q(shared_at__isnull=False),
                name="activity_shared_newest",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="activity_dates",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="activity_year_buddhist"
            ),
            models.CheckConstraint(
                condition=Q(shared_at=None, shared_by=None)
                | (Q(shared_at__isnull=False, shared_by__isnull=False, state="held")),
                name="activity_shared",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:activity-detail", args=[self.pk])

    @property
    def has_lesson(self) -> bool:
        return bool(self.worked or self.failed or self.advice)


class GuestGroupQuerySet(models.QuerySet):
    def offered_to(self, school: School) -> "GuestGroupQuerySet":
        """The shipped ones, then the school's own."""
        return self.filter(Q(school=None) | Q(school=school)).order_by("position", "pk")

    def counted_at(self, activity: Activity) -> "GuestGroupQuerySet":
        """Each with how many `people` of it came; None where none did."""
        found = ActivityGuests.objects.filter(activity=activity.pk, group=OuterRef("pk"))
        return self.annotate(people=Subquery(found.values("people")))


class GuestGroup(models.Model):
    """Who comes to an activity from outside, as reports count it; monks are counted in รูป."""

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField("กลุ่ม", max_length=100, db_collation="thai")
    unit = models.CharField("หน่วยนับ", max_length=20, default="คน")
    position = models.PositiveSmallIntegerField("ลำดับ", default=100)

    objects = GuestGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "กลุ่มผู้เข้าร่วม"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="guest_group_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityClass(models.Model):
    """How many pupils of a class took part; `label` is what the class was called then."""

    SCHOOL_PATH = "activity__school"
    DISTRICT_PATH = "activity__school__district"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="classes")
    classroom = models.ForeignKey(
        Classroom, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ห้องเรียน"
    )
    label = models.CharField("ชื่อห้องในวันนั้น", max_length=50)
    pupils = models.PositiveSmallIntegerField("จำนวนนักเรียน")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "นักเรียนที่ร่วมกิจกรรม"
        ordering = ["classroom__level", "classroom__room", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "classroom"], name="activity_class_once"),
            models.CheckConstraint(condition=Q(pupils__gt=0), name="activity_class_pupils"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.pupils} คน"


class ActivityGuests(models.Model):
    """How many of a group took part."""

    SCHOOL_PATH = "activity__school"
    DISTRICT_PATH = "activity__school__district"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="guests")
    group = models.ForeignKey(
        GuestGroup, models.PROTECT, related_name="+", verbose_name="กลุ่มผู้เข้าร่วม"
    )
    people = models.PositiveIntegerField("จำนวน")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ชุมชนที่ร่วมกิจกรรม"
        ordering = ["group__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "group"], name="activity_guests_once"),
            models.CheckConstraint(condition=Q(people__gt=0), name="activity_guests_people"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.people} {self.group.unit}"
