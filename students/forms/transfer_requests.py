"""Forms of a request for a pupil of another school."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin
from schoolcare.models import School
from schoolcare.submissions import SubmissionKeyField
from students.models import TransferRequest
from students.services import identifiers
from students.services.transfer_requests import pupil_elsewhere


class TransferRequestForm(CrispyMixin, forms.ModelForm):
    """By the pupil's number; `number` where a file or another form brought it already.

    The number finds the pupil and is kept nowhere.
    """

    number = forms.CharField(
        label="เลขประจำตัวประชาชน รหัส G หรือหนังสือเดินทาง",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="ระบบหาโรงเรียนเดิมจากเลขนี้ และไม่แสดงข้อมูลใดของโรงเรียนนั้น",
    )
    key = SubmissionKeyField()

    class Meta:
        model = TransferRequest
        fields = ["name_given", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name_given": "ตามเอกสารที่ผู้ปกครองนำมา โรงเรียนเดิมใช้เทียบว่าเป็นคนเดียวกัน",
            "note": "เช่น มารายงานตัวเมื่อใด ย้ายตามผู้ปกครอง",
        }

    field_order = ["number", "name_given", "note", "key"]

    def __init__(self, *args: Any, school: School, number: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.number = school, number
        self.instance.to_school = school
        if number:
            del self.fields["number"]

    def clean_number(self) -> str:
        value = identifiers.read_identifier(self.cleaned_data["number"])
        if not value:
            raise ValidationError(identifiers.UNKNOWN)
        self.instance.student = pupil_elsewhere(value, self.school)
        return value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.number:
            self.instance.student = pupil_elsewhere(self.number, self.school)
        return data


class NotSentForm(CrispyMixin, forms.Form):
    reason = forms.CharField(
        label="เหตุผล",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="โรงเรียนที่ขอเห็นเหตุผลนี้ อย่าเขียนข้อมูลส่วนตัวของนักเรียน",
    )
