"""Pieces of a screen: what they write, what they refuse, what they do with missing parts."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from schoolcare.templatetags import ui

TEMPLATES = Path(settings.BASE_DIR) / "templates"


class Sample(forms.Form):
    first_name = forms.CharField(label="ชื่อ", help_text="ไม่ต้องใส่คำนำหน้า")
    kind = forms.ChoiceField(label="บ้าน", choices=[("own", "ตนเอง")], widget=forms.RadioSelect)
    secret = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("วันที่ซ้อนกัน")


def render(text: str, **context) -> str:
    request = RequestFactory().get(context.pop("address", "/"))
    return Template(text).render(Context({"request": request, **context}))


def test_icon_is_silent_beside_words():
    assert ui.icon("print") == (
        '<svg class="i" aria-hidden="true"><use href="/static/img/icons.svg#i-print"></use></svg>'
    )


def test_icon_alone_speaks_and_escapes():
    svg = ui.icon("phone", 'โทรหา "ย่า"')

    assert 'role="img" aria-label="โทรหา &quot;ย่า&quot;"' in svg
    assert "aria-hidden" not in svg


def test_icon_unknown_name_names_the_known():
    with pytest.raises(TemplateSyntaxError, match="no icon 'spaceship'"):
        ui.icon("spaceship")


def test_icon_names_in_templates_stand_in_the_sprite():
    asked = {
        (path.name, name)
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8"))
    }

    assert asked
    known = ui.icon_names() | ui.SYNONYMS.keys()
    assert {(page, name) for page, name in asked if name not in known} == set()


def test_badge_has_colour_icon_and_word():
    html = render('{% badge "bad" word %}', word="เกิน <กำหนด>")

    assert html.startswith('<span class="st st-bad"><svg')
    assert "#i-late" in html
    assert html.endswith("เกิน &lt;กำหนด&gt;</span>")


def test_badge_unknown_kind_is_refused():
    with pytest.raises(TemplateSyntaxError, match="no badge 'red'"):
        ui.badge("red", "ผิด")


@pytest.mark.parametrize(
    ("name", "letter"), [("แก้ว", "ก"), ("เมษา", "ม"), ("น้ำผึ้ง", "น"), ("John", "J"), ("", "")]
)
def test_initial_skips_leading_vowels(name, letter):
    assert ui.initial(name) == letter


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36", "Chrome บน Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120", "Edge บน Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Safari/604.1", "Safari บน iPhone"),
        ("", "เบราว์เซอร์อื่น บน เครื่องอื่น"),
    ],
)
def test_device_names_browser_and_machine(user_agent, words):
    assert ui.device(user_agent) == words


def test_error_summary_links_each_message_to_its_field():
    form = Sample({"secret": "x"})

    lines = ui.error_lines(form, "")

    assert lines == [
        ("id_first_name", "ชื่อ", form.errors["first_name"][0]),
        ("div_id_kind", "บ้าน", form.errors["kind"][0]),
        ("", "", form.errors["secret"][0]),
        ("", "", "วันที่ซ้อนกัน"),
    ]


def test_error_summary_without_errors_is_nothing():
    assert render("{% error_summary form %}", form=Sample()).strip() == ""


def test_error_summary_counts_formset_messages():
    formset = forms.formset_factory(Sample, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-kind": "own"}
    )

    labels = [label for _anchor, label, _message in ui.error_lines(formset)]

    assert labels.count("ชื่อ") == 1


def test_pager_keeps_filters_and_marks_the_page():
    page = Paginator(range(250), 25).get_page(3)

    html = render('{% pager page "คน" %}', page=page, address="/?q=แก้ว&page=3")

    assert "51–75 จาก 250 คน" in html
    assert re.findall(r'href="([^"]+)" aria-current="page"', html) == [
        "?q=%E0%B9%81%E0%B8%81%E0%B9%89%E0%B8%A7&amp;page=3"
    ]


def test_pager_of_one_page_is_nothing():
    assert render("{% pager page %}", page=Paginator([1], 25).get_page(1)).strip() == ""


def test_breadcrumbs_mark_the_way_back():
    html = render(
        "{% breadcrumbs %}", crumbs=[("หน้าแรก", "/"), ("นักเรียน", "/pupils/"), ("ด.ญ.แก้ว", "")]
    )

    assert re.findall(r'class="breadcrumb-item([^"]*)"', html) == ["", " up", " active"]


def test_breadcrumbs_of_a_page_without_any():
    assert render("{% breadcrumbs %}").strip() == ""


def test_form_shows_label_hint_error_control_in_this_order():
    html = render(
        '{% include "components/form.html" %}', form=Sample({"kind": "own"}), csrf_token="t"
    )
    field = html[html.index('id="div_id_first_name"') :]
    marks = ["ชื่อ", "จำเป็น", "ไม่ต้องใส่คำนำหน้า", 'class="err"', "<input"]

    assert [field.index(mark) for mark in marks] == sorted(field.index(mark) for mark in marks)
    assert 'aria-describedby="id_first_name_helptext id_first_name_error"' in field
    assert field.index('id="id_first_name_helptext"') < field.index('id="id_first_name_error"')


def test_form_choices_are_tiles_in_a_fieldset():
    html = render('{% include "components/field.html" with field=form.kind %}', form=Sample())

    assert re.search(r"<fieldset[^>]*>\s*<legend>บ้าน", html)
    assert html.count('<label class="tile"') == 1
    assert 'type="radio"' in html


def test_templates_hold_no_inline_script_or_style():
    wrong = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if "print" not in path.parts
        and re.search(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", path.read_text(encoding="utf-8")
        )
    ]

    assert wrong == []


def test_form_without_layout_stays_one_form():
    html = render('{% include "components/form.html" %}', form=Sample(), csrf_token="t")

    assert html.count("<form") == 1
    assert html.count("csrfmiddlewaretoken") == 1


def test_what_is_the_same_for_everybody_is_written_once(settings, monkeypatch):
    written = []
    monkeypatch.setattr(ui, "render_to_string", lambda name: written.append(name) or name)

    assert [ui.written("a.html"), ui.written("a.html")] == ["a.html"] * 2
    assert written == ["a.html"]
    settings.DEBUG = True  # while it is being worked on, anew
    ui.written("a.html")
    assert written == ["a.html"] * 2
