"""The link through which somebody who is invited answers without an account."""

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import models

from committee.models.attendance import Attendance
from schoolcare.access import ScopedQuerySet

# Minutes are adopted at the body's next meeting, which is held at least once a term (admin.md
# §1.6): who was there can read them through the same link until then, and no longer.
LINK_DAYS = 120


def new_code() -> str:
    """64 random bits in hexadecimal; never given twice."""
    return secrets.token_hex(8)


class ReplyLink(models.Model):
    """The link of one invited person; made anew it gets another code, and the old one is dead.

    The row alone opens nothing: an address also carries what the server's key makes of the code
    (committee/links.py).
    """

    SCHOOL_PATH = "attendance__meeting__school"
    DISTRICT_PATH = "attendance__meeting__district"

    attendance = models.OneToOneField(Attendance, models.CASCADE, related_name="reply_link")
    code = models.CharField("รหัสของลิงก์", max_length=16, unique=True, default=new_code)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ออกลิงก์"
    )
    made_at = models.DateTimeField("ออกลิงก์เมื่อ")
    withdrawn_at = models.DateTimeField("ยกเลิกลิงก์เมื่อ", null=True, blank=True)
    answers = models.PositiveSmallIntegerField("จำนวนครั้งที่ตอบผ่านลิงก์", default=0)
    papers = models.PositiveSmallIntegerField("จำนวนครั้งที่เปิดเอกสารผ่านลิงก์", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ลิงก์ตอบรับการประชุม"
        ordering = ["attendance"]

    def __str__(self) -> str:
        return f"ลิงก์ของ{self.attendance}"

    @property
    def ends_on(self) -> date:
        """The last day on which the link opens; it moves with the meeting."""
        return self.attendance.meeting.held_on + timedelta(days=LINK_DAYS)

    def is_open(self, day: date) -> bool:
        """Not withdrawn, not over, and its person still sits on the board on the meeting's day."""
        attendance = self.attendance
        member = attendance.member
        sits = member is None or member.is_seated(attendance.meeting.held_on)
        return self.withdrawn_at is None and day <= self.ends_on and sits
