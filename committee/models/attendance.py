"""Who is invited to a meeting, what they answered, who came."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from committee.models.boards import MONK_TITLES, Member
from committee.models.meetings import Meeting
from schoolcare.access import ScopedQuerySet


class AttendanceQuerySet(ScopedQuerySet):
    def counting(self) -> "AttendanceQuerySet":
        return self.filter(counts=True)

    def present(self) -> "AttendanceQuerySet":
        return self.filter(presence=Attendance.Presence.PRESENT)

    def in_order(self) -> "AttendanceQuerySet":
        """As the minutes list them."""
        return self.order_by("position", "pk")


class Attendance(models.Model):
    """One person who is invited to a meeting, what they answered and whether they came.

    Name and post are as they were when the list was made. A stand-in sits for who is absent and
    counts for no quorum (admin.md §1.6).
    """

    class Duty(models.TextChoices):
        CHAIR = "chair", "ประธานกรรมการ"
        VICE = "vice", "รองประธานกรรมการ"
        MEMBER = "member", "กรรมการ"
        SECRETARY = "secretary", "กรรมการและเลขานุการ"
        GUEST = "guest", "ผู้เข้าร่วมประชุม"

    class Reply(models.TextChoices):
        NONE = "none", "ยังไม่ตอบ"
        COMING = "coming", "มาได้"
        NOT_COMING = "not_coming", "มาไม่ได้"

    class Presence(models.TextChoices):
        UNKNOWN = "unknown", "ยังไม่ลงชื่อ"
        PRESENT = "present", "มาประชุม"
        ABSENT = "absent", "ไม่มาประชุม"

    SCHOOL_PATH = "meeting__school"
    DISTRICT_PATH = "meeting__district"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="attendances"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    name = models.CharField("ชื่อ-สกุล", max_length=250)
    post = models.CharField("ตำแหน่งหรือผู้แทน", max_length=200, blank=True)
    duty = models.CharField("หน้าที่ในที่ประชุม", max_length=10, choices=Duty, default=Duty.MEMBER)
    presides = models.BooleanField("เป็นประธานในการประชุมครั้งนี้", default=False)
    counts = models.BooleanField("นับเป็นองค์ประชุม", default=True)
    reply = models.CharField("ตอบรับ", max_length=10, choices=Reply, default=Reply.NONE)
    replied_at = models.DateTimeField("ตอบเมื่อ", null=True, blank=True)
    reply_note = models.CharField("หมายเหตุการตอบ", max_length=200, blank=True)
    presence = models.CharField(
        "การมาประชุม", max_length=10, choices=Presence, default=Presence.UNKNOWN
    )
    absence_reason = models.CharField("เหตุที่ไม่มา", max_length=200, blank=True)
    stand_in = models.CharField("ผู้มาประชุมแทน", max_length=200, blank=True)
    arrived_at = models.TimeField("มาเวลา", null=True, blank=True)
    left_at = models.TimeField("กลับเวลา", null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้เข้าประชุม"
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_member_once"),
            models.UniqueConstraint(fields=["meeting", "user"], name="attendance_user_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(presides=True), name="attendance_one_presides"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="attendance_name"),
            models.CheckConstraint(
                condition=~Q(duty="guest") | Q(counts=False), name="attendance_guest_counts_not"
            ),
            models.CheckConstraint(
                condition=Q(reply="none") | Q(replied_at__isnull=False),
                name="attendance_replied_when",
            ),
            models.CheckConstraint(
                condition=Q(stand_in="", absence_reason="") | ~Q(presence="present"),
                name="attendance_absent_only",
            ),
            models.CheckConstraint(
                condition=Q(left_at__gt=F("arrived_at")), name="attendance_times"
            ),
            models.CheckConstraint(
                condition=Q(presence__in=["unknown", "present", "absent"]),
                name="attendance_presence_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def duty_words(self) -> str:
        """What somebody is in this meeting; only a committee has กรรมการ."""
        if self.meeting.is_committee:
            return self.get_duty_display()
        plain = {self.Duty.CHAIR: "ประธาน", self.Duty.VICE: "รองประธาน"}
        plain |= {self.Duty.SECRETARY: "เลขานุการ", self.Duty.GUEST: "ผู้เข้าร่วมประชุม"}
        return plain.get(self.Duty(self.duty), "")

    @property
    def is_here(self) -> bool:
        """Came, and has not gone before the end."""
        return self.presence == self.Presence.PRESENT and self.left_at is None

    @property
    def is_monk(self) -> bool:
        """A monk is invited with other words and counted as รูป."""
        return self.name.startswith(MONK_TITLES)
