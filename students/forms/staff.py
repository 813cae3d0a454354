"""Fields that name people: the staff by account, others by name and position."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import TickedRowsField
from students.services.unit_posts import Person

LONGEST = 150


class StaffChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name} · {obj.position}" if obj.position else obj.full_name


class StaffTicks(TickedRowsField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return obj.full_name


class OthersField(forms.CharField):
    """People without an account, one a line: name, then position after a bar or a comma."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        words = "บรรทัดละคน ชื่อ | ตำแหน่ง เช่น นางดวงใจ สุขดี | ผู้แทนเครือข่ายผู้ปกครอง"
        given = {"label": "ผู้ที่ไม่มีบัญชีในระบบ", "required": False, "help_text": words}
        super().__init__(**given | kwargs)
        self.widget.attrs["rows"] = 3

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        for person in people_of(text):
            if max(len(person.name), len(person.post)) > LONGEST:
                raise ValidationError(f"ชื่อและตำแหน่งยาวได้อย่างละ {LONGEST} ตัวอักษร")
        return text


def people_of(text: str) -> list[Person]:
    """Each named line; the same name twice is one person."""
    found: dict[str, Person] = {}
    for line in text.splitlines():
        name, _, post = line.partition("|")
        if name := " ".join(name.split()):
            found.setdefault(name, Person(name=name, post=" ".join(post.split())))
    return list(found.values())


def lines_of(people: Iterable[Any]) -> str:
    """What `people_of` reads, of posts without an account."""
    named = [one for one in people if one.user_id is None]
    return "\n".join(f"{one.name} | {one.post}".rstrip(" |") for one in named)
