"""A kind of activity or an award of the school's own."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from schoolcare.forms import ScopedModelForm
from schoolcare.submissions import SubmissionKeyField
from students.models import PromotionChoice

Sort = PromotionChoice.Sort


class ChoiceForm(ScopedModelForm):
    key = SubmissionKeyField()

    class Meta:
        model = PromotionChoice
        fields = ["sort", "name", "shows_talent", "is_active"]
        widgets = {"sort": forms.RadioSelect}
        help_texts = {
            "shows_talent": "ใช้กับผล/รางวัลเท่านั้น เสนอให้การคัดกรองด้านความสามารถพิเศษ",
            "is_active": "เอาออกแล้วไม่ขึ้นให้เลือก กิจกรรมเดิมคงชื่อนี้",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if self.instance.pk is None:
            fields["sort"].choices = Sort.choices
            del fields["is_active"]
        else:  # records hold it as what it is
            del fields["key"], fields["sort"]
            if self.instance.sort == Sort.KIND:
                del fields["shows_talent"]
        self.note_seen()
        shown = ("key", "seen", *self.Meta.fields)
        self.layout = Layout(*(one for one in shown if one in fields))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("sort") == Sort.KIND and found.get("shows_talent"):
            self.add_error("shows_talent", "ใช้กับผล/รางวัลเท่านั้น")
        return found
