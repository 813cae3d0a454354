"""Taking a number from the register, finding one again, cancelling one."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from schoolcare import numbering
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import NumberEntry, Register, User
from schoolcare.numbering import Office
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.text import arabic_digits


class NumberFilter(forms.Form):
    q = forms.CharField(label="ค้นหาเรื่อง ผู้รับ หรือเลข", max_length=100, required=False)
    register = forms.ChoiceField(
        label="ทะเบียน", choices=[("", "ทุกทะเบียน"), *Register.choices], required=False
    )
    year = forms.TypedChoiceField(label="ปี พ.ศ.", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [("", "ทุกปี"), *((year, str(year)) for year in years)]

    def narrow(self, rows: QuerySet[NumberEntry]) -> QuerySet[NumberEntry]:
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        if asked["register"]:
            rows = rows.filter(register=asked["register"])
        if asked["year"]:
            rows = rows.filter(year=asked["year"])
        if text := asked["q"].strip():
            found = Q(subject__contains=text) | Q(to__contains=text)
            digits = arabic_digits(text)
            if digits.isdigit() and len(digits) < 10:
                found |= Q(number=int(digits))
            rows = rows.filter(found)
        return rows


class TakeForm(CrispyMixin, forms.Form):
    key = SubmissionKeyField()
    register = forms.ChoiceField(label="ทะเบียน", choices=Register.choices, initial=Register.SENT)
    dated_on = ThaiDateField(label="ลงวันที่", initial=timezone.localdate)
    subject = forms.CharField(label="เรื่อง", max_length=300)
    to = forms.CharField(label="ถึง", max_length=200, required=False)
    is_circular = forms.BooleanField(
        label="หนังสือเวียน (ว)", required=False, help_text="เฉพาะหนังสือส่ง เลขจะมีตัว ว นำหน้า"
    )
    number = forms.IntegerField(
        label="เริ่มจากเลข",
        required=False,
        min_value=1,
        max_value=999_999,
        help_text="เว้นว่างไว้ ระบบออกเลขถัดไปให้ ใส่เมื่อปีนี้ออกเลขในสมุดไปแล้ว เช่น 85",
    )
    layout = Layout(
        "key", Row("register", "dated_on"), "subject", "to", Row("is_circular", "number")
    )

    def __init__(self, *args: Any, office: Office, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.by = office, by
        self.entry: NumberEntry | None = None

    def save(self) -> NumberEntry:
        """The number, once for a form however often it is sent. Raises ValidationError."""
        asked = dict(self.cleaned_data)
        key, register = asked.pop("key"), asked.pop("register")
        self.entry, _ = once(
            self.by, key, lambda: numbering.take(self.office, register, by=self.by, **asked)
        )
        return self.entry


class CancelForm(CrispyMixin, forms.Form):
    reason = forms.CharField(label="เหตุที่ยกเลิก", max_length=200)

    def __init__(self, *args: Any, entry: NumberEntry, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.by = entry, by

    def save(self) -> NumberEntry:
        return numbering.cancel(self.entry, reason=self.cleaned_data["reason"], by=self.by)
