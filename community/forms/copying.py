"""Which lines are brought into a year's calendar, and on which day each begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from community.forms.calendar import CalendarDayField
from community.models import CalendarEntry, Movement, Project, Span
from community.moving import Proposal, proposal
from community.ready import SETS, ReadyLine
from community.services.copying import Pick
from community.years import day_in_year
from schoolcare.forms import ThaiDateInput
from schoolcare.thai import thai_weekday

WEEKEND = 5
MOVEMENTS = [one for one in Movement.choices if one[0] != Movement.ALL_YEAR]
Holidays = dict[date, list[str]]


@dataclass(frozen=True)
class CopyRow:
    """A line of the preview with its fields; only a tick for one over months or the year."""

    entry: CalendarEntry
    proposal: Proposal
    tick: Any
    day: Any
    move: Any
    by: Any
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
    """All lines of last year, ticked, with the day that their movement proposes.

    Where another movement is chosen, its day is proposed and shown before anything is taken: what
    comes back `is_moved`. `by_…` is the movement that proposed the day shown; a day that was typed
    stays.
    """

    def __init__(
        self,
        data: Any,
        *,
        entries: Iterable[CalendarEntry],
        projects: dict[int, Project],
        year: int,
        holidays: Holidays,
    ) -> None:
        self.entries, self.projects = list(entries), projects
        self.dated = [one for one in self.entries if one.span in (Span.DAY, Span.RANGE)]
        self.is_moved = False
        data = data.copy() if data else None
        for one in self.dated if data else []:
            self._move(data, one, year)
        super().__init__(data, year=year, holidays=holidays)
        self.proposals = {
            one.pk: proposal(one, year, _chosen(data, "move", one)) for one in self.entries
        }
        for one in self.entries:
            self.add_tick(str(one.pk), one.title, is_ticked=True)
        for one in self.dated:
            found = self.proposals[one.pk]
            self.add_day(str(one.pk), one.title, None if found.needs_date else found.starts_on)
            self._add_movement(one)

    def _add_movement(self, entry: CalendarEntry) -> None:
        self.fields[f"move_{entry.pk}"] = forms.ChoiceField(
            label=f"วิธีย้ายวันของ {entry.title}",
            choices=MOVEMENTS,
            required=False,
            initial=entry.movement,
            error_messages={"invalid_choice": "กรุณาเลือกจากรายการ"},
        )
        self.fields[f"by_{entry.pk}"] = forms.ChoiceField(
            choices=MOVEMENTS, required=False, initial=entry.movement, widget=forms.HiddenInput
        )

    def _move(self, data: Any, entry: CalendarEntry, year: int) -> None:
        """Where the day of the movement before was left as it was, put that of the one chosen."""
        chosen, before = _chosen(data, "move", entry), _chosen(data, "by", entry)
        if chosen == before:
            return
        data[f"by_{entry.pk}"] = chosen
        old, new = proposal(entry, year, before), proposal(entry, year, chosen)
        if _typed(data.get(f"day_{entry.pk}", ""), year) == _offered(old):
            data[f"day_{entry.pk}"] = ThaiDateInput().format_value(_offered(new)) or ""
            self.is_moved = True

    @property
    def rows(self) -> list[CopyRow]:
        return [self._row(one) for one in self.entries]

    def _row(self, entry: CalendarEntry) -> CopyRow:
        found = self.proposals[entry.pk]
        has_day = f"day_{entry.pk}" in self.fields
        day = _offered(found) if has_day else None
        hints = [found.note] if found.note else []
        hints += self.hints_of(day, entry.starts_on)
        if entry.project:
            hints.append(self._project_words(entry.project))
        bound = {
            name: self[f"{name}_{entry.pk}"] if has_day else None for name in ("day", "move", "by")
        }
        return CopyRow(entry, found, self[f"pick_{entry.pk}"], hints=hints, **bound)

    def _project_words(self, project: Project) -> str:
        if there := self.projects.get(project.pk):
            return f"ผูกกับโครงการ {there.name} ({there.year_words})"
        return f"ไม่ผูกกับโครงการ {project.name} ของ{project.year_words} ยังไม่มีโครงการที่ใช้ต่อจากโครงการนี้"

    @property
    def picks(self) -> list[Pick]:
        found = self.cleaned_data
        return [
            Pick(one.pk, found.get(f"day_{one.pk}"), found.get(f"move_{one.pk}") or "")
            for one in self.entries
            if found[f"pick_{one.pk}"]
        ]


def _chosen(data: Any, name: str, entry: CalendarEntry) -> str:
    """A movement that was sent, if it is one, else the entry's own."""
    sent = data.get(f"{name}_{entry.pk}", "") if data else ""
    return sent if sent in dict(MOVEMENTS) else entry.movement


def _offered(found: Proposal) -> date | None:
    return None if found.needs_date else found.starts_on


def _typed(text: str, year: int) -> date | str | None:
    """The day that was typed; what is none stays, and equals no day."""
    try:
        return day_in_year(text, year) if text.strip() else None
    except ValueError:
        return text


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
