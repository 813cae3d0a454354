"""Forms of attendance: a day of a class, the school's rule, letters and ends of cases."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField
from schoolcare.models import User
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.text import normalize, sent_number
from students.models import Absence, AbsenceCase, AbsenceLetter, AttendanceRule
from students.services import absences, attendance
from students.services.attendance import Mark

KIND, NOTE = "kind-", "note-"
LONGEST_NOTE = 200


class DayForm(forms.Form):
    """What a class's page sends: day, version seen, and for each pupil a kind and a cause.

    `everybody` is the button that says that all came; it never wipes out what was ticked.
    """

    on = ThaiDateField(label="วันที่")
    version = forms.IntegerField(min_value=0)
    held = forms.BooleanField(required=False)
    everybody = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        found["marks"] = marks = dict(self._marks())
        if found.get("everybody") and marks:
            words = f"เลือกไว้ว่าไม่มาหรือสาย {len(marks)} คน กด “บันทึก” หรือเปลี่ยนเป็นมาก่อน"
            raise forms.ValidationError(words)
        if any(len(mark.note) > LONGEST_NOTE for mark in marks.values()):
            raise forms.ValidationError(f"เหตุยาวเกิน {LONGEST_NOTE} ตัวอักษร")
        return found

    def _marks(self) -> Any:
        for name, kind in self.data.items():
            key = name.removeprefix(KIND)
            pupil = sent_number(key)
            if name.startswith(KIND) and pupil and kind in Absence.Kind.values:
                note = normalize(self.data.get(f"{NOTE}{key}", "").replace("\x00", ""))
                yield pupil, Mark(kind, note)


class RuleForm(ScopedModelForm):
    layout = Layout(
        Fieldset("เริ่มเตือนผู้ปกครองเมื่อ", Row("run_days", "month_days")),
        Fieldset("นับอะไรบ้าง นอกจากขาด", "counts_sick", "counts_errand", "counts_late"),
        Fieldset("เวลาเรียน", Row("least_share", "fund_share")),
    )

    class Meta:
        model = AttendanceRule
        fields = [
            *("run_days", "month_days", "counts_sick", "counts_errand", "counts_late"),
            *("least_share", "fund_share"),
        ]
        help_texts = {
            "run_days": "นับเฉพาะวันที่เช็กชื่อ",
            "least_share": "ต่ำกว่านี้แสดงเป็นสีเตือน",
            "fund_share": "เงื่อนไขปี 2568 ร้อยละ 85 ก่อนนั้น 80 แก้ตามประกาศของแต่ละปี",
        }

    def save(self, commit: bool = True) -> AttendanceRule:
        return attendance.save_rule(self.instance, by=self.user)


class LetterForm(CrispyMixin, forms.ModelForm):
    """The next letter of a case."""

    key = SubmissionKeyField()
    dated_on = ThaiDateField(label="ลงวันที่")
    meet_on = ThaiDateField(label="นัดผู้ปกครองพบวันที่", required=False)
    layout = Layout("key", Row("dated_on", "meet_on"), "way")

    class Meta:
        model = AbsenceLetter
        fields = ["dated_on", "meet_on", "way"]
        widgets = {"way": forms.RadioSelect}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        field: Any = self.fields["way"]
        field.choices = AbsenceLetter.Way.choices

    def save(self, commit: bool = True) -> AbsenceLetter:
        key, new = self.cleaned_data["key"], self.instance
        return once(self.by, key, lambda: absences.write_letter(new, by=self.by))[0]


class AnswerForm(ScopedModelForm):
    """How a letter went and what came back."""

    answered_on = ThaiDateField(label="ตอบเมื่อวันที่", required=False)
    meet_on = ThaiDateField(label="นัดผู้ปกครองพบวันที่", required=False)
    layout = Layout("way", "meet_on", "answer", "answered_on")

    class Meta:
        model = AbsenceLetter
        fields = ["way", "meet_on", "answer", "answered_on"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        day = found.get("answered_on")
        if found.get("answer") and "answered_on" in found and day is None:
            self.add_error("answered_on", "กรุณากรอกวันที่ผู้ปกครองตอบ")
        if day and day < self.instance.dated_on:
            self.add_error("answered_on", "ต้องไม่ก่อนวันที่ของหนังสือ")
        return found

    def save(self, commit: bool = True) -> AbsenceLetter:
        return absences.answer_letter(self.instance, by=self.user)


class CloseForm(ScopedModelForm):
    closed_on = ThaiDateField(label="วันที่ปิดเรื่อง")
    layout = Layout("outcome", "result", "closed_on")

    class Meta:
        model = AbsenceCase
        fields = ["outcome", "result", "closed_on"]
        widgets = {"outcome": forms.RadioSelect, "result": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "outcome": "“เสนอขึ้นทะเบียนแขวนลอย” ไม่เปลี่ยนสถานะเอง งานทะเบียนบันทึกในทะเบียนนักเรียนแขวนลอย"
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices, field.required = AbsenceCase.Outcome.choices, True

    def save(self, commit: bool = True) -> AbsenceCase:
        return absences.close_case(self.instance, by=self.user)
