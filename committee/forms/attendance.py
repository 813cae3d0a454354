"""Forms of one person at a meeting."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from committee.models import Attendance
from committee.services import attendance
from schoolcare.forms import ScopedModelForm, ThaiTimeField
from schoolcare.submissions import SubmissionKeyField, once

REASONS = "เช่น ติดราชการ ลาป่วย ลากิจ"


class InviteeForm(ScopedModelForm):
    """Somebody who is on no registry: a guest, or a member of another body."""

    key = SubmissionKeyField()
    layout = Layout("key", "name", "post", "duty", "counts")

    class Meta:
        model = Attendance
        fields = ["name", "post", "duty", "counts"]
        help_texts = {
            "name": "พร้อมคำนำหน้า เช่น นางประไพ ใจงาม",
            "post": "เช่น หัวหน้างานวิชาการ กำนันตำบลหนองแก้ว",
            "counts": "ผู้เข้าร่วมประชุมที่ไม่ใช่กรรมการไม่นับ",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.meeting.has_quorum:
            self.fields["counts"].widget = forms.HiddenInput()

    def save(self, commit: bool = True) -> Attendance:
        key, instance = self.cleaned_data["key"], self.instance
        made, _ = once(self.user, key, lambda: attendance.invite(instance, by=self.user))
        return made


class AttendanceForm(ScopedModelForm):
    """Name and duty as the minutes print them, the answer, whether they came."""

    arrived_at = ThaiTimeField(label="มาเวลา (ถ้ามาหลังเริ่ม)", required=False)
    left_at = ThaiTimeField(label="กลับเวลา (ถ้ากลับก่อนเลิก)", required=False)
    layout = Layout(
        Fieldset("ในรายงานการประชุม", "name", "post", "duty", "counts"),
        Fieldset("การตอบรับ", Row("reply", "reply_note")),
        Fieldset(
            "การมาประชุม",
            "presence",
            Row("absence_reason", "stand_in"),
            Row("arrived_at", "left_at"),
        ),
    )

    class Meta:
        model = Attendance
        fields = [
            *("name", "post", "duty", "counts", "reply", "reply_note", "presence"),
            *("absence_reason", "stand_in", "arrived_at", "left_at"),
        ]
        help_texts = {"absence_reason": REASONS, "stand_in": "ไม่นับเป็นองค์ประชุม"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.meeting.has_quorum:
            self.fields["counts"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        came, went = asked.get("arrived_at"), asked.get("left_at")
        if came and went and went <= came:
            raise ValidationError({"left_at": "เวลากลับต้องหลังเวลามา"})
        return asked

    def save(self, commit: bool = True) -> Attendance:
        return attendance.update_invitee(self.instance, by=self.user)
