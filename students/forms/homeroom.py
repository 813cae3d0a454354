"""A week of homeroom on one page: five days, the pupils to follow up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db import connection

from schoolcare.forms import CrispyMixin
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.thai import thai_date, thai_weekday
from students.models import Classroom, HomeroomWeek
from students.services import homeroom
from students.services.homeroom import COUNTS, counts_of, days_of, holidays_of

LABELS = {"came": "มา", "absent": "ขาด", "leave": "ลา", "late": "สาย"}
FREE = 3  # empty lines for pupils to follow up
MOST_PUPILS = 100


def number_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PUPILS, required=False)


def text_field(label: str, rows: int = 2) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=500, required=False, widget=area)


class HomeroomForm(SeenMixin, CrispyMixin, forms.Form):
    """Counts are those of attendance until somebody writes others."""

    held_at = forms.CharField(
        label="เวลา", max_length=60, required=False, help_text="เช่น 08.20–08.40 น."
    )
    remark = forms.CharField(
        label="บันทึกของครูที่ปรึกษา",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        room: Classroom,
        monday: date,
        pupils: Sequence[tuple[int, str]],
        by: User,
        **kwargs: Any,
    ) -> None:
        self.room, self.monday, self.by = room, monday, by
        self.week = self._read()
        super().__init__(*args, **kwargs)
        followed = len(self.week.pupils.all()) if self.week else 0
        self.lines = range(followed + FREE)
        choices = [("", "ไม่มี"), *((str(key), name) for key, name in pupils)]
        for line in self.lines:
            field = forms.ChoiceField(label=f"นักเรียนคนที่ {line + 1}", choices=choices)
            field.required = False
            self.fields[f"pupil_{line}"] = field
            self.fields[f"note_{line}"] = forms.CharField(
                label="เรื่องที่ติดตาม", max_length=300, required=False
            )
        off = holidays_of(room, monday)
        layout: list[Any] = ["held_at"]
        for number, on in enumerate(days_of(monday)):
            layout.append(self._add_day(number, on, off.get(on, "")))
        follow = [Row(f"pupil_{line}", f"note_{line}") for line in self.lines]
        layout += [Fieldset("นักเรียนที่ต้องติดตาม", *follow), "remark"]
        self.layout = Layout(*layout)
        self._fill()
        self.note_seen()

    def _add_day(self, number: int, on: date, off: str) -> Fieldset:
        self.fields[f"topic_{number}"] = text_field("เรื่องที่แจ้ง")
        self.fields[f"activity_{number}"] = text_field("กิจกรรมโฮมรูม")
        for name in COUNTS:
            self.fields[f"{name}_{number}"] = number_field(LABELS[name])
        counts = [f"{name}_{number}" for name in COUNTS]
        legend = f"{thai_weekday(on)} {thai_date(on)}" + (f" · {off}" if off else "")
        return Fieldset(legend, f"topic_{number}", f"activity_{number}", Row(*counts))

    def _read(self) -> HomeroomWeek | None:
        weeks = HomeroomWeek.objects.filter(classroom=self.room, starts_on=self.monday)
        return weeks.prefetch_related("days", "pupils").first()

    def full_clean(self) -> None:
        """Judged against what is saved at this moment, which nobody else changes meanwhile."""
        if self.is_bound and connection.in_atomic_block:
            Classroom.objects.select_for_update().get(pk=self.room.pk)
            self.week = self._read()
        super().full_clean()

    def saved_values(self) -> dict[str, Any]:
        """What was read last, by field."""
        week = self.week
        if week is None:
            return {}
        found: dict[str, Any] = {"held_at": week.held_at, "remark": week.remark}
        numbers = {on: number for number, on in enumerate(days_of(self.monday))}
        for day in week.days.all():
            number = numbers[day.on]
            for name in ("topic", "activity", *COUNTS):
                found[f"{name}_{number}"] = getattr(day, name)
        for line, one in enumerate(week.pupils.all()):
            found |= {f"pupil_{line}": str(one.student_id), f"note_{line}": one.note}
        return {name: value for name, value in found.items() if name in self.fields}

    def _fill(self) -> None:
        saved = self.saved_values()
        checked = counts_of(self.room, self.monday)
        for number, on in enumerate(days_of(self.monday)):
            for name, count in checked.get(on, {}).items():
                self.initial[f"{name}_{number}"] = count
        self.initial |= {name: value for name, value in saved.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        chosen: list[str] = []
        for line in self.lines:
            pupil, note = found.get(f"pupil_{line}"), found.get(f"note_{line}")
            if pupil and not note and f"note_{line}" in found:
                self.add_error(f"note_{line}", "กรุณากรอกเรื่องที่ติดตาม")
            if note and not pupil and f"pupil_{line}" in found:
                self.add_error(f"pupil_{line}", "กรุณาเลือกนักเรียน")
            if pupil and pupil in chosen:
                self.add_error(f"pupil_{line}", "เลือกนักเรียนคนนี้ไว้แล้ว")
            chosen += [pupil] if pupil else []
        return found

    def save(self) -> HomeroomWeek:
        typed = self.cleaned_data
        names = ("topic", "activity", *COUNTS)
        days = {
            on: {name: typed[f"{name}_{number}"] for name in names}
            for number, on in enumerate(days_of(self.monday))
        }
        pupils = {
            int(typed[f"pupil_{line}"]): typed[f"note_{line}"]
            for line in self.lines
            if typed[f"pupil_{line}"]
        }
        facts = {"held_at": typed["held_at"], "remark": typed["remark"]}
        how: dict[str, Any] = {"days": days, "pupils": pupils, "by": self.by}
        return homeroom.save_week(self.room, self.monday, facts, **how)
