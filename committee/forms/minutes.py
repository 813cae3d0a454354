"""Taking proposed minutes back."""

from django import forms

from committee.forms.meetings import OfMeetingForm
from committee.models import Meeting
from committee.services import minutes


class TakeBackForm(OfMeetingForm):
    reason = forms.CharField(label="เหตุที่ถอน", max_length=200)

    def save(self) -> Meeting:
        return minutes.take_back(self.meeting, reason=self.cleaned_data["reason"], by=self.by)
