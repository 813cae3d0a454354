"""What one pupil's screening asks: every aspect of the form, or one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import connection
from django.db.models import QuerySet

from schoolcare.asked_together import Rows, asked_together, facts, nested
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from students.models import Aspect, AspectResult, Criterion, Screening, ScreeningRound, Student
from students.models.danger import is_closed
from students.models.screening import leave_own_words, veil
from students.models.screening_forms import Level
from students.services.screening import outside
from students.services.screening_answers import (
    MOST_REMARK,
    MOST_WHOLE_REMARK,
    Answer,
    normal,
    refusals,
    settled,
    with_hint,
)
from students.services.screening_hints import Hint

PARTS = {"level": "level", "criteria": "ticks", "reason": "reason"}  # of a refusal: field
MOST_REASON = 300


@dataclass
class Section:
    """One aspect as the page shows it: bound fields, what others say, which levels are kept."""

    aspect: Aspect
    level: Any
    ticks: Any
    remark: Any
    reason: Any
    hint: Hint | None
    saved: str

    @property
    def groups(self) -> list[tuple[Level, list[Any]]]:
        """Ticks under their level, in the order of severity."""
        by_key = {str(one.data["value"]): one for one in self.ticks}
        found = []
        for level in (Level.RISK, Level.PROBLEM, Level.HAS):
            own = [by_key[str(one.pk)] for one in self.aspect.criteria.all() if one.level == level]
            if own:
                found.append((level, own))
        return found

    @property
    def waits(self) -> bool:
        """Something is proposed and nobody has confirmed it."""
        return self.hint is not None and not self.saved


class ScreeningForm(SeenMixin, CrispyMixin, forms.Form):
    """Aspects of one pupil in a round; a save of some aspects leaves the others.

    `fills`: what is still empty becomes ปกติ. `answers` holds what is to be written.
    """

    answers: dict[int, Answer]

    def __init__(
        self,
        *args: Any,
        round_: ScreeningRound,
        student: Student,
        aspects: list[Aspect],
        hints: Mapping[tuple[int, int], Hint],
        user: User,
        **kwargs: Any,
    ) -> None:
        self.round, self.student, self.aspects, self.user = round_, student, aspects, user
        self.hints = {one.pk: hints.get((student.pk, one.pk)) for one in aspects}
        self.saved = read(round_, student, aspects, user)
        super().__init__(*args, initial=self._first_values(), **kwargs)
        for aspect in aspects:
            self._ask(aspect)
        self.note_seen()

    def _ask(self, aspect: Aspect) -> None:
        key = aspect.pk
        levels = [(one.value, str(one.label)) for one in aspect.levels]
        ticks = [(str(one.pk), one.text) for one in aspect.criteria.all()]
        self.fields[f"level_{key}"] = forms.ChoiceField(
            label=aspect.name, choices=levels, required=False, widget=forms.RadioSelect
        )
        self.fields[f"ticks_{key}"] = forms.MultipleChoiceField(
            label=f"เกณฑ์ที่พบ {aspect.name}",
            choices=ticks,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"remark_{key}"] = forms.CharField(
            label="หมายเหตุ", required=False, max_length=MOST_REMARK
        )
        self.fields[f"reason_{key}"] = forms.CharField(
            label="เหตุผลที่ต่างจากข้อเสนอ", required=False, max_length=MOST_REASON
        )

    def _first_values(self) -> dict[str, Any]:
        """What is saved; where nothing is, what is proposed."""
        found = dict(self.saved)
        for key, hint in self.hints.items():
            if hint and not found[f"level_{key}"]:
                found |= {
                    f"level_{key}": hint.level,
                    f"ticks_{key}": [str(one) for one in sorted(hint.criteria)],
                }
        return found

    def saved_values(self) -> dict[str, Any]:
        saved = self.saved  # what a page shows was read for it a moment before
        if self.is_bound:
            if connection.in_atomic_block:
                list(_screenings(self.round, self.student).select_for_update().values_list("pk"))
            saved = read(self.round, self.student, self.aspects, self.user)
        return {name: value for name, value in saved.items() if name in self.fields}

    @property
    def sections(self) -> list[Section]:
        return [
            Section(
                aspect,
                *(self[f"{part}_{aspect.pk}"] for part in ("level", "ticks", "remark", "reason")),
                hint=self.hints[aspect.pk],
                saved=self.saved[f"level_{aspect.pk}"],
            )
            for aspect in self.aspects
        ]

    @property
    def fills(self) -> bool:
        return bool(self.data.get("rest"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.answers = {}
        for aspect in self.aspects:
            answer = self._answer(aspect, data)
            if not answer.level:
                continue
            wrong = refusals(aspect, answer)
            for part, words in wrong.items():
                self.add_error(f"{PARTS[part]}_{aspect.pk}", words)
            if not wrong:
                self.answers[aspect.pk] = answer
                data[f"level_{aspect.pk}"] = answer.level
        return data

    def _answer(self, aspect: Aspect, data: Mapping[str, Any]) -> Answer:
        key = aspect.pk
        ticks = frozenset(int(one) for one in data.get(f"ticks_{key}") or [])
        typed = Answer(
            data.get(f"level_{key}") or "",
            ticks,
            data.get(f"remark_{key}") or "",
            data.get(f"reason_{key}") or "",
        )
        answer = settled(aspect, typed)
        if self.fills and not answer.level:
            answer = normal(aspect)
        return with_hint(answer, self.hints[key])


class PupilScreeningForm(ScreeningForm):
    """All aspects, with the day and a remark on the whole."""

    screened_on = ThaiDateField(label="วันที่คัดกรอง")
    remark = forms.CharField(
        label="หมายเหตุรวม",
        required=False,
        max_length=MOST_WHOLE_REMARK,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def _first_values(self) -> dict[str, Any]:
        found = super()._first_values()
        return found | {"screened_on": found["screened_on"] or self.usual_day}

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        self.usual_day = kwargs["round_"].nearest(today)
        super().__init__(*args, **kwargs)

    def clean_screened_on(self) -> Any:
        day = self.cleaned_data["screened_on"]
        if not self.round.opens_on <= day <= self.round.closes_on:
            raise forms.ValidationError(outside(self.round))
        return day


class NormalForm(CrispyMixin, forms.Form):
    """The day on which a whole class was looked at."""

    screened_on = ThaiDateField(label="วันที่คัดกรอง", help_text="")

    def __init__(
        self, *args: Any, round_: ScreeningRound | None, today: Any, **kwargs: Any
    ) -> None:
        day = round_.nearest(today) if round_ else today
        super().__init__(*args, initial={"screened_on": day}, **kwargs)


def read(
    round_: ScreeningRound, student: Student, aspects: list[Aspect], user: User
) -> dict[str, Any]:
    """What is saved, as `user` sees it, by the form's fields; one query."""
    found: dict[str, Any] = {"screened_on": None, "remark": ""}
    for aspect in aspects:
        empty: dict[str, Any] = {"level": "", "ticks": [], "remark": "", "reason": ""}
        found |= {f"{name}_{aspect.pk}": value for name, value in empty.items()}
    told = _told(_screenings(round_, student), aspects, user)
    for whole in told["whole"]:
        screening = Screening(remark=whole["remark"], own_words=nested(whole["own_words"]))
        screening.is_closed = bool(whole["is_closed"])  # type: ignore[attr-defined]
        leave_own_words(screening, user)
        day = date.fromisoformat(whole["screened_on"])
        found |= {"screened_on": day, "remark": screening.remark}
    criteria = {one.pk: one for aspect in aspects for one in aspect.criteria.all()}
    for row in told["results"]:
        ticks = sorted(one["criterion"] for one in told["ticks"] if one["result"] == row["pk"])
        result = _result(row, [criteria[one] for one in ticks])
        veil(result, user)
        key = row["aspect"]
        found |= {
            f"level_{key}": result.level,
            f"ticks_{key}": [str(one.pk) for one in result.ticked],  # type: ignore[attr-defined]
            f"remark_{key}": result.remark,
            f"reason_{key}": result.reason,
        }
    return found


def _screenings(round_: ScreeningRound, student: Student) -> QuerySet[Screening]:
    """The one of the pupil in the round, if there is one."""
    return Screening.objects.filter(round=round_, student=student)


def _told(rows: Any, aspects: list[Aspect], user: User) -> dict[str, Rows]:
    """The screening, its results of these aspects and their ticks; one query."""
    whole = rows.annotate(is_closed=is_closed(user, "screening"))
    results = AspectResult.objects.filter(screening__in=rows.values("pk"), aspect__in=aspects)
    ticks = AspectResult.criteria.through.objects.filter(aspectresult__in=results.values("pk"))
    each = ("aspect", "remark", "reason", "own_words", "seen_level", "is_veiled")
    return asked_together(
        {
            "whole": (whole, facts("screened_on", "remark", "own_words", "is_closed")),
            "results": (results.seen_by(user), facts(*each)),
            "ticks": (ticks, {"result": "aspectresult_id", "criterion": "criterion_id"}),
        }
    )


def _result(row: dict[str, Any], ticked: list[Criterion]) -> AspectResult:
    """As `ResultQuerySet.seen_by` gives it, for `veil`; never saved."""
    result: Any = AspectResult(remark=row["remark"], reason=row["reason"])
    result.own_words = nested(row["own_words"])
    result.seen_level, result.is_veiled = row["seen_level"], bool(row["is_veiled"])
    result.ticked = ticked
    return result
