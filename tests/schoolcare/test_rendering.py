"""Lists of choices look as Django's templates write them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from schoolcare.rendering import QuickControls

GROUPED = [("", "---"), ("ประถม", [(11, "ป.1"), (12, "ป.2 <พิเศษ>")]), (None, "ไม่ระบุ")]


def written(renderer, *, widget=forms.Select, value=None, **attrs):
    return parse_html(widget(choices=GROUPED).render("level", value, attrs, renderer))


@pytest.mark.parametrize("value", [None, "", 11, "12", "13"])
def test_select_equals_the_template(value):
    attrs = {"id": "id_level", "required": True, "disabled": False, "class": 'form-select "x"'}
    assert written(QuickControls(), value=value, **attrs) == written(
        DjangoTemplates(), value=value, **attrs
    )


def test_select_of_several_equals_the_template():
    found = [
        written(one, widget=forms.SelectMultiple, value=[11, 12])
        for one in (QuickControls(), DjangoTemplates())
    ]
    assert found[0] == found[1]
    assert str(found[0]).count("selected") == 2


def test_words_of_a_choice_are_text():
    html = forms.Select(choices=[("<i>", "<b>")]).render("level", None, {}, QuickControls())

    assert '<option value="&lt;i&gt;">&lt;b&gt;</option>' in html


INPUTS = [forms.TextInput, forms.NumberInput, forms.EmailInput, forms.HiddenInput, forms.DateInput]
INPUTS += [forms.TimeInput, forms.CheckboxInput, forms.PasswordInput, forms.FileInput]


@pytest.mark.parametrize("kind", INPUTS)
@pytest.mark.parametrize("value", [None, "", 0, True, 1234, 1.5, 'นาย "ก" <b>'])
def test_input_equals_the_template(kind, value):
    attrs = {"id": "id_x", "required": True, "disabled": False, "maxlength": 1000, "title": '"<'}
    quick, plain = (
        parse_html(kind().render("name", value, attrs, one()))
        for one in (QuickControls, DjangoTemplates)
    )
    assert quick == plain
