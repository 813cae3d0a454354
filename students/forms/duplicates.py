"""Forms of doubles: two codes to compare, why two are apart, what counts on when they are one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from schoolcare.forms import CrispyMixin
from schoolcare.stale import words
from schoolcare.text import arabic_digits
from schoolcare.thai import thai_date
from students.duplicates.walk import KEPT, OTHER, Clash
from students.models import Student
from students.services.duplicates import Wish, chosen_fields

LONGEST = 200  # characters of a reason


class ReasonForm(CrispyMixin, forms.Form):
    reason = forms.CharField(
        label="เหตุผล",
        max_length=LONGEST,
        help_text="เช่น ฝาแฝด หรือชื่อพ้องกัน เทียบสูติบัตรแล้ว",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class TwoCodesForm(CrispyMixin, forms.Form):
    """Two records that the list does not find, by their codes."""

    kept = forms.CharField(label="รหัสของระเบียนที่จะเก็บ", max_length=20)
    other = forms.CharField(label="รหัสของระเบียนที่ซ้ำ", max_length=20)
    layout = Layout(Row("kept", "other"))

    def __init__(self, *args: Any, among: QuerySet[Student], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "inputmode": "numeric"}

    def _pupil(self, name: str) -> Student:
        code = arabic_digits(self.cleaned_data[name]).strip()
        found = self.among.filter(code=code).first() if code else None
        if found is None:
            raise ValidationError("ไม่พบรหัสนี้ในโรงเรียน")
        return found

    def clean_kept(self) -> Student:
        return self._pupil("kept")

    def clean_other(self) -> Student:
        found = self._pupil("other")
        if found == self.cleaned_data.get("kept"):
            raise ValidationError("เป็นระเบียนเดียวกัน")
        return found


class MergeForm(CrispyMixin, forms.Form):
    """Of each field that differs, and of each pair of rows that clash, the one that counts on."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kept: Student, other: Student, clashes: Sequence[Clash], **kwargs: Any
    ) -> None:
        seen = ",".join(sorted(one.key for one in clashes))
        super().__init__(*args, initial={"seen": seen}, **kwargs)
        self.clash_names = {f"row_{at}": one.key for at, one in enumerate(clashes)}
        self.field_names = list(self._add_fields(kept, other))
        for name, clash in zip(self.clash_names, clashes, strict=True):
            pair = (
                (KEPT, _told("ของระเบียนที่เก็บ", clash.kept)),
                (OTHER, _told("ของระเบียนที่ซ้ำ", clash.other)),
            )
            self._add(name, clash.name, pair, KEPT)
        self.fields["reason"] = forms.CharField(
            label="เหตุผลที่รวม",
            max_length=LONGEST,
            help_text="เช่น นำเข้าซ้ำเมื่อย้ายห้อง เทียบทะเบียนแล้วเป็นคนเดียวกัน",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.layout = Layout("seen", *self.field_names, *self.clash_names, "reason")

    def _add_fields(self, kept: Student, other: Student) -> Any:
        for one in chosen_fields():
            ours, theirs = getattr(kept, one.name), getattr(other, one.name)
            if ours == theirs or theirs in (None, ""):
                continue
            preset = OTHER if ours in (None, "") else KEPT
            pair = ((KEPT, _value(one, ours)), (OTHER, _value(one, theirs)))
            self._add(f"field_{one.name}", str(one.verbose_name), pair, preset)
            yield f"field_{one.name}"

    def _add(self, name: str, label: str, pair: Any, preset: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=pair, initial=preset, widget=forms.RadioSelect
        )

    @property
    def wish(self) -> Wish:
        """What was chosen, once the form is good."""
        data = self.cleaned_data
        return Wish(
            fields=frozenset(
                name.removeprefix("field_") for name in self.field_names if data[name] == OTHER
            ),
            rows={key: data[name] for name, key in self.clash_names.items()},
            seen=data["seen"],
        )


def _value(one: Any, value: Any) -> str:
    if one.name == "photo":
        return "มีรูป" if value else "ว่าง"
    return words(one.formfield() if not one.is_relation else forms.CharField(), value)


def _told(whose: str, text: str) -> str:
    name, _, day = text.rpartition("|")
    parts = [whose, name, f"บันทึก {thai_date(date.fromisoformat(day))}" if day else ""]
    return " · ".join(part for part in parts if part)
