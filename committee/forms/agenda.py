"""Forms of one matter of a meeting: its words, its outcome, recusals, adopting minutes."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from committee.agenda import heading_choices
from committee.models import AgendaItem, Attendance, Meeting, Recusal
from committee.services import agenda, minutes
from committee.services.agenda import OF_ITEM
from schoolcare.forms import CrispyMixin, ScopedModelForm
from schoolcare.models import User
from schoolcare.submissions import SubmissionKeyField, once

CORRECTIONS = "หน้า ข้อ บรรทัด จากคำใดเป็นคำใด"


class ItemForm(ScopedModelForm):
    heading = forms.TypedChoiceField(label="ระเบียบวาระ", coerce=int)
    layout = Layout("heading", "title", "detail")

    class Meta:
        model = AgendaItem
        fields = ["heading", "title", "detail"]
        widgets = {"detail": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"detail": "ความเป็นมาและข้อที่เสนอ จะพิมพ์ในระเบียบวาระที่แนบหนังสือเชิญ"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        choices = heading_choices(self.instance.meeting.agenda_form)
        own = self.instance.heading
        if own not in dict(choices) and own is not None:  # merged with the heading before
            self.initial["heading"] = max(value for value, _label in choices if value < own)
        fields["heading"].choices = choices

    def save(self, commit: bool = True) -> AgendaItem:
        return agenda.update_item(self.instance, by=self.user)


class NewItemForm(ItemForm):
    key = SubmissionKeyField()
    layout = Layout("key", "heading", "title", "detail")

    def save(self, commit: bool = True) -> AgendaItem:
        key = self.cleaned_data["key"]
        made, _ = once(self.user, key, lambda: agenda.add_item(self.instance, by=self.user))
        return made


class OutcomeForm(ScopedModelForm):
    """What was said and resolved, written while the meeting goes on."""

    layout = Layout("discussion", "outcome", "resolution", "dissent")

    class Meta:
        model = AgendaItem
        fields = ["discussion", "outcome", "resolution", "dissent"]
        widgets = {
            "discussion": forms.Textarea(attrs={"rows": 5}),
            "resolution": forms.Textarea(attrs={"rows": 3}),
            "dissent": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "resolution": "ต่อจากคำว่า มติที่ประชุม เช่น เห็นชอบตามที่เสนอ",
            "dissent": "ใครเห็นแย้งว่าอย่างไร ถ้ามี",
        }

    def save(self, commit: bool = True) -> AgendaItem:
        item, asked = self.instance, self.cleaned_data
        typed = {minutes.name_of(item, name): asked[name] for name in OF_ITEM if name in asked}
        if minutes.save(item.meeting, typed, shown=None, by=self.user).homeless:
            raise ValidationError(agenda.REMOVED)
        return item


class AdoptionTextsForm(OutcomeForm):
    """Of a matter that adopts minutes: its outcome comes by adopting alone."""

    layout = Layout("discussion", "resolution", "dissent")

    class Meta(OutcomeForm.Meta):
        fields = ["discussion", "resolution", "dissent"]


class RecusalForm(CrispyMixin, forms.Form):
    """Who of those present steps aside."""

    attendance = forms.ModelChoiceField(label="ผู้ไม่ร่วมพิจารณา", queryset=Attendance.objects.none())
    reason = forms.CharField(
        label="เหตุ", max_length=300, help_text="เช่น เป็นญาติของผู้ขอรับทุน มีส่วนได้เสีย"
    )

    def __init__(self, *args: Any, item: AgendaItem, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.by = item, by
        present = Attendance.objects.filter(meeting=item.meeting_id).present().in_order()
        field: Any = self.fields["attendance"]
        # What was sent is judged by the service, which knows a second tap.
        field.queryset = present if self.is_bound else present.exclude(recusals__item=item)

    def save(self) -> Recusal:
        asked = self.cleaned_data
        return agenda.recuse(Recusal(item=self.item, **asked), by=self.by)


class AdoptForm(CrispyMixin, forms.Form):
    """With corrections or without; from then on the minutes are locked."""

    WAYS = (("plain", "รับรองโดยไม่มีการแก้ไข"), ("corrected", "รับรองโดยแก้ไข"))

    way = forms.ChoiceField(label="มติ", choices=WAYS, initial="plain", widget=forms.RadioSelect)
    corrections = forms.CharField(
        label="ข้อที่แก้ไข",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=CORRECTIONS,
    )

    def __init__(self, *args: Any, item: AgendaItem, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.by = item, by

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if asked.get("way") == "corrected" and not (asked.get("corrections") or "").strip():
            raise ValidationError({"corrections": "กรอกข้อที่แก้ไข"})
        return asked

    def save(self) -> Meeting:
        is_plain = self.cleaned_data["way"] == "plain"
        text = "" if is_plain else self.cleaned_data["corrections"]
        return minutes.adopt(self.item, corrections=text, by=self.by)
