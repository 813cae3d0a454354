"""The hand-over note of one pupil."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin
from schoolcare.stale import SeenMixin
from schoolcare.text import normalize
from students.models import HandoverNote

HINTS = {
    "strengths": "สิ่งที่นักเรียนทำได้ดี ชอบ ภูมิใจ",
    "works": "วิธีสอน วิธีพูดคุย คนที่นักเรียนไว้ใจ",
    "watch": "เขียนเท่าที่ครูคนต่อไปต้องรู้ เรื่องลับให้พูดคุยกันโดยตรง",
}


class HandoverForm(SeenMixin, CrispyMixin, forms.Form):
    """No model form: an emptied note is a wish to take it away, not a fault."""

    def __init__(self, *args: Any, note: HandoverNote, **kwargs: Any) -> None:
        self.note = note
        super().__init__(*args, initial=self._kept(), **kwargs)
        for name in HandoverNote.PARTS:
            column: Any = HandoverNote._meta.get_field(name)
            field = column.formfield(help_text=HINTS[name])
            field.widget = forms.Textarea(attrs={"rows": 3, "maxlength": column.max_length})
            self.fields[name] = field
        self.note_seen()

    def _kept(self) -> dict[str, Any]:
        """By pupil and year: the note may have been begun by somebody else since."""
        rows = HandoverNote.objects.filter(student=self.note.student_id, year=self.note.year)
        found = rows.values(*HandoverNote.PARTS).first()
        return dict(found) if found else dict.fromkeys(HandoverNote.PARTS, "")

    def saved_values(self) -> dict[str, Any]:
        return self._kept()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in HandoverNote.PARTS:
            data[name] = normalize(data.get(name) or "")
            setattr(self.note, name, data[name])
        if not any(data[name] for name in HandoverNote.PARTS) and self.note.pk is None:
            raise ValidationError("ยังไม่ได้เขียน กรอกอย่างน้อยหนึ่งช่อง")
        return data
