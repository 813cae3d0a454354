"""What the papers of the calendar share: whose, of which year, for which readers."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils import timezone

from community.due_lines import as_due
from community.listing import SEEN_BY, Line, lines_of_apps, lines_of_entries
from community.models import Audience, CalendarEntry, WorkArea
from community.periods import period_words
from community.years import year_days
from schoolcare.access import Permission
from schoolcare.documents import Document
from schoolcare.models import District, School
from schoolcare.paper.choices import Option
from schoolcare.thai import academic_year

READERS = Option(
    "readers",
    "รายการที่พิมพ์",
    (
        ("", "ที่บุคลากรทุกคนเห็น"),
        (Audience.PUBLIC.value, "เฉพาะที่เผยแพร่ต่อสาธารณะ"),
        (Audience.PRIVATE.value, "ทุกรายการ รวมที่เห็นเฉพาะผู้จัดทำปฏิทิน"),
    ),
)
DIVISION = Option("division", "ฝ่าย")
WHOLE = "ทั้งโรงเรียน"
AS_NAMED = ("ฝ่าย", "กลุ่ม", "กอง", "งาน", "ส่วน", "ศูนย์")  # names that say what they are


def division_words(division: str) -> str:
    """ฝ่ายสัมพันธ์ชุมชน; กลุ่มบริหารงานทั่วไป as it is named."""
    return division if not division or division.startswith(AS_NAMED) else f"ฝ่าย{division}"


def owner_lines(line: Line) -> list[str]:
    """Who is responsible, one a line: staff by name, then who was typed; none: no line."""
    if line.entry is None:
        return []
    named = [name for _pk, name in sorted(line.people)]
    return [*named, *filter(None, [line.entry.owner_text.strip()])]


def printed_period(line: Line) -> str:
    """As the calendar says it; words of the school's own stay where a day has still to be set."""
    has_words = line.entry is not None and line.entry.period_text != ""
    return period_words(line.entry) if line.entry and has_words else line.period


class CalendarPaper(Document):
    """A paper of the calendar of a school or office over an academic year."""

    permission = Permission.CALENDAR_VIEW
    needs = ("school", "district", "year")
    options: tuple[Option, ...] = (DIVISION, READERS)

    @property
    def office(self) -> School | District:
        place: Any = self.sender  # one of the two is always there
        return place

    @property
    def year(self) -> int:
        year: Any = self.subject.year
        return year

    def option(self, name: str) -> str:
        return self.choices.options.get(name, "")

    @property
    def offered(self) -> tuple[Option, ...]:
        """Its divisions by name; entries of those who make the calendar only to them."""
        words = [(name, division_words(name)) for name in self.divisions]
        whole = WHOLE if isinstance(self.office, School) else "ทั้งหน่วยงาน"
        known = {DIVISION.name: replace(DIVISION, choices=(("", whole), *words))}
        if not self.makes_calendar:
            known[READERS.name] = replace(READERS, choices=READERS.choices[:2])
        return tuple(known.get(one.name, one) for one in self.options)

    @cached_property
    def divisions(self) -> list[str]:
        """Of the kinds of work that the office may use, in their order."""
        areas = WorkArea.objects.offered_to(self.office)
        return list(dict.fromkeys(areas.values_list("division", flat=True)))

    @property
    def makes_calendar(self) -> bool:
        """Whether who prints may read what is only for those who make the calendar."""
        if self.user is None:
            return True
        grant = self.user.access.grant(Permission.CALENDAR_EDIT)
        held = grant.schools if isinstance(self.office, School) else grant.districts
        return self.office.pk in held

    @property
    def audience(self) -> str:
        asked = self.option(READERS.name) or Audience.STAFF
        return Audience.STAFF if asked == Audience.PRIVATE and not self.makes_calendar else asked

    @property
    def shows_apps(self) -> bool:
        """Whether the dates that other parts of the product know are printed."""
        return True

    @cached_property
    def lines(self) -> list[Line]:
        """Entries in the office's own order, then the dates of other apps by day."""
        if self.subject.is_blank:
            return []
        rows = CalendarEntry.objects.shown_in(self.office, range(self.year, self.year + 1))
        lines = lines_of_entries(rows.filter(audience__in=SEEN_BY[Audience(self.audience)]))
        if self.shows_apps:
            days = year_days(self.year)
            lines += lines_of_apps(self.office, *days, audience=self.audience)
        division = self.option(DIVISION.name)
        return [one for one in lines if not division or one.division == division]

    @property
    def drawn(self) -> list[Line]:
        """The lines of a paper that is drawn by the day."""
        return as_due(self.lines)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        """Of the school whose calendar has most entries."""
        year = academic_year(timezone.localdate())
        filled = School.objects.filter(calendar__year=year).order_by("pk").first()
        school = filled or School.objects.order_by("pk").first()
        return {"school": school.code, "year": str(year)} if school else {}
