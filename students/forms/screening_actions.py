"""Forms of what is done about results of screening, and of a case."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField, TickedRowsField
from schoolcare.models import User
from schoolcare.staff import staff_of
from schoolcare.submissions import SubmissionKeyField
from students.models import CareCase, Screening, ScreeningAction
from students.services.screening_actions import Decision


class ActionForm(CrispyMixin, forms.Form):
    """One action and one reason for every chosen pupil."""

    screenings = TickedRowsField(
        queryset=Screening.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": "ยังไม่ได้เลือกนักเรียน กลับไปเลือกจากรายการก่อน"},
    )
    kind = forms.ChoiceField(
        label="จะทำอย่างไรต่อ", choices=ScreeningAction.Kind.choices, widget=forms.RadioSelect
    )
    watch_until = ThaiDateField(label="เฝ้าระวังถึงวันที่ (เมื่อเลือกเฝ้าระวัง)", required=False)
    reason = forms.CharField(
        label="สภาพปัญหาหรือเหตุผล",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เปิดรายกรณี: เขียนสภาพปัญหา ไม่ดำเนินการ: เขียนเหตุผล เฝ้าระวัง: เขียนหรือไม่ก็ได้",
    )
    owner = forms.ModelChoiceField(
        label="ครูเจ้าของกรณี (เมื่อเปิดรายกรณี)",
        queryset=User.objects.none(),
        required=False,
        empty_label="ผู้บันทึกเอง",
    )
    key = SubmissionKeyField()
    layout = Layout("kind", "watch_until", "reason", "owner", "screenings", "key")

    def __init__(self, *args: Any, among: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["screenings"].queryset = among
        self.fields["owner"].queryset = staff

    @property
    def decision(self) -> Decision:
        said = self.cleaned_data
        return Decision(said["kind"], said["reason"], said["watch_until"], said["owner"])


class CaseForm(ScopedModelForm):
    """The words of an open case, and who answers for it."""

    layout = Layout("problem", "owner")

    class Meta:
        model = CareCase
        fields = ["problem", "owner"]
        widgets = {"problem": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day, kept = self.instance.opened_on, [self.instance.owner_id]
        self.fields["owner"].queryset = staff_of(self.instance.student.school, day, kept=kept)


class CaseCloseForm(CrispyMixin, forms.Form):
    """What came of a case."""

    outcome = forms.ChoiceField(
        label="ผล", choices=CareCase.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label="สรุปผล", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
