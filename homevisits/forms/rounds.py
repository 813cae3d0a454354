"""Forms of rounds."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from homevisits.models import VisitRound
from homevisits.services import rounds
from schoolcare.access import Permission
from schoolcare.forms import ScopedForm, ScopedModelForm, ThaiDateField, TickedRowsField
from schoolcare.submissions import SubmissionKeyField, once
from students.models import Classroom, Student


class RoundForm(ScopedModelForm):
    """Dates, number, who is visited and with which questions."""

    opens_on = ThaiDateField(label="เริ่มวันที่")
    closes_on = ThaiDateField(label="ถึงวันที่")
    layout = Layout(
        Row("term", "number"),
        Row("opens_on", "closes_on"),
        "who",
        "form",
    )

    class Meta:
        model = VisitRound
        fields = ["term", "number", "opens_on", "closes_on", "who", "form"]
        widgets = {"who": forms.RadioSelect, "form": forms.RadioSelect}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        opens_on, closes_on = data.get("opens_on"), data.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", "วันสุดท้ายต้องไม่อยู่ก่อนวันเริ่ม")
        return data

    def save(self, commit: bool = True) -> VisitRound:
        return rounds.change_round(self.instance, by=self.user)


class RoundCreateForm(RoundForm):
    """A new round; a resend gives the first one again."""

    key = SubmissionKeyField()
    layout = Layout(*RoundForm.layout.fields, "key")

    def save(self, commit: bool = True) -> VisitRound:
        made, _is_new = once(
            self.user,
            self.cleaned_data["key"],
            lambda: rounds.open_round(self.instance, by=self.user),
        )
        return made


class ChosenPupilsForm(ScopedForm):
    """The pupils of one class who are to be visited in a round of chosen ones."""

    pupils = TickedRowsField(
        Student.objects.none(),
        label="นักเรียนที่จะเยี่ยม",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, visit_round: VisitRound, classroom: Classroom, **kwargs: Any
    ) -> None:
        super().__init__(*args, permission=Permission.VISIT_ROUND, **kwargs)
        self.visit_round, self.classroom = visit_round, classroom
        seated = Student.objects.filter(
            enrolments__classroom=classroom, enrolments__ends_on=None
        ).order_by("enrolments__roll_number", "first_name", "pk")
        field = self.fields["pupils"]
        field.queryset = seated
        field.initial = list(visit_round.chosen.filter(pk__in=seated.values("pk")))

    def save(self) -> VisitRound:
        pupils = self.cleaned_data["pupils"]
        return rounds.choose_pupils(self.visit_round, self.classroom, pupils, by=self.user)
