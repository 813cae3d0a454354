"""What the pages of attendance show: a day of a class, a month of it, a pupil's absences."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from schoolcare.models import AuditEvent
from schoolcare.thai import MONTHS
from students.attendance import Share
from students.models import Absence, ClassDay, Classroom, Enrolment
from students.services.attendance import Mark, off_words, refuse_day, seats_on

Kind = Absence.Kind
LETTERS = {Kind.ABSENT: "ข", Kind.SICK: "ป", Kind.ERRAND: "ก", Kind.LATE: "ส"}
LOOKS = {Kind.ABSENT: "bad", Kind.SICK: "info", Kind.ERRAND: "info", Kind.LATE: "warn"}
CAME = "/"


@dataclass
class DayRow:
    """A pupil of the class on the day; `saved` is somebody else's newer word, where it differs."""

    seat: Enrolment
    kind: str
    note: str
    saved: str = ""


@dataclass
class DayPage:
    """A class on a day. `refusal`: why it cannot be checked; `off`: why it is a day off."""

    room: Classroom
    on: date
    day: ClassDay | None = None
    rows: list[DayRow] = field(default_factory=list)
    refusal: str = ""
    off: str = ""

    @property
    def version(self) -> int:
        return self.day.version if self.day else 0

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.kind for row in self.rows if row.kind)

    @property
    def noted(self) -> list[int]:
        """The pupils of whom a cause is shown."""
        return [row.seat.student_id for row in self.rows if row.note]

    @property
    def before(self) -> date:
        return self._school_day(-1)

    @property
    def after(self) -> date:
        return self._school_day(1)

    def _school_day(self, step: int) -> date:
        """The next day that is no weekend, forwards or back."""
        day = self.on + timedelta(days=step)
        while day.isoweekday() > 5:
            day += timedelta(days=step)
        return day


def day_page(room: Classroom, on: date, typed: Mapping[int, Mark] | None = None) -> DayPage:
    """The class as it is saved, or with what was typed over it and what differs beside."""
    page = DayPage(room, on, off=off_words(room, on))
    try:
        refuse_day(room, on)
    except ValidationError as error:
        page.refusal = error.messages[0]
    page.day = room.class_days.filter(on=on).select_related("checked_by").first()
    absences = page.day.absences.all() if page.day else []
    saved = {one.student_id: Mark(one.kind, one.note) for one in absences}
    shown = saved if typed is None else typed
    words = dict(Kind.choices)
    for seat in seats_on(room, on):
        mark, kept = shown.get(seat.student_id), saved.get(seat.student_id)
        row = DayRow(seat, mark.kind if mark else "", mark.note if mark else "")
        if typed is not None and page.day and mark != kept:
            row.saved = words[kept.kind] if kept else "มา"
        page.rows.append(row)
    return page


def corrections(page: DayPage) -> list[dict[str, Any]]:
    """Who changed what after the first check, the newest first."""
    if page.day is None or page.version == 1:
        return []
    names = {row.seat.student_id: row.seat.student.short_name for row in page.rows}
    events = AuditEvent.objects.filter(
        target_model=page.day._meta.label, target_id=str(page.day.pk), action="class_day.correct"
    )
    return [
        {
            "at": event.at,
            "actor_name": event.actor_name,
            "label": names.get(event.pupil_id or 0, "นักเรียนที่ออกจากห้องแล้ว"),
            "details": " → ".join(event.changes.get("kind", [])),
        }
        for event in events.order_by("-pk")[:50]
    ]


@dataclass
class MonthRow:
    seat: Enrolment
    marks: list[tuple[str, str]]  # the sign and its look, for each checked day
    share: Share


@dataclass
class MonthPage:
    room: Classroom
    first: date
    last: date
    days: list[ClassDay]
    rows: list[MonthRow]

    @property
    def title(self) -> str:
        return f"{MONTHS[self.first.month - 1]} {self.first.year + 543}"


def month_of(day: date) -> tuple[date, date]:
    """First and last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_page(room: Classroom, day: date) -> MonthPage:
    """The checked days of the month and the sign of each pupil on each; three queries."""
    first, last = month_of(day)
    days = list(room.class_days.between(first, last))
    found: dict[tuple[int, int], str] = {
        (one.student_id, one.day_id): one.kind
        for one in Absence.objects.filter(day__in=days).only("student_id", "day_id", "kind")
    }
    seats = room.enrolments.in_roll_order().select_related("student")
    rows = [_month_row(seat, days, found) for seat in seats if _sat(seat, first, last)]
    return MonthPage(room, first, last, days, rows)


def _sat(seat: Enrolment, first: date, last: date) -> bool:
    """Whether a pupil sat in the class on any of these days."""
    came_late = seat.starts_on is not None and seat.starts_on > last
    gone = seat.ends_on is not None and seat.ends_on < first
    return not (came_late or gone)


def _month_row(
    seat: Enrolment, days: Iterable[ClassDay], found: Mapping[tuple[int, int], str]
) -> MonthRow:
    marks: list[tuple[str, str]] = []
    counts: Counter[str] = Counter()
    for day in days:
        if not _sat(seat, day.on, day.on):
            marks.append(("", ""))
            continue
        kind = found.get((seat.student_id, day.pk), "")
        counts.update([kind or CAME])
        sign = (LETTERS[Kind(kind)], LOOKS[Kind(kind)]) if kind else (CAME, "")
        marks.append(sign)
    kinds = {kind.value: counts[kind.value] for kind in Kind}
    return MonthRow(seat, marks, Share(days=counts.total(), **kinds))


def around(page: MonthPage) -> tuple[date, date]:
    """A day of the month before, and the first of the month after."""
    return page.first - timedelta(days=1), page.last + timedelta(days=1)
