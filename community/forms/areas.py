"""A kind of work of a school or office."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from community.models import WorkArea
from community.services import areas
from schoolcare.forms import CrispyMixin
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once

MOST = 999


class AreaForm(SeenMixin, CrispyMixin, forms.ModelForm):
    position = forms.IntegerField(
        label="ลำดับในฝ่าย", min_value=0, max_value=MOST, required=False, initial=0
    )
    layout = Layout("division", "name", "mark", "position", "is_active")

    class Meta:
        model = WorkArea
        fields = ["division", "name", "mark", "position", "is_active"]
        widgets = {"mark": forms.RadioSelect}
        help_texts = {
            "division": "ไม่ต้องพิมพ์คำว่า “ฝ่าย” เช่น บริหารทั่วไป ขึ้นหัวปฏิทินเป็น ฝ่ายบริหารทั่วไป",
            "is_active": "เอาออกแล้วไม่ขึ้นให้เลือก รายการเดิมยังอยู่",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if self.instance.pk is None:
            del self.fields["is_active"]
            self.layout = Layout("division", "name", "mark", "position")

    def clean_division(self) -> str:
        name: str = self.cleaned_data["division"].removeprefix("ฝ่าย").strip()
        return name or self.cleaned_data["division"]

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        place = {"school": self.instance.school_id, "district": self.instance.district_id}
        same = WorkArea.objects.filter(
            **place, division=found.get("division", ""), name=found.get("name", "")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "มีงานชื่อนี้ในฝ่ายนี้แล้ว")
        return found

    def save(self, commit: bool = True) -> WorkArea:
        return areas.save_area(self.instance, by=self.by)


class NewAreaForm(AreaForm):
    key = SubmissionKeyField()

    def save(self, commit: bool = True) -> WorkArea:
        key = self.cleaned_data["key"]
        made, _ = once(self.by, key, lambda: areas.save_area(self.instance, by=self.by))
        return made
