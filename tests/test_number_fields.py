"""Numbers are typed as text, in digits of any script."""

from django import forms

from schoolcare.forms import CrispyMixin


class Counted(CrispyMixin, forms.Form):
    pupils = forms.IntegerField(min_value=1)
    hours = forms.DecimalField(max_digits=4, decimal_places=1)


def test_number_is_typed_as_text():
    form = Counted()
    assert form.helper.layout is not None  # what a template asks for first
    kinds = [(one.field.widget.input_type, one.field.widget.attrs["inputmode"]) for one in form]
    assert kinds == [("text", "numeric"), ("text", "decimal")]


def test_number_in_thai_digits_is_read():
    form = Counted({"pupils": "๑๒๐", "hours": "๑.๕"})
    assert form.is_valid()
    assert (form.cleaned_data["pupils"], str(form.cleaned_data["hours"])) == (120, "1.5")


def test_number_below_the_least_is_refused():
    assert not Counted({"pupils": "๐", "hours": "1"}).is_valid()
