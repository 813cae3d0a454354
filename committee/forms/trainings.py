"""Trainings: what was taught, who takes part, for how many hours."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from committee.models import BoardNetwork, Member, Trainee, Training
from committee.services import trainings
from committee.services.trainings import Mark
from schoolcare.forms import CrispyMixin, ThaiDateField, TickedRowsField
from schoolcare.models import District, School, User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once

SCHOOL, NETWORK = "school", "network"


class TrainingForm(SeenMixin, CrispyMixin, forms.ModelForm):
    key = SubmissionKeyField()
    starts_on = ThaiDateField(label="วันเริ่ม")
    ends_on = ThaiDateField(label="วันสุดท้าย", required=False, help_text="เว้นว่างถ้าอบรมวันเดียว")
    layout = Layout(
        *("key", "seen", "title", "topics", Row("starts_on", "ends_on")),
        *(Row("hours", "place"), "trainers", "school"),
    )

    class Meta:
        model = Training
        fields = ["title", "topics", "starts_on", "ends_on", "hours", "place", "trainers", "school"]
        widgets = {"topics": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "hours": "ทั้งหมดที่อบรม เช่น 6 หรือ 4.5",
            "topics": "บรรทัดละหนึ่งหัวข้อ",
            "school": "เว้นว่างถ้าหน่วยงานจัดเอง",
        }

    def __init__(self, *args: Any, office: District, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.instance.district = by, office
        field: Any = self.fields["school"]
        field.queryset = School.objects.filter(district=office, is_active=True)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "วันสุดท้ายต้องไม่ก่อนวันเริ่ม")
        return found

    def clean_hours(self) -> Decimal:
        hours: Decimal = self.cleaned_data["hours"]
        if hours <= 0:
            raise ValidationError("จำนวนชั่วโมงต้องมากกว่า 0")
        return hours

    def save(self, commit: bool = True) -> Training:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return trainings.save_training(self.instance, by=self.by)
        made, _ = once(
            self.by,
            self.cleaned_data["key"],
            lambda: trainings.save_training(self.instance, by=self.by),
        )
        return made


class SourceForm(forms.Form):
    """Whose boards are offered: one school's or one network's."""

    source = forms.ChoiceField(label="คณะกรรมการของ")

    def __init__(self, *args: Any, office: District, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = BoardNetwork.objects.filter(district=office, is_active=True)
        schools = School.objects.filter(district=office, is_active=True).order_by("name", "pk")
        named = [(f"{NETWORK}-{one.pk}", str(one)) for one in networks]
        places = [(f"{SCHOOL}-{one.pk}", one.short_name) for one in schools]
        field: Any = self.fields["source"]
        field.choices = [("", "ยังไม่เลือก"), ("เครือข่าย", named), ("โรงเรียน", places)]

    @property
    def schools(self) -> Any:
        """The schools that were asked for; the choices have said that they are the office's."""
        kind, _, pk = self.cleaned_data["source"].partition("-")
        if kind == NETWORK:
            return School.objects.filter(board_networks=pk, is_active=True)
        return School.objects.filter(pk=pk)


class PeopleForm(CrispyMixin, forms.Form):
    """Board members of the chosen schools, all ticked."""

    source = forms.CharField(widget=forms.HiddenInput)
    members = TickedRowsField(
        label="กรรมการ",
        queryset=Member.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกกรรมการอย่างน้อยหนึ่งคน"},
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.queryset, field.initial = members, members
        field.label_from_instance = lambda one: (
            f"{one} – {one.get_seat_display()} {one.board.school.short_name}"
        )


class OutsiderForm(CrispyMixin, forms.ModelForm):
    """Somebody who sits on no board."""

    key = SubmissionKeyField()

    class Meta:
        model = Trainee
        fields = ["name", "post", "school"]
        help_texts = {"name": "พร้อมคำนำหน้า", "school": "เว้นว่างได้"}

    def __init__(self, *args: Any, training: Training, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.training = training
        field: Any = self.fields["school"]
        field.queryset = School.objects.filter(district=training.district_id, is_active=True)


class HoursForm(CrispyMixin, forms.Form):
    """Hours and result of everybody: first everybody has all hours and passed, then exceptions."""

    def __init__(self, *args: Any, training: Training, trainees: Iterable[Trainee], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.trainees = list(trainees)
        for one in self.trainees:
            is_new = one.hours is None
            self.fields[f"hours_{one.pk}"] = forms.DecimalField(
                label=f"ชั่วโมงของ {one}",
                max_digits=5,
                decimal_places=1,
                min_value=Decimal(0),
                required=False,
                initial=_plain(training.hours if is_new else one.hours),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control"}),
            )
            self.fields[f"passed_{one.pk}"] = forms.BooleanField(
                label=f"{one} ผ่าน", required=False, initial=is_new or one.passed
            )
            self.fields[f"drop_{one.pk}"] = forms.BooleanField(
                label=f"นำ {one} ออก", required=False
            )

    @property
    def rows(self) -> list[tuple[Trainee, Any, Any, Any]]:
        return [
            (one, *(self[f"{name}_{one.pk}"] for name in ("hours", "passed", "drop")))
            for one in self.trainees
        ]

    @property
    def marks(self) -> dict[int, Mark]:
        found = self.cleaned_data
        return {
            one.pk: Mark(
                found[f"hours_{one.pk}"], found[f"passed_{one.pk}"], found[f"drop_{one.pk}"]
            )
            for one in self.trainees
        }


def _plain(hours: Decimal | None) -> str:
    return "" if hours is None else f"{hours.normalize():f}"
