"""A choice that a school adds to the shipped ones."""

from typing import Any

from crispy_forms.layout import Layout

from community.models import Branch, Channel
from community.services import choices
from schoolcare.forms import ScopedModelForm
from schoolcare.submissions import SubmissionKeyField, once


class ChoiceForm(ScopedModelForm):
    key = SubmissionKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["is_active"]
        shown = [one for one in ("name", "is_active") if one in self.fields]
        self.layout = Layout("key", "seen", *shown)

    def save(self, commit: bool = True) -> Any:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._save()
        return once(self.user, self.cleaned_data["key"], self._save)[0]

    def _save(self) -> Any:
        return choices.save_choice(self.instance, by=self.user)


class ChannelForm(ChoiceForm):
    class Meta:
        model = Channel
        fields = ["name", "is_active"]
        help_texts = {
            "name": "เช่น ทอดกฐิน งานศิษย์เก่า เงินอุดหนุนจากวัด",
            "is_active": "เอาออกแล้วไม่ขึ้นให้เลือก รายการเดิมยังอยู่",
        }


class BranchForm(ChoiceForm):
    class Meta:
        model = Branch
        fields = ["name", "is_active"]
        help_texts = {
            "name": "เช่น การจักสาน ดนตรีพื้นเมือง",
            "is_active": "เอาออกแล้วไม่ขึ้นให้เลือก ภูมิปัญญาที่บันทึกไว้ยังอยู่",
        }
