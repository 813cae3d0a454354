"""Forms of what only some may see: the record, the lists of a term, the identifying number."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from schoolcare.forms import CrispyMixin, ScopedModelForm
from schoolcare.identity import mask_citizen_id
from schoolcare.models import Term
from schoolcare.stale import SeenMixin
from students.forms.elsewhere import Wanted, refused_elsewhere
from students.models import Circumstances, GrowthMeasure, SensitiveRecord, Student
from students.national_lists import (
    BLOOD_GROUPS,
    DISABILITIES,
    DISADVANTAGES,
    MORE_DISADVANTAGES,
    NONE_OF_THEM,
    RELIGIONS,
    SHORTAGES,
)
from students.services import identifiers


class MeasureField(forms.DecimalField):
    """Kilograms or centimetres to one place."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        limits = {"min_value": 1, "max_value": most, "max_digits": 5, "decimal_places": 1}
        super().__init__(required=False, widget=widget, **limits, **kwargs)


class SensitiveForm(ScopedModelForm):
    blood_group = forms.ChoiceField(label="หมู่โลหิต", required=False)
    weight_kg = MeasureField(label="น้ำหนัก (กก.)", most=300)
    height_cm = MeasureField(label="ส่วนสูง (ซม.)", most=250)
    layout = Layout(
        Row("religion", "ethnicity", "blood_group"),
        Row("weight_kg", "height_cm"),
        "health_note",
    )

    class Meta:
        model = SensitiveRecord
        fields = ["religion", "ethnicity", "blood_group", "health_note", "weight_kg", "height_cm"]
        widgets = {"health_note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "religion": f"เช่น {' '.join(RELIGIONS[:4])}",
            "health_note": "โรคประจำตัว แพ้ยา แพ้อาหาร สิ่งที่ครูต้องรู้",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        student = self.instance.student_id
        if student and GrowthMeasure.objects.filter(student=student).exists():
            for name in ("weight_kg", "height_cm"):  # they follow what was measured last
                self.fields[name].disabled = True
                self.fields[name].help_text = "ตามที่ชั่งวัดครั้งล่าสุด แก้ที่หน้าน้ำหนักส่วนสูง"
        groups = dict.fromkeys([*BLOOD_GROUPS, *filter(None, [self.instance.blood_group])])
        self.fields["blood_group"].choices = [("", "ไม่ทราบ"), *((one, one) for one in groups)]


class CircumstancesForm(SeenMixin, CrispyMixin, forms.Form):
    """Disability, disadvantage and shortage of one term; opens with what was known last."""

    disabilities = forms.MultipleChoiceField(label="ความพิการ")
    disadvantages = forms.MultipleChoiceField(label="ความด้อยโอกาส")
    shortages = forms.MultipleChoiceField(label="ความขาดแคลน")

    def __init__(self, *args: Any, student: Student, term: Term, **kwargs: Any) -> None:
        self.student, self.term = student, term
        super().__init__(*args, **kwargs)
        saved = self.saved_values()
        known = saved or self._known_before()
        for name, words in KNOWN.items():
            field = self.fields[name]
            field.required, field.help_text = False, "ไม่มีให้เว้นว่างทุกช่อง"
            field.widget = forms.CheckboxSelectMultiple()
            field.choices = [(one, one) for one in dict.fromkeys([*words, *known.get(name, [])])]  # type: ignore[attr-defined]
            field.was = bool(known.get(name)) and not saved  # type: ignore[attr-defined]
            self.initial[name] = known.get(name, [])

    def saved_values(self) -> dict[str, Any]:
        """What is saved of this term."""
        rows = Circumstances.objects.filter(student=self.student, term=self.term)
        return rows.values(*Circumstances.LISTS).first() or {}

    def _known_before(self) -> dict[str, Any]:
        earlier = Circumstances.objects.filter(
            student=self.student, term__starts_on__lt=self.term.starts_on
        ).values(*Circumstances.LISTS)
        record = SensitiveRecord.objects.filter(student=self.student).values(*Circumstances.LISTS)
        return earlier.first() or record.first() or {}


def _words(codes: dict[str, str], more: Iterable[str] = ()) -> list[str]:
    return [word for code, word in codes.items() if code != NONE_OF_THEM] + list(more)


KNOWN = {
    "disabilities": _words(DISABILITIES),
    "disadvantages": _words(DISADVANTAGES, MORE_DISADVANTAGES),
    "shortages": list(SHORTAGES),
}


class IdentifierForm(SeenMixin, CrispyMixin, forms.Form):
    value = forms.CharField(
        label="เลขประจำตัวใหม่",
        max_length=30,
        help_text="เลข 13 หลัก รหัส G หรือเลขหนังสือเดินทาง เลขเดิมจะเก็บไว้เป็นประวัติ",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, student: Student, **kwargs: Any) -> None:
        self.student = student
        super().__init__(*args, **kwargs)

    def saved_values(self) -> dict[str, Any]:
        """Masked: the page shows no more than the list of numbers does."""
        current = self.student.identifiers.filter(is_current=True).first()
        return {"value": current.masked} if current else {}

    def clean_value(self) -> str:
        return identifiers.read_identifier(self.cleaned_data["value"])

    @property
    def wanted_elsewhere(self) -> Wanted | None:
        """The number is enrolled in another school, which can be asked for the pupil."""
        if not refused_elsewhere(self, "value"):
            return None
        pupil = self.student
        return Wanted(self["value"].value() or "", pupil.full_name, pupil.school, is_known=True)

    def compared(self, name: str, value: Any) -> Any:
        return value if "x" in value else mask_citizen_id(value)
