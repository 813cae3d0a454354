"""Forms of the register of leavers: an attempt to find, the end, who of an office reads names."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.staff import staff_of
from schoolcare.submissions import SubmissionKeyField
from schoolcare.text import normalize
from students.models import Leaver, LeaverCause, LeaverOfficer, LeaverTrace


class TraceForm(CrispyMixin, forms.ModelForm):
    on = ThaiDateField(label="วันที่ติดตาม")
    next_on = ThaiDateField(
        label="ติดตามครั้งต่อไป", required=False, help_text="เว้นว่าง ระบบเตือนใน 30 วัน"
    )
    key = SubmissionKeyField()
    layout = Layout(Row("on", "who"), "how", "found", "result", "next_on", "key")

    class Meta:
        model = LeaverTrace
        fields = ["on", "who", "how", "found", "result"]
        widgets = {
            "how": forms.RadioSelect,
            "found": forms.RadioSelect,
            "result": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("how", "found"):
            field: Any = self.fields[name]
            field.choices = [one for one in field.choices if one[0]]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError("วันที่ติดตามยังมาไม่ถึง")
        return day

    def clean_next_on(self) -> date | None:
        day: date | None = self.cleaned_data["next_on"]
        if day and day < self.today:
            raise ValidationError("วันติดตามครั้งต่อไปผ่านมาแล้ว")
        return day


class CloseForm(CrispyMixin, forms.Form):
    closed_on = ThaiDateField(label="วันที่ปิด")
    result = forms.ChoiceField(
        label="ผลการติดตาม", choices=Leaver.Result.choices, widget=forms.RadioSelect
    )


class OfficerForm(CrispyMixin, forms.ModelForm):
    starts_on = ThaiDateField(label="ตั้งแต่วันที่")
    ends_on = ThaiDateField(label="ถึงวันที่", required=False)
    layout = Layout("user", "order_text", Row("starts_on", "ends_on"))

    class Meta:
        model = LeaverOfficer
        fields = ["user", "order_text", "starts_on", "ends_on"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = staff_of(self.instance.district, today)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class CauseForm(CrispyMixin, forms.ModelForm):
    class Meta:
        model = LeaverCause
        fields = ["name"]

    def clean_name(self) -> str:
        return normalize(self.cleaned_data["name"])
