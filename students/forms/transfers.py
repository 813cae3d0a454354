"""Forms of a transfer: the offer, the acceptance, the refusal."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import School
from schoolcare.submissions import SubmissionKeyField
from schoolcare.text import arabic_digits
from students.models import Classroom, Student, Transfer, TransferRequest
from students.transfer_summary import PARTS, USUAL

SENSITIVE = {"health"}


class OfferForm(CrispyMixin, forms.ModelForm):
    """To which school, when, and which parts of the record go with the pupil."""

    to_school = forms.ModelChoiceField(
        School.objects.none(), label="โรงเรียนปลายทางในสังกัดเดียวกัน", required=False
    )
    school_code = forms.CharField(
        label="หรือรหัสโรงเรียนปลายทาง (สังกัดอื่น)", required=False, max_length=20
    )
    moves_on = ThaiDateField(label="วันที่ย้าย")
    parts = forms.MultipleChoiceField(
        label="ส่งข้อมูลส่วนใดบ้าง",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="ชื่อ วันเกิด เลขประจำตัว และชั้นล่าสุดส่งเสมอ บันทึกการให้คำปรึกษาและเรื่องคุ้มครองเด็กไม่ส่ง",
    )
    key = SubmissionKeyField()
    layout = Layout(
        Fieldset("ปลายทาง", Row("to_school", "school_code"), "moves_on"),
        Fieldset("ข้อมูลที่ส่ง", "parts", "note"),
        "key",
    )

    class Meta:
        model = Transfer
        fields = ["to_school", "moves_on", "parts", "note"]

    def __init__(
        self,
        *args: Any,
        student: Student,
        today: date,
        may_send_health: bool,
        asked: TransferRequest | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.student, self.today = student, today
        schools = School.objects.filter(district=student.school.district_id, is_active=True)
        self.fields["to_school"].queryset = schools.exclude(pk=student.school_id)  # type: ignore[attr-defined]
        offered = [one for one in PARTS.items() if may_send_health or one[0] not in SENSITIVE]
        self.fields["parts"].choices = offered  # type: ignore[attr-defined]
        self.initial |= {"moves_on": today, "parts": list(USUAL)}
        if asked:
            is_near = asked.to_school.district_id == student.school.district_id
            self.initial |= {"to_school": asked.to_school_id} if is_near else {}
            self.initial |= {} if is_near else {"school_code": asked.to_school.code}

    def clean_moves_on(self) -> date:
        day: date = self.cleaned_data["moves_on"]
        if abs(day - self.today) > timedelta(days=366):
            raise ValidationError("วันที่ย้ายอยู่ไกลเกินไป กรุณาดูปีอีกครั้ง")
        return day

    def clean(self) -> dict[str, Any]:
        """One school, by name or by code."""
        data = super().clean() or self.cleaned_data
        code = arabic_digits((data.get("school_code") or "").strip())
        if code:
            found = School.objects.filter(code=code, is_active=True)
            data["to_school"] = found.exclude(pk=self.student.school_id).first()
            if data["to_school"] is None:
                self.add_error("school_code", "ไม่พบโรงเรียนรหัสนี้ในระบบ")
        elif not data.get("to_school") and "to_school" not in self.errors:
            self.add_error("to_school", "เลือกโรงเรียนปลายทาง หรือกรอกรหัสโรงเรียน")
        return data


class AcceptForm(CrispyMixin, forms.Form):
    """The pupil's code and class at the receiving school."""

    code = forms.CharField(
        label="รหัสนักเรียนของโรงเรียนเรา",
        required=False,
        max_length=20,
        help_text="เว้นว่างได้ถ้ายังไม่ออกรหัส ถ้าเคยเรียนที่นี่ ใช้รหัสเดิม",
    )
    classroom = forms.ModelChoiceField(
        Classroom.objects.none(), label="ห้องเรียน", required=False, empty_label="ยังไม่จัดห้อง"
    )

    def __init__(self, *args: Any, school: School, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school = school
        rooms = Classroom.objects.filter(school=school, year=year)
        self.fields["classroom"].queryset = rooms  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code = arabic_digits(self.cleaned_data["code"].strip())
        if code and Student.objects.filter(school=self.school, code=code).exists():
            raise ValidationError("รหัสนักเรียนนี้มีคนใช้แล้วในโรงเรียน")
        return code


class RefuseForm(CrispyMixin, forms.Form):
    reason = forms.CharField(
        label="เหตุผล", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
