"""Forms of rounds of screening."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from schoolcare.forms import ScopedModelForm, ThaiDateField
from schoolcare.submissions import SubmissionKeyField, once
from students.models import ScreeningRound, ScreeningTemplate
from students.services import screening_rounds as services

HELD = "เปลี่ยนไม่ได้แล้ว เพราะรอบนี้มีผลคัดกรอง แบบฉบับใหม่ใช้ได้ตั้งแต่รอบถัดไป"


class RoundForm(ScopedModelForm):
    """Term, number, days and the form of the round; the last is fixed once there are results."""

    opens_on = ThaiDateField(label="เริ่มวันที่")
    closes_on = ThaiDateField(label="ถึงวันที่")
    layout = Layout(Row("term", "number"), Row("opens_on", "closes_on"), "template")

    class Meta:
        model = ScreeningRound
        fields = ["term", "number", "opens_on", "closes_on", "template"]
        widgets = {"template": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        usable = services.forms_of(self.school) if self.school else []
        keys = [one.pk for one in usable]
        if self.instance.template_id:
            keys.append(self.instance.template_id)
        field.queryset = ScreeningTemplate.objects.filter(pk__in=keys).order_by("code", "-version")
        field.label_from_instance = lambda one: f"{one} ({one.edition})"
        field.empty_label = None
        field.help_text = "ทั้งรอบใช้แบบเดียวกัน"
        if self.instance.pk and self.instance.screenings.exists():
            for name in services.FIXED:
                self.fields[name].disabled = True
                self.fields[name].help_text = HELD

    def save(self, commit: bool = True) -> ScreeningRound:
        return services.change_round(self.instance, by=self.user)


class RoundCreateForm(RoundForm):
    """A new round; a resend gives the first one again."""

    key = SubmissionKeyField()
    layout = Layout(*RoundForm.layout.fields, "key")

    def save(self, commit: bool = True) -> ScreeningRound:
        made, _is_new = once(
            self.user,
            self.cleaned_data["key"],
            lambda: services.open_round(self.instance, by=self.user),
        )
        return made
