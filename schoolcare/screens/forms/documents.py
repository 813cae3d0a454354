"""The form before a print: the text of the paper, its date, signer and digits."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.documents import Document
from schoolcare.forms import ThaiDateField
from schoolcare.models import DocumentText, User
from schoolcare.paper.body import BodyField
from schoolcare.paper.choices import MOST_TYPED, OWN, Choices, Option
from schoolcare.paper.letterhead import Signer
from schoolcare.paper.texts import TextClashError, save_text

LINE = 45  # letters of Thai that a box shows in a line, about


class PrintForm(forms.Form):
    """Fields follow the paper: its body fields, a signer when it is signed, date and digits."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text_key = forms.CharField(widget=forms.HiddenInput, required=False)  # whose version it is
    date = ThaiDateField(label="วันที่ของเอกสาร")

    def __init__(self, data: Any = None, *, document: Document) -> None:
        super().__init__(data)
        self.document = document
        self.latest: DocumentText | None = None  # what somebody else has saved meanwhile
        body = document.body
        self.initial = {
            "version": _version(document),
            "text_key": document.text_key,
            "date": document.choices.date,
            "signer": document.signer.key if document.signer else "",
            "digits": document.choices.asked["digits"],
            **body,
            **document.choices.options,
        }
        for one in document.edited_fields:
            self.fields[one.name] = text_field(one, body.get(one.name, ""))
        for option in document.offered:
            self.fields[option.name] = option_field(option)
        self.fields["digits"] = digits_field(document)
        signer = ["signer"] if document.signer else []
        if people := document.signers:
            choices = [(one.key, one.label) for one in people]
            self.fields["signer"] = forms.ChoiceField(label="ผู้ลงนาม", choices=choices)
            signer += self._own_signature(people)
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        own = [one.name for one in document.offered]
        options = Fieldset("การพิมพ์", *own, *signer, Row("date", "digits"))
        self.helper.layout = Layout("version", "text_key", *self.body_names, options)

    def _own_signature(self, people: list[Signer]) -> list[str]:
        """A box for who may sign and has an image; its keys are those of their own choices."""
        user = self.document.user
        self.own_keys = [one.key for one in people if user and one.user_id == user.pk]
        if not self.own_keys or not user or not user.signature_id:
            return []
        self.fields["signature"] = forms.BooleanField(
            label="ใส่ภาพลายมือชื่อของฉัน", required=False, initial=self.document.choices.own_signature
        )
        return ["signature"]

    def clean(self) -> None:
        super().clean()
        self.document.check()

    def clean_signature(self) -> bool:
        asked: bool = self.cleaned_data["signature"]
        if asked and self.cleaned_data.get("signer") not in self.own_keys:
            raise ValidationError("ใส่ได้เมื่อคุณเป็นผู้ลงนามเท่านั้น")
        return asked

    @property
    def body_names(self) -> list[str]:
        return [one.name for one in self.document.edited_fields]

    @property
    def choices(self) -> Choices:
        """What was chosen, once the form is valid."""
        typed = {name: str(value) for name, value in self.cleaned_data.items()}
        typed["signature"] = OWN if self.cleaned_data.get("signature") else ""
        return Choices.read(typed, self.document.options)

    def save(self, *, by: User) -> bool:
        """Keep the text when it was changed, as that of what was chosen.

        A clash becomes an error that shows both texts.
        """
        typed = {name: self.cleaned_data[name] for name in self.body_names}
        body = self.document.body | {
            name: "\n".join(text.splitlines()) for name, text in typed.items()
        }
        if body == self.document.body:
            return True
        chosen = type(self.document)(self.document.subject, self.choices)
        is_of_chosen = self.cleaned_data["text_key"] in ("", chosen.text_key)
        version = self.cleaned_data["version"] if is_of_chosen else 0
        try:
            save_text(chosen, body, version=version, by=by)
        except TextClashError as clash:
            self.latest = clash.latest
            self.data = {name: self.data[name] for name in self.data}
            self.data |= {"version": clash.latest.version, "text_key": chosen.text_key}
            self.add_error(None, clash)
            return False
        return True

    @property
    def latest_texts(self) -> list[tuple[str, str]]:
        """Label and text as somebody else saved them, after a clash."""
        if self.latest is None:
            return []
        saved = self.latest.body
        return [(one.label, saved.get(one.name, "")) for one in self.document.edited_fields]


def text_field(one: BodyField, text: str) -> forms.CharField:
    """The box of one piece of text; `text`, what stands in it, tells how high it is."""
    if one.is_line:
        return forms.CharField(label=one.label, required=False, max_length=500)
    lines = sum(1 + len(line) // LINE for line in text.splitlines())
    widget = forms.Textarea(attrs={"rows": min(max(lines + 1, 3), 12)})
    return forms.CharField(label=one.label, required=False, max_length=20_000, widget=widget)


def option_field(one: Option) -> forms.Field:
    if one.choices:
        return forms.ChoiceField(
            label=one.label, help_text=one.hint, choices=one.choices, required=False
        )
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=one.label, help_text=one.hint, required=False, max_length=MOST_TYPED, widget=widget
    )


def digits_field(document: Document) -> forms.ChoiceField:
    preset = "เลขไทย" if type(document)(document.subject).uses_thai_digits else "เลขอารบิก"
    choices = [("", f"ตามที่ตั้งไว้ ({preset})"), ("thai", "เลขไทย"), ("arabic", "เลขอารบิก")]
    return forms.ChoiceField(label="ตัวเลขในเอกสาร", choices=choices, required=False)


def _version(document: Document) -> int:
    """Of the paper's own text, 0 while there is none: what is shown may be another one's."""
    text = document.text
    return text.version if text and text.subject_key == document.text_key else 0
