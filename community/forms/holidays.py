"""Corrections of the list of holidays: one, or a pasted list."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from community.holiday_lists import Read, read
from community.listing import Office
from community.models import Holiday
from community.services import holidays
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import User
from schoolcare.spreadsheet import read_rows
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once

LONGEST = 40_000
OFF = [("True", "เป็นวันหยุด"), ("", "ไม่หยุด แม้อยู่ในรายการของประเทศ")]


class HolidayForm(SeenMixin, CrispyMixin, forms.ModelForm):
    on = ThaiDateField(label="วันที่")
    is_off = forms.TypedChoiceField(
        label="วันนี้",
        choices=OFF,
        coerce=bool,
        empty_value=False,
        required=False,
        initial="True",
        widget=forms.RadioSelect,
    )
    layout = Layout("on", "name", "is_off", "province")

    class Meta:
        model = Holiday
        fields = ["on", "name", "is_off", "province"]
        help_texts = {
            "name": "หรือเหตุที่ไม่หยุด เช่น เปิดเรียนชดเชย",
            "province": "เว้นว่างถ้าใช้กับทุกแห่ง",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if self.instance.pk:
            self.initial["is_off"] = "True" if self.instance.is_off else ""

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        same = Holiday.objects.filter(
            school=self.instance.school_id,
            district=self.instance.district_id,
            on=found.get("on"),
            name=found.get("name", ""),
        )
        if found.get("on") and same.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "มีวันหยุดชื่อนี้ในวันนี้แล้ว")
        return found

    def save(self, commit: bool = True) -> Holiday:
        return holidays.save_holiday(self.instance, by=self.by)


class NewHolidayForm(HolidayForm):
    key = SubmissionKeyField()

    def save(self, commit: bool = True) -> Holiday:
        key = self.cleaned_data["key"]
        made, _ = once(self.by, key, lambda: holidays.save_holiday(self.instance, by=self.by))
        return made


class HolidayListForm(CrispyMixin, forms.Form):
    """A pasted list, or a file, whose rows then stand in the field to be put right."""

    text = forms.CharField(
        label="รายการวันหยุด",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="บรรทัดละหนึ่งวัน: วันที่, ชื่อ, ขอบเขต เช่น 11/12/2569, วันหยุดพิเศษ, จังหวัดเชียงราย "
        "เว้นขอบเขตว่างได้",
    )
    file = forms.FileField(label="หรือไฟล์ .xlsx, .csv สามช่องเดียวกัน", required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.found = office, Read([], [])

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return asked
        text = asked.get("text") or ""
        if upload := asked.get("file"):
            text = "\n".join(one for one in (text, self._lines(upload)) if one)
            self.data = self.data.copy()
            self.data["text"] = text  # nothing lost: the file's rows come back to be put right
        if not text.strip():
            raise ValidationError({"text": "วางรายการ หรือเลือกไฟล์"})
        self.found = read(text, self.office)
        if self.found.errors:
            raise ValidationError({"text": self.found.errors})
        if not self.found.rows:
            raise ValidationError({"text": "ไม่พบวันหยุดในรายการ"})
        return asked

    def _lines(self, upload: Any) -> str:
        try:
            rows = read_rows(upload).rows
        except ValidationError as error:
            raise ValidationError({"file": error.messages}) from error
        return "\n".join("\t".join(one.texts) for one in rows)
