"""The form of a note that stands."""

from django import forms

from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.stale import SeenMixin
from students.models import Note


class NoteEditForm(SeenMixin, CrispyMixin, forms.ModelForm):
    on = ThaiDateField(label="วันที่")

    class Meta:
        model = Note
        fields = ["on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        labels = {"text": "บันทึก"}
