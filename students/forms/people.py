"""Forms about a pupil: the filter of the list, the record, a note, a consent, the id."""

import re
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField
from schoolcare.identity import clean_id
from schoolcare.models import Level
from schoolcare.submissions import SubmissionKeyField
from schoolcare.text import normalize
from schoolcare.thai import academic_year
from students.models import Classroom, PublicationConsent, SensitiveRecord, Student
from students.services import pupils

THIRTEEN = re.compile(r"[0-9]{13}|G[0-9]{12}")


class StudentFilter(forms.Form):
    """Search and filters of the list; a whole id is refused here, it has its own button."""

    q = forms.CharField(label="ค้นหา ชื่อ ชื่อเล่น หรือรหัส", required=False, max_length=100)
    level = forms.TypedChoiceField(
        label="ระดับชั้น",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "ทุกชั้น"), *Level.choices],
    )
    classroom = forms.ModelChoiceField(
        label="ห้อง", required=False, queryset=Classroom.objects.none(), empty_label="ทุกห้อง"
    )
    status = forms.ChoiceField(
        label="สถานะ",
        required=False,
        choices=[("", "อยู่ในโรงเรียน"), *Student.Status.choices, ("all", "ทั้งหมด")],
    )

    def __init__(self, *args: Any, classrooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classroom"].queryset = classrooms

    def clean_q(self) -> str:
        text = self.cleaned_data["q"]
        if THIRTEEN.fullmatch(clean_id(text)):
            raise ValidationError("ค้นด้วยเลขประจำตัว ใช้ปุ่ม “ค้นด้วยเลขประจำตัว” ด้านล่าง")
        return text


class IdentifierSearchForm(CrispyMixin, forms.Form):
    """A whole id, sent by POST so that it stands in no address and no log."""

    value = forms.CharField(
        label="เลขประจำตัว",
        help_text="13 หลัก รหัส G หรือเลขหนังสือเดินทาง ต้องตรงทั้งเลข",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )


class StudentForm(ScopedModelForm):
    """The ordinary record; sensitive fields have their own page."""

    birth_date = ThaiDateField(label="วันเกิด", required=False)
    classroom = forms.ModelChoiceField(
        label="ห้องเรียน", queryset=Classroom.objects.all(), required=False, empty_label="ยังไม่จัดห้อง"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = SubmissionKeyField(required=False)

    layout = Layout(
        "seen",
        "key",
        Fieldset("ชื่อ", Row("title", "first_name", "last_name"), Row("nickname", "english_name")),
        Fieldset("ในโรงเรียน", Row("code", "classroom", "status")),
        Fieldset("ประวัติ", Row("sex", "birth_date", "nationality"), "parents_status"),
        Fieldset("การเดินทาง", Row("travel_mode", "travel_minutes", "distance_m")),
    )

    class Meta:
        model = Student
        fields = [
            *("code", "title", "first_name", "last_name", "nickname", "english_name", "sex"),
            *("birth_date", "nationality", "status", "parents_status", "travel_mode"),
            *("travel_minutes", "distance_m"),
        ]

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = self.fields["classroom"].queryset
        self.fields["classroom"].queryset = rooms.filter(year=year)
        self.initial["seen"] = self.instance.version
        for name in ("first_name", "last_name", "nickname"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_first_name(self) -> str:
        return normalize(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        text = normalize(self.cleaned_data["last_name"])
        return "" if text == "-" else text

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip()
        others = Student.objects.filter(school=self.school, code=code).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError("รหัสนักเรียนนี้มีคนใช้แล้วในโรงเรียน")
        return code

    def clean_birth_date(self) -> Any:
        day = self.cleaned_data["birth_date"]
        if day and not 2450 <= academic_year(day) <= 2700:
            raise ValidationError("ตรวจปีเกิดอีกครั้ง")
        return day

    def save(self, commit: bool = True) -> Student:
        """Through the services; raises pupils.Clash when somebody saved meanwhile."""
        room = self.cleaned_data["classroom"]
        if self.instance.pk is None:
            self.instance.school = self.school
            return pupils.create_student(self.instance, classroom=room, by=self.user)
        seen = self.cleaned_data["seen"] or 0
        student = pupils.update_student(self.instance, version=seen, by=self.user)
        if room:
            pupils.enrol(student, room, by=self.user)
        return student


class SensitiveForm(ScopedModelForm):
    class Meta:
        model = SensitiveRecord
        fields = ["religion", "ethnicity", "blood_group", "health_note", "weight_kg", "height_cm"]


class NoteForm(CrispyMixin, forms.Form):
    key = SubmissionKeyField()
    on = ThaiDateField(label="วันที่")
    text = forms.CharField(
        label="บันทึก",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="เขียนสั้น ๆ ถึงสิ่งที่เห็นหรือได้คุยกัน",
    )


class ConsentForm(CrispyMixin, forms.ModelForm):
    on = ThaiDateField(label="วันที่ให้คำตอบ")

    class Meta:
        model = PublicationConsent
        fields = ["decision", "given_by", "relation", "on", "method"]
        widgets = {"decision": forms.RadioSelect, "method": forms.RadioSelect}


class IdentifierForm(CrispyMixin, forms.Form):
    value = forms.CharField(
        label="เลขประจำตัวใหม่",
        max_length=30,
        help_text="เลข 13 หลัก รหัส G หรือเลขหนังสือเดินทาง เลขเดิมจะเก็บไว้เป็นประวัติ",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PhotoForm(CrispyMixin, forms.Form):
    photo = forms.FileField(label="รูปถ่าย", help_text="JPEG, PNG หรือ HEIC ไม่เกิน 20 MB")
