"""Which lines are brought into a year's calendar, and on which day each begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from community.forms.calendar import CalendarDayField
from community.models import CalendarEntry, Span
from community.moving import Proposal, proposal
from community.ready import SETS, ReadyLine
from community.services.copying import Pick
from community.years import year_days
from schoolcare.thai import thai_date, thai_weekday

WEEKEND = 5
Holidays = dict[date, list[str]]


@dataclass(frozen=True)
class CopyRow:
    """A line of the preview with its two fields; no day for one over months or the year."""

    entry: CalendarEntry
    proposal: Proposal
    tick: Any
    day: Any
    hints: list[str]


class DaysForm(forms.Form):
    """Ticks and days, one pair a line. Sent twice it does nothing twice: the service sees to it."""

    def __init__(self, *args: Any, year: int, holidays: Holidays, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.holidays = year, holidays

    def add_tick(self, name: str, title: str, *, is_ticked: bool) -> None:
        self.fields[f"pick_{name}"] = forms.BooleanField(
            label=f"ใช้ {title}", required=False, initial=is_ticked
        )

    def add_day(self, name: str, title: str, day: date | None) -> None:
        field = CalendarDayField(label=f"วันของ {title}", required=False, initial=day)
        field.year = self.year
        self.fields[f"day_{name}"] = field

    def clean(self) -> dict[str, Any]:
        """A day of a line that is not ticked is no mistake."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [one for one in self.errors if one.startswith("day_")]:
            if not found.get(f"pick_{name.removeprefix('day_')}"):
                del self.errors[name]
        return found

    def hints_of(self, day: date | None, before: date | None = None) -> list[str]:
        """What speaks against a day, without forbidding it."""
        if day is None:
            return []
        found = [f"ตรงกับ{name}" for name in self.holidays.get(day, [])]
        if day.weekday() >= WEEKEND and not (before and before.weekday() >= WEEKEND):
            found.append(f"ตรงกับ{thai_weekday(day)}")
        return found


class CopyForm(DaysForm):
    """All lines of last year, ticked, with the day that their movement proposes."""

    def __init__(self, *args: Any, entries: Iterable[CalendarEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        self.proposals = {one.pk: proposal(one, self.year) for one in self.entries}
        for one in self.entries:
            self.add_tick(str(one.pk), one.title, is_ticked=True)
            if one.span in (Span.DAY, Span.RANGE):
                found = self.proposals[one.pk]
                self.add_day(str(one.pk), one.title, None if found.needs_date else found.starts_on)

    @property
    def rows(self) -> list[CopyRow]:
        return [self._row(one) for one in self.entries]

    def _row(self, entry: CalendarEntry) -> CopyRow:
        found = self.proposals[entry.pk]
        has_day = f"day_{entry.pk}" in self.fields
        day = None if found.needs_date or not has_day else found.starts_on
        hints = [found.note] if found.note else []
        hints += self.hints_of(day, entry.starts_on)
        field = self[f"day_{entry.pk}"] if has_day else None
        return CopyRow(entry, found, self[f"pick_{entry.pk}"], field, hints)

    def clean(self) -> dict[str, Any]:
        found, last = super().clean(), year_days(self.year)[1]
        for one in self.entries:
            name = f"day_{one.pk}"
            day, offered = found.get(name), self.proposals[one.pk].starts_on
            if not (found.get(f"pick_{one.pk}") and day and one.starts_on and one.ends_on):
                continue
            if day != offered and day + (one.ends_on - one.starts_on) > last:
                words = f"เริ่มวันนี้แล้วเลยวันสุดท้ายของปฏิทิน ({thai_date(last)}) เลือกวันเร็วกว่านี้"
                self.add_error(name, ValidationError(words))
        return found

    @property
    def picks(self) -> list[Pick]:
        found = self.cleaned_data
        return [
            Pick(one.pk, found.get(f"day_{one.pk}"))
            for one in self.entries
            if found[f"pick_{one.pk}"]
        ]


class ReadyForm(DaysForm):
    """The ready lines by set; those that stand in the year already are not ticked."""

    def __init__(self, *args: Any, standing: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        for one in SETS:
            for line in one.lines:
                name = f"{one.key}_{line.key}"
                self.add_tick(name, line.title, is_ticked=line.title not in standing)
                if line.span == Span.DAY:
                    self.add_day(name, line.title, line.days(self.year)[0])

    @property
    def sets(self) -> list[tuple[str, list[dict[str, Any]]]]:
        return [(one.title, [self._row(one.key, line) for line in one.lines]) for one in SETS]

    def _row(self, group: str, line: ReadyLine) -> dict[str, Any]:
        name = f"{group}_{line.key}"
        has_day = f"day_{name}" in self.fields
        start = line.days(self.year)[0]
        return {
            "line": line,
            "stands": line.title in self.standing,
            "tick": self[f"pick_{name}"],
            "day": self[f"day_{name}"] if has_day else None,
            "hints": self.hints_of(start if has_day else None),
            "span": CalendarEntry(
                span=line.span,
                starts_on=start,
                ends_on=line.days(self.year)[1],
                months=list(line.months),
            ),
        }

    @property
    def picks(self) -> list[tuple[ReadyLine, date | None]]:
        found = self.cleaned_data
        return [
            (line, found.get(f"day_{one.key}_{line.key}"))
            for one in SETS
            for line in one.lines
            if found[f"pick_{one.key}_{line.key}"]
        ]
