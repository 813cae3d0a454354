"""What the office objects to."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from committee.models import Member, Remark
from committee.models.remarks import ON_BOARD, ON_MEMBER
from schoolcare.forms import CrispyMixin
from schoolcare.submissions import SubmissionKeyField


class RemarkForm(CrispyMixin, forms.Form):
    """A remark on the board, or on the member picked."""

    member = forms.ChoiceField(label="ข้อมูลของ", required=False)
    field = forms.ChoiceField(label="เรื่อง")
    text = forms.CharField(
        label="สิ่งที่ต้องแก้ไข", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = SubmissionKeyField()
    layout = Layout("member", "field", "text", "key")

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(one.pk): one for one in members}
        fields: dict[str, Any] = self.fields
        fields["member"].choices = [
            ("", "ทั้งชุด (คำสั่ง วาระ องค์ประกอบ)"),
            *((pk, f"{one} ({one.get_seat_display()})") for pk, one in self.members.items()),
        ]
        words = dict(Remark.Field.choices)
        fields["field"].choices = [
            ("", "เลือกเรื่อง"),
            ("ของกรรมการ", [(one, words[one]) for one in ON_MEMBER]),
            ("ของทั้งชุด", [(one, words[one]) for one in ON_BOARD]),
        ]

    def clean_member(self) -> Member | None:
        return self.members.get(self.cleaned_data["member"])

    def clean(self) -> dict[str, Any]:
        wanted = super().clean() or self.cleaned_data
        about = ON_MEMBER if wanted.get("member") else ON_BOARD
        if wanted.get("field") and wanted["field"] not in about:
            is_of_board = about is ON_MEMBER
            words = "เรื่องนี้เป็นของทั้งชุด" if is_of_board else "เรื่องนี้เป็นของกรรมการ เลือกกรรมการก่อน"
            raise ValidationError({"field": words})
        return wanted
