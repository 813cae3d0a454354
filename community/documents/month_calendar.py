"""A month of the calendar on A4 landscape, entries written in the days."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from community.documents.calendars import DIVISION, READERS, CalendarPaper, division_words
from community.documents.month_grid import WEEKDAYS, Month, month_of, stretches
from community.holidays import holidays_of
from community.models import Audience
from community.periods import range_words
from community.years import MONTH_ORDER, first_of, last_of, year_days
from schoolcare.documents import register
from schoolcare.paper.choices import Option
from schoolcare.thai import BUDDHIST, MONTHS, thai_time

MONTH = Option(
    "month",
    "เดือน",
    (("", "เดือนของวันที่ในเอกสาร"), *((str(number), MONTHS[number - 1]) for number in MONTH_ORDER)),
)
LIST = Option(
    "list",
    "รายการใต้ปฏิทิน",
    (("", "พิมพ์เมื่อเขียนในช่องวันไม่พอ"), ("yes", "พิมพ์ทุกครั้ง พร้อมสถานที่")),
)


PAGE = 464.0  # points for the weeks of a page, below its title and the names of the days
IN_A_ROW = 150  # signs across the page


@register
class MonthCalendar(CalendarPaper):
    slug = "month-calendar"
    title = "ปฏิทินรายเดือน"
    template = "community/print/month_calendar.html"
    page_class = "month-page"
    options = (MONTH, DIVISION, LIST, READERS)

    def __str__(self) -> str:
        return f"{self.title} {self.month_words}"

    @cached_property
    def days(self) -> tuple[date, date]:
        """First and last day of the month: the one asked for, else the paper's, else May."""
        start, end = year_days(self.year)
        day = self.choices.date
        number = int(self.option(MONTH.name) or (day.month if start <= day <= end else start.month))
        return first_of(self.year, number), last_of(self.year, number)

    @property
    def month_words(self) -> str:
        first = self.days[0]
        return f"{MONTHS[first.month - 1]} {first.year + BUDDHIST}"

    def context(self) -> dict[str, Any]:
        rows = stretches(self.drawn, *self.days)
        month: Month = month_of(rows, *self.days, holidays_of(self.office, *self.days))
        division = self.option(DIVISION.name)
        all_year = [one for one in self.lines if one.is_all_year]
        month.fill(PAGE - lasting(all_year) - lasting(month.whole))
        has_list = bool(rows) and (month.is_cut or self.option(LIST.name) == "yes")
        return {
            "month": month,
            "weekdays": WEEKDAYS,
            "month_words": self.month_words,
            "division": division_words(division),
            "all_year": all_year,
            "listed": self.listed(rows) if has_list else [],
            "has_owners": self.audience != Audience.PUBLIC,
        }

    def listed(self, rows: list[Any]) -> list[dict[str, Any]]:
        """Each stretch in full: the days, from when to when, what, where, who."""
        return [
            {
                "days": range_words(*stretch),
                "time": time_words(line.entry) if line.entry else "",
                "line": line,
            }
            for stretch, line in rows
        ]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        month = str(timezone.localdate().month)
        return super().demo_params() | {MONTH.name: month}


def lasting(lines: Sequence[Any]) -> float:
    """Points of what lasts longer, above the days."""
    signs = sum(len(one.title) + 5 for one in lines)
    return 3 + 15 * (1 + signs // IN_A_ROW) if lines else 0


def time_words(entry: Any) -> str:
    """09.00 - 12.00 น.; from when alone; empty where no time is set."""
    start, end = entry.starts_at, entry.ends_at
    if not start:
        return ""
    return (
        f"{start:%H.%M} - {thai_time(end, separator='.')}"
        if end
        else thai_time(start, separator=".")
    )
