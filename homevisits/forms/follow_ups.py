"""Forms of follow-ups."""

from crispy_forms.layout import Layout
from django import forms

from homevisits.models import FollowUp
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.submissions import SubmissionKeyField


class FollowUpForm(CrispyMixin, forms.ModelForm):
    """One more thing to look after."""

    due_on = ThaiDateField(label="วันที่ติดตาม")
    key = SubmissionKeyField()
    layout = Layout("due_on", "what", "how", "key")

    class Meta:
        model = FollowUp
        fields = ["due_on", "what", "how"]


class FollowUpCloseForm(CrispyMixin, forms.Form):
    """What came of it."""

    result = forms.CharField(
        label="ผลการติดตาม", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    outcome = forms.ChoiceField(
        label="สรุป", choices=FollowUp.Outcome.choices, widget=forms.RadioSelect
    )
