"""The destinations of one class, a row a pupil."""

from typing import Any

from django import forms

from schoolcare.forms import CrispyMixin
from schoolcare.stale import SeenMixin
from schoolcare.text import normalize
from students.models import Classroom, Destination, Student

PARTS = ("kind", "plan", "place")
LONGEST = 200


class DestinationsForm(SeenMixin, CrispyMixin, forms.Form):
    def __init__(self, *args: Any, room: Classroom, seats: list[Any], **kwargs: Any) -> None:
        self.room, self.seats = room, seats
        self.pupils: dict[int, Student] = {one.student_id: one.student for one in seats}
        super().__init__(*args, **kwargs)
        for key, student in self.pupils.items():
            name = student.short_name
            kind = forms.ChoiceField(
                label=f"{name} หลังจบ",
                required=False,
                choices=[("", "ยังไม่บันทึก"), *Destination.Kind.choices],
            )
            plan = forms.ChoiceField(
                label=f"{name} แผน/ประเภท",
                required=False,
                choices=[("", "–"), *Destination.Plan.choices],
            )
            place = forms.CharField(
                label=f"{name} สถานศึกษาหรืองาน",
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            for part, field in zip(PARTS, (kind, plan, place), strict=True):
                field.widget.attrs["aria-label"] = field.label
                self.fields[f"{part}{key}"] = field
        self.initial |= self.saved_values()
        self.note_seen()

    @property
    def rows(self) -> list[tuple[Any, Any, Any, Any]]:
        """Seat and the three fields, in the order of the roll."""
        return [(one, *(self[f"{part}{one.student_id}"] for part in PARTS)) for one in self.seats]

    def saved_values(self) -> dict[str, Any]:
        found: dict[str, Any] = {f"{part}{key}": "" for key in self.pupils for part in PARTS}
        rows = Destination.objects.filter(student__in=list(self.pupils), year=self.room.year)
        for one in rows:
            found |= {f"{part}{one.student_id}": getattr(one, part) for part in PARTS}
        return found

    def clean(self) -> dict[str, Any]:
        """Who works or is not known has no plan; a place without a kind is told, nothing lost."""
        data = super().clean() or self.cleaned_data
        for key in self.pupils:
            kind, place = data.get(f"kind{key}"), normalize(data.get(f"place{key}") or "")
            data[f"place{key}"] = place
            if not kind and (place or data.get(f"plan{key}")):
                self.add_error(f"kind{key}", "เลือกว่าหลังจบทำอะไร")
            if data.get(f"plan{key}") and kind and kind != Destination.Kind.STUDY:
                self.add_error(f"plan{key}", "แผนการเรียนใช้เมื่อศึกษาต่อ")
        return data

    @property
    def destinations(self) -> dict[int, Destination | None]:
        return {key: self._one(student) for key, student in self.pupils.items()}

    def _one(self, student: Student) -> Destination | None:
        kind, plan, place = (self.cleaned_data[f"{part}{student.pk}"] for part in PARTS)
        if not kind:
            return None
        facts = {"kind": kind, "plan": plan, "place": place}
        return Destination(student=student, year=self.room.year, **facts)
