"""Local experts: who knows what, what they taught, and looking for one."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from community.forms.amounts import BahtField, CountField
from community.models import Branch, Expert, ExpertTeaching
from community.services import experts
from schoolcare.forms import PhoneField, ScopedModelForm, ThaiDateField, TickedRowsField
from schoolcare.models import School
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.text import normalize
from students.models import Classroom


class ExpertForm(ScopedModelForm):
    key = SubmissionKeyField()
    branches = TickedRowsField(
        label="ภูมิปัญญาด้าน",
        queryset=Branch.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกอย่างน้อยหนึ่งด้าน"},
    )
    phone = PhoneField(label="โทรศัพท์", required=False)
    consented_on = ThaiDateField(label="ยินยอมให้เก็บและใช้ข้อมูลเมื่อ", required=False)
    refreshed_on = ThaiDateField(label="สอบถามข้อมูลล่าสุดเมื่อ", required=False)
    photo_file = forms.FileField(
        label="รูปถ่าย",
        required=False,
        help_text="JPEG, PNG หรือ HEIC ไม่เกิน 20 MB ต้องมีวันที่ยินยอม",
        widget=forms.FileInput(attrs={"accept": "image/*,.heic"}),
    )
    layout = Layout(
        *("key", "seen", Fieldset("ชื่อ", Row("title", "name"))),
        Fieldset("ความรู้", "branches", "knowledge", "passing_on", "awards"),
        Fieldset("ที่อยู่", "village", "address", "phone"),
        Fieldset(
            "ความยินยอมและข้อมูล",
            Row("consented_on", "refreshed_on"),
            *("photo_file", "note"),
        ),
    )

    class Meta:
        model = Expert
        fields = [
            *("title", "name", "branches", "knowledge", "passing_on", "awards", "village"),
            *("address", "phone", "consented_on", "refreshed_on", "note"),
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("knowledge", "passing_on", "awards")
        }
        help_texts = {"title": "เช่น นาย นาง พ่อครู พระ", "knowledge": "สอนหรือทำอะไรได้บ้าง"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        school = self.instance.school
        kept = self.instance.branches.values("pk") if self.instance.pk else ()
        fields["branches"].queryset = Branch.objects.offered_to(school, kept)
        fields["village"].queryset = school.villages.all()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("photo_file") and not found.get("consented_on"):
            self.add_error("consented_on", "ใส่วันที่ยินยอมก่อนเก็บรูปถ่าย")
        return found

    def save(self, commit: bool = True) -> Expert:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._write()
        made, _ = once(self.user, self.cleaned_data["key"], self._write)
        return made

    def _write(self) -> Expert:
        found = self.cleaned_data
        photo = found["photo_file"]
        return experts.save_expert(
            self.instance, branches=found["branches"], photo=photo, by=self.user
        )


class TeachingForm(ScopedModelForm):
    key = SubmissionKeyField()
    taught_on = ThaiDateField(label="วันที่สอน")
    hours = CountField(label="ชั่วโมง", max_digits=5, decimal_places=1)
    fee = BahtField(label="ค่าตอบแทน (บาท)", required=False, max_digits=10)
    classrooms = TickedRowsField(
        label="ห้องเรียน",
        queryset=Classroom.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    layout = Layout(
        *("key", "seen", Row("taught_on", "hours", "fee"), "subject", "classrooms", "audience"),
        Row("project", "activity"),
    )

    class Meta:
        model = ExpertTeaching
        fields = ["taught_on", "hours", "fee", "subject", "classrooms", "audience"]
        fields += ["project", "activity"]
        help_texts = {"audience": "เช่น ผู้ปกครอง ชมรมดนตรีพื้นเมือง"}

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["classrooms"]
        rooms = Classroom.objects.filter(school=self.instance.expert.school, year=year)
        field.queryset = rooms.order_by("level", "room")

    def clean_hours(self) -> Any:
        hours = self.cleaned_data["hours"]
        if not hours:
            raise ValidationError("ชั่วโมงต้องมากกว่า 0")
        return hours

    def save(self, commit: bool = True) -> ExpertTeaching:
        made, _ = once(
            self.user,
            self.cleaned_data["key"],
            lambda: experts.teach(
                self.instance, classrooms=self.cleaned_data["classrooms"], by=self.user
            ),
        )
        return made


class ExpertFilter(forms.Form):
    q = forms.CharField(
        label="ต้องการเรียนรู้เรื่อง",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "เรื่อง วิชา ชื่อ หรือหมู่บ้าน", "maxlength": 100}),
    )
    branch = forms.ModelChoiceField(
        label="ด้าน", required=False, queryset=Branch.objects.none(), empty_label="ทุกด้าน"
    )
    state = forms.ChoiceField(
        label="สถานะ",
        required=False,
        choices=[("", "ที่ยังสอนได้"), ("stale", "ควรสอบถามใหม่"), ("all", "ทั้งหมด")],
    )

    def __init__(self, *args: Any, school: School, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["branch"].queryset = Branch.objects.offered_to(school)
        self.today = today

    def narrow(self, rows: QuerySet[Expert]) -> QuerySet[Expert]:
        """Every word must be found in a name, village, branch, what they know or have taught."""
        self.full_clean()
        found = self.cleaned_data
        state = found.get("state", "")
        if state == "stale":
            rows = rows.stale(self.today)  # type: ignore[attr-defined]
        elif state != "all":
            rows = rows.filter(is_active=True)
        if branch := found.get("branch"):
            rows = rows.filter(branches=branch)
        for word in self.words:
            taught = ExpertTeaching.objects.filter(subject__icontains=word).values("expert")
            branches = Expert.objects.filter(branches__name__icontains=word).values("pk")
            known = Q(name__icontains=word) | Q(knowledge__icontains=word)
            known |= Q(passing_on__icontains=word) | Q(village__name__icontains=word)
            rows = rows.filter(known | Q(pk__in=taught) | Q(pk__in=branches))
        return rows

    @property
    def words(self) -> list[str]:
        return normalize(self.cleaned_data.get("q", "")).split()[:5]
