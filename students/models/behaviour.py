"""Behaviour of pupils: the school's scale of points, what was noted, of whom."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q

from schoolcare.access import Grant, ScopedQuerySet
from schoolcare.models import School, StoredFile
from students.models.classrooms import Classroom
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet

MOST_POINTS = 1000


class ScaleQuerySet(ScopedQuerySet):
    def known_to(self, school: School | int) -> Self:
        """The school's own, the newest first, then the shipped one."""
        rows = self.filter(Q(school=school) | Q(school=None))
        return rows.order_by(F("school").desc(nulls_last=True), "-version")


class BehaviourScale(models.Model):
    """A version of a school's scale of points; without a school it is shipped.

    Editing makes the next version: what was noted keeps the points it had.
    """

    class Period(models.TextChoices):
        SEMESTER = "semester", "ภาคเรียน"
        YEAR = "year", "ปีการศึกษา"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    version = models.PositiveSmallIntegerField("ฉบับที่")
    starting_points = models.PositiveSmallIntegerField("คะแนนตั้งต้น", default=100)
    period = models.CharField(
        "เริ่มนับคะแนนใหม่ทุก", max_length=8, choices=Period, default=Period.SEMESTER
    )
    good_adds = models.BooleanField("คะแนนความดีเพิ่มคะแนนคงเหลือ", default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScaleQuerySet.as_manager()

    class Meta:
        verbose_name = "เกณฑ์คะแนนความประพฤติ"
        ordering = ["-version", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "version"], name="behaviour_scale_version"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(school=None), name="behaviour_scale_shipped_once"
            ),
            models.CheckConstraint(
                condition=Q(starting_points__lte=MOST_POINTS), name="behaviour_scale_start"
            ),
            models.CheckConstraint(
                condition=Q(period__in=["semester", "year"]), name="behaviour_scale_period"
            ),
        ]

    def __str__(self) -> str:
        return f"ฉบับที่ {self.version}" if self.school_id else "ฉบับเริ่มต้นที่มากับระบบ"


class BehaviourKind(models.Model):
    """What can be noted, by one version of a scale."""

    scale = models.ForeignKey(BehaviourScale, models.CASCADE, related_name="kinds")
    name = models.CharField("พฤติกรรม", max_length=150, db_collation="thai")
    is_good = models.BooleanField("ความดี", default=False)
    points = models.PositiveSmallIntegerField("คะแนน")
    is_violence = models.BooleanField("ถือเป็นความรุนแรง", default=False)
    position = models.PositiveSmallIntegerField("ลำดับ", default=100)

    class Meta:
        verbose_name = "รายการพฤติกรรม"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "name"], name="behaviour_kind_once"),
            models.CheckConstraint(
                condition=Q(points__lte=MOST_POINTS), name="behaviour_kind_points"
            ),
            models.CheckConstraint(
                condition=Q(is_good=False) | Q(is_violence=False), name="behaviour_kind_violence"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BehaviourThreshold(models.Model):
    """So many points lost in a period: the guardian is told by letter."""

    scale = models.ForeignKey(BehaviourScale, models.CASCADE, related_name="thresholds")
    points = models.PositiveSmallIntegerField("ถูกตัดถึง (คะแนน)")
    title = models.CharField("สิ่งที่ทำ", max_length=150)

    class Meta:
        verbose_name = "เกณฑ์แจ้งผู้ปกครอง"
        ordering = ["points", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "points"], name="behaviour_threshold_once"),
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=MOST_POINTS), name="behaviour_threshold_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.points} คะแนน)"


class EventQuerySet(ScopedQuerySet):
    def own_classes(self, grant: Grant) -> Q:
        """Those with a pupil of one's own classes."""
        notes: Any = BehaviourNote.objects.all()
        return Q(pk__in=notes.filter(notes.own_classes(grant)).values("event"))

    def with_notes(self, notes: "NoteQuerySet") -> Self:
        """Each with its writer and `shown`: those of `notes` that are of it, by class and name."""
        order = ("classroom__level", "classroom__room", "student__first_name", "pk")
        rows = notes.select_related("student", "classroom").order_by(*order)
        return self.select_related("made_by").prefetch_related(
            Prefetch("notes", rows, to_attr="shown")
        )


class BehaviourEvent(models.Model):
    """What one or several pupils did together; name and points are those of its day."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.PROTECT, related_name="behaviour_events")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    semester = models.PositiveSmallIntegerField("ภาคเรียนที่")
    on = models.DateField("วันที่")
    place = models.CharField("สถานที่", max_length=150, blank=True)
    kind = models.ForeignKey(BehaviourKind, models.PROTECT, related_name="events")
    name = models.CharField("พฤติกรรม", max_length=150, db_collation="thai")
    is_good = models.BooleanField("ความดี")
    points = models.PositiveSmallIntegerField("คะแนน")
    is_violence = models.BooleanField("ถือเป็นความรุนแรง", default=False)
    words = models.TextField("รายละเอียด", max_length=2000, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "เหตุการณ์ด้านพฤติกรรม"
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-on", "-id"], name="behaviour_event_day"),
            models.Index(fields=["made_by", "-on", "-id"], name="behaviour_event_writer"),
            models.Index(fields=["school", "year", "semester"], name="behaviour_event_period"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="behaviour_event_year_buddhist"
            ),
            models.CheckConstraint(
                condition=Q(semester__in=[1, 2, 3]), name="behaviour_event_semester"
            ),
            models.CheckConstraint(
                condition=Q(is_good=False) | Q(is_violence=False), name="behaviour_event_violence"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def points_text(self) -> str:
        return f"{'+' if self.is_good else '−'}{self.points}" if self.points else "0"


class NoteQuerySet(PupilScopedQuerySet):
    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(voided_at=None)

    def in_period(self, year: int, semester: int | None) -> Self:
        """Of a semester; of the whole year without one."""
        found = self.filter(event__year=year)
        return found.filter(event__semester=semester) if semester else found


class BehaviourNote(models.Model):
    """One pupil's part in an event; a withdrawn one stays in the history and counts no more."""

    SCHOOL_PATH = "event__school"
    DISTRICT_PATH = "event__school__district"
    PUPIL_PATH = "student"

    event = models.ForeignKey(BehaviourEvent, models.CASCADE, related_name="notes")
    student = models.ForeignKey(Student, models.CASCADE, related_name="behaviour_notes")
    classroom = models.ForeignKey(
        Classroom, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ห้องเรียน"
    )
    voided_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ถอน",
    )
    void_reason = models.CharField("เหตุที่ถอน", max_length=300, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "บันทึกพฤติกรรม"
        ordering = ["-event__on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "student"], name="behaviour_note_once"),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="behaviour_note_voided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.event_id}"
