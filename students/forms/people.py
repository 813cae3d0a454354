"""Forms about a pupil: the filter of the list, the record, a note, a consent, the id."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField
from schoolcare.identity import clean_id, long_title, parse_level, room_key
from schoolcare.models import Level
from schoolcare.submissions import SubmissionKeyField
from schoolcare.text import arabic_digits, normalize
from students.consent_texts import CONSENT_TEXT, CONSENT_TEXTS
from students.forms.elsewhere import Wanted, refused_elsewhere
from students.importing.values import sex_of_title
from students.models import Classroom, PublicationConsent, Student
from students.services import duplicates, identifiers, pupils
from students.twins import likely_twins, not_told_apart, sign_of, words

TELL_WHY = "ถ้าเป็นคนละคน บอกเหตุผลแล้วกดบันทึกอีกครั้ง"
OLDEST = 100  # years; beyond it somebody mistyped
THIRTEEN = re.compile(r"[0-9]{13}|G[0-9]{12}")


class StudentFilter(forms.Form):
    """Search and filters of the list; a whole id is refused here, it has its own button."""

    q = forms.CharField(label="ค้นหา ชื่อ ชื่อเล่น รหัส หรือชั้น", required=False, max_length=100)
    level = forms.TypedChoiceField(
        label="ระดับชั้น",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "ทุกชั้น"), *Level.choices],
    )
    classroom = forms.TypedChoiceField(label="ห้อง", required=False, coerce=int, empty_value=None)
    status = forms.ChoiceField(
        label="สถานะ",
        required=False,
        choices=[("", "อยู่ในโรงเรียน"), *Student.Status.choices, ("all", "ทั้งหมด")],
    )

    def __init__(self, *args: Any, classrooms: Iterable[Classroom], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms: Any = self.fields["classroom"]
        rooms.choices = [("", "ทุกห้อง"), *((room.pk, room.label) for room in classrooms)]

    def clean_q(self) -> str:
        text = self.cleaned_data["q"]
        if THIRTEEN.fullmatch(clean_id(text)):
            raise ValidationError("ค้นด้วยเลขประจำตัว ใช้ปุ่ม “ค้นด้วยเลขประจำตัว” ด้านล่าง")
        return text

    def clean(self) -> dict[str, Any]:
        """A class typed into the search, ป.4/1 or ป4, narrows as its filter does."""
        data = super().clean() or self.cleaned_data
        try:
            level, room = parse_level(data.get("q", ""))
        except ValueError:
            return data
        if room is None:
            return data | {"q": "", "level": level}
        label = room_key(f"{Level(level).label}/{room}")
        rooms: Any = self.fields["classroom"]
        found = [key for key, text in rooms.choices if key and room_key(text) == label]
        return data | {"q": "", "classroom": found[0]} if found else data


class IdentifierSearchForm(CrispyMixin, forms.Form):
    """A whole id, sent by POST so that it stands in no address and no log."""

    value = forms.CharField(
        label="เลขประจำตัว",
        help_text="13 หลัก รหัส G หรือเลขหนังสือเดินทาง ต้องตรงทั้งเลข",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )


class StudentForm(ScopedModelForm):
    """The ordinary record; sensitive fields and the status have their own pages."""

    code = forms.CharField(label="รหัสนักเรียน", required=False, max_length=20)
    birth_date = ThaiDateField(label="วันเกิด", required=False)
    classroom = forms.ModelChoiceField(
        label="ห้องเรียน", queryset=Classroom.objects.all(), required=False, empty_label="ยังไม่จัดห้อง"
    )

    layout = Layout(
        Fieldset("ชื่อ", Row("title", "first_name", "last_name"), Row("nickname", "english_name")),
        Fieldset("ในโรงเรียน", Row("code", "classroom")),
        Fieldset("ประวัติ", Row("sex", "birth_date", "nationality"), "parents_status"),
        Fieldset("การเดินทาง", Row("travel_mode", "travel_minutes", "distance_m")),
    )

    class Meta:
        model = Student
        fields = [
            *("code", "title", "first_name", "last_name", "nickname", "english_name", "sex"),
            *("birth_date", "nationality", "parents_status", "travel_mode"),
            *("travel_minutes", "distance_m"),
        ]

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        self.year = year
        super().__init__(*args, **kwargs)
        rooms = self.fields["classroom"].queryset
        self.fields["classroom"].queryset = rooms.filter(year=year)
        self.initial["classroom"] = self.saved_values().get("classroom")
        for name, most in (("travel_minutes", 600), ("distance_m", 300_000)):  # as the import reads
            self.fields[name].validators.append(MaxValueValidator(most))
        for name in ("first_name", "last_name", "nickname"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def saved_values(self) -> dict[str, Any]:
        saved = super().saved_values()
        if not saved:
            return {}
        seat = self.instance.enrolments.filter(year=self.year, ends_on=None).first()
        return saved | {"classroom": seat.classroom_id if seat else None}

    def clean_title(self) -> str:
        return long_title(self.cleaned_data["title"])

    def clean_first_name(self) -> str:
        return normalize(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        text = normalize(self.cleaned_data["last_name"])
        return "" if text in {"-", "–"} else text

    def clean_code(self) -> str:
        code = arabic_digits(self.cleaned_data["code"].strip())
        others = Student.objects.filter(school=self.school, code=code).exclude(pk=self.instance.pk)
        if code and others.exists():
            raise ValidationError("รหัสนักเรียนนี้มีคนใช้แล้วในโรงเรียน")
        return code

    def clean_birth_date(self) -> Any:
        day = self.cleaned_data["birth_date"]
        if day and day > timezone.localdate():
            raise ValidationError("วันเกิดยังมาไม่ถึง กรุณาดูปีเกิดอีกครั้ง")
        if day and day.year < timezone.localdate().year - OLDEST:
            raise ValidationError("กรุณาดูปีเกิดอีกครั้ง")
        return day

    def save(self, commit: bool = True) -> Student:
        """Through the services; who has left takes no seat."""
        student = pupils.update_student(self.instance, by=self.user)
        room = self.cleaned_data["classroom"]
        if room and student.status in Student.IN_SCHOOL:
            pupils.enrol(student, room, by=self.user)
        return student


class NewStudentForm(StudentForm):
    """A pupil added by hand, with the number that identifies them where there is one."""

    identifier = forms.CharField(
        label="เลขประจำตัวประชาชน รหัส G หรือหนังสือเดินทาง",
        required=False,
        max_length=30,
        help_text="เลข 13 หลัก รหัส G ตามด้วยเลข 12 หลัก หรือเลขหนังสือเดินทาง ไม่มีให้เว้นว่าง",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = SubmissionKeyField(required=False)
    layout = Layout(
        StudentForm.layout.fields[0],
        Fieldset("ในโรงเรียน", Row("code", "classroom", "status"), "identifier", "apart"),
        *StudentForm.layout.fields[2:],
    )
    owner: Student | None = None  # who has the number already

    class Meta(StudentForm.Meta):
        fields = [*StudentForm.Meta.fields, "status"]  # later it changes with its reason and papers

    told = forms.CharField(required=False, widget=forms.HiddenInput)  # twins that were shown
    apart = forms.CharField(
        label="เหตุผลที่เป็นคนละคน",
        required=False,
        max_length=200,
        help_text="เช่น ฝาแฝด หรือชื่อพ้องกัน เทียบสูติบัตรแล้ว",
        widget=forms.HiddenInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.twins: list[Student] = []

    def clean(self) -> dict[str, Any]:
        """The title tells the sex where that was left open. A likely twin is shown; sent again with
        a reason, the pupil is added.
        """
        data = super().clean()
        data["sex"] = data.get("sex") or sex_of_title(data.get("title", ""))
        twins = self.likely_twins(data)
        keys = ",".join(str(one.pk) for one in twins)
        self.twins = twins
        if not twins:
            return data
        self.fields["apart"].widget = forms.TextInput(attrs={"autocomplete": "off"})
        if data.get("told") != keys:
            self.data = self.data.copy()
            self.data[self.add_prefix("told")] = keys
            self.add_error(None, f"{words(twins)} {TELL_WHY}")
        elif not data.get("apart"):
            self.add_error("apart", "กรุณาบอกเหตุผลที่เป็นคนละคน")
        return data

    def likely_twins(self, data: dict[str, Any]) -> list[Student]:
        names = (data.get("first_name", ""), data.get("last_name", ""))
        sign = sign_of(*names, data.get("birth_date"))
        if sign is None or self.school is None:
            return []
        here = Student.objects.for_user(self.user, Permission.PUPIL_LIST).filter(school=self.school)
        found = likely_twins(here, [sign]).get(sign, [])
        return not_told_apart(found, data.get("identifier") or "")

    def clean_identifier(self) -> str:
        value = identifiers.read_identifier(self.cleaned_data["identifier"])
        if not value or self.school is None:
            return value
        try:
            identifiers.refuse_others(value, self.school, student=None)
        except identifiers.Taken as taken:
            self.owner = taken.owner
            raise
        return value

    @property
    def wanted_elsewhere(self) -> Wanted | None:
        """The pupil of another school who was typed here, for whom that school can be asked."""
        if self.school is None or not refused_elsewhere(self, "identifier"):
            return None
        typed = {one: self[one].value() or "" for one in ("title", "first_name", "last_name")}
        name = f"{typed['title']}{typed['first_name']} {typed['last_name']}".strip()
        return Wanted(self["identifier"].value() or "", name, self.school)

    def save(self, commit: bool = True) -> Student:
        self.instance.school = self.school
        room = self.cleaned_data["classroom"]
        student = pupils.create_student(self.instance, classroom=room, by=self.user)
        if value := self.cleaned_data.get("identifier"):
            identifiers.set_identifier(student, value, by=self.user)
        if self.twins:
            reason = self.cleaned_data["apart"]
            duplicates.keep_apart(student, self.twins, reason=reason, by=self.user)
        return student


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
    key = SubmissionKeyField()
    on = ThaiDateField(label="วันที่ให้คำตอบ")
    version, words = CONSENT_TEXT, CONSENT_TEXTS[CONSENT_TEXT]
    layout = Layout(
        HTML("{% include 'students/consent_text.html' %}"),
        *("decision", "given_by", "relation", "on", "method", "key"),
    )

    class Meta:
        model = PublicationConsent
        fields = ["decision", "given_by", "relation", "on", "method"]
        widgets = {"decision": forms.RadioSelect, "method": forms.RadioSelect}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.today = today
        self.fields["decision"].choices = PublicationConsent.Decision.choices  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        if self.cleaned_data["on"] > self.today:
            raise ValidationError("วันที่ให้คำตอบยังมาไม่ถึง")
        return self.cleaned_data["on"]


class PhotoForm(CrispyMixin, forms.Form):
    photo = forms.FileField(
        label="รูปถ่าย",
        help_text="JPEG, PNG หรือ HEIC ไม่เกิน 20 MB",
        widget=forms.FileInput(attrs={"accept": "image/*,.heic"}),
    )
