"""A new address of the calendar."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from community.models import Audience, CalendarFeed
from schoolcare.forms import CrispyMixin
from schoolcare.submissions import SubmissionKeyField

CHOOSE = "เลือกว่าผู้ที่ได้ลิงก์เห็นรายการใด"


class FeedForm(CrispyMixin, forms.ModelForm):
    """Who gets it, and what they see: nothing that is only for those who make the calendar."""

    key = SubmissionKeyField()
    audience = forms.ChoiceField(
        label="เห็นรายการ",
        choices=[
            (Audience.PUBLIC.value, "เฉพาะที่เผยแพร่ต่อสาธารณะ ไม่มีชื่อผู้รับผิดชอบ"),
            (Audience.STAFF.value, "ที่บุคลากรทุกคนเห็น พร้อมผู้รับผิดชอบ"),
        ],
        widget=forms.RadioSelect,
        initial=Audience.PUBLIC,
        error_messages=dict.fromkeys(("required", "invalid_choice"), CHOOSE),
    )
    layout = Layout("key", "name", "audience")

    class Meta:
        model = CalendarFeed
        fields = ["name", "audience"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "เช่น ผู้ปกครอง ครูทุกคน บอร์ดหน้าโรงเรียน"
