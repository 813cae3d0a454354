"""What every form of a function view keeps to: all is written, or nothing."""

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from schoolcare.form_pages import form_page
from schoolcare.middleware import Workplace
from schoolcare.models import Village

pytestmark = pytest.mark.django_db


class TwoFields(forms.Form):
    name = forms.CharField()
    other = forms.CharField(required=False)


def sent(user, save, form):
    request = RequestFactory().post("/")
    request.user, request.session, request.htmx = user, {}, None
    request.workplace = Workplace(request)
    request._messages = FallbackStorage(request)
    page = {"template": "settings/form.html", "heading": "หนึ่ง", "back": "/ที่เดิม", "crumbs": []}
    return form_page(request, form, save, **page)


def test_refusal_takes_back_what_was_written_before_it(director):
    form = TwoFields({"name": "บ้านหนึ่ง"})

    def save():
        Village.objects.create(name=form.cleaned_data["name"])
        raise ValidationError({"name": "ชื่อนี้ใช้แล้ว"})

    answer = sent(director, save, form)

    assert (answer.status_code, form.errors["name"]) == (200, ["ชื่อนี้ใช้แล้ว"])
    assert not Village.objects.exists()


def test_refusal_of_no_field_stands_above_the_form(director):
    form = TwoFields({"name": "บ้านหนึ่ง"})

    def save():
        raise ValidationError({"elsewhere": "ผิดที่อื่น"})

    sent(director, save, form)

    assert form.non_field_errors() == ["ผิดที่อื่น"]


def test_what_was_saved_leads_back(director):
    form = TwoFields({"name": "บ้านหนึ่ง"})

    answer = sent(director, lambda: Village.objects.create(name="บ้านหนึ่ง"), form)

    assert (answer.status_code, Village.objects.count()) == (302, 1)
