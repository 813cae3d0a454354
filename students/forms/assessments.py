"""PHQ-A of a pupil, what is done about it, results copied from elsewhere."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField
from students.models import OtherScreen, PhqForm, PhqResponse, ScreeningRound, ScreenKind
from students.models.assessments import PHQ_ITEMS
from students.models.sdq import as_list

YES_NO = [("", "ไม่ได้ถาม"), ("0", "ไม่ใช่"), ("1", "ใช่")]


class PhqAnswersForm(SeenMixin, CrispyMixin, forms.Form):
    """Nine questions and two more; what was left out is left out, the total waits for all nine."""

    key = SubmissionKeyField()
    answered_on = ThaiDateField(label="วันที่ประเมิน")

    def __init__(
        self, *args: Any, form: PhqForm, phq: PhqResponse | None = None, **kwargs: Any
    ) -> None:
        self.instance = phq or PhqResponse()
        kwargs["initial"] = _initial(phq) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        options = [(str(points), f"{points} {words}") for points, words in enumerate(form.options)]
        for number, text in enumerate(form.items, start=1):
            self.fields[f"item_{number}"] = _choice(f"{number}. {text}", options)
        for number, text in enumerate(form.extra, start=1):
            self.fields[f"extra_{number}"] = _choice(text, YES_NO[1:])
        self.more = len(form.extra)
        self.layout = Layout(*(name for name in self.fields if name != "seen"), "seen")
        if phq is not None:
            del self.fields["key"]
            self.layout = Layout(*self.fields)
        self.note_seen()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and all(one is None for one in self._given("item", PHQ_ITEMS)):
            raise forms.ValidationError("ยังไม่ได้ใส่คำตอบสักข้อ")
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """As the service takes them."""
        return {
            "answers": self._given("item", PHQ_ITEMS),
            "extra": self._given("extra", self.more),
            "answered_on": self.cleaned_data["answered_on"],
        }

    def _given(self, kind: str, count: int) -> list[int | None]:
        said = [self.cleaned_data.get(f"{kind}_{number}") for number in range(1, count + 1)]
        return [int(one) if one else None for one in said]

    def saved_values(self) -> dict[str, Any]:
        saved = PhqResponse.objects.select_related("form").filter(pk=self.instance.pk or 0).first()
        if saved and getattr(self.instance, "is_veiled", False):
            saved.veil()
        return _initial(saved)


class NextStepForm(SeenMixin, CrispyMixin, forms.ModelForm):
    class Meta:
        model = PhqResponse
        fields = ["next_step"]
        widgets = {"next_step": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"next_step": "คุยกับใครแล้ว นัดใคร ส่งต่อที่ใด"}


class OtherScreenForm(ScopedModelForm):
    """A group, or words, or both; a specialist's paper is attached."""

    taken_on = ThaiDateField(label="วันที่ประเมิน")
    upload = forms.FileField(
        label="เอกสาร", required=False, help_text="PDF หรือรูปถ่าย ไม่เกิน 20 MB เก็บเป็นความลับ"
    )

    class Meta:
        model = OtherScreen
        fields = ["kind", "round", "group", "result", "taken_on", "assessor"]
        help_texts = {
            "round": "เว้นว่างได้ เมื่อไม่ได้ทำในรอบของโรงเรียน",
            "result": "เช่น คะแนนรายด้าน หรือข้อสรุปของผู้เชี่ยวชาญ",
        }

    layout = Layout("kind", "group", "result", "taken_on", "assessor", "round", "upload")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        school = self.instance.student.school
        fields["kind"].queryset = ScreenKind.objects.offered_to(school, kept=self.instance.kind_id)
        rounds = ScreeningRound.objects.filter(school=school).select_related("term")
        fields["round"].queryset = rounds.order_by("-opens_on")
        fields["round"].empty_label = "ไม่ได้ทำในรอบของโรงเรียน"
        if self.instance.pk is None:
            self.fields["key"] = SubmissionKeyField()
            self.layout = Layout(*self.layout.fields, "key")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("group") or cleaned.get("result")):
            self.add_error("result", "เลือกผล หรือพิมพ์ผลเป็นข้อความ")
        kind = cleaned.get("kind")
        has_paper = cleaned.get("upload") or self.instance.document_id
        if kind and kind.is_specialist and not has_paper:
            self.add_error("upload", "แบบนี้ทำโดยผู้ผ่านการอบรม กรุณาแนบเอกสารผล")
        return cleaned


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    widget = forms.RadioSelect
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


def _initial(phq: PhqResponse | None) -> dict[str, Any]:
    if phq is None:
        return {}
    items = {f"item_{n}": _typed(one) for n, one in enumerate(as_list(phq.answers), start=1)}
    extra = {f"extra_{n}": _typed(one) for n, one in enumerate(as_list(phq.extra), start=1)}
    return items | extra | {"answered_on": phq.answered_on}


def _typed(answer: int | None) -> str:
    return "" if answer is None else str(answer)
