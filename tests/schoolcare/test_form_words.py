"""Forms of the kit: short polite words, and no save over what somebody else saved meanwhile."""

import pytest
from django import forms

from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import Village
from schoolcare.stale import REFUSED, SeenMixin, words


class WordyForm(CrispyMixin, forms.Form):
    name = forms.CharField(label="ชื่อ", max_length=5)
    kind = forms.ChoiceField(label="ชนิด", choices=[("a", "ก")])
    file = forms.FileField(label="รูปถ่าย")
    count = forms.IntegerField(label="จำนวน", min_value=1, max_value=9)
    on = ThaiDateField(label="วันที่")
    own = forms.CharField(label="อื่น", error_messages={"required": "บอกเราด้วย"})


class VillageForm(SeenMixin, CrispyMixin, forms.ModelForm):
    class Meta:
        model = Village
        fields = ["name", "number"]


def test_what_is_missing_is_asked_for_politely():
    assert {name: found[0] for name, found in WordyForm({}).errors.items()} == {
        "name": "กรุณากรอกชื่อ",
        "kind": "กรุณาเลือกชนิด",
        "file": "กรุณาเลือกรูปถ่าย",
        "count": "กรุณากรอกจำนวน",
        "on": "กรุณากรอกวันที่",
        "own": "บอกเราด้วย",
    }


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("name", "ยาวเกินไป", "ยาวเกิน 5 ตัวอักษร (ที่กรอกมี 9)"),
        ("kind", "b", "กรุณาเลือกจากรายการ"),
        ("count", "สาม", "กรุณากรอกเป็นตัวเลข"),
        ("count", "0", "ต้องไม่น้อยกว่า 1"),
        ("count", "๑๐", "ต้องไม่เกิน 9"),
        ("name", "ก\x00", "มีตัวอักษรที่ใช้ไม่ได้ ลบแล้วพิมพ์ใหม่"),
        ("on", "ก" * 9000, f"อ่านวันที่ “{'ก' * 40}…” ไม่ได้ ใส่วันที่ เช่น 5/3/2569"),
        ("on", "32/1/2569", "“32/1/2569” ไม่มีในปฏิทิน ใส่วันที่ เช่น 5/3/2569"),
    ],
)
def test_what_is_wrong_is_said_in_thai(name, typed, said):
    assert WordyForm({name: typed}).errors[name] == [said]


def seen_by(village):
    return VillageForm(instance=village)["seen"].value()


def test_save_over_a_newer_one_is_refused_with_both_values(db):
    village = Village.objects.create(name="เดิม", number="1")
    seen = seen_by(village)
    Village.objects.update(name="คนแรก")

    form = VillageForm({"name": "คนที่สอง", "number": "1", "seen": seen}, instance=village)

    assert form.errors == {"__all__": [REFUSED]}
    label = form["name"].label
    assert form.differences == [{"label": label, "saved": "คนแรก", "typed": "คนที่สอง"}]


def test_refused_form_sent_once_more_is_saved(db):
    village = Village.objects.create(name="เดิม", number="1")
    typed = {"name": "คนที่สอง", "number": "1", "seen": seen_by(village)}
    Village.objects.update(name="คนแรก")
    refused = VillageForm(typed, instance=village)
    refused.is_valid()

    again = VillageForm(refused.data, instance=Village.objects.get())

    assert refused.data["seen"] != typed["seen"]
    assert again.is_valid()


def test_same_values_sent_twice_are_no_clash(db):
    village = Village.objects.create(name="เดิม", number="1")
    typed = {"name": "ใหม่", "number": "1", "seen": seen_by(village)}
    VillageForm(typed, instance=village).save()

    assert VillageForm(typed, instance=Village.objects.get()).is_valid()


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (forms.CharField(), "", "ว่าง"),
        (forms.BooleanField(), False, "ไม่ใช่"),
        (forms.ChoiceField(choices=[("a", "ก")]), "a", "ก"),
        (forms.MultipleChoiceField(choices=[("a", "ก"), ("b", "ข")]), ["a", "b"], "ก, ข"),
        (ThaiDateField(), ThaiDateField().to_python("5/3/2569"), "5 มี.ค. 2569"),
    ],
)
def test_values_are_shown_as_people_read_them(field, value, shown):
    assert words(field, value) == shown
