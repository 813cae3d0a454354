"""Keying SDQ sheets: the 25 numbered boxes and page 2 of one pupil, a whole class, one answer."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.stale import SeenMixin
from schoolcare.text import arabic_digits
from students import sdq_scoring as scoring
from students.models import Enrolment, Informant, SdqResponse
from students.models.sdq import NOTHING, as_list
from students.services.sdq import Sheet

IMPACT_LABELS = {
    "difficulty": "มีความยากลำบากโดยรวม",
    "duration": "เป็นมานานเท่าใด",
    "distress": "ทำให้ไม่สบายใจ",
    "home": "รบกวนความเป็นอยู่ที่บ้าน",
    "friends": "รบกวนการคบเพื่อน",
    "classroom": "รบกวนการเรียนในห้องเรียน",
    "leisure": "รบกวนกิจกรรมยามว่าง",
    "burden": "เป็นภาระแก่ผู้อื่น",
}
IMPACT_HINTS = {
    "difficulty": "0: ไม่มี · 1: เล็กน้อย · 2: ชัดเจน · 3: มาก",
    "duration": "0: น้อยกว่า 1 เดือน · 1: 1–5 เดือน · 2: 6–12 เดือน · 3: มากกว่า 1 ปี",
}
IMPACT_HINT = "0: ไม่เลย · 1: เล็กน้อย · 2: ค่อนข้างมาก · 3: มาก"


class AnswerField(forms.CharField):
    """One box: a single digit of those allowed, in digits of any script, or blank."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.most = most
        self.widget.attrs |= {
            "inputmode": "numeric",
            "autocomplete": "off",
            "class": "key",
            "data-most": most,
        }

    def clean(self, value: Any) -> Any:
        text = arabic_digits(super().clean(value)).strip(" -–")
        if not text:
            return None
        if text not in {str(one) for one in range(self.most + 1)}:
            shown = text[:10]
            words = f"“{shown}” ไม่ใช่คำตอบ ใช้ 0 ถึง {self.most} หรือเว้นว่าง"
            raise ValidationError(words, code="answer")
        return int(text)

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else value


class SheetForm(SeenMixin, CrispyMixin, forms.Form):
    """One informant's sheet about one pupil, keyed from paper."""

    answered_on = ThaiDateField(label="วันที่ประเมิน", required=False)
    rater = forms.CharField(label="ชื่อผู้ตอบ", max_length=150, required=False)

    def __init__(
        self, *args: Any, response: SdqResponse, words: dict[int, str], **kwargs: Any
    ) -> None:
        self.instance = response
        kwargs["initial"] = _initial(response) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for number in range(1, scoring.ITEMS + 1):
            label = f"ข้อ {number}"
            self.fields[f"item_{number}"] = AnswerField(
                label=label, most=scoring.MOST, help_text=words.get(number, "")
            )
        for name in scoring.ASKED[response.informant]:
            hint = IMPACT_HINTS.get(name, IMPACT_HINT)
            label = IMPACT_LABELS[name]
            most = scoring.IMPACT_ANSWERS[-1]
            self.fields[f"impact_{name}"] = AnswerField(label=label, most=most, help_text=hint)
        self.note_seen()

    @property
    def boxes(self) -> list[tuple[int, Any]]:
        return [(n, self[f"item_{n}"]) for n in range(1, scoring.ITEMS + 1)]  # type: ignore[index]

    @property
    def impact(self) -> list[Any]:
        asked = scoring.ASKED[self.instance.informant]
        return [self[f"impact_{name}"] for name in asked]  # type: ignore[index]

    @property
    def sheet(self) -> Sheet:
        said: dict[str, Any] = self.cleaned_data
        asked = scoring.ASKED[self.instance.informant]
        return Sheet(
            answers=[said[f"item_{number}"] for number in range(1, scoring.ITEMS + 1)],
            impact={name: said[f"impact_{name}"] for name in asked},
            answered_on=said["answered_on"],
            rater=said["rater"],
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = [f"item_{number}" for number in range(1, scoring.ITEMS + 1)]
        if not self.errors and all(cleaned.get(name) is None for name in names):
            raise ValidationError("ยังไม่ได้ใส่คำตอบสักข้อ", code="empty")
        return cleaned

    def saved_values(self) -> dict[str, Any]:
        """What is saved now, read again when it comes back: two may key the same paper."""
        if not self.is_bound:
            return _initial(self.instance)
        if self.instance.pk is None:
            keys = ("round_id", "student_id", "informant")
            same = {key: getattr(self.instance, key) for key in keys}
            found = SdqResponse.objects.filter(**same).first()
        else:
            found = SdqResponse.objects.filter(pk=self.instance.pk).first()
        return _initial(found or SdqResponse(informant=self.instance.informant))


class CheckForm(CrispyMixin, forms.Form):
    """The 25 boxes once more, empty, to compare with what was keyed first."""

    def __init__(self, *args: Any, words: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, scoring.ITEMS + 1):
            self.fields[f"item_{number}"] = AnswerField(
                label=f"ข้อ {number}", most=scoring.MOST, help_text=words.get(number, "")
            )

    @property
    def boxes(self) -> list[tuple[int, Any]]:
        return [(n, self[f"item_{n}"]) for n in range(1, scoring.ITEMS + 1)]

    @property
    def answers(self) -> list[int | None]:
        return [self.cleaned_data[f"item_{number}"] for number in range(1, scoring.ITEMS + 1)]


class GridForm(forms.Form):
    """A class at once, for who has no script: only boxes that differ from what was shown count."""

    answered_on = ThaiDateField(label="วันที่ประเมิน")
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, seats: Iterable[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.students = {seat.student_id: seat.student for seat in seats}

    def clean_shown(self) -> dict[str, str]:
        try:
            shown = json.loads(self.cleaned_data["shown"])
        except ValueError:
            shown = None
        if not isinstance(shown, dict):
            raise ValidationError("หน้านี้เก่าเกินไป เปิดใหม่แล้วคีย์อีกครั้ง")
        return {str(key): str(value) for key, value in shown.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        shown = cleaned.get("shown", {})
        field = AnswerField(most=scoring.MOST)
        self.changed: list[tuple[Any, int, int | None, int | None]] = []
        for pk, student in self.students.items():
            before = as_list(_whole(shown.get(str(pk), NOTHING)))
            for number in range(1, scoring.ITEMS + 1):
                name = f"a{pk}-{number}"
                if name not in self.data:
                    continue
                try:
                    answer = field.clean(self.data[name])
                except ValidationError as error:
                    words = f"{student.short_name} ข้อ {number}: {error.messages[0]}"
                    self.add_error(None, words)
                    continue
                if answer != before[number - 1]:
                    self.changed.append((student, number, before[number - 1], answer))
        return cleaned


class CellForm(forms.Form):
    """One answer as the grid sends it."""

    round = forms.IntegerField(min_value=1)
    student = forms.IntegerField(min_value=1)
    informant = forms.ChoiceField(choices=Informant.choices)
    number = forms.IntegerField(min_value=1, max_value=scoring.ITEMS)
    answer = AnswerField(most=scoring.MOST)
    was = AnswerField(most=scoring.MOST)
    answered_on = ThaiDateField(required=False)


def _whole(text: str) -> str:
    """What was shown, as answers are kept; anything else counts as nothing shown."""
    known = len(text) == scoring.ITEMS and set(text) <= set("012-")
    return text if known else NOTHING


def _initial(response: SdqResponse) -> dict[str, Any]:
    answers = {f"item_{n}": one for n, one in enumerate(response.answer_list, start=1)}
    asked = scoring.ASKED[response.informant]
    impact = {f"impact_{name}": response.impact_answers.get(name) for name in asked}
    return answers | impact | {"answered_on": response.answered_on, "rater": response.rater}
