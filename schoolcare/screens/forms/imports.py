"""The one field of an upload, and the year that its rows belong to."""

from typing import Any, cast

from crispy_forms.layout import Layout
from django import forms

from schoolcare.forms import CrispyMixin
from schoolcare.middleware import Workplace


class UploadForm(CrispyMixin, forms.Form):
    """A spreadsheet for a school year. What the file is, is judged from its content."""

    file = forms.FileField(
        label="ไฟล์",
        help_text=".xlsx หรือ .csv ไม่เกิน 20 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    year = forms.TypedChoiceField(label="ปีการศึกษา", coerce=int)
    layout = Layout("file", "year")

    def __init__(self, *args: Any, workplace: Workplace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = cast("forms.TypedChoiceField", self.fields["year"])
        years.choices = [(year, str(year)) for year in workplace.years]
        self.initial.setdefault("year", workplace.year)
