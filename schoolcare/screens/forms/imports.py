"""The one field of an upload; where there is a choice, the place and year its rows belong to."""

from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.layout import Layout
from django import forms

from schoolcare.forms import CrispyMixin
from schoolcare.middleware import Workplace
from schoolcare.models import District, School


class UploadForm(CrispyMixin, forms.Form):
    """A spreadsheet for a place. What the file is, is judged from its content."""

    file = forms.FileField(
        label="ไฟล์",
        help_text=".xlsx หรือ .csv ไม่เกิน 20 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    place = forms.TypedChoiceField(label="นำเข้าให้", coerce=int)
    year = forms.TypedChoiceField(label="ปีการศึกษา", coerce=int)
    semester = forms.TypedChoiceField(label="ภาคเรียนที่", coerce=int, choices=[(1, "1"), (2, "2")])

    def __init__(
        self,
        *args: Any,
        workplace: Workplace,
        places: Sequence[School | District],
        takes_year: bool,
        takes_semester: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        offered = cast("forms.TypedChoiceField", self.fields["place"])
        offered.choices = [(number, str(place)) for number, place in enumerate(places)]
        years = cast("forms.TypedChoiceField", self.fields["year"])
        years.choices = [(year, str(year)) for year in workplace.years]
        self.initial.setdefault("year", workplace.year)
        if len(places) < 2:
            del self.fields["place"]
        if not takes_year:
            del self.fields["year"]
        if takes_semester:
            self.initial.setdefault("semester", workplace.term.semester if workplace.term else 1)
        else:
            del self.fields["semester"]
        self.layout = Layout(*self.fields)

    @property
    def chosen_place(self) -> School | District:
        return self.places[self.cleaned_data.get("place", 0)]


class MatchForm(CrispyMixin, forms.Form):
    """For every header that is not understood, what its column holds; nothing passes it over."""

    def __init__(
        self, *args: Any, unknown: Sequence[str], offered: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = list(unknown)
        choices = [("", "ไม่อ่านคอลัมน์นี้"), *offered.items()]
        for number, header in enumerate(self.unknown):
            field = forms.ChoiceField(label=header, choices=choices, required=False)
            self.fields[f"column-{number}"] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [value for value in cleaned.values() if value]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError("เลือกข้อมูลเดียวกันให้สองคอลัมน์ไม่ได้")
        return cleaned

    @property
    def mapping(self) -> dict[str, str]:
        """Header → field, "" for a column to be passed over."""
        return {
            header: self.cleaned_data[f"column-{number}"]
            for number, header in enumerate(self.unknown)
        }
