"""Forms of a training for the community."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from community.models import Course, Need
from community.services import courses
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import User, Village
from schoolcare.stale import SeenMixin

LINES = "บรรทัดละคน: ชื่อ-สกุล, หมู่บ้าน, ชั่วโมง เว้นชั่วโมงว่างถ้าเข้าครบ วางจากตาราง Excel ได้"


class CourseForm(SeenMixin, CrispyMixin, forms.ModelForm):
    need = forms.ModelChoiceField(Need.objects.none(), label="ตอบความต้องการของชุมชน", required=False)
    layout = Layout("seen", "hours", "topics", "trainers", "need", Row("village", "asked_by"))

    class Meta:
        model = Course
        fields = ["hours", "topics", "trainers", "village", "asked_by"]
        widgets = {"topics": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"topics": "บรรทัดละหนึ่งหัวข้อ", "hours": "เช่น 6 หรือ 4.5"}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, activity = by, self.instance.activity
        fields: dict[str, Any] = self.fields
        fields["village"].queryset = Village.objects.filter(schools=activity.school_id)
        rows = Need.objects.filter(school=activity.school_id)
        waiting = Q(pk__in=Need.objects.open().filter(activity=None).values("pk"))
        fields["need"].queryset = rows.filter(waiting | Q(activity=activity.pk))
        self.initial["need"] = rows.filter(activity=activity.pk).first()

    def clean_hours(self) -> Decimal:
        hours: Decimal = self.cleaned_data["hours"]
        if hours <= 0:
            raise ValidationError("จำนวนชั่วโมงต้องมากกว่า 0")
        return hours

    def save(self, commit: bool = True) -> Course:
        return courses.save_course(self.instance, need=self.cleaned_data["need"], by=self.by)


class LearnersForm(CrispyMixin, forms.Form):
    """Everybody as lines; what stood there when the page was opened goes along."""

    lines = forms.CharField(
        label="ผู้เข้าอบรม",
        max_length=100_000,
        required=False,
        help_text=LINES,
        widget=forms.Textarea(attrs={"rows": 14}),
        strip=False,
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, course: Course, by: User, **kwargs: Any) -> None:
        text = courses.text_of(course)
        super().__init__(*args, initial={"lines": text, "before": text}, **kwargs)
        self.course, self.by = course, by

    def clean_lines(self) -> list[courses.Line]:
        return courses.read_lines(self.cleaned_data["lines"], self.course.hours)

    def save(self) -> int:
        found = self.cleaned_data
        return courses.save_learners(self.course, found["lines"], seen=found["before"], by=self.by)


class FollowUpForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """A day to come without words is an appointment; the home page tells of it on its day."""

    follow_up_on = ThaiDateField(label="วันที่ติดตามผล", required=False)
    follow_up = forms.CharField(
        label="ผลการติดตาม",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Course
        fields = ["follow_up_on", "follow_up"]

    def __init__(self, *args: Any, today: date, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.by = today, by

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("follow_up") and "follow_up_on" in found and not found["follow_up_on"]:
            self.add_error("follow_up_on", "กรุณากรอกวันที่ติดตามผล")
        day = found.get("follow_up_on")
        if day and day < self.instance.activity.starts_on:
            self.add_error("follow_up_on", "วันที่ติดตามผลต้องไม่มาก่อนวันอบรม")
        elif day and day > self.today and found.get("follow_up"):
            self.add_error("follow_up_on", "ยังไม่ถึงวันนี้ เขียนผลได้เมื่อติดตามแล้ว เว้นผลว่างไว้เพื่อนัดวัน")
        return found

    def save(self, commit: bool = True) -> Course:
        return courses.save_follow_up(self.instance, by=self.by)
