"""The common plan: who made it, its goals, what is done for them."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import Q

from community.models import CommonPlan, Partner, PlanAction, PlanGoal
from community.services import plans
from schoolcare.forms import CrispyMixin, ThaiDateField, TickedRowsField
from schoolcare.models import User, Village
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once

FIRST_YEAR, LAST_YEAR = 2400, 2700
CE = 543
BEGINNING = 1900  # a year typed as CE


class YearField(forms.IntegerField):
    """An academic year in พ.ศ.; one typed as CE is turned."""

    def to_python(self, value: Any) -> int | None:
        year = super().to_python(value)
        return year + CE if year is not None and BEGINNING <= year < FIRST_YEAR - CE + 300 else year


class PlanForm(SeenMixin, CrispyMixin, forms.ModelForm):
    key = SubmissionKeyField()
    year = YearField(label="ปีการศึกษา", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    met_on = ThaiDateField(label="วันประชุมทำแผน", required=False)
    partners = TickedRowsField(
        label="ภาคีที่ร่วมทำแผน",
        queryset=Partner.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    villages = TickedRowsField(
        label="หมู่บ้านที่ร่วมทำแผน",
        queryset=Village.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    layout = Layout(
        *("key", "seen", "year", "vision", Row("met_on", "place")),
        Fieldset("ใครร่วมทำแผน", "villages", "partners"),
    )

    class Meta:
        model = CommonPlan
        fields = ["year", "vision", "met_on", "place", "partners", "villages"]
        widgets = {"vision": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        school = self.instance.school
        chosen = self.instance.partners.values("pk") if self.instance.pk else []
        partners = Partner.objects.filter(school=school)
        fields["partners"].queryset = partners.filter(Q(is_active=True) | Q(pk__in=chosen))
        fields["villages"].queryset = school.villages.order_by("name", "pk")

    def save_by(self, user: User) -> CommonPlan:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._save(user)
        return once(user, self.cleaned_data["key"], lambda: self._save(user))[0]

    def _save(self, user: User) -> CommonPlan:
        who = {name: self.cleaned_data[name] for name in ("partners", "villages")}
        return plans.save_plan(self.instance, by=user, **who)


class GoalForm(SeenMixin, CrispyMixin, forms.ModelForm):
    key = SubmissionKeyField()
    layout = Layout("key", "seen", "text")

    class Meta:
        model = PlanGoal
        fields = ["text"]

    def save_by(self, user: User) -> PlanGoal:
        if self.instance.pk:
            return plans.save_goal(self.instance, by=user)
        key = self.cleaned_data["key"]
        return once(user, key, lambda: plans.save_goal(self.instance, by=user))[0]


class ActionForm(SeenMixin, CrispyMixin, forms.ModelForm):
    key = SubmissionKeyField()
    layout = Layout(
        *("key", "seen", "text", Row("school_owner", "partner_owner"), "when"),
        Fieldset("ผลที่เกิดขึ้น", "state", "result"),
    )

    class Meta:
        model = PlanAction
        fields = ["text", "school_owner", "partner_owner", "when", "state", "result"]
        widgets = {"result": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"when": "เช่น ตลอดปี พ.ย.–ธ.ค. 2569"}

    def save_by(self, user: User) -> PlanAction:
        if self.instance.pk:
            return plans.save_action(self.instance, by=user)
        key = self.cleaned_data["key"]
        return once(user, key, lambda: plans.save_action(self.instance, by=user))[0]
