"""The form before a print: the text of the paper, its date, signer and digits."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.document_texts import save_text
from schoolcare.documents import Choices, Document
from schoolcare.forms import ThaiDateField
from schoolcare.letterhead import signers
from schoolcare.models import DocumentText, User


class PrintForm(forms.Form):
    """Fields follow the paper: its body fields, a signer when it is signed, date and digits."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    date = ThaiDateField(label="วันที่ของเอกสาร")
    signer = forms.ChoiceField(label="ผู้ลงนาม")
    digits = forms.ChoiceField(label="ตัวเลขในเอกสาร", required=False)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.latest: DocumentText | None = None  # what somebody else has saved meanwhile
        self.body_names = [one.name for one in document.body_fields]
        for one in document.body_fields:
            widget = forms.TextInput() if one.is_line else forms.Textarea(attrs={"rows": 12})
            self.fields[one.name] = forms.CharField(
                label=one.label,
                widget=widget,
                required=False,
                max_length=500 if one.is_line else 20_000,
                initial=document.body[one.name],
            )
        self.fill_choices()
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        options = [name for name in ("date", "signer", "digits") if name in self.fields]
        self.helper.layout = Layout("version", *self.body_names, Fieldset("การพิมพ์", Row(*options)))

    def fill_choices(self) -> None:
        document, choices = self.document, self.document.choices
        preset = "เลขไทย" if type(document)(document.subject).uses_thai_digits else "เลขอารบิก"
        self.fields["digits"].choices = [
            ("", f"ตามที่ตั้งไว้ ({preset})"),
            ("thai", "เลขไทย"),
            ("arabic", "เลขอารบิก"),
        ]
        self.initial |= choices.asked | {"date": choices.date}
        self.initial["version"] = document.text.version if document.text else 0
        if document.is_signed:
            people = signers(document.subject.school, choices.date)
            self.fields["signer"].choices = [(one.key, one.label) for one in people]
            self.initial["signer"] = document.signer.key
        else:
            del self.fields["signer"]

    @property
    def choices(self) -> Choices:
        """What was chosen, once the form is valid."""
        typed = {
            name: str(self.cleaned_data.get(name, "")) for name in ("date", "signer", "digits")
        }
        return Choices.read(typed)

    def save(self, *, by: User) -> bool:
        """Keep the text when it was changed. A clash becomes an error that shows both texts."""
        typed = {name: self.cleaned_data[name] for name in self.body_names}
        body = {name: "\n".join(text.splitlines()) for name, text in typed.items()}
        if body == self.document.body:
            return True
        try:
            save_text(self.document, body, version=self.cleaned_data["version"], by=by)
        except ValidationError as error:
            self.latest = self.document.saved_text()
            self.data = self.data.copy()
            self.data["version"] = self.latest.version
            self.add_error(None, error)
            return False
        return True

    @property
    def latest_texts(self) -> list[tuple[str, str]]:
        """Label and text as somebody else saved them, after a clash."""
        if self.latest is None:
            return []
        return [
            (one.label, self.latest.body.get(one.name, "")) for one in self.document.body_fields
        ]
