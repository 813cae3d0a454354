"""Homeroom by week, meetings of a class with its guardians (care.md §1.4 C3)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from schoolcare.models import StoredFile, Term
from students.models.classrooms import Classroom
from students.models.families import Guardian
from students.models.people import Student
from students.models.scoping import ClassroomScopedQuerySet, PupilScopedQuerySet

WEEK = 5  # school days


class HomeroomWeek(models.Model):
    """What one class did in homeroom from a Monday to the Friday after it."""

    MOST = 12  # photos
    SCHOOL_PATH = "classroom__school"
    DISTRICT_PATH = "classroom__school__district"
    CLASSROOM_PATH = "classroom__"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="homeroom_weeks")
    starts_on = models.DateField("สัปดาห์ที่เริ่มวันจันทร์")
    held_at = models.CharField("เวลา", max_length=60, blank=True)
    remark = models.TextField("บันทึกของครูที่ปรึกษา", max_length=2000, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(auto_now=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = ClassroomScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "โฮมรูม"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["classroom", "starts_on"], name="homeroom_week_once"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None) | Q(reviewed_at__isnull=False),
                name="homeroom_week_reviewed_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.classroom}"

    def get_absolute_url(self) -> str:
        return reverse("students:homeroom-week", args=[self.pk])

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=WEEK - 1)


class HomeroomDay(models.Model):
    """A day of the week: what was told, what was done, how many were there."""

    SCHOOL_PATH = "week__classroom__school"
    DISTRICT_PATH = "week__classroom__school__district"
    CLASSROOM_PATH = "week__classroom__"

    week = models.ForeignKey(HomeroomWeek, models.CASCADE, related_name="days")
    on = models.DateField("วันที่")
    topic = models.TextField("เรื่องที่แจ้ง", max_length=500, blank=True)
    activity = models.TextField("กิจกรรมโฮมรูม", max_length=500, blank=True)
    came = models.PositiveSmallIntegerField("มา", null=True, blank=True)
    absent = models.PositiveSmallIntegerField("ขาด", null=True, blank=True)
    leave = models.PositiveSmallIntegerField("ลา", null=True, blank=True)
    late = models.PositiveSmallIntegerField("สาย", null=True, blank=True)

    objects = ClassroomScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "โฮมรูมรายวัน"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["week", "on"], name="homeroom_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.on}"


class HomeroomPupil(models.Model):
    """A pupil whom the adviser will follow up, and why."""

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    week = models.ForeignKey(HomeroomWeek, models.CASCADE, related_name="pupils")
    student = models.ForeignKey(Student, models.CASCADE, related_name="homeroom_notes")
    note = models.CharField("เรื่องที่ติดตาม", max_length=300)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "นักเรียนที่ติดตามจากโฮมรูม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["week", "student"], name="homeroom_pupil_once"),
            models.CheckConstraint(condition=~Q(note=""), name="homeroom_pupil_note"),
        ]

    def __str__(self) -> str:
        return self.note


class ClassMeeting(models.Model):
    """A meeting of a class with the guardians of its pupils; once a term or more."""

    MOST = 12  # photos
    SCHOOL_PATH = "classroom__school"
    DISTRICT_PATH = "classroom__school__district"
    CLASSROOM_PATH = "classroom__"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="class_meetings")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name="ภาคเรียน")
    number = models.PositiveSmallIntegerField("ครั้งที่")
    held_on = models.DateField("วันที่")
    starts_at = models.TimeField("เริ่มเวลา", null=True, blank=True)
    ends_at = models.TimeField("ถึงเวลา", null=True, blank=True)
    place = models.CharField("สถานที่", max_length=200)
    agenda = models.TextField("ระเบียบวาระ", max_length=4000, blank=True)
    talks = models.TextField("เรื่องที่พูดคุย", max_length=4000, blank=True)
    opinions = models.TextField("ความคิดเห็นของผู้ปกครอง", max_length=4000, blank=True)
    requests = models.TextField("สิ่งที่ผู้ปกครองขอให้โรงเรียนทำ", max_length=4000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ClassroomScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ประชุมผู้ปกครองชั้นเรียน"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "term", "number"], name="class_meeting_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="class_meeting_number"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="class_meeting_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.classroom} ครั้งที่ {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("students:class-meeting", args=[self.pk])


class MeetingPupilQuerySet(PupilScopedQuerySet):
    def present(self) -> "MeetingPupilQuerySet":
        return self.filter(presence=MeetingPupil.Presence.PRESENT)

    def done(self) -> "MeetingPupilQuerySet":
        """A guardian was there, or was spoken to afterwards."""
        here = Q(presence=MeetingPupil.Presence.PRESENT)
        return self.filter(here | Q(followed_on__isnull=False))


class MeetingPupil(models.Model):
    """One pupil at a class meeting: which guardian came, the talk, the follow-up of who did not.

    Name, relation and telephone are as they were signed.
    """

    class Presence(models.TextChoices):
        PRESENT = "present", "มา"
        ABSENT = "absent", "ไม่มา"

    class Way(models.TextChoices):
        PHONE = "phone", "โทรศัพท์"
        LETTER = "letter", "หนังสือ"
        VISIT = "visit", "เยี่ยมบ้าน"
        SCHOOL = "school", "มาพบที่โรงเรียน"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    meeting = models.ForeignKey(ClassMeeting, models.CASCADE, related_name="pupils")
    student = models.ForeignKey(Student, models.CASCADE, related_name="class_meetings")
    presence = models.CharField("ผู้ปกครอง", max_length=8, choices=Presence, blank=True)
    guardian = models.ForeignKey(
        Guardian, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ผู้มา"
    )
    name = models.CharField("ชื่อผู้มา", max_length=200, blank=True)
    relation = models.CharField("เกี่ยวข้องเป็น", max_length=50, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    note = models.TextField("บันทึกการพูดคุยรายคน", max_length=2000, blank=True)
    follow_way = models.CharField("ติดตามโดย", max_length=8, choices=Way, blank=True)
    followed_on = models.DateField("ติดตามเมื่อวันที่", null=True, blank=True)
    follow_note = models.CharField("ผลการติดตาม", max_length=300, blank=True)

    objects = MeetingPupilQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้ปกครองในการประชุมชั้นเรียน"
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "student"], name="meeting_pupil_once"),
            models.CheckConstraint(
                condition=Q(presence__in=["", "present", "absent"]), name="meeting_pupil_presence"
            ),
            models.CheckConstraint(
                condition=~Q(presence="present") | ~Q(name=""), name="meeting_pupil_who_came"
            ),
            models.CheckConstraint(
                condition=Q(followed_on=None, follow_way="")
                | (Q(followed_on__isnull=False) & ~Q(follow_way="")),
                name="meeting_pupil_followed_how",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.student)


class ClassPhoto(models.Model):
    """A photo of a week's homeroom or of a class meeting; it stays inside the school."""

    SCHOOL_PATH = "classroom__school"
    DISTRICT_PATH = "classroom__school__district"
    CLASSROOM_PATH = "classroom__"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="photos")
    week = models.ForeignKey(
        HomeroomWeek, models.CASCADE, null=True, blank=True, related_name="photos"
    )
    meeting = models.ForeignKey(
        ClassMeeting, models.CASCADE, null=True, blank=True, related_name="photos"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ClassroomScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "รูปของห้องเรียน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(week=None, meeting__isnull=False) | Q(week__isnull=False, meeting=None),
                name="class_photo_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
