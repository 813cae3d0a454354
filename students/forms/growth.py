"""The grid of a class: one row a pupil, weight and height; every good row is saved, a doubtful one
asks back beside its field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin, ThaiDateField
from students.growth.doubts import Doubt, doubts, is_impossible, rounded
from students.growth.judging import months_on
from students.growth.rounds import Round
from students.models import GrowthMeasure, Student
from students.services.growth import Figures

UNITS = {"weight": "กก.", "height": "ซม."}
COLUMNS = {"weight": "weight_kg", "height": "height_cm"}
NOTHING = "-"  # the answer that a value is to be removed

Pair = dict[str, Decimal | None]


class FigureField(forms.DecimalField):
    """A figure as people type it: any digits, a point or a comma, its unit behind it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "enterkeyhint": "next"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(required=False, max_digits=7, decimal_places=3, **kwargs)
        self.error_messages |= {"invalid": "กรุณากรอกเป็นตัวเลข", "max_digits": "ตัวเลขยาวเกินไป"}
        self.error_messages["max_decimal_places"] = "ทศนิยมยาวเกินไป"

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip().replace(",", ".")
        for unit in UNITS.values():
            text = text.removesuffix(unit).removesuffix(unit.rstrip(".")).strip()
        return super().to_python(text)


def text_of(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


class DayForm(CrispyMixin, forms.Form):
    """The day of measuring of those who are entered now."""

    measured_on = ThaiDateField(label="วันที่ชั่งวัด")

    def __init__(self, *args: Any, round_: Round, today: date, **kwargs: Any) -> None:
        day = min(max(today, round_.term.starts_on), round_.term.ends_on)
        super().__init__(*args, initial={"measured_on": day}, **kwargs)
        self.round, self.today = round_, today

    def clean_measured_on(self) -> date:
        day = self.cleaned_data["measured_on"]
        if words := self.round.why_not(day, self.today):
            raise ValidationError(words)
        return day


@dataclass(frozen=True)
class Question:
    """A doubt as the grid asks it back: what may be answered, and which answer was given."""

    doubt: Doubt
    answers: tuple[tuple[str, str], ...]
    given: str

    @property
    def is_open(self) -> bool:
        return self.given not in {value for value, _words in self.answers}


class RowForm(forms.Form):
    """One pupil. `was` are the values that the page showed: what somebody else saved since then is
    never overwritten unseen.
    """

    weight = FigureField(label="น้ำหนัก (กก.)")
    height = FigureField(label="ส่วนสูง (ซม.)")
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        student: Student,
        roll: int | None,
        saved: GrowthMeasure | None,
        last: GrowthMeasure | None,
    ) -> None:
        self.student, self.roll, self.saved, self.last = student, roll, saved, last
        self.questions: dict[str, Question] = {}
        kept = self.kept
        shown = "/".join(text_of(kept[name]) for name in COLUMNS)
        initial = {name: text_of(value) for name, value in kept.items()} | {"was": shown}
        super().__init__(data, prefix=f"p{student.pk}", initial=initial)
        for name, field in self.fields.items():
            if name in COLUMNS:
                field.widget.attrs["aria-label"] = f"{field.label} {student.short_name}"

    @property
    def kept(self) -> Pair:
        return {
            name: getattr(self.saved, column) if self.saved else None
            for name, column in COLUMNS.items()
        }

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The two boxes with what is wrong or asked about each."""
        return [
            {"field": self[name], "question": self.questions.get(name), "unit": UNITS[name]}
            | {"name": f"{self.prefix}-{name}_answer"}
            for name in COLUMNS
        ]

    @property
    def is_open(self) -> bool:
        """Something is to be mended or answered before the row can be saved."""
        return bool(self.errors) or any(one.is_open for one in self.questions.values())

    def answer(self, name: str) -> str:
        return str(self.data.get(f"{self.prefix}-{name}_answer", "")).strip()

    def judge(self, day: date) -> Pair | None:
        """What is to be saved; None where nothing is to be, or something is open."""
        if self.errors:
            return None
        values = {name: self._settle(name) for name in COLUMNS}
        if self.is_open or values == self.kept:
            return None
        for doubt in self._doubts(values, self.saved.measured_on if self.saved else day):
            values[doubt.field] = self._ask(doubt.field, doubt, values[doubt.field])
        return None if self.is_open or values == self.kept else values

    def _settle(self, name: str) -> Decimal | None:
        """The value meant, asking where somebody else saved another one, or one would be lost."""
        kept, unit, typed = self.kept[name], UNITS[name], rounded(self.cleaned_data.get(name))
        shown = self._shown(name)
        if typed == kept or text_of(typed) == shown:
            return kept
        if kept is not None and text_of(kept) != shown:
            words = f"คนอื่นบันทึก {kept} {unit} ไปก่อนแล้ว"
            return self._ask(name, Doubt(name, words, kept), typed)
        if kept is not None and typed is None:
            return self._ask(name, Doubt(name, f"บันทึกไว้ {kept} {unit} จะลบหรือไม่", kept), typed)
        return typed

    def _shown(self, name: str) -> str:
        parts = (self.cleaned_data.get("was") or "/").split("/")
        return parts[list(COLUMNS).index(name)] if len(parts) == len(COLUMNS) else ""

    def _doubts(self, values: Pair, day: date) -> list[Doubt]:
        """About figures that are new and hardly meant."""
        months = months_on(self.student, day)
        found = doubts(values["weight"], values["height"], months=months, on=day, last=self.last)
        return [one for one in found if values[one.field] != self.kept[one.field]]

    def _ask(self, name: str, doubt: Doubt, typed: Decimal | None) -> Decimal | None:
        """Note the question; gives the answer where there is one, else what was typed."""
        unit, given = UNITS[name], self.answer(name)
        own = (NOTHING, "ลบค่านี้") if typed is None else (text_of(typed), f"ยืนยัน {typed:f} {unit}")
        answers = [own] if typed is None or not is_impossible(name, typed) else []
        if doubt.likely is not None:
            answers.insert(0, (text_of(doubt.likely), f"ใช้ {doubt.likely} {unit}"))
        self.questions[name] = question = Question(doubt, tuple(answers), given)
        if question.is_open:
            return typed
        return None if given == NOTHING else Decimal(given)


class GrowthGrid:
    """The form of a class and round: a day and a row for each seat."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        round_: Round,
        seats: Sequence[Any],
        saved: Mapping[int, GrowthMeasure],
        last: Mapping[int, GrowthMeasure],
        today: date,
    ) -> None:
        plain = None if data is None else {name: data[name] for name in data}
        self.day = DayForm(plain, round_=round_, today=today)
        self.rows = [
            RowForm(
                plain,
                student=seat.student,
                roll=seat.roll_number,
                saved=saved.get(seat.student_id),
                last=last.get(seat.student_id),
            )
            for seat in seats
        ]

    def judge(self) -> dict[Student, Figures]:
        """What can be saved now; nothing where the day cannot be read."""
        if not self.day.is_valid():
            for row in self.rows:
                row.is_valid()
            return {}
        day, good = self.day.cleaned_data["measured_on"], {}
        for row in self.rows:
            row.is_valid()
            if (values := row.judge(day)) is not None:
                on = row.saved.measured_on if row.saved else day
                good[row.student] = Figures(on, values["weight"], values["height"])
        return good

    @property
    def open_rows(self) -> list[RowForm]:
        return [row for row in self.rows if row.is_open]
